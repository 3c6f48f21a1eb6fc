import { citationText } from '../../vocabulary/citation.ts';
import { byteOf } from '../../vocabulary/mark.ts';
import { sessionName } from '../../vocabulary/session.ts';
import { calendarIndex } from '../calendar-index.ts';
import { rowOf } from '../codes/codes.ts';
import { noHistory, type PupilHistory } from '../history.ts';
import { countingSessions } from '../penalty-notices/counting-sessions.ts';
import { usedSessions } from '../penalty-notices/notices.ts';
import { type PenaltyTerms, penaltyTermsOn } from '../penalty-notices/terms.ts';
import { penaltyWindow } from '../penalty-notices/threshold.ts';
import type { Reason } from '../reason.ts';
import { onRoll, spanOfDates } from '../span.ts';
import { type AfterLeave, type LeaveSessions, leaveSessions } from './leave.ts';
import { leaveGuidance } from './leave-law.ts';

/** A leave, and what is on record of the pupil; without it age and notices are not known. */
export interface LeaveTaken extends LeaveSessions {
  readonly history?: PupilHistory | undefined;
}

const notGranted = byteOf('G');

/**
 * G, O and U in the ten school weeks that end with the leave, its own sessions counted as unauthorised (§6.2, §7).
 * With the pupil's history the sessions of notices already issued, and those outside compulsory school age, are left out.
 */
export const unauthorisedIfTaken = (leave: LeaveTaken, terms: PenaltyTerms): number => {
  const { calendar, marks, from, to, history = noHistory } = leave;
  const taken = onRoll(calendar, marks, spanOfDates(calendar, from, to));
  const { until } = taken;
  const row = new Uint8Array(calendar.sessions.length);
  row.set(marks.row);
  row.fill(notGranted, taken.from, until);
  const used = usedSessions(history, to);
  const left = countingSessions({ marks: { ...marks, row }, calendar, history, until }).filter(
    ({ session }) => !used.has(sessionName(calendar.sessions[session]!)),
  );
  const week = calendarIndex(calendar).week[until - 1] ?? -1;
  return penaltyWindow(left, { calendar, week, until, to }, terms).confirmed;
};

/**
 * What follows if the leave is refused and taken all the same: the codes, the record at its end, the threshold, the
 * amounts of that day (§7). Sentences are in `wording/leave.ts`.
 */
export const leaveConsequences = (leave: LeaveTaken & { readonly after: AfterLeave }): readonly Reason[] => {
  const { attendance, persistent } = leave.after;
  const reason = (rule: string, numbers: Reason['numbers'], source: string): Reason => ({
    rule: `leave.${rule}`,
    numbers,
    source,
    sessions: [],
  });
  const reasons = [reason('codes', { sessions: leaveSessions(leave) }, citationText(rowOf('G')!.law))];
  if (attendance.of > 0)
    reasons.push(
      reason(
        persistent === true ? 'record-persistent' : 'record',
        { attended: attendance.part, possible: attendance.of },
        citationText(leaveGuidance),
      ),
    );
  const terms = penaltyTermsOn(leave.from);
  if (terms === undefined) return reasons;
  const { sessions: needed, schoolWeeks, first, second, inYears, fullWithinDays } = terms;
  const unauthorised = unauthorisedIfTaken(leave, terms);
  const law = citationText(terms.law);
  return [
    ...reasons,
    reason(leave.history === undefined ? 'threshold-alone' : 'threshold', { unauthorised, needed, schoolWeeks }, law),
    reason(
      'amounts',
      {
        early: first.early,
        earlyWithinDays: first.withinDays,
        full: first.full,
        second: second.full,
        inYears,
        fullWithinDays,
      },
      law,
    ),
  ];
};
