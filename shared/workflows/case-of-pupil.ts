import { type Intervention, interventions } from '../records/intervention.ts';
import type { Pupil } from '../records/pupil.ts';
import { type BegunStage, historySchema, type PupilCase, type PupilHistory, reviewOutcomes } from '../rules/history.ts';
import type { Policy } from '../rules/policy.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { trackerSpan } from './tracker-span.ts';

const isOutcome = (outcome: string): outcome is (typeof reviewOutcomes)[number] =>
  (reviewOutcomes as readonly string[]).includes(outcome);

/** A stage that a person began, as the rules read it. */
export const begunStageOf = ({ stage, openedOn, reviewDue, reviewedOn, outcome }: Intervention): BegunStage => ({
  stage,
  on: openedOn,
  ...(reviewDue === undefined ? {} : { reviewDue }),
  ...(reviewedOn === undefined ? {} : { reviewed: reviewedOn }),
  ...(isOutcome(outcome) ? { outcome } : {}),
});

/** What the desk has on record of a pupil, as the rules read it. */
export const historyOf = (pupil: Pupil, own: readonly Intervention[], target?: string): PupilHistory =>
  historySchema.parse({
    ...(pupil.born === undefined ? {} : { born: pupil.born }),
    flags: pupil.flags,
    ...(target === undefined ? {} : { target }),
    stages: own.filter((one) => one.pupil === pupil.key).map(begunStageOf),
  });

/** A pupil as the rules see one on a day: marks from the book, the roll and what is on record from the lists. */
export const caseOfPupil = (
  pupil: Pupil,
  {
    book,
    calendar,
    policy,
    interventions: own,
    target,
    on,
    until,
  }: {
    readonly book: MarkBook;
    readonly calendar: Calendar;
    readonly policy: Policy;
    readonly interventions: readonly Intervention[];
    /** The attendance that is aimed at, `95.0`. */
    readonly target?: string | undefined;
    readonly on: IsoDate;
    readonly until: number;
  },
): PupilCase => ({
  marks: {
    pupil: pupil.key,
    from: pupil.from,
    to: pupil.to,
    row: book.marksOf(pupil.key)?.row ?? new Uint8Array(calendar.sessions.length),
  },
  calendar,
  policy,
  history: historyOf(pupil, own, target),
  on,
  until,
  year: pupil.year,
});

/** Every pupil on roll on a day as the rules see them, from the desk's own data; the whole day counts. */
export const casesOfSchool = async (desk: Desk, on: IsoDate): Promise<readonly PupilCase[]> => {
  const [book, calendar, policy, pupils, begun] = await Promise.all([
    desk.data.book(),
    desk.data.calendar(),
    desk.data.policy(),
    desk.data.pupils(),
    desk.records.find(interventions),
  ]);
  const { until } = trackerSpan({ book, calendar, policy, on });
  const own = Map.groupBy(
    begun.map(({ record }) => record).filter(({ openedOn }) => openedOn <= on),
    ({ pupil }) => pupil,
  );
  return [...pupils.values()]
    .filter(({ from, to }) => from <= on && (to === undefined || to >= on))
    .map((pupil) => caseOfPupil(pupil, { book, calendar, policy, interventions: own.get(pupil.key) ?? [], on, until }));
};
