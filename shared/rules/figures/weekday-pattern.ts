import { percent, type Rate, rate } from '../../vocabulary/rate.ts';
import { schoolWeekdays } from '../calendar-index.ts';
import type { Figures } from './figures.ts';
import { changeBetween } from './points.ts';

type Weekday = (typeof schoolWeekdays)[number];

export interface WeekdayAbsence {
  readonly weekday: Weekday;
  /** Absent of possible sessions on that weekday. */
  readonly absent: number;
  readonly possible: number;
  /** Percent absent, and the gap to all weekdays together in percentage points; null when too few sessions are known. */
  readonly absence: string | null;
  readonly gap: string | null;
}

/**
 * Absence by weekday of a pupil or a group, and how far each lies from all weekdays together (§9.2). A weekday with
 * fewer possible sessions than `minPossible` (policy `weekdayMinPossible`) keeps its counts and shows no rate.
 */
export const weekdayPattern = (
  pupils: readonly Pick<Figures, 'weekdays'>[],
  minPossible: number,
): readonly WeekdayAbsence[] => {
  const on = (weekday: Weekday): Rate =>
    pupils.reduce(
      (sum, { weekdays }) => rate(sum.part + weekdays[weekday].absent, sum.of + weekdays[weekday].possible),
      rate(0, 0),
    );
  const days = schoolWeekdays.map((weekday) => ({ weekday, absence: on(weekday) }));
  const overall = days.reduce((sum, { absence }) => rate(sum.part + absence.part, sum.of + absence.of), rate(0, 0));
  return days.map(({ weekday, absence }) => {
    const isShown = absence.of >= minPossible;
    return {
      weekday,
      absent: absence.part,
      possible: absence.of,
      absence: isShown ? percent(absence) : null,
      gap: isShown ? changeBetween(overall, absence) : null,
    };
  });
};
