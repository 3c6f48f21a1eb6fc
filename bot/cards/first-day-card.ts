import type { Message } from '../../shared/ports/messenger.ts';
import type { FirstDayCardView } from '../../shared/views/cards.ts';
import { sessionInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import { answered, bigNumber, box, card, columns, fact, line, open, type Part, press, title } from './parts.ts';

const progress = ({ counts }: FirstDayCardView): Part[] => [
  fact('Not tried yet', String(counts.open - counts.tried)),
  fact('Tried, no answer', String(counts.tried)),
  fact('Reached', String(counts.reached)),
  fact('Visit needed', String(counts.visits)),
  fact('Settled', String(counts.resolved)),
];

/** For a year team's channel: how much there is and how far it has got. Counts alone; the names are elsewhere. */
export const firstDayCard = (view: FirstDayCardView): Message => {
  const { post, year, date, half, counts, notTaken, repeated, tab, said } = view;
  const all = counts.whereabouts + counts.reasonWanted;
  return {
    summary: summaries.firstDay,
    card: card(
      summaries.firstDay,
      [
        title(summaries.firstDay, `Year ${year}`, sessionInWords(date, half)),
        ...(repeated ? [line('Sent again: Teams did not confirm the first copy.', { small: true })] : []),
        ...answered(said),
        columns(
          [
            bigNumber(counts.whereabouts, 'whereabouts to confirm', 'attention'),
            bigNumber(counts.reasonWanted, 'reason wanted', 'warning'),
            bigNumber(all - counts.open, `of ${all} accounted for`, 'good'),
          ],
          { spacing: 'medium' },
        ),
        ...(notTaken.length === 0
          ? []
          : [line(`No register yet: ${notTaken.join(', ')}. Everybody in them is to be confirmed.`, { small: true })]),
        counts.open === 0
          ? box([line('Everybody on this list is accounted for.')], 'good')
          : { type: 'Container', separator: true, spacing: 'medium', items: progress(view) },
      ],
      [press('Show me the names', { action: 'show-names', post }, 'positive'), open('Open in the tab', tab)],
    ),
  };
};
