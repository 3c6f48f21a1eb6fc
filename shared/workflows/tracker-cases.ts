import type { Intervention } from '../records/intervention.ts';
import type { Pupil } from '../records/pupil.ts';
import { isTarget, type PupilPlan } from '../records/pupil-plan.ts';
import { asKnownOn } from '../rules/as-known.ts';
import { countSchool, type SchoolFigures } from '../rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../rules/figures/fast/school-groups.ts';
import { schoolMarksOf } from '../rules/figures/fast/school-marks.ts';
import type { PupilCase } from '../rules/history.ts';
import type { Policy } from '../rules/policy.ts';
import type { Span } from '../rules/span.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import { addDays, type IsoDate, mondayOf } from '../vocabulary/session.ts';
import { caseOfPupil } from './case-of-pupil.ts';
import { trackerSpan } from './tracker-span.ts';

/** What the figures and the stages of a school are made of. */
export interface CaseFacts {
  readonly book: MarkBook;
  readonly calendar: Calendar;
  readonly pupils: ReadonlyMap<string, Pupil>;
  readonly interventions: readonly Intervention[];
  readonly plans?: readonly PupilPlan[] | undefined;
  readonly policy: Policy;
  readonly on: IsoDate;
  /** School time, `HH:MM`: figures count to the last session whose registers have closed. Without it, the whole day. */
  readonly time?: string | undefined;
}

/** Every pupil given as the rules see one, in that order, and the sessions that count. */
export interface TrackerCases {
  readonly span: Span;
  readonly pupils: readonly Pupil[];
  readonly cases: readonly PupilCase[];
}

export const trackerCases = (facts: CaseFacts): TrackerCases => {
  const span = trackerSpan(facts);
  const stagesOf = Map.groupBy(facts.interventions, ({ pupil }) => pupil);
  // What a hand wrote into the list that is no percentage is nobody's target.
  const targets = new Map(
    facts.plans?.flatMap(({ pupil, target }) => (target && isTarget(target) ? [[pupil, target]] : [])),
  );
  const pupils = [...facts.pupils.values()];
  return {
    span,
    pupils,
    cases: pupils.map((pupil) =>
      caseOfPupil(pupil, {
        ...facts,
        interventions: stagesOf.get(pupil.key) ?? [],
        target: targets.get(pupil.key),
        until: span.until,
      }),
    ),
  };
};

/** The same as they stood at the end of a past day: marks that were amended since, as they were; nothing decided later. */
export const asTheyStood = (
  { span, pupils, cases }: TrackerCases,
  { corrections }: Pick<MarkBook, 'corrections'>,
  day: IsoDate,
): TrackerCases => {
  // An instant of a later day of the school is one of that day or the one before by its own clock.
  const since = Map.groupBy(
    corrections.filter(({ at }) => at.slice(0, 10) >= day),
    ({ pupil }) => pupil,
  );
  const known = cases.map((one) => asKnownOn(one, day, since.get(one.marks.pupil) ?? []));
  return { span: { from: span.from, until: Math.min(span.until, known[0]?.until ?? 0) }, pupils, cases: known };
};

/** Everybody's figures, counted in one pass. */
export const countCases = (calendar: Calendar, { span, pupils, cases }: TrackerCases): SchoolFigures =>
  countSchool(
    schoolMarksOf(
      calendar,
      cases.map(({ marks }) => marks),
    ),
    schoolGroups(pupils.map(({ key, year }) => ({ pupil: key, year }))),
    span,
  );

/** The last school day of the last school week before the day's own, in the same school year; null before the second one. */
export const lastWeekEnd = (calendar: Calendar, on: IsoDate): IsoDate | null => {
  const week = calendar.weeks.findLast((monday) => monday < mondayOf(on));
  const last = week && calendar.days.findLast((day) => day < addDays(week, 7));
  return last !== undefined && last >= (calendar.yearOf(on)?.terms[0]?.from ?? on) ? last : null;
};
