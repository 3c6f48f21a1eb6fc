import { describe, expect, test } from 'vitest';
import { lateness, minutesLost } from '../../../shared/rules/figures/lateness.ts';
import { absenceByPartOfWeek } from '../../../shared/rules/figures/parts-of-week.ts';
import {
  changeBetween,
  compareExact,
  decimalText,
  exact,
  exactRate,
  minus,
  pointsText,
} from '../../../shared/rules/figures/points.ts';
import { spellsOf } from '../../../shared/rules/figures/spells.ts';
import { weekdayPattern } from '../../../shared/rules/figures/weekday-pattern.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';
import { sessionName } from '../../../shared/vocabulary/session.ts';
import { figures, marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const everything = spanTo(referenceCalendar);

describe('weekday pattern: absence by weekday and the gap to all weekdays (§9.2)', () => {
  // The first marks fall on a Wednesday: Wed, Thu, Fri, Mon, Tue.
  const fridaysIll = times(10, marks`/\ /\ II /\ /\ `);

  test('Fridays stand out; each weekday of twenty sessions is shown from twenty on', () => {
    const shown = weekdayPattern([figures(fridaysIll)], 20);
    const other = { absent: 0, possible: 20, absence: '0.0', gap: '-20.0' };
    expect(shown).toEqual([
      { weekday: 'Mon', ...other },
      { weekday: 'Tue', ...other },
      { weekday: 'Wed', ...other },
      { weekday: 'Thu', ...other },
      { weekday: 'Fri', absent: 20, possible: 20, absence: '100.0', gap: '+80.0' },
    ]);
  });

  test('with fewer possible sessions a weekday shows its counts and no rate', () => {
    const [monday] = weekdayPattern([figures(fridaysIll)], 21);
    expect(monday).toEqual({ weekday: 'Mon', absent: 0, possible: 20, absence: null, gap: null });
  });

  test('a year group is the sum of its pupils', () => {
    const group = [...Array(5).fill(figures(fridaysIll)), figures(times(10, marks`/\ /\ /\ /\ /\ `))];
    expect(weekdayPattern(group, 100).at(-1)).toEqual({
      weekday: 'Fri',
      absent: 100,
      possible: 120,
      absence: '83.3',
      gap: '+66.7',
    });
  });
});

describe('mornings and afternoons, first and second half of the week (§9.2)', () => {
  test('Wednesday is cut in two: its morning is the first half’s, its afternoon the second’s', () => {
    // Wed, Thu, Fri, Mon, Tue
    const week = pupilWith(marks`IO VL /I II /. `);
    expect(absenceByPartOfWeek([week], referenceCalendar, everything)).toEqual({
      mornings: rate(2, 5),
      afternoons: rate(3, 4),
      firstHalf: rate(3, 4),
      secondHalf: rate(2, 5),
    });
  });

  test('a group is the sum of its pupils, and only sessions on roll count', () => {
    const pupil = pupilWith(marks`II /\ `, { id: 'A' });
    const left = pupilWith(marks`/\ II `, { id: 'B', to: '2025-09-03' });
    expect(absenceByPartOfWeek([pupil, left], referenceCalendar, everything)).toEqual({
      mornings: rate(1, 3),
      afternoons: rate(1, 3),
      firstHalf: rate(1, 2),
      secondHalf: rate(1, 4),
    });
  });

  test('snow, the other school and a planned closure are in no part', () => {
    const week = pupilWith(marks`44 DD ## ZX `);
    const none = rate(0, 0);
    expect(absenceByPartOfWeek([week], referenceCalendar, everything)).toEqual({
      mornings: none,
      afternoons: none,
      firstHalf: none,
      secondHalf: none,
    });
  });
});

describe('spells: runs of absent possible sessions', () => {
  const spells = (row: Uint8Array, placed = {}) =>
    spellsOf(pupilWith(row, placed), referenceCalendar, everything).map(({ sessions }) =>
      sessions.map((at) => sessionName(referenceCalendar.sessions[at]!)),
    );

  test('two spells with a day in school between them', () => {
    expect(spells(marks`/I IO /\ U\ `)).toEqual([
      ['2025-09-03 PM', '2025-09-04 AM', '2025-09-04 PM'],
      ['2025-09-08 AM'],
    ]);
  });

  test.each([
    ['the other school does not split a spell', marks`I\ IID I\ `.subarray(2), [3]],
    ['snow does not', marks`/I 44 I\ `, [2]],
    ['a missing mark does not', marks`/I .. I\ `, [2]],
    ['a planned closure does not', marks`/I ## I\ `, [2]],
    ['an approved activity does', marks`/I VV I\ `, [1, 1]],
    ['a morning late does', marks`/I LI /\ `, [1, 1]],
    ['authorised and unauthorised absence are one spell', marks`/I OM /\ `, [3]],
    ['nobody absent, no spell', marks`/\ /\ `, []],
  ])('%s', (_says, row, lengths) => expect(spells(row).map(({ length }) => length)).toEqual(lengths));

  test('marks outside the roll are in no spell', () => {
    expect(spells(marks`II /\ II `, { from: '2025-09-04', to: '2025-09-04' })).toEqual([]);
  });
});

describe('lateness (§2.1)', () => {
  const minutes = new Map([
    [0, 7],
    [1, 3],
    [4, 25],
  ]);
  const lost = (row: Uint8Array, placed = {}) =>
    minutesLost(pupilWith(row, placed), referenceCalendar, everything, (session) => minutes.get(session));

  test('minutes are added up, a late session without its minutes is counted apart', () => {
    expect(lost(marks`L\ L\ U\ `)).toEqual({ minutes: 32, sessions: 3, unknown: 1 });
  });

  test('minutes of a session that is no longer late are not lost', () => {
    expect(lost(marks`/L \\ /\ `)).toEqual({ minutes: 3, sessions: 1, unknown: 0 });
  });

  test('only while on roll', () => {
    expect(lost(marks`LL /\ U\ `, { from: '2025-09-04', to: '2025-09-04' })).toEqual({
      minutes: 0,
      sessions: 0,
      unknown: 0,
    });
  });

  test('V5: punctuality is 60 of 66 arrivals, the late rate 6 of 70 sessions', () => {
    const term = figures(sessions({ '/': 60, L: 4, U: 2, I: 3, M: 1, D: 2, Y4: 2, '#': 2 }));
    expect(lateness([term])).toEqual({ punctuality: rate(60, 66), late: rate(6, 70) });
  });

  test('a group’s are of the sums; a pupil who never came on time adds none', () => {
    const term = figures(sessions({ '/': 8, L: 2 }));
    expect(lateness([term, figures(sessions({ L: 3 })), figures(sessions({ D: 4 }))])).toEqual({
      punctuality: rate(8, 13),
      late: rate(5, 13),
    });
  });
});

describe('change between two periods, in percentage points (§2.2)', () => {
  test.each([
    ['the worked example of §9.4: 20 to 15 %', rate(96, 480), rate(72, 480), '-5.0'],
    ['and its comparison', rate(98, 490), rate(86, 490), '-2.4'],
    ['what rises has a plus', rate(9, 100), rate(12, 100), '+3.0'],
    ['no change has no sign', rate(1, 3), rate(2, 6), '0.0'],
    ['a fall too small to show has none either', rate(5000, 10000), rate(4996, 10000), '0.0'],
    ['half a tenth goes up', rate(0, 2000), rate(1, 2000), '+0.1'],
    ['and down, by its size', rate(1, 2000), rate(0, 2000), '-0.1'],
    ['from the counts, not from rounded rates: 90.0 to 90.0', rate(224, 249), rate(226, 251), '+0.1'],
    ['a great school loses nothing', rate(17_000_001, 18_000_000), rate(16_000_001, 17_999_999), '-5.6'],
  ])('%s', (_says, before, after, change) => expect(changeBetween(before, after)).toBe(change));

  test('without a possible session in one of them there is none', () => {
    expect(changeBetween(rate(0, 0), rate(1, 2))).toBeNull();
    expect(changeBetween(rate(1, 2), rate(0, 0))).toBeNull();
  });

  test('two decimals where two are shown; whole numbers where none is', () => {
    expect(pointsText(minus(exactRate(rate(86, 490)), exactRate(rate(98, 490))), 2)).toBe('-2.45');
    expect(decimalText(exact(5, 2), 0)).toBe('3');
    expect(decimalText(exact(-1, 20), 1)).toBe('-0.1');
    expect(decimalText(exact(7), 2)).toBe('7.00');
  });

  test('which is more', () => {
    expect(compareExact(exact(1, 3), exact(2, 6))).toBe(0);
    expect(compareExact(exact(1, 3), exact(1, 2))).toBe(-1);
    expect(compareExact(exact(-1, 3), exact(-1, 2))).toBe(1);
  });

  test('a rate of nothing has no value', () => expect(() => exactRate(rate(0, 0))).toThrow('a rate of nothing'));
});
