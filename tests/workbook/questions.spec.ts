import { describe, expect, test } from 'vitest';
import { nothingRemembered, withColumn } from '../../shared/workbook/memory.ts';
import { newColumn } from '../../shared/workbook/new-columns.ts';
import type { CellValue } from '../../shared/workbook/sheet-values.ts';
import { planOf, updated } from '../support/planned-sheet.ts';
import { sheetOf } from '../support/sheet.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const pupils = [182, 175, 168, 160, 190, 199, 150].map((attended, at) =>
  ordinaryPupil({
    pupil: `A99920001800${at}`,
    surname: ['Quill', 'Thimble', 'Bramble', 'Fennel', 'Sorrel', 'Tansy', 'Yarrow'][at]!,
    attended,
    unauthorised: at + 1,
    authorised: 200 - attended - at - 1,
  }),
);
const view = viewOf(pupils);
const sheetWith = (heading: string, of: (pupil: (typeof pupils)[number]) => CellValue, more: string[] = []) =>
  sheetOf([
    ['UPN', 'Late', heading, ...more],
    ...pupils.map((pupil) => [pupil.pupil, 5, of(pupil), ...more.map(() => '')]),
  ]);

describe('the desk asks about a column that it is unsure of, once', () => {
  test('an unknown heading over values that are the desk’s own', () => {
    const plan = planOf(
      sheetWith('Figure A', ({ attended }) => attended / 2),
      view,
    );
    expect(plan.questions).toEqual([
      {
        column: 'C',
        heading: 'Figure A',
        nth: 0,
        says: '7 of 7 values are what the desk has. Is this it?',
        suggestions: ['attendance'],
      },
    ]);
    expect(plan.changes).toEqual([]);
  });

  test('a heading of ours over values of another kind', () => {
    const plan = planOf(
      sheetWith('Authorised', () => 'see note'),
      view,
    );
    expect(plan.questions).toEqual([
      expect.objectContaining({ column: 'C', says: 'What stands there is not a count. What is this column?' }),
    ]);
  });

  test('two columns that say the same', () => {
    const plan = planOf(
      sheetWith('% Att', ({ attended }) => attended / 2, ['Attendance']),
      view,
    );
    expect(plan.questions).toEqual([
      expect.objectContaining({
        column: 'D',
        says: 'Column C says the same. Which of the two shall the desk fill?',
        suggestions: ['attendance'],
      }),
    ]);
  });

  test.each([
    ['values that are not the desk’s', 'Reading age', () => 11],
    ['her own words', 'Notes', () => 'rings most mornings'],
  ])('not about %s', (_says, heading, of) => expect(planOf(sheetWith(heading, of), view).questions).toEqual([]));

  test('her answer is remembered: the column is filled, and not asked about again', () => {
    const sheet = sheetWith('Figure A', () => 50);
    const memory = withColumn(nothingRemembered, { heading: 'Figure A', nth: 0, field: 'attendance' });
    const plan = planOf(sheet, view, { memory });
    expect(plan.questions).toEqual([]);
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8']);
  });

  test('"leave it alone" is an answer too, of a column that reads like ours', () => {
    const sheet = sheetWith('% Att', () => 50);
    const memory = withColumn(nothingRemembered, { heading: '% Att', nth: 0, field: null });
    expect(planOf(sheet, view, { memory }).changes).toEqual([]);
  });

  test('of two columns that say the same she may choose the second', () => {
    const sheet = sheetWith('% Att', () => 50, ['Attendance']);
    const memory = withColumn(nothingRemembered, { heading: 'Attendance', nth: 0, field: 'attendance' });
    const plan = planOf(sheet, view, { memory });
    expect(plan.columns.found.map(({ column }) => column)).toEqual(['A', 'B', 'D']);
  });
});

describe('columns of the standard set that the sheet has not', () => {
  test('are named, as far as the desk can fill them for this reader', () => {
    const { missing } = planOf(
      sheetWith('% Att', () => 50),
      view,
    );
    expect(missing).toContain('stageRecommended');
    expect(missing).not.toContain('attendance');
    expect(missing).not.toContain('tier');
  });

  test('a column headed as the desk heads its own is found and filled, and is no question', () => {
    const headed = [newColumn('openN'), newColumn('attendanceLast4Weeks')].map(({ heading }) => heading);
    const { sheet, plan, memory } = updated(
      sheetWith('% Att', () => 50, headed),
      view,
    );
    expect(headed).toEqual(['Open N (desk)', 'Attendance % last 4 weeks (desk)']);
    expect(sheet.values[1]!.slice(3)).toEqual([1, 75]);
    expect(plan.questions).toEqual([]);
    expect(updated(sheet, view, memory).plan.changes).toEqual([]);
  });
});
