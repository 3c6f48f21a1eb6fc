import type { Policy } from '../policy.ts';

export interface EscalationAction {
  /** The day of unexplained absence on which it falls due. */
  readonly day: number;
  readonly action: string;
  /** Its day has gone by. */
  readonly isOverdue: boolean;
}

/**
 * What is due on a day of unexplained absence and not done yet (§4.3, school policy): the day's own actions and those
 * of the days before, in order. Day 1 is the first day of the absence.
 */
export const escalationDue = (
  { firstDay }: Pick<Policy, 'firstDay'>,
  today: number,
  done: readonly string[] = [],
): readonly EscalationAction[] =>
  firstDay.escalation
    .filter(({ day }) => day <= today)
    .flatMap(({ day, actions }) => actions.map((action) => ({ day, action, isOverdue: day < today })))
    .filter(({ action }) => !done.includes(action));
