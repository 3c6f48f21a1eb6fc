import { describe, expect, test } from 'vitest';
import { deletionGround } from '../../../shared/rules/returns/deletion-ground.ts';
import { sessionsBefore } from '../../../shared/rules/span.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { calendarOf, referenceCalendar } from '../../support/reference-calendar.ts';

const absent = (row: Uint8Array, more: object = {}) => pupilWith(row, { starting: '2026-02-09', ...more });
const ground = (pupil: ReturnType<typeof pupilWith>, on: string, more: object = {}) =>
  deletionGround(caseOf(pupil, { on, ...more }));
const days = (count: number) => times(count, marks`NO `);

describe('§8.5: the run of ground (i), twenty school days coded G, N or O throughout', () => {
  test('from Mon 9 February 2026 the twentieth school day is Fri 13 March', () => {
    expect(ground(absent(days(20)), '2026-03-13')).toMatchObject({
      met: true,
      twentiethDay: '2026-03-13',
      days: 20,
    });
  });

  test('nineteen days are not enough', () => {
    expect(ground(absent(days(20)), '2026-03-12')).toMatchObject({ met: false, twentiethDay: null, days: 19 });
  });

  test('a longer run keeps the day it was met on', () => {
    expect(ground(absent(days(23)), '2026-03-18')).toMatchObject({ met: true, twentiethDay: '2026-03-13', days: 23 });
  });

  test('its sessions are those of the run', () => {
    const first = sessionsBefore(referenceCalendar, '2026-02-09');
    expect(ground(absent(days(2)), '2026-02-10').sessions).toEqual([first, first + 1, first + 2, first + 3]);
  });

  test('age does not matter', () => {
    expect(ground(absent(days(20)), '2026-03-13', { history: { born: '2008-01-01' } }).met).toBe(true);
  });
});

describe('any other code breaks it, and then it is gone', () => {
  test.each([
    ['U, an arrival after the register closed', marks`OU `],
    ['an attended session', marks`O\ `],
    ['illness', marks`OI `],
    ['a session without a mark', marks`O. `],
    ['D, due at the other school', marks`OD `],
    ['snow', marks`O4 `],
    ['# on a school day', marks`O# `],
  ])('%s', (_says, day) => {
    const broken = absent(marks`${days(20)}${day}`);
    expect(ground(broken, '2026-03-16')).toMatchObject({ met: false, twentiethDay: null, days: 0, sessions: [] });
    const inside = absent(marks`${days(10)}${day}${days(19)}`);
    expect(ground(inside, '2026-03-27')).toMatchObject({ met: false, days: 19 });
    const after = absent(marks`${days(1)}${day}${days(20)}`);
    expect(ground(after, '2026-03-17')).toMatchObject({ met: true, twentiethDay: '2026-03-17', days: 20 });
  });

  test('a day of which the morning was attended is not a day of the run', () => {
    const row = marks`${marks`/O `}${days(20)}`;
    expect(ground(absent(row), '2026-03-13')).toMatchObject({ met: false, days: 19 });
    expect(ground(absent(row), '2026-03-16')).toMatchObject({ met: true, twentiethDay: '2026-03-16', days: 20 });
  });

  test('a day that began with an unmarked morning is not one either', () => {
    expect(ground(absent(marks`${marks`.O `}${days(19)}`), '2026-03-13').days).toBe(19);
  });
});

describe('the day that is not over', () => {
  const at = (half: number) => ({ until: sessionsBefore(referenceCalendar, '2026-03-13') + half });

  test('with the afternoon still to come the twentieth day is not complete', () => {
    expect(ground(absent(days(20)), '2026-03-13', at(1))).toMatchObject({ met: false, days: 19 });
    expect(ground(absent(days(20)), '2026-03-13', at(2))).toMatchObject({ met: true, days: 20 });
  });

  test('an attended morning has broken the run all the same', () => {
    expect(ground(absent(marks`${days(19)}/O `), '2026-03-13', at(1)).days).toBe(0);
  });

  test('before any session there is no run', () => {
    expect(ground(absent(days(20)), '2025-08-30')).toMatchObject({ met: false, days: 0 });
  });
});

describe('on roll', () => {
  test('days before joining do not count', () => {
    const joined = absent(days(20), { from: '2026-02-10' });
    expect(ground(joined, '2026-03-13')).toMatchObject({ met: false, days: 19 });
  });

  test('a pupil who has left already has no run', () => {
    expect(ground(absent(days(25), { to: '2026-03-13' }), '2026-03-16')).toMatchObject({ met: false, days: 0 });
    expect(ground(absent(days(25), { to: '2026-03-13' }), '2026-03-13').met).toBe(true);
  });
});

describe('days as the calendar has them', () => {
  test('a day with one session alone counts as a day', () => {
    const calendar = calendarOf('2026-01-05', '2026-02-13', [
      { date: '2026-01-07', session: 'PM', why: 'Early close' },
    ]);
    const pupil = pupilWith(times(39, marks`O`), { calendar });
    expect(ground(pupil, '2026-01-30', { calendar })).toMatchObject({ met: true, twentiethDay: '2026-01-30' });
  });

  test('from the first day of the calendar to its last', () => {
    const calendar = calendarOf('2026-01-05', '2026-01-30');
    expect(ground(pupilWith(days(20), { calendar }), '2026-01-30', { calendar })).toMatchObject({
      met: true,
      twentiethDay: '2026-01-30',
    });
  });

  test('a run before the present regulations is measured by their first row', () => {
    const calendar = calendarOf('2024-06-03', '2024-06-28');
    expect(ground(pupilWith(days(20), { calendar }), '2024-06-28', { calendar }).met).toBe(true);
  });
});
