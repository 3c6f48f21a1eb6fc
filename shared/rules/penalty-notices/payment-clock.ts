import { cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import { addDays, type IsoDate } from '../../vocabulary/session.ts';
import { workingDaysAfter } from './bank-holidays.ts';
import type { PenaltyAmounts } from './next-notice.ts';
import { penaltyTermsThen } from './terms.ts';

interface ServiceByPost extends Dated {
  /** First-class post is taken to be received on this working day after posting. */
  readonly workingDays: number;
}

/** When a notice that was posted first class is taken to be received (§6.1). */
export const serviceByPost = [
  {
    from: '2007-09-01',
    workingDays: 2,
    law: cite('SI 2007/1867', 'service by first-class post; not verified', '2026-11-25'),
  },
] as const satisfies readonly ServiceByPost[];

export interface Service {
  readonly on: IsoDate;
  readonly by: 'first-class post' | 'hand';
}

export interface PaymentClock {
  /** Day 1. */
  readonly received: IsoDate;
  /** The last day of the discount; null where there is none. */
  readonly earlyUntil: IsoDate | null;
  /** The last day to pay at all. */
  readonly fullUntil: IsoDate;
}

/**
 * Until when a notice can be paid (§6.1, PN-K): 21 and 28 days that begin with the day it is received. Undefined where
 * bank holidays of that time are not known.
 */
export const paymentClock = ({ on, by }: Service, { early }: PenaltyAmounts): PaymentClock | undefined => {
  const { workingDays } = rowOn(serviceByPost, on) ?? serviceByPost[0];
  const received = by === 'hand' ? on : workingDaysAfter(on, workingDays);
  if (received === undefined) return undefined;
  const { first, fullWithinDays } = penaltyTermsThen(on);
  const dayOf = (day: number): IsoDate => addDays(received, day - 1);
  return {
    received,
    earlyUntil: early === null ? null : dayOf(first.withinDays),
    fullUntil: dayOf(fullWithinDays),
  };
};

/** The pounds that settle a notice on a day; null when its time has run out: the authority prosecutes or withdraws. */
export const payableOn = (
  { earlyUntil, fullUntil }: PaymentClock,
  { early, full }: PenaltyAmounts,
  day: IsoDate,
): number | null => {
  if (day > fullUntil) return null;
  return earlyUntil !== null && day <= earlyUntil ? early : full;
};
