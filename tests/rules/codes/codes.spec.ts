import { describe, expect, test } from 'vitest';
import { categoryOf, codeTable, rowOf } from '../../../shared/rules/codes/codes.ts';
import { removedCodes } from '../../../shared/rules/codes/removed-codes.ts';
import { codes } from '../../../shared/vocabulary/mark.ts';
import { figures, marks, pupilWith } from '../../support/marks.ts';
import { calendarOf } from '../../support/reference-calendar.ts';

const today = '2026-03-10';

describe('codes of 19 August 2024: what each counts as (§1.1)', () => {
  test.each([
    ['present', '/ \\ L'],
    ['aea', 'K V P W B'],
    ['authorised', 'C C1 C2 E I J1 M R S T'],
    ['unauthorised', 'G N O U'],
    ['not_possible', 'D Q X Y1 Y2 Y3 Y4 Y5 Y6 Y7'],
    ['admin', 'Z #'],
  ])('%s: %s', (category, listed) => {
    const rows = codeTable.filter(({ counts }) => counts === category).map(({ code }) => code as string);
    expect(rows.sort()).toEqual(listed.split(' ').sort());
  });

  test('every code that a mark book can hold is in one of the two tables, once', () => {
    const listed = [...codeTable, ...removedCodes].map(({ code }) => code as string);
    expect(listed.sort()).toEqual([...codes].sort());
  });

  test('G, O and U count towards a penalty notice, N until its reason is known, nothing else does', () => {
    const counting = codeTable.filter(({ penalty }) => penalty !== 'no').map(({ code, penalty }) => [code, penalty]);
    expect(Object.fromEntries(counting)).toEqual({ G: 'counts', N: 'provisional', O: 'counts', U: 'counts' });
  });

  test('every row names its law, with the place and the day it was read', () => {
    for (const { law } of [...codeTable, ...removedCodes]) {
      expect(law.source).toMatch(/SI 2024\/208|Working together/);
      expect(law.place).not.toBe('');
      expect(law.read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    expect(rowOf('/')?.law.place).toBe('reg 10(2), Table 1');
  });
});

describe('removed codes keep what they counted as until 19 August 2024 (§1.3)', () => {
  test.each([
    ['H', 'authorised'],
    ['F', 'authorised'],
    ['J', 'aea'],
    ['Y', 'not_possible'],
  ] as const)('%s counted as %s, and counts nowhere from that day on (RA3)', (code, counted) => {
    expect(categoryOf(code, '2024-08-18')).toBe(counted);
    expect(categoryOf(code, '2024-08-19')).toBe('removed');
  });

  test('J1 is an authorised absence on any date: 2024 codes take their category of today', () => {
    expect(categoryOf('J1', '2024-06-12')).toBe('authorised');
    expect(categoryOf('J1', today)).toBe('authorised');
  });

  test('V16: an interview J in June 2024 was attended, an interview J1 in September 2024 is an absence', () => {
    const calendar = calendarOf('2024-06-12', '2024-09-12', [{ date: '2024-06-12', session: 'PM', why: 'Trip' }]);
    const { row } = pupilWith(marks`J`, { calendar });
    row.set(marks`j`, calendar.numberOf('2024-09-12', 'AM')!);
    expect(figures(row, { calendar })).toMatchObject({ possible: 2, attended: 1, authorised: 1 });
  });

  test('a removed code on a later session is in no count, not even among the missing marks', () => {
    expect(figures(marks`H\ /\ `)).toMatchObject({
      possible: 3,
      attended: 3,
      missing: 0,
      codes: { '/': 1, '\\': 2 },
    });
  });
});
