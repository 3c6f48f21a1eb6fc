import { describe, expect, test } from 'vitest';
import { figuresDocument } from '../../../shared/rules/figures/figures-document.ts';
import { isYear7To11 } from '../../../shared/rules/figures/groups.ts';
import { marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const document = (
  pupils: readonly Parameters<typeof pupilWith>[],
  facts: readonly { pupil: string; year?: string; form?: string; from?: string; to?: string; sex?: string }[] = [],
  on?: string,
) =>
  figuresDocument(
    pupils.map(([row, placed]) => pupilWith(row, placed)),
    referenceCalendar,
    facts,
    on,
  );

describe('Years 7 to 11 are a group of their own', () => {
  test.each([
    ['7', true],
    ['9', true],
    ['10', true],
    ['11', true],
    ['6', false],
    ['12', false],
    ['17', false],
    ['70', false],
    ['110', false],
    [undefined, false],
  ])('year %s: %s', (year, isIn) => expect(isYear7To11({ pupil: 'P1', year })).toBe(isIn));
});

describe('groups: sums and rates of the sums', () => {
  test('V11: 190 of 200 and 20 of 50 are 84.0 together, and one of two is persistently absent', () => {
    const { groups } = document([
      [sessions({ '/': 190, I: 10 }), { id: 'A' }],
      [sessions({ '/': 20, I: 30 }), { id: 'B' }],
    ]);
    expect(groups.all.all).toMatchObject({
      pupils: 2,
      possible: 250,
      attended: 210,
      authorised: 40,
      persistent: 1,
      severe: 1,
      attendance: '84.0',
      absence: '16.0',
      persistentPercent: '50.0',
    });
  });

  test('V9: a pupil always at the other school is a pupil of the group, and no part of its PA rate', () => {
    const { groups } = document([
      [sessions({ D: 76 }), { id: 'A' }],
      [sessions({ I: 76 }), { id: 'B' }],
    ]);
    expect(groups.all.all).toMatchObject({ pupils: 2, pupilsWithPossible: 1, persistentPercent: '100.0' });
  });

  test('without any possible session a group has no rate', () => {
    const { groups } = document([[sessions({ D: 76 }), { id: 'A' }]]);
    expect(groups.all.all).toMatchObject({ possible: 0, attendance: null, persistentPercent: null });
  });

  test('V19: a leaver is not current, and the school keeps 70 of 76 sessions', () => {
    const { pupils, groups } = document(
      [[sessions({ '/': 70, I: 6 }), { id: 'L' }]],
      [{ pupil: 'L', from: '2025-09-03', to: '2025-10-24' }],
      '2026-03-10',
    );
    expect(pupils[0]).toMatchObject({ current: false, possible: 76, attended: 70, missing: 0 });
    expect(groups.all.all).toMatchObject({ possible: 76, attended: 70 });
  });

  test('everybody is "all"; Years 7 to 11 are a group of their own; what is not known is in no group', () => {
    const week = times(5, marks`/\ `);
    const { groups } = document(
      ['A', 'B', 'C', 'D'].map((id) => [week, { id }]),
      [
        { pupil: 'A', year: '7', form: '7A', sex: 'F' },
        { pupil: 'B', year: '11', form: '11C', sex: 'M' },
        { pupil: 'C', year: '12', form: '12B' },
      ],
    );
    expect(groups.all.all!.pupils).toBe(4);
    expect(groups.all['7-11']!.pupils).toBe(2);
    expect(Object.keys(groups.year)).toEqual(['7', '11', '12']);
    expect(Object.keys(groups.form)).toEqual(['7A', '11C', '12B']);
    expect(Object.keys(groups.sex)).toEqual(['F', 'M']);
    expect(groups.fsm).toEqual({});
  });

  test('L and U are both late', () => {
    expect(document([[marks`L\ U\ `, {}]]).groups.all.all!.late).toBe(2);
  });
});

describe('the document', () => {
  test('on a date: the school year to that date', () => {
    const { on, period } = document([[marks`/\ `, {}]], [], '2025-09-10');
    expect({ on, period }).toEqual({ on: '2025-09-10', period: { from: '2025-09-03', to: '2025-09-10' } });
  });

  test('without a date: everything given, and the period is that of the marks and rolls', () => {
    const { on, period } = document([[marks`/\ /\ `, { starting: '2025-09-08' }]]);
    expect({ on, period }).toEqual({ on: null, period: { from: '2025-09-08', to: '2025-09-09' } });
  });

  test('a pupil of the list without a mark has nothing but missing marks on the days on roll', () => {
    const { pupils } = document(
      [[marks`/\ /\ /\ `, { id: 'A' }]],
      [{ pupil: 'B', from: '2025-09-04' }, { pupil: 'C' }],
    );
    expect(pupils.map(({ pupil, possible, missing, current }) => [pupil, possible, missing, current])).toEqual([
      ['B', 0, 4, true],
      ['C', 0, 6, true],
      ['A', 6, 0, true],
    ]);
  });

  test('no mark and no pupil: no period', () => expect(document([]).period).toBeNull());
});
