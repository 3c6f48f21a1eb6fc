import { describe, expect, test } from 'vitest';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import { emptyMemory, goneFrom, withColumn, withSheet } from '../../shared/workbook/memory.ts';
import { planOf, typed, updated } from '../support/planned-sheet.ts';
import { sheetOf } from '../support/sheet.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const plan: TrackerPupil['plan'] = {
  nextAction: { value: 'Ring home', by: 'Priya', at: null },
  nextActionDue: { value: null, by: null, at: null },
  target: { value: null, by: null, at: null },
};
const pupilOf = (at: number, missed = at + 5): TrackerPupil =>
  ordinaryPupil({
    pupil: `A9992000180${10 + at}`,
    admission: `00${500 + at}`,
    surname: `Thistle${'abcdefghijkl'[at]}`,
    attended: 200 - missed,
    plan,
  });
const everybody = Array.from({ length: 12 }, (_, at) => pupilOf(at));
const may = { decide: true, plan: true, contact: true, meet: true };
const view = { ...viewOf(everybody), may };
/** Tomorrow: everybody missed two sessions more. */
const tomorrow = { ...viewOf(everybody.map((_, at) => pupilOf(at, at + 7))), may };

const blank = sheetOf([
  ['UPN', 'Surname', 'Total', 'Next action', 'Her note'],
  ...everybody.map(({ pupil, surname }) => [pupil, surname, '', '', '']),
]);
const total = withColumn({ columns: [], written: {}, hers: {} }, { heading: 'Total', nth: 0, field: 'attendance' });
const filled = updated(blank, view, total);
const typedOver = typed(filled.sheet, { C2: 88 });
const gone = [filled.memory];

describe('a tab that got another name', () => {
  const renamed = { ...typedOver, name: 'Autumn' };

  test('is still her tracker: what she said of a column holds, and what she typed over is hers', () => {
    const { changes, kept } = planOf(renamed, tomorrow, { gone });
    expect(kept).toEqual([expect.objectContaining({ cell: 'C2', why: 'you typed over it' })]);
    expect(changes.map(({ cell }) => cell)).toEqual(everybody.slice(1).map((_, at) => `C${at + 3}`));
  });

  test('remembers it under its own name from then on', () => {
    const { memory, changes } = planOf(renamed, tomorrow, { gone });
    expect(memory.hers).toEqual({ attendance: [everybody[0]!.pupil] });
    const carriedOut = typed(renamed, Object.fromEntries(changes.map(({ cell, to }) => [cell, to ?? ''])));
    const again = planOf(carriedOut, tomorrow, { memory });
    expect([again.changes, again.kept.map(({ cell }) => cell)]).toEqual([[], ['C2']]);
  });

  test('also when she has only answered a question there yet', () => {
    const answered = withColumn({ columns: [], written: {}, hers: {} }, { heading: 'Her note', nth: 0, field: null });
    expect(planOf(renamed, tomorrow, { memory: answered, gone }).kept.map(({ cell }) => cell)).toEqual(['C2']);
  });
});

describe('another sheet of the same pupils takes nothing over', () => {
  test('where its figures are not those that the desk left', () => {
    const own = typed(blank, Object.fromEntries(everybody.map((_, at) => [`C${at + 2}`, 60 + at])));
    const { changes, kept } = planOf({ ...own, name: 'Old' }, tomorrow, { gone });
    expect([changes.filter(({ field }) => field === 'attendance'), kept]).toEqual([[], []]);
  });

  test('nor are its blanks taken for cells that she emptied: the record stays', () => {
    const blanks = Object.fromEntries(everybody.map((_, at) => [`D${at + 2}`, '']));
    expect(planOf({ ...typed(typedOver, blanks), name: 'New' }, tomorrow, { gone }).edits).toEqual([]);
  });
});

test('only a sheet that is not there any more is one that may have got another name', () => {
  const memory = withSheet(withSheet(emptyMemory, 'Tracker', filled.memory), 'Year 9', total);
  expect(goneFrom(memory, ['tracker', 'Autumn'])).toEqual([total]);
  expect(goneFrom(memory, ['Tracker', 'Year 9'])).toEqual([]);
  expect(goneFrom(undefined, ['Tracker'])).toEqual([]);
});
