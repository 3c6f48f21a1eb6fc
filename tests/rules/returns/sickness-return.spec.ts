import { describe, expect, test } from 'vitest';
import { sicknessReturn } from '../../../shared/rules/returns/sickness-return.ts';
import { sessionsBefore } from '../../../shared/rules/span.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

const illFor = (sessions: number, more: object = {}) => pupilWith(times(sessions, marks`I`), more);
const due = (pupil: ReturnType<typeof pupilWith>, on: string, more: object = {}) =>
  sicknessReturn(caseOf(pupil, { on, ...more })).due;

describe('§8.2: fifteen days of sickness in the school year, a sickness return is due', () => {
  test('at thirty sessions and not before', () => {
    expect(due(illFor(29), '2025-10-24')).toBe(false);
    expect(due(illFor(30), '2025-10-24')).toBe(true);
    expect(due(illFor(31), '2025-10-24')).toBe(true);
  });

  test('in a row or not', () => {
    expect(due(pupilWith(times(30, marks`I\ `)), '2025-10-24')).toBe(true);
  });

  test('illness alone: medical appointments and other absence do not count', () => {
    expect(due(pupilWith(marks`${times(29, marks`I`)}${times(20, marks`M`)}OO `), '2025-10-24')).toBe(false);
  });

  test('once due it stays due until a return is recorded in that school year', () => {
    expect(due(illFor(30), '2026-07-20')).toBe(true);
    const history = { returns: [{ kind: 'sickness', on: '2025-10-02' }] };
    expect(due(illFor(30), '2025-10-01', { history })).toBe(true);
    expect(due(illFor(30), '2025-10-02', { history })).toBe(false);
    expect(due(illFor(30), '2026-07-20', { history })).toBe(false);
    expect(due(illFor(30), '2026-07-20', { history: { returns: [{ kind: 'attendance', on: '2025-10-02' }] } })).toBe(
      true,
    );
  });

  test('the next school year begins anew, its sessions and its return', () => {
    const calendar = twoYearCalendar;
    const ill = illFor(60, { calendar, starting: '2026-07-20' });
    const history = { returns: [{ kind: 'sickness', on: '2026-07-20' }] };
    expect(sicknessReturn(caseOf(ill, { on: '2026-09-22', calendar, history })).sessions).toHaveLength(30);
    expect(due(ill, '2026-09-22', { calendar, history })).toBe(true);
    expect(due(ill, '2026-09-21', { calendar })).toBe(false);
  });

  test('a return on the year’s first day is of this year', () => {
    expect(due(illFor(30), '2025-10-24', { history: { returns: [{ kind: 'sickness', on: '2025-09-03' }] } })).toBe(
      false,
    );
  });
});

describe('a forecast by medical advice of all the sessions of the year', () => {
  test('makes it due when it reaches thirty, before the sessions do', () => {
    expect(due(illFor(2), '2025-10-24', { history: { illnessForecast: 29 } })).toBe(false);
    expect(due(illFor(2), '2025-10-24', { history: { illnessForecast: 30 } })).toBe(true);
  });

  test('is settled by a return', () => {
    const history = { illnessForecast: 40, returns: [{ kind: 'sickness', on: '2025-09-05' }] };
    expect(due(illFor(2), '2025-10-24', { history })).toBe(false);
  });

  test('says nothing of a pupil whose compulsory school age ended before this year', () => {
    expect(due(illFor(2), '2025-10-24', { history: { illnessForecast: 40, born: '2009-08-31' } })).toBe(false);
    expect(due(illFor(2), '2025-10-24', { history: { illnessForecast: 40, born: '2009-09-01' } })).toBe(true);
  });
});

describe('the office is warned at twenty sessions, or as the school decides', () => {
  const warn = (sessions: number, more: object = {}) =>
    sicknessReturn(caseOf(illFor(sessions), { on: '2025-10-24', ...more })).warn;

  test('twenty', () => {
    expect(warn(19)).toBe(false);
    expect(warn(20)).toBe(true);
  });

  test('twelve, where the policy says so', () => {
    expect(warn(12, { policy: policyWith({ returns: { sicknessWarnAt: 12 } }) })).toBe(true);
  });
});

describe('sessions that do not count', () => {
  test('before joining, after leaving, and those whose registers are still open', () => {
    const counted = (pupil: ReturnType<typeof pupilWith>, more: object = {}) =>
      sicknessReturn(caseOf(pupil, { on: '2025-10-24', ...more })).sessions.length;
    expect(counted(illFor(30, { from: '2025-09-04' }))).toBe(28);
    expect(counted(illFor(30, { to: '2025-09-04' }))).toBe(4);
    expect(counted(illFor(30), { until: 11 })).toBe(11);
  });

  test('after compulsory school age: 26 June 2026 is its last day', () => {
    const ill = illFor(30, { starting: '2026-06-25' });
    const { sessions } = sicknessReturn(caseOf(ill, { on: '2026-07-20', history: { born: '2010-03-10' } }));
    const first = sessionsBefore(referenceCalendar, '2026-06-25');
    expect(sessions).toEqual([first, first + 1]);
  });

  test('before the first school year nothing is known', () => {
    expect(sicknessReturn(caseOf(illFor(30), { on: '2025-08-30', history: { illnessForecast: 40 } }))).toEqual({
      due: false,
      warn: false,
      sessions: [],
    });
  });
});
