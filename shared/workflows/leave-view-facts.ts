import { figuresOf } from '../rules/figures/figures.ts';
import { leaveConsequences } from '../rules/leave/if-taken.ts';
import { afterLeave, leaveSessions } from '../rules/leave/leave.ts';
import { leaveLaw } from '../rules/leave/leave-law.ts';
import type { Span } from '../rules/span.ts';
import type { LeaveView } from '../views/leave.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import { citationText } from '../vocabulary/citation.ts';
import type { PupilMarks } from '../vocabulary/mark.ts';
import { percent, rate } from '../vocabulary/rate.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { leaveConsequenceSays, leaveLawSays } from '../wording/leave.ts';

export type LeaveViewFacts = Pick<LeaveView, 'sessions' | 'record' | 'law' | 'consequences' | 'sources'>;

/**
 * What the person who decides on leave is shown: the pupil's record over `span` (the year so far), the law in a line
 * each, and what would follow. `earlierRequests` are sentences about requests before this one.
 */
export const leaveViewFacts = (asked: {
  readonly marks: PupilMarks;
  readonly calendar: Calendar;
  readonly span: Span;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly earlierRequests: readonly string[];
}): LeaveViewFacts => {
  const { marks, calendar, span } = asked;
  const { possible, attended, authorised, unauthorised, attendance, persistent } = figuresOf(marks, calendar, span);
  const after = afterLeave(rate(attended, possible), span.until, asked);
  const consequences = leaveConsequences({ ...asked, after });
  return {
    sessions: leaveSessions(asked),
    record: {
      possible,
      attended,
      authorised,
      unauthorised,
      attendance,
      persistent,
      attendanceAfter: percent(after.attendance),
      persistentAfter: after.persistent,
      earlierRequests: [...asked.earlierRequests],
    },
    law: leaveLaw.map(leaveLawSays),
    consequences: consequences.map(leaveConsequenceSays),
    sources: [
      ...new Set([...leaveLaw.map(({ law }) => citationText(law)), ...consequences.map(({ source }) => source)]),
    ],
  };
};
