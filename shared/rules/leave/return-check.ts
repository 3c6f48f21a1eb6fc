import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { type IsoDate, sessionName } from '../../vocabulary/session.ts';
import { tallyOf } from '../figures/figures.ts';
import { onRoll, sessionsBefore } from '../span.ts';

export interface ReturnCheck {
  /** The first school day after the leave; undefined beyond the calendar. */
  readonly returnDay: IsoDate | undefined;
  /** `not yet`: no register that could tell has closed. `not back`: N, and a call the same day. */
  readonly state: 'not yet' | 'back' | 'not back';
  /** Unauthorised sessions since the return day, without one attended between: the days beyond what was granted. */
  readonly overstayed: readonly string[];
}

/**
 * Whether a pupil is back from leave (§7, return check), by the marks before the session `until`. An authorised absence
 * after the leave, such as illness, is not an overstay and is not a return either.
 */
export const returnCheck = (marks: PupilMarks, calendar: Calendar, to: IsoDate, until: number): ReturnCheck => {
  const returnDay = calendar.days.find((day) => day > to);
  const first = returnDay === undefined ? until : sessionsBefore(calendar, returnDay);
  const span = onRoll(calendar, marks, { from: first, until });
  const overstayed: string[] = [];
  for (let session = span.from; session < span.until; session++) {
    const tally = tallyOf(calendar, marks, session);
    if (tally === 'present' || tally === 'aea') return { returnDay, state: 'back', overstayed };
    if (tally === 'unauthorised') overstayed.push(sessionName(calendar.sessions[session]!));
  }
  return { returnDay, state: overstayed.length > 0 ? 'not back' : 'not yet', overstayed };
};
