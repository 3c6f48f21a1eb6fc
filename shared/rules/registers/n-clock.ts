import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, type PupilMarks } from '../../vocabulary/mark.ts';
import type { IsoDate, Session } from '../../vocabulary/session.ts';
import { workingTogether } from '../sources.ts';
import { onRoll } from '../span.ts';

/** N, reason not yet known, is to be replaced within five school days; the day of the session is day 0 (§3.4). */
export const nDeadline = { schoolDays: 5, law: workingTogether } as const;

/**
 * The last day on which an N of that date may stand: the fifth school day after it. It skips INSET days, holidays and
 * the summer; beyond the calendar it counts weekdays from the next year's start, and is undefined when that is unknown.
 */
export const dueOf = (calendar: Calendar, date: IsoDate): IsoDate | undefined =>
  calendar.schoolDaysAfter(date, nDeadline.schoolDays);

export interface OpenN extends Session {
  readonly due: IsoDate | undefined;
  /** The due day has passed (RA2). */
  readonly overdue: boolean;
}

const n = byteOf('N');

/** Every N that still stands on a session before `until` (a session number) while on roll, in all years given. */
export const openNs = (pupil: PupilMarks, calendar: Calendar, until: number, on: IsoDate): readonly OpenN[] => {
  const span = onRoll(calendar, pupil, { from: 0, until });
  const open: OpenN[] = [];
  for (let session = pupil.row.indexOf(n, span.from); session >= 0 && session < span.until; ) {
    const { date, half } = calendar.sessions[session]!;
    const due = dueOf(calendar, date);
    open.push({ date, half, due, overdue: due !== undefined && due < on });
    session = pupil.row.indexOf(n, session + 1);
  }
  return open;
};
