import { historySchema, type PupilCase } from '../../shared/rules/history.ts';
import type { Policy } from '../../shared/rules/policy.ts';
import { spanTo } from '../../shared/rules/span.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import type { PupilMarks } from '../../shared/vocabulary/mark.ts';
import { policyWith } from './policy.ts';
import { referenceCalendar } from './reference-calendar.ts';

interface Asked {
  readonly on: string;
  readonly history?: Record<string, unknown>;
  readonly calendar?: Calendar;
  readonly policy?: Policy;
  /** Session numbers before this one count; to the end of the day asked about when it is not said. */
  readonly until?: number;
  readonly year?: string;
}

/** A pupil with these marks as the rules see one at the end of a day, with an ordinary policy and this on record. */
export const caseOf = (
  marks: PupilMarks,
  { on, history = {}, calendar = referenceCalendar, policy = policyWith(), until, year }: Asked,
): PupilCase => ({
  marks,
  calendar,
  policy,
  history: historySchema.parse(history),
  on,
  until: until ?? spanTo(calendar, on).until,
  year,
});
