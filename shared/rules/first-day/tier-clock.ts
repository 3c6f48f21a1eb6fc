import type { Policy } from '../policy.ts';
import type { Tier } from './tier.ts';

/** By when first contact is to be made, school time: the policy's time of the tier. */
export const contactBy = (tier: Tier, times: readonly string[]): string => times[tier - 1]!;

export interface TierClock {
  /** School times, `HH:MM`. */
  readonly contactBy: string;
  /** A text goes out then, a call follows by `contactBy`; tier 4 alone, null for the others. */
  readonly textAt: string | null;
  /** Without contact the DSL is told by then; null for tiers 3 and 4. */
  readonly dslToldBy: string | null;
  /** Without contact somebody visits on this day of unexplained absence at the latest; 1 is today. */
  readonly visitOnDay: number;
}

/** The clock of a tier (§4.2, school policy). */
export const tierClock = (
  tier: Tier,
  { firstContactBy, firstDay }: Pick<Policy, 'firstContactBy' | 'firstDay'>,
): TierClock => ({
  contactBy: contactBy(tier, firstContactBy),
  textAt: tier === 4 ? firstDay.textAt : null,
  dslToldBy: tier === 1 || tier === 2 ? firstDay.dslToldBy[tier] : null,
  visitOnDay: firstDay.visitOnDay[tier],
});

export interface FirstDayNow {
  /** School time, `HH:MM`. */
  readonly time: string;
  /** Days of unexplained absence in a row, today included. */
  readonly day: number;
  /** Whether anybody was reached today, the DSL told, somebody at the door, a text sent. */
  readonly isReached: boolean;
  readonly isDslTold: boolean;
  readonly isVisited: boolean;
  readonly isTexted: boolean;
}

export type FirstDayStep = 'text' | 'contact' | 'tell-dsl' | 'visit';

/** What is due now and not done; nothing once somebody was reached (§4.2). A time has come in its minute. */
export const firstDayStepsDue = (clock: TierClock, now: FirstDayNow): readonly FirstDayStep[] => {
  const { time, day } = now;
  if (now.isReached) return [];
  const steps: FirstDayStep[] = [];
  if (clock.textAt !== null && clock.textAt <= time && !now.isTexted) steps.push('text');
  if (clock.contactBy <= time) steps.push('contact');
  if (clock.dslToldBy !== null && clock.dslToldBy <= time && !now.isDslTold) steps.push('tell-dsl');
  if (clock.visitOnDay <= day && clock.contactBy <= time && !now.isVisited) steps.push('visit');
  return steps;
};
