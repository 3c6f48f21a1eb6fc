import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideSmallGroups, suppressed } from '../../../shared/rules/reports/small-groups.ts';

const shown = (pupils: readonly number[], below = 5) =>
  pupils.map((count, at) => (hideSmallGroups(pupils, below).isShown[at] ? count : suppressed));

describe('small groups are not shown to governors (§9.2)', () => {
  test.each([
    ['five pupils are enough', [5, 40], [5, 40]],
    ['two small groups hide one another', [3, 4, 40], ['c', 'c', 40]],
    ['five pupils in two groups are enough to hide them', [2, 3, 40], ['c', 'c', 40]],
    [
      'one small group takes the next smallest with it, or the total would give it away',
      [40, 3, 8, 20],
      [40, 'c', 'c', 20],
    ],
    ['two groups that are fewer than five together take a third', [1, 2, 40, 9], ['c', 'c', 40, 'c']],
    ['an empty group hides nobody, so a third is hidden', [0, 3, 9, 40], ['c', 'c', 'c', 40]],
    ['of two groups with one small, nothing is shown', [4, 100], ['c', 'c']],
  ])('%s', (_says, pupils, expected) => expect(shown(pupils)).toEqual(expected));

  test('of equal groups the first is hidden', () => expect(shown([9, 9, 2])).toEqual(['c', 9, 'c']));

  test('the total is shown from five pupils on', () => {
    expect(hideSmallGroups([2, 3], 5)).toEqual({ isShown: [false, false], isTotalShown: true });
    expect(hideSmallGroups([1, 3], 5)).toEqual({ isShown: [false, false], isTotalShown: false });
    expect(hideSmallGroups([4], 5)).toEqual({ isShown: [false], isTotalShown: false });
  });

  test('a school may set another limit', () => expect(shown([9, 40, 11], 10)).toEqual(['c', 40, 'c']));

  test('what is hidden can never be worked out: it is nothing, or two groups of five pupils together', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 8 }), (pupils) => {
        const { isShown, isTotalShown } = hideSmallGroups(pupils, 5);
        const hidden = pupils.filter((_, at) => !isShown[at]);
        const isSafe = hidden.length === 0 || (hidden.length > 1 && hidden.reduce((a, b) => a + b, 0) >= 5);
        expect(isSafe || (!isTotalShown && hidden.length === pupils.length)).toBe(true);
        expect(pupils.filter((count, at) => isShown[at] && count < 5)).toEqual([]);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
