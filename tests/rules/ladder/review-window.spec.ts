import { describe, expect, test } from 'vitest';
import { reviewWindowOf, schoolWeeksAfter } from '../../../shared/rules/ladder/review-window.ts';
import { Calendar } from '../../../shared/vocabulary/calendar.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar, twoYearCalendar, year2025to26 } from '../../support/reference-calendar.ts';

describe('so many school weeks later (§14: weeks are school weeks)', () => {
  test.each([
    ['three weeks within a half term', '2025-11-10', 3, '2025-12-01'],
    ['half term is no school week', '2025-10-06', 3, '2025-11-03'],
    ['the weekday stays', '2025-10-09', 3, '2025-11-06'],
    ['what begins on a Sunday stays on a Sunday', '2025-11-16', 1, '2025-11-23'],
    ['from a holiday the next school week is the first', '2025-10-29', 1, '2025-11-05'],
    ['over Christmas', '2025-12-15', 1, '2026-01-05'],
    ['exactly to the last school week', '2026-07-13', 1, '2026-07-20'],
    ['over the summer by the next year’s start: the week of 31 August', '2026-07-13', 2, '2026-08-31'],
    ['and on by weeks from there', '2026-07-15', 4, '2026-09-16'],
  ])('%s', (_says, on, weeks, expected) => expect(schoolWeeksAfter(referenceCalendar, on, weeks)).toBe(expected));

  test('a calendar of the next year is better than its start', () => {
    expect(schoolWeeksAfter(twoYearCalendar, '2026-07-13', 3)).toBe('2026-09-07');
  });

  test('beyond a calendar that does not say when the next year starts', () => {
    const { nextYearStarts: _unknown, ...year } = year2025to26;
    expect(schoolWeeksAfter(Calendar.parse(year), '2026-07-13', 2)).toBeUndefined();
  });
});

describe('the review window of a stage', () => {
  const windowOf = (stage: string, more: object, on: string) =>
    reviewWindowOf(referenceCalendar, policyWith(), { stage, on: '2025-11-10', ...more }, on);

  test('the policy’s weeks, then the day that was agreed, then the day it was held', () => {
    expect(windowOf('1', {}, '2025-11-28')).toEqual({ from: '2025-11-10', to: '2025-12-01', isOpen: true });
    expect(windowOf('1', { reviewDue: '2025-12-03' }, '2025-12-02')).toMatchObject({ to: '2025-12-03', isOpen: true });
    expect(windowOf('1', { reviewDue: '2025-12-03', reviewed: '2025-12-02' }, '2025-12-02')).toMatchObject({
      to: '2025-12-02',
      isOpen: false,
    });
  });

  test('stage 6 has no review of the school’s, and holds nothing; nor does a stage that nobody knows', () => {
    expect(windowOf('6', {}, '2025-11-11')).toEqual({ from: '2025-11-10', to: null, isOpen: false });
    expect(windowOf('unheard of', {}, '2025-11-11')).toEqual({ from: '2025-11-10', to: null, isOpen: false });
  });
});
