import { describe, expect, test } from 'vitest';
import { amountsOf, nextNotice, penaltyTotals } from '../../../shared/rules/penalty-notices/next-notice.ts';
import { penaltyTermsOn, penaltyTermsThen } from '../../../shared/rules/penalty-notices/terms.ts';

const terms = penaltyTermsThen('2026-03-10');

describe('§6.1: what a notice costs, per parent and per child', () => {
  test('PN-H: one child and two parents, a first notice each: £160 if both pay within 21 days, £320 after', () => {
    expect(penaltyTotals(['first', 'first'], terms)).toEqual({ notices: 2, early: 160, full: 320 });
  });

  test('PN-I: two siblings and two parents on holiday: four notices, £320 early, £640 late', () => {
    expect(penaltyTotals(['first', 'first', 'first', 'first'], terms)).toEqual({ notices: 4, early: 320, full: 640 });
  });

  test('a second notice has no discount, and where no further one is allowed there is none', () => {
    expect(penaltyTotals(['first', 'second', 'none'], terms)).toEqual({ notices: 2, early: 240, full: 320 });
    expect(penaltyTotals([], terms)).toEqual({ notices: 0, early: 0, full: 0 });
  });

  test.each([
    [0, 'first', { early: 80, full: 160 }],
    [1, 'second', { early: null, full: 160 }],
    [2, 'none', null],
    [3, 'none', null],
  ] as const)('with %i in three years the next is: %s', (counted, next, amounts) => {
    expect(nextNotice(counted, terms)).toBe(next);
    expect(amountsOf(next, terms)).toEqual(amounts);
  });

  test('before 19 August 2024 there were no such terms', () => {
    expect(penaltyTermsOn('2024-08-18')).toBeUndefined();
    expect(penaltyTermsOn('2024-08-19')).toMatchObject({ sessions: 10, schoolWeeks: 10, inYears: 3 });
    expect(penaltyTermsThen('2024-08-18')).toMatchObject({ first: { early: 80, withinDays: 21 }, fullWithinDays: 28 });
  });
});
