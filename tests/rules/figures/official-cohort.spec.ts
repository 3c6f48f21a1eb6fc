import { describe, expect, test } from 'vitest';
import { collectionWindows, collectionWindowsOn } from '../../../shared/rules/figures/census-windows.ts';
import { easterSunday, springBankHoliday } from '../../../shared/rules/figures/easter.ts';
import { attendanceOf } from '../../../shared/rules/figures/figures.ts';
import { type CohortFacts, officialSpan } from '../../../shared/rules/figures/official-cohort.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { pupilWith, sessions } from '../../support/marks.ts';
import { calendarOf, referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

describe('Easter and the spring bank holiday', () => {
  test.each([
    [1818, '1818-03-22'],
    [1900, '1900-04-15'],
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2000, '2000-04-23'],
    [2011, '2011-04-24'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2029, '2029-04-01'],
    [2030, '2030-04-21'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2100, '2100-03-28'],
    [2285, '2285-03-22'],
  ])('Easter Sunday of %i is %s', (year, date) => expect(easterSunday(year)).toBe(date));

  test.each([
    [2025, '2025-05-26'],
    [2026, '2026-05-25'],
    [2027, '2027-05-31'],
  ])('the spring bank holiday of %i is the last Monday of May, %s', (year, date) =>
    expect(springBankHoliday(year)).toBe(date),
  );
});

describe('census windows (§2.3)', () => {
  test('which absence of 2025/26 is returned in which census', () => {
    expect(collectionWindowsOn('2026-03-10')).toEqual([
      { window: 'autumn', from: '2025-08-01', to: '2025-12-31', returnedIn: 'spring census' },
      { window: 'spring', from: '2026-01-01', to: '2026-04-05', returnedIn: 'summer census' },
      { window: 'summer, first half', from: '2026-04-06', to: '2026-05-24', returnedIn: 'autumn census' },
      { window: 'summer, second half', from: '2026-05-25', to: '2026-07-31', returnedIn: 'autumn census' },
    ]);
  });

  test('August belongs to the new school year', () => {
    const autumn = (day: string) => collectionWindowsOn(day)[0]!.from;
    expect([autumn('2026-07-31'), autumn('2026-08-01')]).toEqual(['2025-08-01', '2026-08-01']);
  });

  test('each window says where it was read', () =>
    expect(collectionWindows.every(({ law }) => law.source !== '' && law.place !== '' && law.read !== '')).toBe(true));
});

describe('the cohort of the official statistics: aged 4 to 15 at the start of the year, no boarders (§2.3)', () => {
  const all = referenceCalendar.sessions.length;
  const toSpringBankHoliday = 2 * (38 + 34 + 29 + 25 + 29);
  const counted = (facts: CohortFacts, on = '2026-07-20', calendar = referenceCalendar) =>
    officialSpan(facts, calendar, on, spanTo(calendar, on).until);

  test.each<[string, CohortFacts, number | null]>([
    ['a Year 7 pupil, all year', { year: '7' }, all],
    ['a Year 10 pupil, all year', { year: '10' }, all],
    ['a Year 11 pupil, up to the spring bank holiday', { year: '11' }, toSpringBankHoliday],
    ['V7: a sixth former is outside', { year: '12' }, null],
    ['fifteen on 31 August: in Year 11', { born: '2010-08-31' }, toSpringBankHoliday],
    ['fifteen on 1 September: still fourteen', { born: '2010-09-01' }, all],
    ['sixteen on 31 August: outside', { born: '2009-08-31' }, null],
    ['four on 31 August: in', { born: '2021-08-31' }, all],
    ['not yet four: outside', { born: '2021-09-01' }, null],
    ['the date of birth wins over the year group', { born: '2010-09-01', year: '12' }, all],
    ['a boarder is outside', { year: '8', isBoarder: true }, null],
    ['neither age nor year group known', {}, null],
    ['a year group left empty', { year: '' }, null],
    ['a group that is no year', { year: 'Staff' }, null],
    ['a group that only holds a number', { year: 'Set 9' }, null],
    ['a group that begins with a number', { year: '9 North' }, null],
  ])('%s', (_says, facts, until) => expect(counted(facts)).toEqual(until === null ? null : { from: 0, until }));

  test('in March nothing is left out yet', () => {
    expect(counted({ year: '11' }, '2026-03-10')).toEqual(spanTo(referenceCalendar, '2026-03-10'));
  });

  test('each year begins with its own first day', () => {
    expect(counted({ year: '11' }, '2026-09-04', twoYearCalendar)).toEqual({ from: 380, until: 386 });
  });

  test('a calendar that begins in January belongs to the school year before', () => {
    const january = calendarOf('2026-01-06', '2026-07-17');
    const { until } = spanTo(january, '2026-05-22');
    expect(counted({ born: '2010-08-31' }, '2026-07-17', january)).toEqual({ from: 0, until });
  });

  test('years before these rules are not judged by them', () => {
    expect(counted({ year: '7' }, '2014-09-12', calendarOf('2014-09-03', '2014-10-24'))).toBeNull();
  });

  test('before the first school year nobody counts', () => expect(counted({ year: '7' }, '2025-08-01')).toBeNull());

  test('study leave and exams after the bank holiday are in no official figure of Year 11', () => {
    const leaver = pupilWith(sessions({ '/': 310, S: 36 }));
    expect(attendanceOf(leaver, referenceCalendar, counted({ year: '11' })!)).toEqual({ part: 310, of: 310 });
  });
});
