import { rowOn } from '../../vocabulary/dated.ts';
import { percent, type Rate, rate } from '../../vocabulary/rate.ts';
import type { PupilCase } from '../history.ts';
import { onRoll, spanOfDates, spanTo } from '../span.ts';
import { attendanceOf } from './figures.ts';
import { persistentAbsence } from './persistent-absence.ts';

/** What an attendance target needs of a pupil, in sessions (half days); `desk explain` shows it (§2.5, §14 "Target"). */
export interface Target {
  /** The target in percent, one decimal. */
  readonly target: string;
  /** Sessions attended in a row from now on that reach the target; null for 100 % after an absence. */
  readonly sessionsToReach: number | null;
  /** Attendance at the end if every remaining session is attended; null when there will be no possible session. */
  readonly bestPossible: string | null;
  /** Absences after which the year still ends on the target; below 0 it is out of reach. */
  readonly affordableAbsences: number;
  /** Absences after which the year still ends below persistent absence. */
  readonly affordableBelowPersistent: number;
  readonly isReachable: boolean;
  /** Sessions of the calendar that are still to come, to the end of the year or of the roll. */
  readonly remaining: number;
}

/** `95.0`, `95.25`: the percentage as two whole numbers, exactly. */
export const shareOfPercentage = (percentage: string): Rate => {
  const [whole, decimals = ''] = percentage.split('.');
  return rate(Number(`${whole}${decimals}`), 100 * 10 ** decimals.length);
};

/**
 * The arithmetic of §2.5 on whole numbers: `attended` of `possible` so far, `remaining` sessions to come. `oneIn` is
 * the share of persistent absence (one in ten).
 */
export const targetFrom = (
  {
    attended,
    possible,
    remaining,
    target,
  }: {
    readonly attended: number;
    readonly possible: number;
    readonly remaining: number;
    /** A percentage as text, `95.0`. */
    readonly target: string;
  },
  oneIn: number = persistentAbsence.at(-1)!.oneIn,
): Target => {
  const share = shareOfPercentage(target);
  const atTheEnd = possible + remaining;
  const best = rate(attended + remaining, atTheEnd);
  const short = share.part * possible - share.of * attended;
  const affordableAbsences = Math.floor((share.of * best.part - share.part * atTheEnd) / share.of);
  return {
    target: percent(share)!,
    sessionsToReach: short <= 0 ? 0 : share.part === share.of ? null : Math.ceil(short / (share.of - share.part)),
    bestPossible: percent(best),
    affordableAbsences,
    affordableBelowPersistent: Math.ceil(atTheEnd / oneIn) - 1 - (possible - attended),
    isReachable: affordableAbsences >= 0,
    remaining,
  };
};

/** How far a pupil has come this year, and how many sessions are to come. */
const yearSoFar = (pupil: PupilCase) => {
  const { marks, calendar, on, until } = pupil;
  const { part, of } = attendanceOf(marks, calendar, { from: spanTo(calendar, on).from, until });
  return { attended: part, possible: of, remaining: remainingSessions(pupil) };
};

/** The best that the year can still end with: every remaining session attended. `of` 0: no session will be possible. */
export const bestFinish = (pupil: PupilCase): Rate => {
  const { attended, possible, remaining } = yearSoFar(pupil);
  return rate(attended + remaining, possible + remaining);
};

/** The sessions of the calendar from `until` to the end of the day's school year, as far as the pupil is on roll. */
const remainingSessions = ({ marks, calendar, on, until }: PupilCase): number => {
  const year = calendar.yearOf(on);
  if (year === undefined) return 0;
  const end = spanOfDates(calendar, on, year.terms.at(-1)!.to).until;
  const roll = onRoll(calendar, marks, { from: until, until: Math.max(until, end) });
  return roll.until - roll.from;
};

/** What the target on record needs from the day asked about; null when none is on record. */
export const targetOf = (pupil: PupilCase): Target | null => {
  const { history, on } = pupil;
  if (history.target === undefined) return null;
  return targetFrom({ ...yearSoFar(pupil), target: history.target }, rowOn(persistentAbsence, on)?.oneIn);
};
