/** Milliseconds by the name of who took them. */
export type Sides = Readonly<Record<string, number>>;

export const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;

export const tookNow = (work: () => unknown): number => {
  const begun = performance.now();
  work();
  return performance.now() - begun;
};

export const took = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};
