import { describe, expect, test } from 'vitest';
import { improvementOf } from '../../../shared/rules/penalty-notices/improvement.ts';
import {
  isAllowedPeriod,
  mayBeSkipped,
  noticeToImproveContents,
  noticeToImproveLacks,
} from '../../../shared/rules/penalty-notices/notice-to-improve.ts';
import { schoolWeeksEnd } from '../../../shared/rules/school-weeks-end.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

describe('§6.4: the improvement period', () => {
  test.each([2, 7])('%i weeks are not allowed', (weeks) => expect(isAllowedPeriod(weeks, '2026-02-23')).toBe(false));
  test.each([3, 6])('%i weeks are', (weeks) => expect(isAllowedPeriod(weeks, '2026-02-23')).toBe(true));
  test('also on a day before the framework the question has an answer', () => {
    expect(isAllowedPeriod(6, '2024-01-08')).toBe(true);
  });

  test('the school’s default is one that is allowed', () => {
    expect(isAllowedPeriod(policyWith().penaltyNotices.noticeToImproveWeeks, '2026-02-23')).toBe(true);
  });

  test.each([
    ['three weeks from a Monday end on the third Friday', '2026-02-23', 3, '2026-03-13'],
    ['six weeks from that Monday: the Easter holiday is skipped', '2026-02-23', 6, '2026-04-17'],
    ['three weeks from a Wednesday end on a Tuesday', '2026-02-25', 3, '2026-03-17'],
    ['over half term', '2026-02-04', 3, '2026-03-03'],
    ['begun in half term it begins with the next school week', '2026-02-18', 3, '2026-03-13'],
    ['begun at a weekend it has three whole weeks', '2026-02-28', 3, '2026-03-20'],
    ['begun on a Sunday it has three whole weeks as well', '2026-03-01', 3, '2026-03-20'],
    ['begun on the Tuesday after an INSET Monday', '2026-01-06', 3, '2026-01-26'],
    ['begun on the INSET Monday itself', '2026-01-05', 3, '2026-01-23'],
    ['where its last day is an INSET day it ends the day before', '2025-11-10', 3, '2025-11-27'],
    ['the last three school weeks of the year', '2026-07-06', 3, '2026-07-20'],
  ])('%s', (_says, from, weeks, ends) => expect(schoolWeeksEnd(referenceCalendar, from, weeks)).toBe(ends));

  test('beyond the calendar its end is not known', () => {
    expect(schoolWeeksEnd(referenceCalendar, '2026-07-07', 3)).toBeUndefined();
    expect(schoolWeeksEnd(referenceCalendar, '2026-07-13', 3)).toBeUndefined();
    expect(schoolWeeksEnd(referenceCalendar, '2026-08-10', 3)).toBeUndefined();
  });
});

describe('what it must contain', () => {
  const all = noticeToImproveContents.map(({ item }) => item);

  test('ten things, each with its source', () => {
    expect(all).toEqual([
      'attendance-record',
      'offences',
      'benefits-of-attendance',
      'duty-of-parents',
      'support-given',
      'further-support',
      'warning',
      'improvement-period',
      'sufficient-improvement',
      'grounds-for-early-notice',
    ]);
    for (const { law } of noticeToImproveContents) expect(law.place).toMatch(/Nottinghamshire/);
  });

  test('a draft without the warning lacks the warning', () => {
    const draft = all.filter((item) => item !== 'warning');
    expect(noticeToImproveLacks(draft).map(({ item }) => item)).toEqual(['warning']);
    expect(noticeToImproveLacks(all)).toEqual([]);
  });
});

describe('how it turned out', () => {
  const period = { from: '2026-02-23', to: '2026-03-13' };
  const improvement = (row: Uint8Array, on: string, agreed?: number, more: object = {}) =>
    improvementOf(caseOf(pupilWith(row, { starting: '2026-02-20' }), { on, ...more }), period, agreed);
  // The calendar's 2026-02-20 lies in half term: the row begins on Mon 23 February.
  const whole = times(15, marks`/\ `);

  test('without an unauthorised session it is met at the end of its last day', () => {
    expect(improvement(whole, '2026-03-12')).toEqual({ outcome: 'running', unauthorised: [], openN: [] });
    expect(improvement(whole, '2026-03-13')).toEqual({ outcome: 'met', unauthorised: [], openN: [] });
  });

  test('on its last morning it is still running', () => {
    const until = referenceCalendar.numberOf('2026-03-13', 'PM')!;
    expect(improvement(whole, '2026-03-13', 0, { until }).outcome).toBe('running');
  });

  const oneO = marks`O\ ${times(14, marks`/\ `)}`;

  test('one unauthorised session fails it, unless one was agreed', () => {
    expect(improvement(oneO, '2026-03-13')).toMatchObject({ outcome: 'failed', unauthorised: ['2026-02-23 AM'] });
    expect(improvement(oneO, '2026-03-13', 1).outcome).toBe('met');
    expect(improvement(oneO, '2026-03-02')).toMatchObject({ outcome: 'running', unauthorised: ['2026-02-23 AM'] });
  });

  test('an N at its end decides nothing yet', () => {
    const lastN = marks`${times(14, marks`/\ `)}/N `;
    expect(improvement(lastN, '2026-03-16')).toEqual({
      outcome: 'waiting',
      unauthorised: [],
      openN: ['2026-03-13 PM'],
    });
    expect(improvement(lastN, '2026-03-16', 1).outcome).toBe('met');
  });

  test('absence before it and after it is not part of it', () => {
    const pupil = pupilWith(marks`OO ${whole}OO `, { starting: '2026-02-13' });
    expect(improvementOf(caseOf(pupil, { on: '2026-03-16' }), period).outcome).toBe('met');
  });

  test('a period that ends beyond the calendar is running until then', () => {
    const beyond = { from: '2026-07-13', to: '2026-09-11' };
    const pupil = caseOf(pupilWith(marks`/\ `, { starting: '2026-07-13' }), { on: '2026-09-10' });
    expect(improvementOf(pupil, beyond).outcome).toBe('running');
  });
});

describe('it may be left out', () => {
  const facts = { isHolidayAlone: false, earlier: [], parent: 'p1' };
  const earlier = (outcome: 'failed' | 'met') => [{ parent: 'p1', from: '2025-10-06', to: '2025-11-14', outcome }];

  test('not as a rule', () => expect(mayBeSkipped(facts)).toEqual([]));
  test('for a holiday', () => expect(mayBeSkipped({ ...facts, isHolidayAlone: true })).toEqual(['holiday']));
  test('where this parent failed one before', () => {
    expect(mayBeSkipped({ ...facts, earlier: earlier('failed') })).toEqual(['earlier-notice']);
    expect(mayBeSkipped({ ...facts, earlier: earlier('met') })).toEqual([]);
    expect(mayBeSkipped({ ...facts, earlier: earlier('failed'), parent: 'p2' })).toEqual([]);
  });
  test('where a person finds that it would change nothing', () => {
    expect(mayBeSkipped({ ...facts, wouldChangeNothing: true })).toEqual(['would-change-nothing']);
    expect(mayBeSkipped({ ...facts, wouldChangeNothing: false })).toEqual([]);
  });
});
