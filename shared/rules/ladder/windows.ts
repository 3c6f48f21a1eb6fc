import type { Calendar } from '../../vocabulary/calendar.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { sessionName } from '../../vocabulary/session.ts';
import { hasFlag, type PupilCase } from '../history.ts';
import { lastWeeksSpan, type Span, spanTo } from '../span.ts';
import { type NetAbsence, netAbsenceOf } from './net-absence.ts';

/** A stretch of sessions over which the ladder looks at net absence. */
export interface LadderWindow {
  /** `rolling`: the last school weeks; `year`: the school year to date; `review`: since a stage's review. */
  readonly name: 'rolling' | 'year' | 'review';
  readonly absence: NetAbsence;
  /** Every absence, for what is severe by all codes alone. */
  readonly all: Rate;
}

/** The codes left out of a pupil's net absence: the policy's, and illness while a medical plan is on (§5.2). */
export const leftOutCodes = ({ policy: { ladder }, history }: PupilCase): readonly string[] =>
  hasFlag(history, 'medical_plan') ? [...ladder.netOf, ...ladder.netOfWithMedicalPlan] : ladder.netOf;

/** Net absence over a span of the pupil's sessions. */
export const windowOver = (pupil: PupilCase, name: LadderWindow['name'], span: Span): LadderWindow => {
  const absence = netAbsenceOf(pupil.marks, pupil.calendar, span, leftOutCodes(pupil));
  return { name, absence, all: rate(absence.rate.part + absence.leftOut, absence.rate.of) };
};

/** The school year to the day asked about. */
export const yearToDate = ({ calendar, on, until }: PupilCase): Span => ({
  from: Math.min(spanTo(calendar, on).from, until),
  until,
});

/** The rolling school weeks and the year to date, without those with too few possible sessions to say anything (§5.2). */
export const ladderWindows = (pupil: PupilCase): readonly LadderWindow[] => {
  const { rollingWeeks, minPossible } = pupil.policy.ladder;
  return [
    windowOver(pupil, 'rolling', lastWeeksSpan(pupil.calendar, rollingWeeks, pupil.until)),
    windowOver(pupil, 'year', yearToDate(pupil)),
  ].filter(({ absence }) => absence.rate.of >= minPossible);
};

/** Session numbers as they are written: `2026-03-10 AM`. */
export const namesOf = (calendar: Calendar, sessions: readonly number[]): string[] =>
  sessions.map((session) => sessionName(calendar.sessions[session]!));
