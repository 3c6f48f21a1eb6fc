import { compareExact, type Exact, pointsText } from '../figures/points.ts';
import type { BeforeAndAfter } from './impact-pupils.ts';

/** Where a difference lies in 95 of 100 draws, in percentage points with one decimal. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

const draws = 1000;
/** The share of the draws left out at each end: a fortieth. */
const oneInAtEachEnd = 40;

/** As many pupils as the group has, drawn from it with replacement. */
const drawFrom = (group: readonly BeforeAndAfter[], random: () => number): readonly BeforeAndAfter[] =>
  group.map(() => group[Math.floor(random() * group.length)]!);

/**
 * How sure the difference of two groups' changes is, by drawing whole pupils again and again: sessions of one pupil are
 * not independent, so pupils are drawn and never sessions (§9.4.4).
 */
export const intervalOf = (
  group: readonly BeforeAndAfter[],
  others: readonly BeforeAndAfter[],
  differenceOf: (group: readonly BeforeAndAfter[], others: readonly BeforeAndAfter[]) => Exact,
  random: () => number,
): Interval => {
  const drawn = Array.from({ length: draws }, () => differenceOf(drawFrom(group, random), drawFrom(others, random)));
  const inOrder = drawn.toSorted(compareExact);
  const leftOut = draws / oneInAtEachEnd;
  return { from: pointsText(inOrder[leftOut]!), to: pointsText(inOrder[draws - 1 - leftOut]!) };
};
