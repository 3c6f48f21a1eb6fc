import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { isPersistent } from '../figures/persistent-absence.ts';
import { onRoll, spanOfDates } from '../span.ts';

export interface LeaveSessions {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly marks: PupilMarks;
  readonly calendar: Calendar;
}

/** The school sessions of a leave while the pupil is on roll. */
export const leaveSessions = ({ from, to, marks, calendar }: LeaveSessions): number => {
  const { from: first, until } = onRoll(calendar, marks, spanOfDates(calendar, from, to));
  return until - first;
};

export interface AfterLeave {
  /** Attended and possible sessions at the leave's end, when everything else until then is attended. */
  readonly attendance: Rate;
  readonly persistent: boolean | null;
}

/**
 * What the record would be at the end of the leave if it is taken and every other session from now on is attended.
 * `so far` is attended of possible sessions before the session number `until`; granted or not, leave is absence.
 */
export const afterLeave = (soFar: Rate, until: number, leave: LeaveSessions): AfterLeave => {
  const span = onRoll(leave.calendar, leave.marks, spanOfDates(leave.calendar, leave.from, leave.to));
  const start = Math.max(until, span.from);
  const end = Math.max(start, span.until);
  const attended = soFar.part + (start - until);
  const possible = soFar.of + (end - until);
  return { attendance: rate(attended, possible), persistent: isPersistent(rate(possible - attended, possible)) };
};
