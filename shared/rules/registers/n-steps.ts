import type { Calendar } from '../../vocabulary/calendar.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';
import { dueOf } from './n-clock.ts';

/**
 * What is done about an N that still stands: `wait` on its own day, `chase`, `letter` (or text), `warn` the attendance
 * manager, `propose` O for a person to confirm, `overdue` (RA2) once the fifth school day has passed.
 */
export type NStep = 'wait' | 'chase' | 'letter' | 'warn' | 'propose' | 'overdue';

export interface NStepDay {
  readonly step: Exclude<NStep, 'wait' | 'overdue'>;
  readonly on: IsoDate;
  /** School time from which the step is due that day. */
  readonly at: string;
}

/**
 * The days on which an N of that date is acted upon, in order (§3.4, school policy), in school days after it: INSET
 * days, holidays and the summer are skipped. Steps beyond the calendar are left out when the next year is not known.
 */
export const nStepsOf = (
  calendar: Calendar,
  { reasonChase }: Pick<Policy, 'reasonChase'>,
  date: IsoDate,
): readonly NStepDay[] => {
  const { chaseOnDay, letterOnDay, warnOnDay, proposeOnDay, proposeAt } = reasonChase;
  const steps = [
    { step: 'chase', day: chaseOnDay, at: '00:00' },
    { step: 'letter', day: letterOnDay, at: '00:00' },
    { step: 'warn', day: warnOnDay, at: '00:00' },
    { step: 'propose', day: proposeOnDay, at: proposeAt },
  ] as const;
  return steps.flatMap(({ step, day, at }) => {
    const on = calendar.schoolDaysAfter(date, day);
    return on === undefined ? [] : [{ step, on, at }];
  });
};

/** Where an N of that date stands on a day, at a school time (`HH:MM`). */
export const nStepAt = (
  calendar: Calendar,
  policy: Pick<Policy, 'reasonChase'>,
  date: IsoDate,
  { on, time }: { readonly on: IsoDate; readonly time: string },
): NStep => {
  const due = dueOf(calendar, date);
  if (due !== undefined && due < on) return 'overdue';
  const begun = nStepsOf(calendar, policy, date).filter((step) => step.on < on || (step.on === on && step.at <= time));
  return begun.at(-1)?.step ?? 'wait';
};
