import type { Rate } from '../../vocabulary/rate.ts';

/** An exact number as two whole numbers of any size; `below` is above 0. Differences of rates need it. */
export interface Exact {
  readonly above: bigint;
  readonly below: bigint;
}

export const exact = (above: number, below = 1): Exact => ({ above: BigInt(above), below: BigInt(below) });

/** A rate as an exact number; throws a RangeError for a rate of nothing, which has no value. */
export const exactRate = ({ part, of }: Rate): Exact => {
  if (of === 0) throw new RangeError('a rate of nothing has no value');
  return exact(part, of);
};

export const minus = (a: Exact, b: Exact): Exact => ({
  above: a.above * b.below - b.above * a.below,
  below: a.below * b.below,
});

export const product = (a: Exact, b: Exact): Exact => ({ above: a.above * b.above, below: a.below * b.below });

/** Negative, 0 or positive, as a sort wants it. */
export const compareExact = (a: Exact, b: Exact): number => {
  const difference = minus(a, b).above;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/**
 * The number with so many decimals, rounded half up by its size as `percent` does (-2.45 is "-2.5"); a 0 has no sign,
 * and what rises has a plus where `signed` is asked for.
 */
export const decimalText = ({ above, below }: Exact, decimals: number, { isSigned = false } = {}): string => {
  const scale = 10n ** BigInt(decimals);
  const size = above < 0n ? -above : above;
  const rounded = (2n * size * scale + below) / (2n * below);
  const sign = rounded === 0n ? '' : above < 0n ? '-' : isSigned ? '+' : '';
  const digits = String(rounded).padStart(decimals + 1, '0');
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** A difference of rates in percentage points: `"-5.0"`, `"+1.2"`, `"0.0"` (§2.2). */
export const pointsText = (difference: Exact, decimals = 1): string =>
  decimalText(product(difference, exact(100)), decimals, { isSigned: true });

/**
 * The change from one period to another in percentage points, from the counts and rounded once: never the difference of
 * two rounded rates. Null when one of the periods has no possible session.
 */
export const changeBetween = (before: Rate, after: Rate): string | null =>
  before.of === 0 || after.of === 0 ? null : pointsText(minus(exactRate(after), exactRate(before)));
