import { describe, expect, test } from 'vitest';
import {
  c2Outside,
  type TimetableAgreement,
  timetableAgreement,
  timetableCheck,
} from '../../../shared/rules/returns/part-time-timetable.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const all = timetableAgreement.map(({ item }) => item);
const agreement: TimetableAgreement = {
  from: '2026-02-23',
  to: '2026-03-27',
  reviewed: [],
  hasSocialWorker: false,
  hasSenCaseworker: false,
  there: all,
};
const check = (more: Partial<TimetableAgreement> = {}, on = '2026-02-23', policy = policyWith()) =>
  timetableCheck({ ...agreement, ...more }, referenceCalendar, policy, on);
const missing = (more: Partial<TimetableAgreement>) => check(more).missing.map(({ item }) => item);

describe('§8.4: what an agreement on a part-time timetable lacks', () => {
  test('nothing, when all is agreed', () => expect(missing({})).toEqual([]));

  test('the nine things it holds', () => {
    expect(missing({ there: [] })).toEqual([
      'authorised-person',
      'parent-lived-with',
      'times-and-dates',
      'reason',
      'end',
      'review-dates',
      'parent-signature',
      'safeguarding-off-site',
      'authority-notified',
    ]);
    expect(timetableAgreement.map(({ law }) => law.source).slice(2, 4)).toEqual([
      'SI 2024/208',
      'Working together to improve school attendance (DfE, August 2024)',
    ]);
  });

  test('without a last day it has no end, whatever else is on file', () => {
    expect(missing({ to: undefined })).toEqual(['end']);
  });

  test('a social worker and a SEN caseworker are consulted where the pupil has one', () => {
    expect(missing({ hasSocialWorker: true })).toEqual(['social-worker-consulted']);
    expect(missing({ hasSenCaseworker: true })).toEqual(['sen-caseworker-consulted']);
    expect(missing({ hasSenCaseworker: true, there: [...all, 'sen-caseworker-consulted'] })).toEqual([]);
    expect(check({ hasSocialWorker: true }).missing[0]?.law.place).toMatch(/^part-time timetables/);
    expect(check({ hasSenCaseworker: true }).missing[0]?.law.place).toMatch(/^part-time timetables/);
  });
});

describe('how long it runs, and its reviews', () => {
  test('six school weeks at most: from 23 February to 17 April, the holiday skipped', () => {
    expect(check()).toMatchObject({ longestTo: '2026-04-17', isTooLong: false });
    expect(check({ to: '2026-04-17' }).isTooLong).toBe(false);
    expect(check({ to: '2026-04-20' }).isTooLong).toBe(true);
    expect(check({ to: undefined }).isTooLong).toBe(false);
  });

  test('or as the school decides', () => {
    const policy = policyWith({ partTime: { maxWeeks: 2, reviewEveryWeeks: 1 } });
    expect(check({ to: '2026-03-06' }, '2026-02-23', policy)).toMatchObject({
      longestTo: '2026-03-06',
      isTooLong: false,
      reviews: ['2026-02-27', '2026-03-06'],
    });
  });

  test('a review every two weeks', () => {
    expect(check().reviews).toEqual(['2026-03-06', '2026-03-20']);
    expect(check({ to: undefined }).reviews).toEqual(['2026-03-06', '2026-03-20', '2026-04-17']);
  });

  test('a review that was not held is overdue from the day after', () => {
    expect(check({}, '2026-03-06').reviewOverdue).toBeNull();
    expect(check({}, '2026-03-07').reviewOverdue).toBe('2026-03-06');
    expect(check({ reviewed: ['2026-03-05'] }, '2026-03-07').reviewOverdue).toBeNull();
    expect(check({ reviewed: ['2026-03-08'] }, '2026-03-07').reviewOverdue).toBe('2026-03-06');
    expect(check({ reviewed: ['2026-02-23'] }, '2026-03-07').reviewOverdue).toBe('2026-03-06');
    expect(check({ reviewed: ['2026-03-05'] }, '2026-03-23').reviewOverdue).toBe('2026-03-20');
    expect(check({ reviewed: ['2026-03-05', '2026-03-19'] }, '2026-03-23').reviewOverdue).toBeNull();
    expect(check({ reviewed: ['2026-03-06'] }, '2026-03-23').reviewOverdue).toBe('2026-03-20');
  });

  test('on its last day somebody is told', () => {
    expect(check({}, '2026-03-26').hasEnded).toBe(false);
    expect(check({}, '2026-03-27').hasEnded).toBe(true);
    expect(check({ to: undefined }, '2026-06-01').hasEnded).toBe(false);
  });

  test('near the end of the calendar the longest is not known', () => {
    const july = { from: '2026-07-06', to: undefined };
    expect(check(july, '2026-07-10')).toMatchObject({ longestTo: undefined, isTooLong: false, reviews: [] });
  });
});

describe('C2 outside its agreement', () => {
  const outside = (row: Uint8Array, agreements: { from: string; to?: string }[], more: object = {}) =>
    c2Outside(caseOf(pupilWith(row, { starting: '2026-03-09', ...more }), { on: '2026-03-11' }), agreements);

  test('the sessions no agreement covers, first and last day included', () => {
    const row = marks`/t /t /t `;
    expect(outside(row, [{ from: '2026-03-09', to: '2026-03-11' }])).toEqual([]);
    expect(outside(row, [{ from: '2026-03-10', to: '2026-03-10' }])).toEqual(['2026-03-09 PM', '2026-03-11 PM']);
    expect(outside(row, [{ from: '2026-03-10' }])).toEqual(['2026-03-09 PM']);
    expect(outside(marks`/t /C CC `, [])).toEqual(['2026-03-09 PM']);
  });

  test('not before joining, nor after the day asked about', () => {
    expect(outside(marks`tt tt tt tt `, [], { from: '2026-03-11' })).toEqual(['2026-03-11 AM', '2026-03-11 PM']);
  });
});
