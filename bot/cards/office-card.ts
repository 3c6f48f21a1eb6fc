import type { Message } from '../../shared/ports/messenger.ts';
import type { OfficeCardView } from '../../shared/views/cards.ts';
import { sessionInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import { answered, box, card, line, press, title } from './parts.ts';

/** Tells the office what the desk holds back or cannot do, and what would mend it. */
export const officeCard = (view: OfficeCardView): Message => {
  const { post, heading, says, mend, points = [], release, date, half, said } = view;
  return {
    summary: summaries.office,
    card: card(
      summaries.office,
      [
        title(summaries.office, heading, sessionInWords(date, half)),
        ...answered(said),
        box([line(says)], 'warning'),
        ...points.map((point) => box([line(point.why), line(point.mend, { small: true, subtle: true })])),
        line(mend),
      ],
      release
        ? [press('Send it all the same', { action: 'release', post, id: `${release.job}:${release.round}` })]
        : [],
    ),
  };
};
