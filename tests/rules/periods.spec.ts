import { describe, expect, test } from 'vitest';
import { figuresByPeriod } from '../../shared/rules/figures/period-figures.ts';
import { customPeriod, type PeriodName, periodNames, periodOn } from '../../shared/rules/periods.ts';
import { sessionsBefore, spanTo } from '../../shared/rules/span.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { marks, pupilWith, times } from '../support/marks.ts';
import { calendarOf, referenceCalendar, twoYearCalendar } from '../support/reference-calendar.ts';

const on = (day: string, name: PeriodName, calendar = referenceCalendar) => {
  const period = periodOn(calendar, name, day, spanTo(calendar, day).until);
  return period && [period.from, period.to, ...(period.which === undefined ? [] : [period.which])];
};

describe('the periods of §2.3 on Tuesday 10 March 2026', () => {
  test.each<[PeriodName, string[]]>([
    ['year to date', ['2025-09-03', '2026-03-10']],
    ['this week', ['2026-03-09', '2026-03-10']],
    ['last week', ['2026-03-02', '2026-03-06']],
    ['half term', ['2026-02-23', '2026-03-10', 'half term 4']],
    ['term', ['2026-01-06', '2026-03-10', 'Spring']],
    ['last 4 weeks', ['2026-02-09', '2026-03-10']],
    ['last 6 weeks', ['2026-01-26', '2026-03-10']],
    ['last 12 weeks', ['2025-12-01', '2026-03-10']],
  ])('%s', (name, expected) => expect(on('2026-03-10', name)).toEqual(expected));
});

describe('weeks and holidays', () => {
  test('in half term there is no week; last week is the last week of school', () => {
    expect(on('2026-02-18', 'this week')).toBeNull();
    expect(on('2026-02-18', 'last week')).toEqual(['2026-02-09', '2026-02-13']);
  });

  test('on the Monday after half term, last week is the week before the holiday', () => {
    expect(on('2026-02-23', 'last week')).toEqual(['2026-02-09', '2026-02-13']);
  });

  test('on a Sunday this week is the one that ends', () => {
    expect(on('2026-03-15', 'this week')).toEqual(['2026-03-09', '2026-03-13']);
  });

  test('in a holiday the half term and the term are those before it', () => {
    expect(on('2026-04-02', 'half term')).toEqual(['2026-02-23', '2026-03-27', 'half term 4']);
    expect(on('2026-04-02', 'term')).toEqual(['2026-01-06', '2026-03-27', 'Spring']);
  });

  test('in the first week of the year there is no last week, and rolling weeks begin with the year', () => {
    expect(on('2025-09-04', 'last week')).toBeNull();
    expect(on('2025-09-04', 'last 6 weeks')).toEqual(['2025-09-03', '2025-09-04']);
  });

  test('rolling weeks look back over the summer, the year to date does not', () => {
    expect(on('2026-09-04', 'last 4 weeks', twoYearCalendar)).toEqual(['2026-07-06', '2026-09-04']);
    expect(on('2026-09-04', 'year to date', twoYearCalendar)).toEqual(['2026-09-02', '2026-09-04']);
  });

  test.each(periodNames)('before the first school day there is no period: %s', (name) =>
    expect(on('2025-09-01', name)).toBeNull(),
  );
});

describe('terms: the half terms of the calendar in pairs', () => {
  test.each([
    ['2025-10-24', ['2025-09-03', '2025-10-24', 'Autumn']],
    ['2025-12-19', ['2025-09-03', '2025-12-19', 'Autumn']],
    ['2026-01-06', ['2026-01-06', '2026-01-06', 'Spring']],
    ['2026-05-22', ['2026-04-13', '2026-05-22', 'Summer']],
    ['2026-07-20', ['2026-04-13', '2026-07-20', 'Summer']],
  ])('on %s', (day, expected) => expect(on(day, 'term')).toEqual(expected));

  test('a summer written in three stretches is one summer term', () => {
    const stretch = (from: string, to: string) => ({ from, to });
    const calendar = Calendar.parse({
      year: '2025/26',
      terms: [
        stretch('2025-09-03', '2025-10-24'),
        stretch('2025-11-03', '2025-12-19'),
        stretch('2026-01-06', '2026-02-13'),
        stretch('2026-02-23', '2026-03-27'),
        stretch('2026-04-13', '2026-05-01'),
        stretch('2026-05-05', '2026-05-22'),
        stretch('2026-06-01', '2026-07-20'),
      ],
    });
    expect(on('2026-07-20', 'term', calendar)).toEqual(['2026-04-13', '2026-07-20', 'Summer']);
    expect(on('2026-03-27', 'term', calendar)).toEqual(['2026-01-06', '2026-03-27', 'Spring']);
  });

  test('a calendar of one stretch is in its autumn term', () => {
    expect(on('2025-09-10', 'term', calendarOf('2025-09-03', '2025-10-24'))).toEqual([
      '2025-09-03',
      '2025-09-10',
      'Autumn',
    ]);
  });
});

test('a period of one’s own has its first and last day of school, and none where there is no school', () => {
  const { length } = referenceCalendar.sessions;
  expect(customPeriod(referenceCalendar, '2025-10-18', '2025-11-04', length)).toMatchObject({
    name: 'custom',
    from: '2025-10-20',
    to: '2025-11-04',
  });
  expect(customPeriod(referenceCalendar, '2025-10-25', '2025-11-02', length)).toBeNull();
});

test('in the morning, today’s afternoon is not yet in the period', () => {
  const until = sessionsBefore(referenceCalendar, '2026-03-10') + 1;
  const week = periodOn(referenceCalendar, 'this week', '2026-03-10', until);
  expect(week?.span).toEqual({ from: until - 3, until });
});

test('PA is tested in each period from its own sessions: persistent this half term, not this year (§2.3)', () => {
  const year = new Uint8Array([...times(101, marks`/\ `), ...marks`II II I\ `, ...times(9, marks`/\ `)]);
  const until = spanTo(referenceCalendar, '2026-03-10').until;
  const byPeriod = figuresByPeriod(pupilWith(year, { from: '2025-09-03' }), referenceCalendar, '2026-03-10', until);
  expect(
    byPeriod.map(({ period, figures }) => [period.name, figures.possible, figures.persistent, figures.band]),
  ).toEqual([
    ['year to date', 226, false, '1'],
    ['this week', 4, false, '1'],
    ['last week', 10, false, '1'],
    ['half term', 24, true, '5'],
    ['term', 82, false, '3'],
    ['last 4 weeks', 34, true, '4'],
    ['last 6 weeks', 54, false, '3'],
    ['last 12 weeks', 112, false, '2'],
  ]);
});

test('in the first days of the year there is no last week to speak of', () => {
  const until = spanTo(referenceCalendar, '2025-09-04').until;
  const names = figuresByPeriod(pupilWith(marks`/\ /\ `), referenceCalendar, '2025-09-04', until).map(
    ({ period }) => period.name,
  );
  expect(names).toEqual(periodNames.filter((name) => name !== 'last week'));
});
