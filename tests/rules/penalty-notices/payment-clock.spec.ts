import { describe, expect, test } from 'vitest';
import { bankHolidays, workingDaysAfter } from '../../../shared/rules/penalty-notices/bank-holidays.ts';
import { amountsOf } from '../../../shared/rules/penalty-notices/next-notice.ts';
import { payableOn, paymentClock } from '../../../shared/rules/penalty-notices/payment-clock.ts';
import { penaltyTermsThen } from '../../../shared/rules/penalty-notices/terms.ts';
import { weekdayOf } from '../../../shared/vocabulary/session.ts';

const terms = penaltyTermsThen('2026-01-12');
const first = amountsOf('first', terms)!;
const second = amountsOf('second', terms)!;
const posted = (on: string) => ({ on, by: 'first-class post' }) as const;

describe('§6.1: the time to pay begins with the day the notice is received', () => {
  test('PN-K: posted first class on Mon 12 January 2026, received on Wed 14; £80 to Tue 3 February, £160 to Tue 10 February', () => {
    expect(paymentClock(posted('2026-01-12'), first)).toEqual({
      received: '2026-01-14',
      earlyUntil: '2026-02-03',
      fullUntil: '2026-02-10',
    });
  });

  test('handed over it is received the same day', () => {
    expect(paymentClock({ on: '2026-01-14', by: 'hand' }, first)?.fullUntil).toBe('2026-02-10');
  });

  test('a second notice has one time only', () => {
    expect(paymentClock(posted('2026-01-12'), second)).toEqual({
      received: '2026-01-14',
      earlyUntil: null,
      fullUntil: '2026-02-10',
    });
  });

  test.each([
    ['on a Thursday: the weekend is no working day', '2026-01-15', '2026-01-19'],
    ['on a Saturday', '2026-01-17', '2026-01-20'],
    ['on the Thursday before Easter: Good Friday and Easter Monday are none', '2026-04-02', '2026-04-08'],
    ['on Christmas Eve 2026: the substitute day for Boxing Day is none', '2026-12-24', '2026-12-30'],
  ])('posted %s', (_says, on, received) => expect(paymentClock(posted(on), first)?.received).toBe(received));

  test('beyond the bank holidays that are known there is no answer', () => {
    expect(paymentClock(posted('2028-12-29'), first)).toBeUndefined();
    expect(paymentClock(posted('2028-12-27'), first)?.received).toBe('2028-12-29');
    expect(workingDaysAfter('2023-12-30', 1)).toBeUndefined();
    expect(workingDaysAfter('2024-01-01', 1)).toBe('2024-01-02');
  });

  test('a notice of before the present terms has their times', () => {
    expect(paymentClock({ on: '2007-06-01', by: 'hand' }, first)?.earlyUntil).toBe('2007-06-21');
  });
});

describe('what settles it on a day', () => {
  const clock = paymentClock(posted('2026-01-12'), first)!;
  test.each([
    ['2026-01-14', 80],
    ['2026-02-03', 80],
    ['2026-02-04', 160],
    ['2026-02-10', 160],
    ['2026-02-11', null],
  ])('%s', (day, pounds) => expect(payableOn(clock, first, day)).toBe(pounds));

  test('a second notice is £160 from the first day', () => {
    expect(payableOn(paymentClock(posted('2026-01-12'), second)!, second, '2026-01-14')).toBe(160);
  });
});

test('bank holidays: eight a year from 2024 to 2028, none at a weekend', () => {
  for (const year of ['2024', '2025', '2026', '2027', '2028'])
    expect(bankHolidays.days.filter((day) => day.startsWith(year))).toHaveLength(8);
  expect(bankHolidays.days.filter((day) => ['Sat', 'Sun'].includes(weekdayOf(day)))).toEqual([]);
  expect(bankHolidays.days).toEqual(expect.arrayContaining(['2025-04-18', '2026-05-25', '2027-12-28', '2028-01-03']));
});
