import { describe, expect, test } from 'vitest';
import { beforeGranting, missingBeforeGranting } from '../../../shared/rules/leave/before-decision.ts';
import { leaveClock } from '../../../shared/rules/leave/leave-clock.ts';
import { leaveCode } from '../../../shared/rules/leave/leave-code.ts';
import { amountsToQuote, leaveLetterLacks } from '../../../shared/rules/leave/letter.ts';
import { returnCheck } from '../../../shared/rules/leave/return-check.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { Calendar } from '../../../shared/vocabulary/calendar.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar, year2025to26 } from '../../support/reference-calendar.ts';

describe('§7: by when a request is answered', () => {
  const clock = (received: string, from: string, policy = policyWith()) =>
    leaveClock({ received, from }, referenceCalendar, policy);

  test('asked for on 2 March for the 23rd: contact by the 4th, a decision by the 9th', () => {
    expect(clock('2026-03-02', '2026-03-23')).toEqual({
      contactBy: '2026-03-04',
      decideBy: '2026-03-09',
      isShortNotice: false,
      isRetrospective: false,
    });
  });

  test('five school days before it: decided before the leave begins', () => {
    expect(clock('2026-03-16', '2026-03-23')).toMatchObject({ decideBy: '2026-03-20', isShortNotice: false });
  });

  test('four school days before it is short notice: the next day', () => {
    expect(clock('2026-03-17', '2026-03-23')).toMatchObject({
      contactBy: '2026-03-18',
      decideBy: '2026-03-18',
      isShortNotice: true,
    });
  });

  test('the day before, or on the day itself: the same day', () => {
    expect(clock('2026-03-20', '2026-03-23')).toMatchObject({ contactBy: '2026-03-20', decideBy: '2026-03-20' });
    expect(clock('2026-03-23', '2026-03-23')).toMatchObject({
      decideBy: '2026-03-23',
      isShortNotice: true,
      isRetrospective: false,
    });
  });

  test('a holiday between does not count', () => {
    expect(clock('2026-02-13', '2026-02-27')).toMatchObject({ decideBy: '2026-02-26', isShortNotice: false });
    expect(clock('2026-02-13', '2026-02-26')).toMatchObject({ decideBy: '2026-02-23', isShortNotice: true });
  });

  test('asked for after it had begun', () => {
    expect(clock('2026-03-24', '2026-03-23')).toEqual({
      contactBy: '2026-03-26',
      decideBy: '2026-04-14',
      isShortNotice: false,
      isRetrospective: true,
    });
  });

  test('as the school decides', () => {
    const policy = policyWith({
      leave: { contactWithinSchoolDays: 1, decideWithinSchoolDays: 3, shortNoticeBelow: 2 },
    });
    expect(clock('2026-03-17', '2026-03-23', policy)).toMatchObject({
      contactBy: '2026-03-18',
      decideBy: '2026-03-20',
      isShortNotice: false,
    });
  });

  test('beyond the calendar it is not known', () => {
    const { nextYearStarts: _left, ...year } = year2025to26;
    const calendar = Calendar.parse(year);
    expect(leaveClock({ received: '2026-07-20', from: '2026-07-17' }, calendar, policyWith())).toMatchObject({
      contactBy: undefined,
      decideBy: undefined,
    });
  });
});

describe('what is missing before leave may be granted', () => {
  const asked = {
    received: '2026-03-02',
    from: '2026-03-23',
    reason: 'Funeral abroad',
    isAskedByParentLivedWith: true,
    isContactMade: true,
    decider: ['head'],
  } as const;
  const missing = (more: object = {}) =>
    missingBeforeGranting({ ...asked, ...more }, policyWith()).map(({ item }) => item);

  test('nothing, where all stands', () => expect(missing()).toEqual([]));
  test.each([
    ['asked in advance, on the day at the latest', { received: '2026-03-24' }, 'asked-in-advance'],
    ['a parent the pupil lives with', { isAskedByParentLivedWith: undefined }, 'asked-by-parent-lived-with'],
    ['or another parent', { isAskedByParentLivedWith: false }, 'asked-by-parent-lived-with'],
    ['a reason', { reason: '  ' }, 'reason'],
    ['a person the school has authorised', { decider: ['attendance-manager'] }, 'authorised-person'],
    ['the talk about what follows', { isContactMade: false }, 'contact-made'],
  ])('%s', (_says, more, item) => expect(missing(more)).toEqual([item]));

  test('one authorised role of several is enough', () => {
    expect(missing({ decider: ['teacher', 'deputy-head'] })).toEqual([]);
  });

  test('asked for on the day itself is in advance', () => expect(missing({ received: '2026-03-23' })).toEqual([]));

  test('each has its source; the talk is the school’s own rule', () => {
    expect(beforeGranting.map(({ law }) => law.source)).toEqual([
      'Working together to improve school attendance (DfE, August 2024)',
      'Working together to improve school attendance (DfE, August 2024)',
      'Working together to improve school attendance (DfE, August 2024)',
      'SI 2024/208',
      'School policy, leave',
    ]);
  });
});

describe('the code that results', () => {
  const leave = { from: '2026-03-23', to: '2026-03-27', received: '2026-03-02', isHoliday: true };
  const decided = (granted: boolean, on = '2026-03-09') => ({ ...leave, decision: { granted, on } });

  test('granted in advance: C, on its first and last day', () => {
    expect(leaveCode(decided(true), '2026-03-23')).toBe('C');
    expect(leaveCode(decided(true), '2026-03-27')).toBe('C');
    expect(leaveCode(decided(true, '2026-03-23'), '2026-03-23')).toBe('C');
  });

  test('asked for and granted on its first day, before it begins: C', () => {
    const sameDay = { ...decided(true, '2026-03-23'), received: '2026-03-23' };
    expect(leaveCode(sameDay, '2026-03-23')).toBe('C');
  });

  test('refused: G for a holiday, else O', () => {
    expect(leaveCode(decided(false), '2026-03-24')).toBe('G');
    expect(leaveCode({ ...decided(false), isHoliday: false }, '2026-03-24')).toBe('O');
  });

  test('no decision by its beginning: N, never C, also when it is granted afterwards', () => {
    expect(leaveCode(leave, '2026-03-23')).toBe('N');
    expect(leaveCode(decided(true, '2026-03-24'), '2026-03-25')).toBe('N');
    expect(leaveCode(decided(false, '2026-03-24'), '2026-03-25')).toBe('G');
  });

  test('asked for afterwards: never C', () => {
    const late = { ...decided(true, '2026-03-24'), received: '2026-03-24' };
    expect(leaveCode(late, '2026-03-23')).toBe('G');
    expect(leaveCode({ ...late, isHoliday: false }, '2026-03-23')).toBe('O');
    expect(leaveCode({ ...leave, received: '2026-03-24' }, '2026-03-23')).toBe('G');
  });

  test('days beyond what was granted: N until the reason is known, then G for a holiday', () => {
    expect(leaveCode(decided(true), '2026-03-30', false)).toBe('N');
    expect(leaveCode(decided(true), '2026-03-30')).toBe('G');
    expect(leaveCode(decided(true), '2026-03-20')).toBe('G');
    expect(leaveCode({ ...decided(true), isHoliday: false }, '2026-03-30')).toBe('N');
  });
});

describe('the return day', () => {
  const back = (row: Uint8Array, on: string, more: object = {}) =>
    returnCheck(
      pupilWith(row, { starting: '2026-03-09', ...more }),
      referenceCalendar,
      '2026-03-10',
      spanTo(referenceCalendar, on).until,
    );

  test('back on the first school day after the leave', () => {
    expect(back(marks`CC CC /\ `, '2026-03-11')).toEqual({ returnDay: '2026-03-11', state: 'back', overstayed: [] });
    expect(back(marks`CC CC BB `, '2026-03-11').state).toBe('back');
  });

  test('before its registers nothing is known, nor without a mark', () => {
    expect(back(marks`CC CC /\ `, '2026-03-10')).toEqual({ returnDay: '2026-03-11', state: 'not yet', overstayed: [] });
    expect(back(marks`CC CC .. `, '2026-03-11').state).toBe('not yet');
  });

  test('not back: the unexplained sessions are counted, to the first attended one', () => {
    expect(back(marks`CC CC NN GG `, '2026-03-12')).toEqual({
      returnDay: '2026-03-11',
      state: 'not back',
      overstayed: ['2026-03-11 AM', '2026-03-11 PM', '2026-03-12 AM', '2026-03-12 PM'],
    });
    expect(back(marks`CC CC NN /\ OO `, '2026-03-13')).toMatchObject({
      state: 'back',
      overstayed: ['2026-03-11 AM', '2026-03-11 PM'],
    });
  });

  test('ill after the leave is neither an overstay nor a return', () => {
    expect(back(marks`CC CC II `, '2026-03-11')).toMatchObject({ state: 'not yet', overstayed: [] });
  });

  test('a pupil who has left is not looked for', () => {
    expect(back(marks`CC CC NN `, '2026-03-11', { to: '2026-03-10' })).toMatchObject({ overstayed: [] });
  });

  test('leave to the end of the calendar has no return day in it', () => {
    const pupil = pupilWith(marks`CC `, { starting: '2026-07-20' });
    expect(returnCheck(pupil, referenceCalendar, '2026-07-20', referenceCalendar.sessions.length)).toEqual({
      returnDay: undefined,
      state: 'not yet',
      overstayed: [],
    });
  });
});

describe('the letter', () => {
  const all = ['child', 'dates', 'sessions', 'decision', 'code', 'reason', 'consequences', 'complaint-route'];

  test('a grant says eight things', () => {
    expect(leaveLetterLacks(true, []).map(({ item }) => item)).toEqual(all);
    expect(leaveLetterLacks(true, all)).toEqual([]);
  });

  test('a refusal quotes the amounts as well', () => {
    expect(leaveLetterLacks(false, all).map(({ item }) => item)).toEqual(['penalty-amounts']);
    expect(leaveLetterLacks(false, all)[0]?.law.source).toBe('School policy, leave');
    expect(amountsToQuote('2026-03-23')).toMatchObject({
      first: { early: 80, withinDays: 21, full: 160 },
      second: { full: 160 },
      fullWithinDays: 28,
      inYears: 3,
    });
    expect(amountsToQuote('2026-03-23').law.source).toMatch(/^National framework/);
  });
});
