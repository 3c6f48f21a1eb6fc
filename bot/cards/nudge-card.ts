import type { Message } from '../../shared/ports/messenger.ts';
import type { NudgeCardView, NudgeReceiptView } from '../../shared/views/cards.ts';
import { sessionInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import { box, card, line, title } from './parts.ts';

/** Asks one teacher to take one register: class code, room and time, nothing about anybody in it (§3.3). */
export const nudgeCard = ({ group, room, opens, closes, round, date, half }: NudgeCardView): Message => ({
  summary: summaries.nudge,
  card: card(summaries.nudge, [
    title(summaries.nudge, `${group}, room ${room}`, sessionInWords(date, half)),
    line(`Open since ${opens}, closes at ${closes}.${round === 2 ? ' This is the second reminder.' : ''}`),
    line('Please take it in the school’s system. If somebody else has the class, tell the attendance office.', {
      small: true,
    }),
  ]),
});

/** What stands in the nudge's place when the register has come in. */
export const nudgeReceipt = ({ group, says, date, half }: NudgeReceiptView): Message => ({
  summary: summaries.nudgeReceipt,
  card: card(summaries.nudgeReceipt, [
    title(summaries.nudgeReceipt, group, sessionInWords(date, half)),
    box([line(`${says}. Thank you.`)], 'good'),
  ]),
});
