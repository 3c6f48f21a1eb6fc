import type { Intervention } from '../records/intervention.ts';
import type { Pupil } from '../records/pupil.ts';
import { historySchema, type PupilCase, type PupilHistory, reviewOutcomes } from '../rules/history.ts';
import type { Policy } from '../rules/policy.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { IsoDate } from '../vocabulary/session.ts';

const isOutcome = (outcome: string): outcome is (typeof reviewOutcomes)[number] =>
  (reviewOutcomes as readonly string[]).includes(outcome);

/** What the desk has on record of a pupil, as the rules read it. */
export const historyOf = (pupil: Pupil, interventions: readonly Intervention[]): PupilHistory =>
  historySchema.parse({
    ...(pupil.born === undefined ? {} : { born: pupil.born }),
    flags: pupil.flags,
    stages: interventions
      .filter((one) => one.pupil === pupil.key)
      .map(({ stage, openedOn, reviewDue, reviewedOn, outcome }) => ({
        stage,
        on: openedOn,
        ...(reviewDue === undefined ? {} : { reviewDue }),
        ...(reviewedOn === undefined ? {} : { reviewed: reviewedOn }),
        ...(isOutcome(outcome) ? { outcome } : {}),
      })),
  });

/** A pupil as the rules see one on a day: marks from the book, the roll and what is on record from the lists. */
export const caseOfPupil = (
  pupil: Pupil,
  {
    book,
    calendar,
    policy,
    interventions,
    on,
    until,
  }: {
    readonly book: MarkBook;
    readonly calendar: Calendar;
    readonly policy: Policy;
    readonly interventions: readonly Intervention[];
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
  history: historyOf(pupil, interventions),
  on,
  until,
  year: pupil.year,
});
