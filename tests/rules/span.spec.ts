import { describe, expect, test } from 'vitest';
import { halfTermSpans, lastWeeksSpan, spanAt, spanTo } from '../../shared/rules/span.ts';
import { policyWith } from '../support/policy.ts';
import { referenceCalendar, twoYearCalendar } from '../support/reference-calendar.ts';

const { registers } = policyWith();
const datesOf = ({ from, until }: { from: number; until: number }, calendar = referenceCalendar) =>
  [calendar.sessions[from], calendar.sessions[until - 1]].map((session) => `${session?.date} ${session?.half}`);

describe('during a day figures count to the last session whose registers have closed (§14a)', () => {
  test.each([
    ['before the morning registers close', '08:30', '2026-03-09 PM'],
    ['when they close', '09:10', '2026-03-10 AM'],
    ['before the afternoon ones do', '13:49', '2026-03-10 AM'],
    ['when they do', '13:50', '2026-03-10 PM'],
  ])('%s', (_says, time, last) =>
    expect(datesOf(spanAt(referenceCalendar, '2026-03-10', time, registers))).toEqual(['2025-09-03 AM', last]),
  );

  test('on a Saturday to Friday afternoon', () => {
    expect(datesOf(spanAt(referenceCalendar, '2026-03-14', '08:00', registers))[1]).toBe('2026-03-13 PM');
  });
});

test('the half terms that have begun, the last one as far as it goes', () => {
  const spans = halfTermSpans(referenceCalendar, '2026-03-10', spanTo(referenceCalendar, '2026-03-10').until);
  expect(spans.map(({ number, from, until }) => [number, (until - from) / 2])).toEqual([
    [1, 38],
    [2, 34],
    [3, 29],
    [4, 12],
  ]);
});

describe('school weeks', () => {
  test('the last four skip the holiday', () => {
    const { until } = spanTo(referenceCalendar, '2026-03-10');
    expect(datesOf(lastWeeksSpan(referenceCalendar, 4, until))).toEqual(['2026-02-09 AM', '2026-03-10 PM']);
  });

  test('they look back over the summer', () => {
    const { until } = spanTo(twoYearCalendar, '2026-09-04');
    expect(datesOf(lastWeeksSpan(twoYearCalendar, 2, until), twoYearCalendar)).toEqual([
      '2026-07-20 AM',
      '2026-09-04 PM',
    ]);
  });
});
