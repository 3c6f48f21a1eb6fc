import { describe, expect, test } from 'vitest';
import {
  afterLeave,
  leaveConsequences,
  leaveLaw,
  leaveSessions,
  unauthorisedIfTaken,
} from '../../../shared/rules/leave/leave.ts';
import { penaltyTermsOn } from '../../../shared/rules/penalty-notices/terms.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';
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
    expect(said.map(({ says }) => says)).toEqual([
      '10 sessions missed: granted it is C, authorised absence; refused and taken it is G for a holiday, else O, unauthorised.',
      'Attendance at its end would be 85.7 % (216 of 252), persistent absence, with everything else attended.',
      'Refused and taken, 10 unauthorised sessions would stand in 10 school weeks; at 10 a penalty notice is considered: met. Notices already issued, and whether the pupil is of school age, are not considered here.',
      'A first notice is £160, £80 if paid within 21 days; a second within 3 years is £160. It is per parent and per child, to be paid within 28 days; there is no third.',
    ]);
    for (const { law } of said) expect(law.read).toBe('2026-11-24');
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
  expect(leaveLaw[0]).toMatchObject({ says: 'Only a person authorised by the school may give leave.' });
  expect(leaveLaw[0]?.law.place).toMatch(/reg 11\(1\)/);
  expect(leaveLaw.some(({ says }) => says.includes('in advance'))).toBe(true);
});

test('before 19 August 2024 there are no terms of the national framework', () => {
  expect(penaltyTermsOn('2024-08-18')).toBeUndefined();
  expect(penaltyTermsOn('2024-08-19')).toMatchObject({ first: { early: 80, full: 160 }, second: { full: 160 } });
});
