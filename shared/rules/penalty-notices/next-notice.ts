import type { PenaltyTerms } from './terms.ts';

/** Which notice a parent would get now; none when the number allowed is reached: another route is considered. */
export type NextNotice = 'first' | 'second' | 'none';

/** Pounds; `early` null where there is no discount. */
export interface PenaltyAmounts {
  readonly early: number | null;
  readonly full: number;
}

/** By the notices that count in the three years (§6.1). */
export const nextNotice = (counted: number, { mostNotices }: Pick<PenaltyTerms, 'mostNotices'>): NextNotice => {
  if (counted >= mostNotices) return 'none';
  return counted === 0 ? 'first' : 'second';
};

/** What it costs that parent: £80 within 21 days or £160; £160 flat the second time; null when there is none. */
export const amountsOf = (next: NextNotice, terms: Pick<PenaltyTerms, 'first' | 'second'>): PenaltyAmounts | null => {
  if (next === 'none') return null;
  return next === 'first'
    ? { early: terms.first.early, full: terms.first.full }
    : { early: null, full: terms.second.full };
};

export interface PenaltyTotals {
  readonly notices: number;
  /** When each is paid as early as it can be. */
  readonly early: number;
  readonly full: number;
}

/**
 * What all notices together come to: one to each parent for each child (PN-H, PN-I). A second has no discount, so it
 * counts in full in `early` as well.
 */
export const penaltyTotals = (
  notices: readonly NextNotice[],
  terms: Pick<PenaltyTerms, 'first' | 'second'>,
): PenaltyTotals => {
  const amounts = notices.map((next) => amountsOf(next, terms)).filter((one) => one !== null);
  return {
    notices: amounts.length,
    early: amounts.reduce((sum, { early, full }) => sum + (early ?? full), 0),
    full: amounts.reduce((sum, { full }) => sum + full, 0),
  };
};
