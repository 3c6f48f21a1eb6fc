import { describe, expect, test } from 'vitest';
import { historySchema } from '../../../shared/rules/history.ts';
import { leaveConsequences, unauthorisedIfTaken } from '../../../shared/rules/leave/if-taken.ts';
import { afterLeave, leaveSessions } from '../../../shared/rules/leave/leave.ts';
import { leaveLaw } from '../../../shared/rules/leave/leave-law.ts';
import { penaltyTermsOn } from '../../../shared/rules/penalty-notices/terms.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';
import { leaveConsequenceSays, leaveLawSays } from '../../../shared/wording/leave.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const row = times(113, marks`/\ `);
const until = row.length;
const leave = { marks: pupilWith(row), calendar: referenceCalendar, from: '2026-03-23', to: '2026-03-27' };
const terms = penaltyTermsOn('2026-03-23')!;

describe('a week of leave at the end of March, asked for on 10 March after 200 of 226 sessions', () => {
  test('it is ten sessions', () => expect(leaveSessions(leave)).toBe(10));

  test('at its end, with all else attended, it is 216 of 252: persistent absence', () => {
    expect(afterLeave(rate(200, 226), until, leave)).toEqual({ attendance: rate(216, 252), persistent: true });
  });

  test('taken without leave it meets the threshold of ten in ten school weeks by itself', () => {
    expect(unauthorisedIfTaken(leave, terms)).toBe(10);
  });

  test('O in the weeks before counts with it, N and I do not, nor does O of the autumn', () => {
    const absent = row.slice();
    absent.set(marks`OO NI `, referenceCalendar.numberOf('2026-03-02', 'AM')!);
    absent.set(marks`OO `, referenceCalendar.numberOf('2025-11-04', 'AM')!);
    expect(unauthorisedIfTaken({ ...leave, marks: pupilWith(absent) }, terms)).toBe(12);
  });

  test('what is said: both codes, the record at its end, the threshold, the amounts; each with its source', () => {
    const said = leaveConsequences({ ...leave, after: afterLeave(rate(200, 226), until, leave) });
    expect(said.map(leaveConsequenceSays)).toEqual([
      '10 sessions missed: granted it is C, authorised absence; refused and taken it is G for a holiday, else O, unauthorised.',
      'Attendance at its end would be 85.7 % (216 of 252), persistent absence, with everything else attended.',
      'Refused and taken, 10 unauthorised sessions would stand in 10 school weeks; at 10 a penalty notice is considered: met. Notices already issued, and whether the pupil is of school age, are not considered here.',
      'A first notice is £160, £80 if paid within 21 days; a second within 3 years is £160. It is per parent and per child, to be paid within 28 days; there is no third.',
    ]);
    expect(said.map(({ source }) => source.split(',')[0])).toEqual([
      'Working together to improve school attendance (DfE',
      'Working together to improve school attendance (DfE',
      'National framework for penalty notices (DfE',
      'National framework for penalty notices (DfE',
    ]);
  });
});

test('sessions after the last day on roll are not missed', () => {
  const leaver = { ...leave, marks: pupilWith(row, { to: '2026-03-24' }) };
  expect(leaveSessions(leaver)).toBe(4);
});

test('leave over a holiday counts school sessions alone', () => {
  expect(leaveSessions({ ...leave, from: '2026-02-12', to: '2026-02-23' })).toBe(6);
});

test('the law in a line each names who may give leave, and that it is asked for in advance', () => {
  expect(leaveLaw.map(leaveLawSays)).toEqual([
    'Only a person authorised by the school may give leave.',
    'A parent the pupil normally lives with asks in advance, and the head judges the circumstances exceptional. Each request is decided on its own facts.',
    'A holiday is generally not an exceptional circumstance.',
    'Leave cannot be given after the event. Without a decision the absence is N, never C.',
  ]);
  expect(leaveLaw[0].law.place).toMatch(/reg 11\(1\)/);
});

test('before 19 August 2024 there are no terms of the national framework', () => {
  expect(penaltyTermsOn('2024-08-18')).toBeUndefined();
  expect(penaltyTermsOn('2024-08-19')).toMatchObject({ first: { early: 80, full: 160 }, second: { full: 160 } });
});

describe('with what is on record of the pupil', () => {
  const absent = row.slice();
  absent.set(marks`OO OO `, referenceCalendar.numberOf('2026-03-02', 'AM')!);
  const withHistory = (history: object) => ({
    ...leave,
    marks: pupilWith(absent),
    history: historySchema.parse(history),
  });

  test('sessions that a notice has used count no more, once it is issued', () => {
    const notice = { parent: 'p1', sessions: ['2026-03-02 AM', '2026-03-02 PM', '2026-03-03 AM'] };
    expect(unauthorisedIfTaken(withHistory({}), terms)).toBe(14);
    expect(unauthorisedIfTaken(withHistory({ notices: [{ ...notice, issued: '2026-03-09' }] }), terms)).toBe(11);
    expect(unauthorisedIfTaken(withHistory({ notices: [{ ...notice, issued: '2026-03-28' }] }), terms)).toBe(14);
  });

  test('sessions after compulsory school age do not count', () => {
    expect(unauthorisedIfTaken(withHistory({ born: '2009-08-31' }), terms)).toBe(0);
  });

  test('then nothing is left to be said about what was not considered', () => {
    const said = leaveConsequences({ ...withHistory({}), after: afterLeave(rate(200, 226), until, leave) });
    expect(said.map(leaveConsequenceSays)[2]).toBe(
      'Refused and taken, 14 unauthorised sessions would stand in 10 school weeks; at 10 a penalty notice is considered: met.',
    );
  });
});

describe('the sentences of a small leave', () => {
  const day = { ...leave, from: '2026-03-23', to: '2026-03-23' };
  test('two sessions, no persistent absence, the threshold not met', () => {
    const said = leaveConsequences({ ...day, after: { attendance: rate(240, 250), persistent: false } });
    expect(said.map(leaveConsequenceSays).slice(0, 3)).toEqual([
      '2 sessions missed: granted it is C, authorised absence; refused and taken it is G for a holiday, else O, unauthorised.',
      'Attendance at its end would be 96.0 % (240 of 250), with everything else attended.',
      'Refused and taken, 2 unauthorised sessions would stand in 10 school weeks; at 10 a penalty notice is considered. Notices already issued, and whether the pupil is of school age, are not considered here.',
    ]);
  });

  test('without a possible session nothing is said of attendance; before August 2024 nothing of notices', () => {
    const after = { attendance: rate(0, 0), persistent: null };
    expect(leaveConsequences({ ...day, after }).map(({ rule }) => rule)).toEqual([
      'leave.codes',
      'leave.threshold-alone',
      'leave.amounts',
    ]);
    const early = { ...day, from: '2024-06-03', to: '2024-06-03', after };
    expect(leaveConsequences(early).map(({ rule }) => rule)).toEqual(['leave.codes']);
  });

  test('leave before the first session stands in no window', () => {
    expect(unauthorisedIfTaken({ ...day, from: '2025-08-01', to: '2025-08-02' }, terms)).toBe(0);
  });

  test('a rule without a sentence is a mistake', () => {
    expect(() => leaveConsequenceSays({ rule: 'leave.other', numbers: {} })).toThrow('leave.other');
  });
});
