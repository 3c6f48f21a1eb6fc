import { expect, test } from 'vitest';
import { bandOf } from '../../../shared/rules/figures/bands.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';
import { policyWith } from '../../support/policy.ts';

test.each([
  ['no absence is excellent', 0, 100, '1'],
  ['exactly 3 % is still excellent', 3, 100, '1'],
  ['a session more than 3 % is on track', 31, 1000, '2'],
  ['exactly 5 % is on track', 5, 100, '2'],
  ['a session more than 5 % is at risk', 51, 1000, '3'],
  ['a session less than 10 % is at risk', 37, 380, '3'],
  ['V1: exactly 10 % is persistent absence', 38, 380, '4'],
  ['a session less than 15 % is persistent absence', 149, 1000, '4'],
  ['exactly 15 % is high', 15, 100, '5'],
  ['a session less than half is high', 49, 100, '5'],
  ['V6: half is severe', 25, 50, '6'],
])('bands (§2.4): %s', (_says, absent, possible, band) => expect(bandOf(rate(absent, possible))).toBe(band));

test('V9: without a possible session there is no band', () => expect(bandOf(rate(0, 0))).toBeNull());

test("a school's own bands are tested as exactly: one in ten is not below 0.1", () => {
  const { bands } = policyWith({
    bands: [
      { band: 'A', name: 'Fine', absenceBelow: 0.1 },
      { band: 'B', name: 'Not' },
    ],
  });
  expect([bandOf(rate(1, 10), bands), bandOf(rate(9, 100), bands)]).toEqual(['B', 'A']);
});
