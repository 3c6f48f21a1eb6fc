import type { Intervention } from '../records/intervention.ts';
import type { Pupil } from '../records/pupil.ts';
import { countSchool, figuresAt } from '../rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../rules/figures/fast/school-groups.ts';
import { schoolMarksOf } from '../rules/figures/fast/school-marks.ts';
import { attendanceOf } from '../rules/figures/figures.ts';
import { activeStage } from '../rules/ladder/active-stage.ts';
import { recommendStage } from '../rules/ladder/stage.ts';
import { penaltyPosition } from '../rules/penalty-notices/position.ts';
import type { Policy } from '../rules/policy.ts';
import type { Reason } from '../rules/reason.ts';
import { openNs } from '../rules/registers/n-clock.ts';
import { halfTermSpans, lastWeeksSpan, onRoll, type Span } from '../rules/span.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import { byteOf, type PupilMarks } from '../vocabulary/mark.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { stageReasonSays } from '../wording/stages.ts';
import { caseOfPupil } from './case-of-pupil.ts';
import { trackerSpan } from './tracker-span.ts';

export interface TrackerFacts {
  readonly book: MarkBook;
  readonly calendar: Calendar;
  readonly pupils: ReadonlyMap<string, Pupil>;
  readonly interventions: readonly Intervention[];
  readonly policy: Policy;
  readonly on: IsoDate;
  /** School time, `HH:MM`: figures count to the last session whose registers have closed. Without it, the whole day. */
  readonly time?: string | undefined;
  /** Whether the reader may know that a rule of the ladder spoke about a pupil; without it every reason is told. */
  readonly isTold?: ((pupil: Pupil, rule: string) => boolean) | undefined;
}

const [l, u] = [byteOf('L'), byteOf('U')];

const minutesLate = (book: MarkBook, calendar: Calendar, pupil: PupilMarks, span: Span): number => {
  const { from, until } = onRoll(calendar, pupil, span);
  let minutes = 0;
  for (let session = from; session < until; session++) {
    const mark = pupil.row[session];
    if (mark !== l && mark !== u) continue;
    const { date, half } = calendar.sessions[session]!;
    minutes += book.minutesLate(pupil.pupil, date, half) ?? 0;
  }
  return minutes;
};

/** One row a pupil for the tracking spreadsheet, leavers included, in the order of the pupils given. Pure. */
export const trackerRows = (facts: TrackerFacts): TrackerPupil[] => {
  const { book, calendar, pupils, interventions, policy, on, isTold = () => true } = facts;
  const span = trackerSpan(facts);
  const stagesOf = Map.groupBy(interventions, ({ pupil }) => pupil);
  const halfTerms = halfTermSpans(calendar, on, span.until);
  const halfTerm = calendar.halfTermOf(on)?.number ?? null;
  const last4Weeks = lastWeeksSpan(calendar, 4, span.until);
  const counts = (marks: PupilMarks, of: Span) => {
    const { part, of: possible } = attendanceOf(marks, calendar, of);
    return { attended: part, possible };
  };
  const listed = [...pupils.values()];
  const cases = listed.map((pupil) =>
    caseOfPupil(pupil, {
      book,
      calendar,
      policy,
      interventions: stagesOf.get(pupil.key) ?? [],
      on,
      until: span.until,
    }),
  );
  const school = countSchool(
    schoolMarksOf(
      calendar,
      cases.map(({ marks }) => marks),
    ),
    schoolGroups(listed.map(({ key, year }) => ({ pupil: key, year }))),
    span,
  );
  return listed.map((pupil, at) => {
    const own = cases[at]!;
    const { marks } = own;
    const figures = figuresAt(school, at, policy.bands);
    const active = activeStage(own.history);
    const recommendation = recommendStage(own, penaltyPosition(own));
    const told = (reasons: readonly Reason[]): readonly Reason[] => reasons.filter(({ rule }) => isTold(pupil, rule));
    const saysOf = (reasons: readonly Reason[]): string[] =>
      told(reasons).map((reason) => stageReasonSays(reason, policy));
    return {
      pupil: pupil.key,
      admission: pupil.admission,
      surname: pupil.surname,
      forename: pupil.forename,
      year: pupil.year,
      form: pupil.form,
      current: pupil.from <= on && (pupil.to === undefined || pupil.to >= on),
      possible: figures.possible,
      attended: figures.attended,
      authorised: figures.authorised,
      unauthorised: figures.unauthorised,
      missing: figures.missing,
      halfTerms: halfTerms.map((halfTerm) => ({ number: halfTerm.number, ...counts(marks, halfTerm) })),
      halfTerm,
      last4Weeks: counts(marks, last4Weeks),
      lateBefore: figures.lateBefore,
      lateAfter: figures.lateAfter,
      minutesLate: minutesLate(book, calendar, marks, span),
      illnessSessions: figures.illnessSessions,
      persistent: figures.persistent,
      severe: figures.severe,
      band: figures.band,
      sessionsToPersistent: figures.sessionsToPersistent,
      sessionsToLeavePersistent: figures.sessionsToLeavePersistent,
      openN: openNs(marks, calendar, span.until, on).length,
      stage: {
        recommended: recommendation.recommended,
        reached: recommendation.reached,
        decided: active?.stage ?? null,
        since: active?.on ?? null,
        reviewDue: active?.reviewDue ?? null,
        reasons: told(recommendation.reasons).map((reason) => ({
          rule: reason.rule,
          says: stageReasonSays(reason, policy),
          numbers: reason.numbers,
          source: reason.source,
        })),
        notHigher: recommendation.notHigher
          .filter(({ why }) => isTold(pupil, why.rule))
          .map(({ stage, why }) => ({ stage, because: stageReasonSays(why, policy) })),
        held: saysOf(recommendation.held),
        wouldChange: saysOf(recommendation.wouldChange),
        missing: saysOf(recommendation.missing),
      },
      dual: pupil.placement?.startsWith('dual') ?? false,
      alternativeProvision: pupil.placement?.startsWith('ap') ?? false,
    };
  });
};
