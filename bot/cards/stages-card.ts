import type { Message } from '../../shared/ports/messenger.ts';
import type { StagesCardView } from '../../shared/views/cards.ts';
import { dayInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import { bigNumber, card, columns, fact, line, open, type Part, title } from './parts.ts';

const sumOf = ({ stages }: StagesCardView, of: 'begunToday' | 'waiting'): number =>
  stages.reduce((sum, one) => sum + one[of], 0);

/** `2 begun this week, 3 recommended`; a stage of which there is nothing to say has no line. */
const lines = ({ stages }: StagesCardView): Part[] =>
  stages
    .filter(({ begunThisWeek, waiting }) => begunThisWeek + waiting > 0)
    .map(({ stage, name, begunThisWeek, waiting }) =>
      fact(`Stage ${stage}, ${name}`, `${begunThisWeek} begun this week, ${waiting} recommended`),
    );

/** For a year team's channel: what was decided about stages and what waits. Counts alone; the names are in the tab. */
export const stagesCard = (view: StagesCardView): Message => {
  const { year, date, onHold, repeated, tab } = view;
  const said = lines(view);
  return {
    summary: summaries.stages,
    card: card(
      summaries.stages,
      [
        title(summaries.stages, `Year ${year}`, dayInWords(date)),
        ...(repeated ? [line('Sent again: Teams did not confirm the first copy.', { small: true })] : []),
        columns(
          [
            bigNumber(sumOf(view, 'begunToday'), 'begun today', 'good'),
            bigNumber(sumOf(view, 'waiting'), 'wait for a decision', 'warning'),
            bigNumber(onHold, 'on hold'),
          ],
          { spacing: 'medium' },
        ),
        ...(said.length === 0 ? [] : [{ type: 'Container', separator: true, spacing: 'medium', items: said }]),
      ],
      [open('Open in the tab', tab)],
    ),
  };
};
