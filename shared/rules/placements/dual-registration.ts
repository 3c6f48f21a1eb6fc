import type { Code } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { type Session, sessionName } from '../../vocabulary/session.ts';
import { categoryOf } from '../codes/codes.ts';

/** A session of a pupil who is registered at two schools. */
export interface DualSession extends Session {
  /** Due at the other school by the timetable of both. */
  readonly isScheduledThere: boolean;
  readonly ours?: Code | undefined;
  /** The other school's mark, from the weekly exchange. */
  readonly theirs?: Code | undefined;
}

export interface DualFigures {
  /** D on a session that is not due there (RA11). */
  readonly dNotScheduled: readonly string[];
  /** Due there and not D here: it would count twice (RA11). */
  readonly dMissing: readonly string[];
  /** Due there, and the other school has not told us its mark. */
  readonly notExchanged: readonly string[];
  /** Absent there, whatever the reason. */
  readonly absentThere: readonly string[];
  /** Attended of possible sessions there: shown in a column of its own, never merged into our figures. */
  readonly attendanceThere: Rate;
}

/** How the two registers of a dual-registered pupil fit together (§8.6). Each school answers for its own sessions. */
export const dualFigures = (sessions: readonly DualSession[]): DualFigures => {
  const names = (of: (session: DualSession) => boolean): readonly string[] => sessions.filter(of).map(sessionName);
  const there = sessions.filter(({ isScheduledThere }) => isScheduledThere);
  const counts = ({ theirs, date }: DualSession) => (theirs === undefined ? undefined : categoryOf(theirs, date));
  const isAttended = (session: DualSession): boolean => ['present', 'aea'].includes(counts(session) ?? '');
  const isAbsent = (session: DualSession): boolean => ['authorised', 'unauthorised'].includes(counts(session) ?? '');
  const attended = there.filter(isAttended).length;
  return {
    dNotScheduled: names(({ isScheduledThere, ours }) => !isScheduledThere && ours === 'D'),
    dMissing: names(({ isScheduledThere, ours }) => isScheduledThere && ours !== 'D'),
    notExchanged: names(({ isScheduledThere, theirs }) => isScheduledThere && theirs === undefined),
    absentThere: there.filter(isAbsent).map(sessionName),
    attendanceThere: rate(attended, attended + there.filter(isAbsent).length),
  };
};
