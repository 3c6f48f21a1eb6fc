import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../shared/rules/figures/figures.ts';
import { figuresDocument } from '../../../shared/rules/figures/figures-document.ts';
import { figuresByPeriod } from '../../../shared/rules/figures/period-figures.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { Calendar } from '../../../shared/vocabulary/calendar.ts';
import { marks, pupilWith, pupilWithMarksOn, sessions, times } from '../../support/marks.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const school = (pupils: Parameters<typeof figuresDocument>[0], on: string) =>
  figuresDocument(pupils, referenceCalendar, [], on);

describe('pupils who were here for a part of the year (§2.3)', () => {
  const allYear = pupilWith(times(126, marks`/\ `), { id: 'A', from: '2025-09-03' });

  test('V10: a pupil who joined on 23 February brings the school 45 of 50 sessions, and no earlier one', () => {
    const row = sessions({ '/': 45, I: 5 });
    const joined = pupilWith(row, { id: 'B', starting: '2026-02-23', from: '2026-02-23' });
    joined.row.set(marks`/\ OO `, 0);
    const { pupils, groups } = school([allYear, joined], '2026-03-27');
    expect(pupils[1]).toMatchObject({ current: true, possible: 50, attendance: '90.0', persistent: true, missing: 0 });
    expect(groups.all.all).toMatchObject({
      possible: 302,
      attended: 297,
      authorised: 5,
      unauthorised: 0,
      persistent: 1,
    });
  });

  test('V10: before the pupil joined, the term and the year are the half term alone', () => {
    const joined = pupilWith(sessions({ '/': 45, I: 5 }), { starting: '2026-02-23', from: '2026-02-23' });
    const until = spanTo(referenceCalendar, '2026-03-27').until;
    const byPeriod = figuresByPeriod(joined, referenceCalendar, '2026-03-27', until);
    expect(
      byPeriod
        .filter(({ period }) => ['year to date', 'half term', 'term'].includes(period.name))
        .map(({ figures }) => figures.possible),
    ).toEqual([50, 50, 50]);
  });

  test('V19: a pupil who left at half term leaves the school 70 of 76 sessions, and is no current pupil', () => {
    const left = pupilWith(sessions({ '/': 70, I: 6 }), { id: 'L', from: '2025-09-03', to: '2025-10-24' });
    left.row.set(marks`OO OO `, 76);
    const { pupils, groups } = school([allYear, left], '2026-03-27');
    expect(pupils.map(({ pupil, current }) => [pupil, current])).toEqual([
      ['A', true],
      ['L', false],
    ]);
    expect(groups.all.all).toMatchObject({
      pupils: 2,
      possible: 252 + 76,
      attended: 252 + 70,
      authorised: 6,
      unauthorised: 0,
      missing: 0,
    });
  });

  test('V19: on the last day on roll the pupil is still current', () => {
    const left = pupilWith(sessions({ '/': 70, I: 6 }), { id: 'L', from: '2025-09-03', to: '2025-10-24' });
    expect(school([left], '2025-10-24').pupils[0]?.current).toBe(true);
    expect(school([left], '2025-11-03').pupils[0]?.current).toBe(false);
  });
});

test('V16: of an interview J in June 2024 and one J1 in September, the first was attended and the second is an absence', () => {
  const calendar = Calendar.parse({
    years: [
      { year: '2023/24', terms: [{ from: '2024-06-12', to: '2024-06-12' }] },
      { year: '2024/25', terms: [{ from: '2024-09-12', to: '2024-09-12' }] },
    ],
  });
  const pupil = pupilWithMarksOn({ '2024-06-12 AM': 'J', '2024-09-12 AM': 'J1' }, { calendar });
  expect(figuresOf(pupil, calendar, spanTo(calendar))).toMatchObject({
    possible: 2,
    attended: 1,
    authorised: 1,
    unauthorised: 0,
    attendance: '50.0',
    codes: { J: 1, J1: 1 },
  });
});

test('V8: eight at college, four on a trip, sport and work experience are attended, and thirty were on site', () => {
  const { codes, possible, attended } = figuresOf(
    pupilWith(sessions({ '/': 30, B: 8, V: 4, P: 2, W: 5, K: 1 })),
    referenceCalendar,
    spanTo(referenceCalendar),
  );
  expect({ possible, attended, onSite: (codes['/'] ?? 0) + (codes['\\'] ?? 0) + (codes.L ?? 0) }).toEqual({
    possible: 50,
    attended: 50,
    onSite: 30,
  });
});
