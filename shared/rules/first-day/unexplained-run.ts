import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, type PupilMarks } from '../../vocabulary/mark.ts';
import { tallyOf } from '../figures/figures.ts';
import { onRoll } from '../span.ts';

export interface Unexplained {
  readonly sessions: number;
  /** The days on which these sessions lie. */
  readonly days: number;
}

const n = byteOf('N');

/**
 * The run of unexplained sessions (N) that ends with the last session before `until` (§4.2). A missing mark is not an
 * absence, and a session that is not possible is none: neither counts nor breaks the run.
 */
export const unexplainedRun = (pupil: PupilMarks, calendar: Calendar, until: number): Unexplained => {
  const span = onRoll(calendar, pupil, { from: 0, until });
  const days = new Set<string>();
  let sessions = 0;
  for (let session = span.until - 1; session >= span.from; session--) {
    if (pupil.row[session] === n) {
      sessions++;
      days.add(calendar.sessions[session]!.date);
      continue;
    }
    const tally = tallyOf(calendar, pupil, session);
    if (tally === 'present' || tally === 'aea' || tally === 'authorised' || tally === 'unauthorised') break;
  }
  return { sessions, days: days.size };
};
