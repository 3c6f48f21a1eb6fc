import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, type PupilMarks } from '../../vocabulary/mark.ts';
import { compareRates, type Rate } from '../../vocabulary/rate.ts';
import { tallyOf } from '../figures/figures.ts';
import { onRoll } from '../span.ts';

export type Tier = 1 | 2 | 3 | 4;

/** The school's flags by tier (§4.2, local policy). A flag not named here does not raise a pupil's tier by itself. */
const tierFlags = {
  1: ['child-protection', 'child-in-need', 'social-worker', 'looked-after', 'dsl-safety-plan'],
  2: ['ehcp', 'medical-plan', 'young-carer', 'yot', 'cme-history'],
  3: ['sen-support', 'fsm', 'pupil-premium'],
} as const satisfies Record<1 | 2 | 3, readonly string[]>;

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

const has = (flags: readonly string[], wanted: readonly string[]): boolean =>
  wanted.some((flag) => flags.includes(flag));

/** The pupil's tier: the lowest number that any fact gives. It never says which fact that was (§4.2, §11). */
export const tierOf = (facts: TierFacts): Tier => {
  const { flags } = facts;
  if (has(flags, tierFlags[1]) || (facts.unexplainedDays ?? 0) >= 2) return 1;
  if (has(flags, tierFlags[2]) || facts.severe === true || facts.placement === true) return 2;
  if (has(flags, tierFlags[3]) || facts.persistent === true) return 3;
  return facts.onPlan === true || facts.newArrivalEal === true || facts.siblingAbsent === true ? 3 : 4;
};

export interface Unexplained {
  readonly sessions: number;
  /** The days on which these sessions lie. */
  readonly days: number;
}

const n = byteOf('N');

/**
 * The run of unexplained sessions (N) that ends with the last session before `until`. A missing mark is not an absence,
 * and a session that is not possible is none: neither counts nor breaks the run.
 */
export const unexplainedRun = (pupil: PupilMarks, calendar: Calendar, until: number): Unexplained => {
  const span = onRoll(calendar, pupil, { from: 0, until });
  const days = new Set<string>();
  let sessions = 0;
  for (let session = span.until - 1; session >= span.from; session--) {
    if (pupil.row[session] === n) {
      sessions++;
      days.add(calendar.sessions[session]!.date);
      continue;
    }
    const tally = tallyOf(calendar, pupil, session);
    if (tally === 'present' || tally === 'aea' || tally === 'authorised' || tally === 'unauthorised') break;
  }
  return { sessions, days: days.size };
};

export interface FirstDayPlace {
  readonly tier: number;
  readonly unexplainedSessions: number;
  /** Absence of the year to date: absent of possible sessions. */
  readonly absence: Rate;
  readonly surname: string;
  readonly pupil: string;
}

/** The order in which first contact is made: tier, longest unexplained, highest absence, surname, id (§4.2). */
export const firstDayOrder = (a: FirstDayPlace, b: FirstDayPlace): number =>
  a.tier - b.tier ||
  b.unexplainedSessions - a.unexplainedSessions ||
  compareRates(b.absence, a.absence) ||
  byText(a.surname, b.surname) ||
  byText(a.pupil, b.pupil);

const alphabet = new Intl.Collator('en-GB');
const byText = (a: string, b: string): number => alphabet.compare(a, b);

/** By when first contact is to be made, school time: the policy's time of the tier. */
export const contactBy = (tier: Tier, times: readonly string[]): string => times[tier - 1]!;
