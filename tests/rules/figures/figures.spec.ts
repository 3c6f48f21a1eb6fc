import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../shared/rules/figures/figures.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { figures, marks, pupilWith, pupilWithMarksOn, sessions, times } from '../../support/marks.ts';
import { referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

describe('a week of marks', () => {
  test.each([
    ['everybody in', marks`/\ /\ /\ /\ /\ `, { possible: 10, attended: 10, attendance: '100.0' }],
    ['one morning ill', marks`I\ /\ /\ /\ /\ `, { possible: 10, attended: 9, authorised: 1, absence: '10.0' }],
    [
      'late twice, once after the register closed',
      marks`L\ U\ /\ /\ /\ `,
      { attended: 9, unauthorised: 1, lateBefore: 1, lateAfter: 1 },
    ],
    ['two days on a trip', marks`VV VV /\ /\ /\ `, { possible: 10, attended: 10 }],
    ['a day closed by snow is not possible', marks`44 /\ /\ /\ /\ `, { possible: 8, attended: 8, missing: 0 }],
    ['a morning at the other school is not possible', marks`D\ /\ /\ /\ /\ `, { possible: 9, attended: 9 }],
    ['a sixth former not required is not expected', marks`X\ /\ /\ /\ /\ `, { possible: 9, attended: 9 }],
    ['a planned closure is not possible', marks`## /\ /\ /\ /\ `, { possible: 8, missing: 0 }],
    ['slash and backslash the wrong way round are present (RA4)', marks`\/ /\ /\ /\ /\ `, { attended: 10 }],
  ])('%s', (_says, week, expected) => expect(figures(week)).toMatchObject(expected));
});

describe('persistent absence: 10 % or more of the possible sessions missed, on counts', () => {
  test.each([
    ['V1: exactly 10 % is persistent', 342, 38, '90.0', true],
    ['V2: one session less is not', 343, 37, '90.3', false],
    ['V3: shown as 90.0 and persistent', 224, 25, '90.0', true],
    ['V4: shown as 90.0 and not persistent', 226, 25, '90.0', false],
    ['V18: 14 of 144 is not', 130, 14, '90.3', false],
    ['V18: 15 of 144 is', 129, 15, '89.6', true],
  ])('%s', (_says, present, ill, attendance, persistent) => {
    const year = sessions({ '/': present, I: ill });
    expect(figures(year)).toMatchObject({ possible: present + ill, attendance, persistent });
  });

  test.each([
    ['one session in ten is persistent', marks`/\ /\ /\ /\ I\ `, true],
    ['with a closed day, one session in eight is as well', marks`## /\ /\ /\ I\ `, true],
    ['with a missing mark, none in nine is not', marks`/\ /\ /\ /\ .\ `, false],
  ])('%s', (_says, week, persistent) => expect(figures(week).persistent).toBe(persistent));

  test('V6: a part-time timetable is absence: 25 of 50 is persistent and severe', () => {
    expect(figures(sessions({ '/': 25, C2: 25 }))).toMatchObject({
      possible: 50,
      attendance: '50.0',
      absence: '50.0',
      persistent: true,
      severe: true,
      band: '6',
    });
  });
});

describe('the vectors of the reference, figure by figure', () => {
  test('V5: a term with lates, illness, an appointment, the other school, snow and closures', () => {
    const term = sessions({ '/': 60, L: 4, U: 2, I: 3, M: 1, D: 2, Y4: 2, '#': 2 });
    expect(figures(term)).toMatchObject({
      possible: 70,
      attended: 64,
      authorised: 4,
      unauthorised: 2,
      missing: 0,
      attendance: '91.4',
      absence: '8.6',
      authorisedPercent: '5.7',
      unauthorisedPercent: '2.9',
      persistent: false,
      punctuality: '90.9',
      lateRate: '8.6',
      lateBefore: 4,
      lateAfter: 2,
      illnessSessions: 3,
      codes: { '/': 30, '\\': 30, L: 4, U: 2, I: 3, M: 1, D: 2, Y4: 2, '#': 2 },
    });
  });

  test('V7: a sixth former, ten sessions not required', () => {
    const term = sessions({ '/': 27, I: 3, X: 10 });
    expect(figures(term)).toMatchObject({ possible: 30, attendance: '90.0', persistent: true });
  });

  test('V8: every approved activity is attended', () => {
    const term = sessions({ '/': 30, B: 8, V: 4, P: 2, W: 5, K: 1 });
    expect(figures(term)).toMatchObject({ possible: 50, attended: 50, attendance: '100.0' });
  });

  test('V9: always at the other school: no possible session, so no figure', () => {
    expect(figures(sessions({ D: 76 }))).toMatchObject({
      possible: 0,
      attendance: null,
      absence: null,
      authorisedPercent: null,
      unauthorisedPercent: null,
      floor: null,
      persistent: null,
      severe: null,
      band: null,
      punctuality: null,
      lateRate: null,
      sessionsToPersistent: null,
      sessionsToLeavePersistent: null,
    });
  });

  test('V10: joined on 23 February: nothing before it counts, five ill of fifty is persistent', () => {
    const halfTerm = sessions({ '/': 45, I: 5 });
    const joined = pupilWith(halfTerm, { starting: '2026-02-23', from: '2026-02-23' });
    joined.row.set(marks`OO OO `, 0);
    expect(figuresOf(joined, referenceCalendar, spanTo(referenceCalendar, '2026-03-27'))).toMatchObject({
      possible: 50,
      missing: 0,
      unauthorised: 0,
      attendance: '90.0',
      persistent: true,
      unauthorisedMost10Weeks: 0,
    });
  });

  test('V14: six missing marks are neither absence nor presence; the floor counts them as absence', () => {
    expect(figures(sessions({ '/': 68, missing: 6, I: 2 }))).toMatchObject({
      possible: 70,
      attended: 68,
      missing: 6,
      attendance: '97.1',
      floor: '89.5',
    });
  });

  test.each([
    ['V15: four N are unauthorised', sessions({ '/': 92, I: 4, N: 4 }), '4.0', '4.0'],
    ['V15: four N that became I are authorised, attendance is the same', sessions({ '/': 92, I: 8 }), '8.0', '0.0'],
  ])('%s', (_says, term, authorisedPercent, unauthorisedPercent) =>
    expect(figures(term)).toMatchObject({ attendance: '92.0', authorisedPercent, unauthorisedPercent }),
  );

  test('V17: 73 of 80 is shown as 91.3, half up, and its absence as 8.8', () => {
    expect(figures(sessions({ '/': 73, I: 7 }))).toMatchObject({ attendance: '91.3', absence: '8.8' });
  });

  test('V20: one morning N and one afternoon blank in a week', () => {
    expect(figures(marks`N. /\ /\ /\ /\ `)).toMatchObject({
      possible: 9,
      attended: 8,
      unauthorised: 1,
      attendance: '88.9',
      missing: 1,
    });
  });

  test('V21 and V22: five more missed make it persistent, seven attended end it', () => {
    expect(figures(sessions({ '/': 134, I: 10 }))).toMatchObject({
      sessionsToPersistent: 5,
      sessionsToLeavePersistent: 0,
    });
    expect(figures(sessions({ '/': 129, I: 15 }))).toMatchObject({
      sessionsToPersistent: 0,
      sessionsToLeavePersistent: 7,
    });
  });
});

describe('the roll and the date asked about (§14)', () => {
  const week = pupilWith(marks`/\ /\ /\ `);

  test('without a date a pupil is on roll to the last mark, so nothing after it is missing', () => {
    expect(figuresOf(week, referenceCalendar, spanTo(referenceCalendar))).toMatchObject({ possible: 6, missing: 0 });
  });

  test('on a date the whole day counts, and what has no mark is missing', () => {
    expect(figuresOf(week, referenceCalendar, spanTo(referenceCalendar, '2025-09-08'))).toMatchObject({
      possible: 6,
      missing: 2,
    });
  });

  test('from the first day on roll, a session without a mark is missing', () => {
    const { missing } = figures(marks`/\ `, { starting: '2025-09-05', from: '2025-09-03' });
    expect(missing).toBe(4);
  });

  test('the last day on roll counts, a mark after it does not', () => {
    expect(figures(marks`/\ /\ OO `, { to: '2025-09-04' })).toMatchObject({ possible: 4, unauthorised: 0 });
  });

  test('a leaver without a mark at the end has missing marks to the last day on roll', () => {
    expect(figures(marks`/\ `, { to: '2025-09-05' })).toMatchObject({ possible: 2, missing: 4 });
  });

  test('the year asked about is the one the date lies in', () => {
    const two = pupilWithMarksOn({ '2026-07-20 AM': 'O', '2026-09-02 AM': 'O' }, { calendar: twoYearCalendar });
    const { unauthorised } = figuresOf(two, twoYearCalendar, spanTo(twoYearCalendar, '2026-09-02'));
    expect(unauthorised).toBe(1);
  });
});

describe('weekdays and days', () => {
  test('absence by weekday, possible sessions alone', () => {
    const { weekdays } = figures(marks`II /\ U\ /\ ..  D\ `);
    expect(weekdays).toEqual({
      Mon: { possible: 2, absent: 0 },
      Tue: { possible: 0, absent: 0 },
      Wed: { possible: 3, absent: 2 },
      Thu: { possible: 2, absent: 0 },
      Fri: { possible: 2, absent: 1 },
    });
  });

  test.each([
    ['two days in a row', marks`OO OO /\ `, 2],
    ['half a day counts when the rest is missing', marks`O. OO /\ `, 2],
    ['half a day does not count beside an afternoon in school', marks`O\ OO /\ `, 1],
    ['an authorised session breaks the run', marks`OO IO OO `, 1],
    ['a day without a possible session neither counts nor breaks', marks`OO 44 DD .. OO `, 2],
    ['a weekend and a holiday break nothing', marks`GG `, 1],
  ])('longest unauthorised run: %s', (_says, row, longestUnauthorisedDays) =>
    expect(figures(row).longestUnauthorisedDays).toBe(longestUnauthorisedDays),
  );
});

describe('the most unauthorised sessions in any ten school weeks', () => {
  const most = (on: Parameters<typeof pupilWithMarksOn>[0], date: string, calendar = referenceCalendar) =>
    figuresOf(pupilWithMarksOn(on, { calendar }), calendar, spanTo(calendar, date)).unauthorisedMost10Weeks;

  const eachOf = (days: readonly string[], halves: readonly string[], code: 'G' | 'O' | 'U' | 'N') =>
    Object.fromEntries(days.flatMap((day) => halves.map((half) => [`${day} ${half}`, code] as const)));

  const bothHalves = ['AM', 'PM'];

  test('PN-A: a week of holiday in December is ten', () => {
    const week = ['2025-12-08', '2025-12-09', '2025-12-10', '2025-12-11', '2025-12-12'];
    expect(most(eachOf(week, bothHalves, 'G'), '2025-12-12')).toBe(10);
    expect(most(eachOf(week, bothHalves, 'G'), '2025-12-11')).toBe(8);
  });

  test('PN-B: half term is no school week, so October and December lie in one window', () => {
    const mornings = ['2025-11-04', '2025-11-11', '2025-11-18', '2025-11-25', '2025-12-02', '2025-12-09'];
    const all = { ...eachOf(['2025-10-16', '2025-10-17'], bothHalves, 'G'), ...eachOf(mornings, ['AM'], 'U') };
    expect(most(all, '2025-12-09')).toBe(10);
    expect(most(all, '2025-12-08')).toBe(9);
  });

  test('PN-C: September drops out of the window: never more than nine', () => {
    const mondays = [
      '2025-09-29',
      '2025-10-06',
      '2025-10-13',
      '2025-10-20',
      '2025-11-03',
      '2025-11-10',
      '2025-11-17',
      '2025-11-24',
    ];
    const all = { ...eachOf(['2025-09-12'], bothHalves, 'O'), ...eachOf(mondays, ['AM'], 'O') };
    expect(most(all, '2026-07-20')).toBe(9);
  });

  test('PN-D: the window goes over the summer into the new year', () => {
    const september = ['2026-09-14', '2026-09-15', '2026-09-16', '2026-09-17'];
    const all = { ...eachOf(['2026-07-17'], bothHalves, 'O'), ...eachOf(september, bothHalves, 'O') };
    expect(most(all, '2026-09-17', twoYearCalendar)).toBe(10);
  });

  test('PN-E: five in January and five at the end of March do not meet, a week earlier they do', () => {
    const january = { ...eachOf(['2026-01-06', '2026-01-07'], bothHalves, 'O'), '2026-01-08 AM': 'O' as const };
    const week26 = ['2026-03-23', '2026-03-24', '2026-03-25', '2026-03-26', '2026-03-27'];
    const week25 = ['2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19', '2026-03-20'];
    expect(most({ ...january, ...eachOf(week26, ['AM'], 'O') }, '2026-03-27')).toBe(5);
    expect(most({ ...january, ...eachOf(week25, ['AM'], 'O') }, '2026-03-20')).toBe(10);
  });

  test('N is unauthorised in this count', () => {
    expect(most(eachOf(['2025-12-08'], bothHalves, 'N'), '2025-12-12')).toBe(2);
  });
});

test('a school year without an absence is 380 of 380 sessions', () => {
  expect(figures(times(190, marks`/\ `))).toMatchObject({ possible: 380, attended: 380, band: '1' });
});
