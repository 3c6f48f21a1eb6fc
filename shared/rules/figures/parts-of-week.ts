import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { calendarIndex } from '../calendar-index.ts';
import { onRoll, type Span } from '../span.ts';
import { tallyOf } from './figures.ts';

/**
 * Absent of possible sessions in the parts of the day and of the week (§9.2). Monday to Wednesday morning is the first
 * half of the week, Wednesday afternoon to Friday the second: five sessions each.
 */
export interface PartsOfWeek {
  readonly mornings: Rate;
  readonly afternoons: Rate;
  readonly firstHalf: Rate;
  readonly secondHalf: Rate;
}

const wednesday = 2;

/** Absence by part of the day and of the week, of a pupil or a group, over a span, on roll. */
export const absenceByPartOfWeek = (pupils: readonly PupilMarks[], calendar: Calendar, span: Span): PartsOfWeek => {
  const { weekday } = calendarIndex(calendar);
  const counted = [0, 1].map(() => [0, 1].map(() => ({ absent: 0, possible: 0 })));
  for (const pupil of pupils) {
    const { from, until } = onRoll(calendar, pupil, span);
    for (let session = from; session < until; session++) {
      const tally = tallyOf(calendar, pupil, session);
      const isAbsent = tally === 'authorised' || tally === 'unauthorised';
      if (!isAbsent && tally !== 'present' && tally !== 'aea') continue;
      const afternoon = calendar.sessions[session]!.half === 'PM' ? 1 : 0;
      const second = 2 * weekday[session]! + afternoon > 2 * wednesday ? 1 : 0;
      const cell = counted[afternoon]![second]!;
      cell.possible++;
      if (isAbsent) cell.absent++;
    }
  }
  const sum = (belongs: (afternoon: number, second: number) => boolean): Rate => {
    const cells = counted.flatMap((row, afternoon) => row.filter((_, second) => belongs(afternoon, second)));
    return rate(
      cells.reduce((total, { absent }) => total + absent, 0),
      cells.reduce((total, { possible }) => total + possible, 0),
    );
  };
  return {
    mornings: sum((afternoon) => afternoon === 0),
    afternoons: sum((afternoon) => afternoon === 1),
    firstHalf: sum((_, second) => second === 0),
    secondHalf: sum((_, second) => second === 1),
  };
};
