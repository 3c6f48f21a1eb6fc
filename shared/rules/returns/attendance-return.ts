import { cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { whileOfSchoolAge } from '../compulsory-school-age.ts';
import { tallyOf } from '../figures/figures.ts';
import type { PupilCase } from '../history.ts';
import { onRoll } from '../span.ts';

interface AttendanceReturnRule extends Dated {
  /** Possible sessions in a row, all unauthorised: ten school days. */
  readonly sessions: number;
}

/** Absent without leave for ten school days in a row: name and address to the local authority, at least monthly (§8.1). */
export const attendanceReturnRule = [
  {
    from: '2024-08-19',
    sessions: 20,
    law: cite(
      'Working together to improve school attendance (DfE, August 2024)',
      'attendance returns, as restated by Derbyshire',
      '2026-11-25',
    ),
  },
] as const satisfies readonly AttendanceReturnRule[];

export interface AttendanceReturn {
  readonly due: boolean;
  /** The day of the twentieth session of the earliest run without a return; null when none is due. */
  readonly tenthDay: IsoDate | null;
  /** The numbers of that run's first twenty sessions. */
  readonly sessions: readonly number[];
}

interface Run {
  readonly sessions: number[];
  stands: boolean;
}

/** Runs of possible sessions that are all G, N, O or U, while on roll and of compulsory school age, in all years given. */
const unauthorisedRuns = ({ marks, calendar, history, until }: PupilCase): readonly Run[] => {
  const given = whileOfSchoolAge(calendar, history.born, onRoll(calendar, marks, { from: 0, until }));
  const runs: Run[] = [];
  let run: Run | undefined;
  for (let session = given.from; session < given.until; session++) {
    const tally = tallyOf(calendar, marks, session);
    if (tally === 'unauthorised') {
      if (run === undefined) {
        run = { sessions: [], stands: false };
        runs.push(run);
      }
      run.sessions.push(session);
    } else if (tally === 'present' || tally === 'aea' || tally === 'authorised') run = undefined;
  }
  // Leaving, and the end of compulsory school age, end a run as well.
  if (run !== undefined) run.stands = given.until === until;
  return runs;
};

/**
 * Whether an attendance return is due (§8.1, §14 Returns): 20 possible sessions in a row are G, N, O or U. A session
 * without a mark, or not possible (D, Q, Y, X, #), neither counts nor breaks. A run that has ended stays due in the
 * school year of its tenth day; either until a return is recorded on or after that day.
 */
export const attendanceReturn = (pupil: PupilCase): AttendanceReturn => {
  const { calendar, history, on } = pupil;
  const needed = (rowOn(attendanceReturnRule, on) ?? attendanceReturnRule[0]).sessions;
  for (const { sessions, stands } of unauthorisedRuns(pupil)) {
    if (sessions.length < needed) continue;
    const tenthDay = calendar.sessions[sessions[needed - 1]!]!.date;
    if (!stands && calendar.yearOf(tenthDay) !== calendar.yearOf(on)) continue;
    const made = history.returns.some((one) => one.kind === 'attendance' && one.on >= tenthDay && one.on <= on);
    if (!made) return { due: true, tenthDay, sessions: sessions.slice(0, needed) };
  }
  return { due: false, tenthDay: null, sessions: [] };
};
