/** What happens by chance, from a seed: the same seed, the same luck. */
export interface Chance {
  /** 0 to 1, 1 excluded. */
  next(): number;
  is(probability: number): boolean;
  /** A whole number from 0 up to `below`, which is excluded. */
  below(count: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32: small, quick and good enough for luck; nothing secret comes from it. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, is: (probability) => next() < probability, below, pick: (from) => from[below(from.length)]! };
};
