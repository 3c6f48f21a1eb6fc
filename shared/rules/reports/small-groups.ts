/** What may be shown of a table's groups to governors and wider audiences (§9.2). */
export interface ShownTable {
  /** Group by group, in the order given: whether its figures may be shown; what may not is shown as "c". */
  readonly isShown: readonly boolean[];
  /** Whether the figures of all groups together may be shown. */
  readonly isTotalShown: boolean;
}

/** What stands in the place of figures that may not be shown. */
export const suppressed = 'c';

/**
 * Hides each group of fewer than `below` pupils, and then the smallest of the others for as long as the hidden groups
 * together have fewer than `below` pupils: what is hidden could else be worked out from the total. An empty group counts
 * as small. A total of fewer pupils is hidden itself, and nothing else is shown.
 */
export const hideSmallGroups = (pupils: readonly number[], below: number): ShownTable => {
  const total = pupils.reduce((sum, count) => sum + count, 0);
  if (total < below) return { isShown: pupils.map(() => false), isTotalShown: false };
  const bySize = pupils.map((count, at) => ({ count, at })).sort((a, b) => a.count - b.count);
  const hidden = bySize.filter(({ count }) => count < below);
  const pupilsHidden = () => hidden.reduce((sum, { count }) => sum + count, 0);
  while (hidden.length > 0 && pupilsHidden() < below) hidden.push(bySize[hidden.length]!);
  const hiddenAt = new Set(hidden.map(({ at }) => at));
  return { isShown: pupils.map((_, at) => !hiddenAt.has(at)), isTotalShown: true };
};
