import { type Args, areaAt, type Functions, numberAt, numbersFrom, numbersOf } from '../args.ts';
import { type Area, compareNumbers, errors } from '../values.ts';

/** An area's numbers, least first: kept, for a column is ranked by every one of its rows. */
const sortedNumbers = new WeakMap<Area, readonly number[]>();

const inOrder = (area: Area): readonly number[] => {
  const known = sortedNumbers.get(area);
  if (known !== undefined) return known;
  const sorted = numbersOf(area).sort((a, b) => a - b);
  sortedNumbers.set(area, sorted);
  return sorted;
};

/** How many of the sorted numbers lie before this one; `orSame`: or are the same. */
const before = (sorted: readonly number[], number: number, orSame: boolean): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareNumbers(sorted[middle]!, number);
    if (order < 0 || (orSame && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const rank = (args: Args, average: boolean): number => {
  const number = numberAt(args, 0);
  const sorted = inOrder(areaAt(args, 1));
  const [lower, upTo] = [before(sorted, number, false), before(sorted, number, true)];
  if (lower === upTo) throw errors.notAvailable;
  const place = numberAt(args, 2, 0) === 0 ? sorted.length - upTo + 1 : lower + 1;
  return average ? place + (upTo - lower - 1) / 2 : place;
};

/** Between two of the sorted numbers, by the share of the way. */
const percentile = (sorted: readonly number[], share: number): number => {
  if (sorted.length === 0 || share < 0 || share > 1) throw errors.number;
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
};

const nth = (args: Args, fromLargest: boolean): number => {
  const sorted = inOrder(areaAt(args, 0));
  const place = Math.ceil(numberAt(args, 1));
  if (place < 1 || place > sorted.length) throw errors.number;
  return sorted[fromLargest ? sorted.length - place : place - 1]!;
};

const median = (args: Args): number =>
  percentile(
    numbersFrom(args).sort((a, b) => a - b),
    0.5,
  );

const mode = (args: Args): number => {
  const counts = new Map<number, number>();
  for (const number of numbersFrom(args)) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best: number | undefined;
  for (const [number, times] of counts) if (times > 1 && times > (counts.get(best ?? Number.NaN) ?? 1)) best = number;
  if (best === undefined) throw errors.notAvailable;
  return best;
};

export const ranking: Functions = {
  RANK: { least: 2, most: 3, of: (args) => rank(args, false) },
  'RANK.EQ': { least: 2, most: 3, of: (args) => rank(args, false) },
  'RANK.AVG': { least: 2, most: 3, of: (args) => rank(args, true) },
  LARGE: { least: 2, most: 2, of: (args) => nth(args, true) },
  SMALL: { least: 2, most: 2, of: (args) => nth(args, false) },
  MEDIAN: { least: 1, most: 255, of: median },
  MODE: { least: 1, most: 255, of: mode },
  'MODE.SNGL': { least: 1, most: 255, of: mode },
  PERCENTILE: { least: 2, most: 2, of: (args) => percentile(inOrder(areaAt(args, 0)), numberAt(args, 1)) },
  'PERCENTILE.INC': { least: 2, most: 2, of: (args) => percentile(inOrder(areaAt(args, 0)), numberAt(args, 1)) },
  QUARTILE: {
    least: 2,
    most: 2,
    of: (args) => percentile(inOrder(areaAt(args, 0)), Math.trunc(numberAt(args, 1)) / 4),
  },
  'QUARTILE.INC': {
    least: 2,
    most: 2,
    of: (args) => percentile(inOrder(areaAt(args, 0)), Math.trunc(numberAt(args, 1)) / 4),
  },
};
