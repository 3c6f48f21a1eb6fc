import type { Message } from '../../shared/ports/messenger.ts';
import type { UnmarkedCardView, UnmarkedRegister } from '../../shared/views/cards.ts';
import { counted } from '../../shared/wording/counts.ts';
import { sessionInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import { answered, box, card, choiceInput, columns, line, type Part, press, textInput, title } from './parts.ts';

const register = ({ group, teacher, room, says, notes }: UnmarkedRegister): Part =>
  columns(
    [
      { width: 1, items: [line(group, { bold: true })] },
      {
        width: 4,
        items: [
          line(`${teacher}, room ${room}`),
          ...notes.map((note) => line(note, { small: true, spacing: 'none', colour: 'accent' })),
        ],
      },
      { width: 2, items: [line(says, { colour: 'attention' })] },
    ],
    { separator: true, spacing: 'small' },
  );

const settledRow = ({ group, says }: UnmarkedCardView['settled'][number]): Part =>
  columns(
    [
      { width: 1, items: [line(group, { bold: true })] },
      { width: 5, items: [line(says)] },
    ],
    { spacing: 'small' },
  );

/** For a year team's channel: which registers nobody has taken, and what is being done. No pupil stands here. */
export const unmarkedCard = (view: UnmarkedCardView): Message => {
  const { post, seen, registers, settled, year, date, half, closes, repeated, said } = view;
  const only = registers.length === 1 ? registers[0]!.group : undefined;
  const ids = { post, seen, id: only };
  const asked: Part[] =
    registers.length === 0
      ? [box([line('Every register of the year is in. Nothing is left to chase.')], 'good')]
      : [
          line(`${counted(registers.length, 'register')} not taken at ${closes}`, { spacing: 'medium' }),
          ...registers.map(register),
        ];
  const inputs: Part[] =
    registers.length === 0
      ? []
      : [
          ...(only === undefined
            ? [
                choiceInput(
                  'register',
                  'Which register',
                  registers.map(({ group, teacher }) => ({ title: `${group}, ${teacher}`, value: group })),
                  'Choose a register',
                ),
              ]
            : []),
          textInput('why', 'Why it is not due (only for “Not due”)', { placeholder: 'On a trip, merged with 9B …' }),
        ];
  return {
    summary: summaries.unmarked,
    card: card(
      summaries.unmarked,
      [
        title(summaries.unmarked, `Year ${year}`, sessionInWords(date, half)),
        ...(repeated ? [line('Sent again: Teams did not confirm the first copy.', { small: true })] : []),
        ...answered(said),
        ...asked,
        ...(settled.length === 0
          ? []
          : [box([line('Come in or settled since', { bold: true }), ...settled.map(settledRow)], 'good')]),
        ...inputs,
      ],
      registers.length === 0
        ? []
        : [
            press('Nudge again', { action: 'nudge-again', ...ids }),
            press('Somebody is going', { action: 'somebody-going', ...ids }, 'positive'),
            press('It has been taken', { action: 'taken', ...ids }),
            press('Not due', { action: 'not-due', ...ids }),
          ],
    ),
  };
};
