import type { Policy } from '../policy.ts';

export type Tier = 1 | 2 | 3 | 4;
type TierFlags = Policy['firstDay']['tierFlags'];

export interface TierFacts {
  /** Vulnerability flags of the pupil's record, as it stands now. */
  readonly flags: readonly string[];
  /** Days of unexplained absence in a row, today included. */
  readonly unexplainedDays?: number | undefined;
  readonly severe?: boolean | null | undefined;
  readonly persistent?: boolean | null | undefined;
  /** Learns elsewhere on this session, or is due to: alternative provision or dual registered. */
  readonly placement?: boolean | undefined;
  readonly onPlan?: boolean | undefined;
  readonly newArrivalEal?: boolean | undefined;
  readonly siblingAbsent?: boolean | undefined;
}

/** What puts a pupil in a tier: a flag of the record, or something of the register. */
export interface TierReason {
  readonly tier: 1 | 2 | 3;
  readonly because: string;
}

const plain = (flag: string): string => flag.replaceAll('_', '-');

/**
 * Everything that puts a pupil in tier 1, 2 or 3, the lowest tier first (§4.2). It names flags: only for people who may
 * see them (§11).
 */
export const tierReasons = (facts: TierFacts, tierFlags: TierFlags): readonly TierReason[] => {
  const own = new Set(facts.flags.map(plain));
  const byFlag = ([1, 2, 3] as const).flatMap((tier) =>
    tierFlags[tier].filter((flag) => own.has(plain(flag))).map((because) => ({ tier, because })),
  );
  const of = (is: boolean | null | undefined, tier: 1 | 2 | 3, because: string): TierReason[] =>
    is === true ? [{ tier, because }] : [];
  const byRegister = [
    ...of((facts.unexplainedDays ?? 0) >= 2, 1, 'second day unexplained'),
    ...of(facts.severe, 2, 'severe absence'),
    ...of(facts.placement, 2, 'placement'),
    ...of(facts.persistent, 3, 'persistent absence'),
    ...of(facts.onPlan, 3, 'attendance plan'),
    ...of(facts.newArrivalEal, 3, 'newly arrived, English as an additional language'),
    ...of(facts.siblingAbsent, 3, 'sibling absent'),
  ];
  return [...byFlag, ...byRegister].sort((a, b) => a.tier - b.tier);
};

/**
 * The pupil's tier: the lowest number that any fact gives (§4.2, school policy). It is a number and nothing else, so
 * that it never says which fact that was (§11).
 */
export const tierOf = (facts: TierFacts, tierFlags: TierFlags): Tier => tierReasons(facts, tierFlags)[0]?.tier ?? 4;
