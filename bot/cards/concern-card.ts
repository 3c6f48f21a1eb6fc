import type { Message } from '../../shared/ports/messenger.ts';
import type { ConcernCardView, ConcernReceiptView } from '../../shared/views/cards.ts';
import { dayInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import { box, card, line, press, title } from './parts.ts';

/** To the safeguarding lead in person: who, what, from whom. It is repeated until somebody acknowledges it. */
export const concernCard = (view: ConcernCardView): Message => {
  const { post, concern, name, form, raisedBy, at, date, text, mayBeRepeat } = view;
  return {
    summary: summaries.concern,
    card: card(
      summaries.concern,
      [
        title(summaries.concern, `${name}, ${form}`, `Raised by ${raisedBy}, ${dayInWords(date)}, ${at}`),
        ...(mayBeRepeat
          ? [line('You may have had this message before: Teams did not confirm it.', { small: true })]
          : []),
        box([line(text)], 'attention'),
        line('After 15 minutes without an acknowledgement the next person is told as well.', { small: true }),
      ],
      [press('I have it', { action: 'acknowledge', post, id: concern }, 'positive')],
    ),
  };
};

/** What stays of it in the chat: that somebody has it. */
export const concernReceipt = ({ acknowledgedBy, at, date }: ConcernReceiptView): Message => ({
  summary: summaries.concernReceipt,
  card: card(summaries.concernReceipt, [
    title(summaries.concernReceipt, `${acknowledgedBy}, ${at}`, dayInWords(date)),
    line('What was said is kept nowhere here. Go on in the safeguarding record.'),
  ]),
});
