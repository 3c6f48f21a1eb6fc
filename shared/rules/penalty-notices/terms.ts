import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { penaltyFramework } from '../sources.ts';

/** `from` is the first day of absence to which these terms apply. */
export interface PenaltyTerms extends Dated {
  /** Unauthorised sessions in so many school weeks at which a notice is to be considered: considered, not issued. */
  readonly sessions: number;
  readonly schoolWeeks: number;
  /** Pounds, per parent and per child. */
  readonly first: { readonly early: number; readonly withinDays: number; readonly full: number };
  readonly second: { readonly full: number };
  readonly fullWithinDays: number;
  /** So many notices to one parent for one child in so many years; then another route. */
  readonly mostNotices: number;
  readonly inYears: number;
}

/** The terms of penalty notices, newest last; last year's absence keeps last year's terms. */
export const penaltyTerms = [
  {
    from: '2024-08-19',
    sessions: 10,
    schoolWeeks: 10,
    first: { early: 80, withinDays: 21, full: 160 },
    second: { full: 160 },
    fullWithinDays: 28,
    mostNotices: 2,
    inYears: 3,
    law: penaltyFramework,
  },
] as const satisfies readonly PenaltyTerms[];

/** The terms for absence on a day; undefined before the national framework. */
export const penaltyTermsOn = (date: IsoDate): PenaltyTerms | undefined => rowOn<PenaltyTerms>(penaltyTerms, date);

/** The terms on a day, or the first there were: before them no session counts anyway. */
export const penaltyTermsThen = (date: IsoDate): PenaltyTerms => penaltyTermsOn(date) ?? penaltyTerms[0];
