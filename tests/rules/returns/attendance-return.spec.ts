import { describe, expect, test } from 'vitest';
import { attendanceReturn } from '../../../shared/rules/returns/attendance-return.ts';
import { sessionsBefore } from '../../../shared/rules/span.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { calendarOf, referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

const absentFrom = (starting: string, row: Uint8Array, more: object = {}) => pupilWith(row, { starting, ...more });
const due = (pupil: ReturnType<typeof pupilWith>, on: string, more: object = {}) => {
  const { due, tenthDay } = attendanceReturn(caseOf(pupil, { on, ...more }));
  return due ? tenthDay : 'none';
};

const tenDays = times(10, marks`OO `);

describe('§8.1: absent without leave for ten school days in a row, an attendance return is due', () => {
  test('Mon 12 to Fri 23 January 2026: the tenth day is Friday 23 January', () => {
    expect(due(absentFrom('2026-01-12', tenDays), '2026-01-23')).toBe('2026-01-23');
  });

  test('across half term: from Mon 9 February the tenth school day is Friday 27 February', () => {
    expect(due(absentFrom('2026-02-09', tenDays), '2026-02-27')).toBe('2026-02-27');
  });

  test('it is not due before the twentieth session has its mark', () => {
    expect(due(absentFrom('2026-01-12', tenDays), '2026-01-22')).toBe('none');
    expect(due(absentFrom('2026-01-12', tenDays.slice(0, 19)), '2026-01-23')).toBe('none');
  });

  test('G, N, O and U may be mixed', () => {
    expect(due(absentFrom('2026-01-12', times(5, marks`GN OU `)), '2026-01-23')).toBe('2026-01-23');
  });

  test.each([
    ['attended', marks`/O `],
    ['late', marks`LO `],
    ['educated elsewhere', marks`BO `],
    ['ill', marks`IO `],
    ['granted leave', marks`CO `],
  ])('one session %s begins the count anew', (_says, broken) => {
    const row = marks`${times(5, marks`OO `)}${broken}${times(9, marks`OO `)}`;
    expect(due(absentFrom('2026-01-12', row), '2026-01-30')).toBe('none');
    expect(due(absentFrom('2026-01-12', marks`${row}OO `), '2026-02-02')).toBe('2026-02-02');
  });

  test.each([
    ['without a mark', marks`.. `],
    ['due at the other school', marks`DD `],
    ['closed by snow', marks`44 `],
    ['with a removed code that awaits review', marks`HH `],
  ])('a day %s neither counts nor breaks: the tenth day moves on by one', (_says, day) => {
    const row = marks`${times(5, marks`OO `)}${day}${times(5, marks`OO `)}`;
    expect(due(absentFrom('2026-01-12', row), '2026-01-26')).toBe('2026-01-26');
  });

  test('the sessions it rests on are the first twenty of the run', () => {
    const first = sessionsBefore(referenceCalendar, '2026-01-12');
    const { sessions } = attendanceReturn(caseOf(absentFrom('2026-01-12', marks`${tenDays}OO `), { on: '2026-01-30' }));
    expect(sessions).toEqual(Array.from({ length: 20 }, (_, at) => first + at));
    expect(attendanceReturn(caseOf(absentFrom('2026-01-12', marks`OO `), { on: '2026-01-30' })).sessions).toEqual([]);
  });
});

describe('a run that has ended', () => {
  const back = marks`${tenDays}/\ /\ `;
  const pupil = absentFrom('2026-01-12', back);
  const returned = (...on: string[]) => ({ history: { returns: on.map((day) => ({ kind: 'attendance', on: day })) } });

  test('stays due until a return is recorded', () => {
    expect(due(pupil, '2026-03-10')).toBe('2026-01-23');
    expect(due(pupil, '2026-03-10', returned('2026-01-23'))).toBe('none');
    expect(due(pupil, '2026-01-26', returned('2026-01-27'))).toBe('2026-01-23');
    expect(due(pupil, '2026-01-27', returned('2026-01-27'))).toBe('none');
  });

  test('a return made before its tenth day was about something else', () => {
    expect(due(pupil, '2026-03-10', returned('2026-01-22'))).toBe('2026-01-23');
  });

  test('another kind of return does not settle it', () => {
    expect(due(pupil, '2026-03-10', { history: { returns: [{ kind: 'sickness', on: '2026-01-26' }] } })).toBe(
      '2026-01-23',
    );
  });

  test('of two runs the earliest without a return is shown', () => {
    const twice = absentFrom('2026-01-12', marks`${tenDays}/\ ${tenDays}`);
    expect(due(twice, '2026-03-10')).toBe('2026-01-23');
    expect(due(twice, '2026-03-10', returned('2026-01-26'))).toBe('2026-02-09');
    expect(due(twice, '2026-03-10', returned('2026-01-26', '2026-02-10'))).toBe('none');
  });

  test('is no longer due in the next school year', () => {
    const calendar = twoYearCalendar;
    const july = absentFrom('2026-07-06', marks`${tenDays}/\ `, { calendar });
    expect(due(july, '2026-08-31', { calendar })).toBe('2026-07-17');
    expect(due(july, '2026-09-02', { calendar })).toBe('none');
  });
});

describe('a run that still stands', () => {
  const calendar = twoYearCalendar;

  test('counts over the summer: the tenth day lies in September', () => {
    const pupil = absentFrom('2026-07-17', times(10, marks`OO `), { calendar });
    expect(due(pupil, '2026-09-11', { calendar })).toBe('2026-09-11');
  });

  test('stays due into the next school year, the tenth day having been in July', () => {
    const pupil = absentFrom('2026-07-06', times(12, marks`OO `), { calendar });
    expect(due(pupil, '2026-09-02', { calendar })).toBe('2026-07-17');
  });

  test('a pupil who left in July is not due in September', () => {
    const pupil = absentFrom('2026-07-06', times(12, marks`OO `), { calendar, to: '2026-07-20' });
    expect(due(pupil, '2026-07-21', { calendar })).toBe('2026-07-17');
    expect(due(pupil, '2026-09-02', { calendar })).toBe('none');
  });
});

describe('sessions that do not count', () => {
  test('marks after the sessions whose registers have closed', () => {
    const until = sessionsBefore(referenceCalendar, '2026-01-23') + 1;
    expect(due(absentFrom('2026-01-12', tenDays), '2026-01-23', { until })).toBe('none');
  });

  test('before joining and after leaving', () => {
    expect(due(absentFrom('2026-01-12', tenDays, { from: '2026-01-13' }), '2026-01-30')).toBe('none');
    expect(due(absentFrom('2026-01-12', tenDays, { to: '2026-01-22' }), '2026-01-30')).toBe('none');
    expect(due(absentFrom('2026-01-12', tenDays, { to: '2026-01-23' }), '2026-01-30')).toBe('2026-01-23');
  });

  test('after compulsory school age has ended on 26 June 2026', () => {
    const june = absentFrom('2026-06-15', times(10, marks`OO `));
    expect(due(june, '2026-06-30', { history: { born: '2010-03-10' } })).toBe('none');
    expect(due(june, '2026-06-30', { history: { born: '2010-09-10' } })).toBe('2026-06-29');
    expect(due(june, '2026-06-30')).toBe('2026-06-29');
  });

  test('a run that the end of compulsory school age ended does not stand in the next year', () => {
    const calendar = twoYearCalendar;
    const june = absentFrom('2026-06-11', times(40, marks`OO `), { calendar });
    expect(due(june, '2026-09-04', { calendar, history: { born: '2010-03-10' } })).toBe('none');
  });
});

test('before the first school year begins nothing is due', () => {
  expect(due(absentFrom('2025-09-03', tenDays), '2025-08-30')).toBe('none');
});

test('a run of the year before the rule began is judged by the first row of it', () => {
  const calendar = calendarOf('2024-06-03', '2024-07-19');
  expect(due(pupilWith(tenDays, { calendar }), '2024-06-14', { calendar })).toBe('2024-06-14');
});
