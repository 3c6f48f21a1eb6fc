/** Runs of neighbours among rows or columns, from the last to the first: taken out in this order none moves another. */
export const runsOf = (indexes: readonly number[]): readonly { readonly at: number; readonly count: number }[] => {
  const runs: { at: number; count: number }[] = [];
  for (const index of [...new Set(indexes)].sort((a, b) => b - a)) {
    const last = runs.at(-1);
    if (last !== undefined && last.at === index + 1) {
      last.at = index;
      last.count += 1;
    } else runs.push({ at: index, count: 1 });
  }
  return runs;
};
