import { describe, expect, test } from 'vitest';
import type { PlannedField, TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { nothingRemembered, withColumn } from '../../shared/workbook/memory.ts';
import type { CellValue } from '../../shared/workbook/sheet-values.ts';
import { typed, updated } from '../support/planned-sheet.ts';
import { sheetOf } from '../support/sheet.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const planned = (value: string | null): PlannedField => ({ value, by: value === null ? null : 'Priya', at: null });

const pupilWith = (
  plan: Partial<Record<'nextAction' | 'nextActionDue' | 'target', string>> = {},
  stage: Partial<TrackerPupil['stage']> = {},
): TrackerPupil => {
  const ordinary = ordinaryPupil();
  return ordinaryPupil({
    stage: { ...ordinary.stage, ...stage },
    target: { percent: null, sessionsToReach: null, bestPossible: null, affordableAbsences: null },
    plan: {
      nextAction: planned(plan.nextAction ?? null),
      nextActionDue: planned(plan.nextActionDue ?? null),
      target: planned(plan.target ?? null),
    },
  });
};
const viewWith = (...of: Parameters<typeof pupilWith>): TrackerView => ({
  ...viewOf([pupilWith(...of)]),
  may: { decide: true, plan: true, contact: true, meet: true },
});

const headings = ['UPN', '% Att', 'Stage', 'Review due', 'Next action', 'Next action due', 'Target %'];
const row = (...cells: CellValue[]) => [headings, [ordinaryPupil().pupil, 91, ...cells]];
const blank = sheetOf(row('', '', '', '', ''), { formatOf: { 6: 'dd/mm/yyyy', 7: '0.0%' } });

describe('what is typed into a column that people write is an operation for the desk', () => {
  test.each<[string, Record<string, CellValue>, Record<string, string | null>]>([
    ['a next action', { E2: ' Call home ' }, { field: 'nextAction', seen: null, to: 'Call home' }],
    ['its day, as Excel keeps a day', { F2: 46_101 }, { field: 'nextActionDue', seen: null, to: '2026-03-20' }],
    ['its day, as text', { F2: '20/03/26' }, { field: 'nextActionDue', seen: null, to: '2026-03-20' }],
    ['a target as a fraction', { G2: 0.955 }, { field: 'target', seen: null, to: '95.5' }],
    ['a stage', { C2: 'Stage 2' }, { field: 'stageDecided', seen: null, to: '2' }],
  ])('%s', (_says, cells, expected) => {
    const first = updated(blank, viewWith());
    const { plan } = updated(typed(first.sheet, cells), viewWith(), first.memory);
    expect(plan.edits).toEqual([expect.objectContaining(expected)]);
    expect(plan.changes).toEqual([]);
  });

  test('it carries what its author saw, though somebody else has changed the record since', () => {
    const first = updated(blank, viewWith({ nextAction: 'Call home' }));
    const mine = typed(first.sheet, { E2: 'Visit' });
    const { plan } = updated(mine, viewWith({ nextAction: 'Meet the parents' }), first.memory);
    expect(plan.edits).toEqual([expect.objectContaining({ seen: 'Call home', to: 'Visit' })]);
    expect(plan.changes).toEqual([]);
  });

  test('it is not written over until the desk has answered, however often the sheet is updated', () => {
    const first = updated(blank, viewWith({ nextAction: 'Call home' }));
    const second = updated(typed(first.sheet, { E2: 'Visit' }), viewWith({ nextAction: 'Call home' }), first.memory);
    const third = updated(second.sheet, viewWith({ nextAction: 'Call home' }), second.memory);
    expect(third.plan.edits).toEqual([expect.objectContaining({ seen: 'Call home', to: 'Visit' })]);
    expect(third.sheet.values[1]![4]).toBe('Visit');
  });

  test('once it is on record there is nothing left to send', () => {
    const first = updated(blank, viewWith({ nextAction: 'Call home' }));
    const second = updated(typed(first.sheet, { E2: 'Visit' }), viewWith({ nextAction: 'Visit' }), first.memory);
    expect(second.plan.edits).toEqual([]);
    const third = updated(second.sheet, viewWith({ nextAction: 'Write' }), second.memory);
    expect(third.plan.changes).toEqual([expect.objectContaining({ cell: 'E2', from: 'Visit', to: 'Write' })]);
  });

  test('a day on record that she wrote with dots stands as the desk writes days, and a later one is no conflict', () => {
    const first = updated(blank, viewWith());
    const dotted = typed(first.sheet, { F2: '20.3.26' });
    const second = updated(dotted, viewWith({ nextActionDue: '2026-03-20' }), first.memory);
    expect(second.plan.kept).toEqual([]);
    expect(second.sheet.values[1]![5]).toBe(46_101);
    const { plan } = updated(typed(second.sheet, { F2: '27.3.26' }), viewWith(), second.memory);
    expect(plan.edits).toEqual([expect.objectContaining({ seen: '2026-03-20', to: '2026-03-27' })]);
  });

  test('a cell that she corrected, and that went on record then, shows what somebody else puts there later', () => {
    const first = updated(blank, viewWith());
    const second = updated(typed(first.sheet, { F2: 'after the meeting' }), viewWith(), first.memory);
    const corrected = typed(second.sheet, { F2: 46_101 });
    const third = updated(corrected, viewWith({ nextActionDue: '2026-03-20' }), second.memory);
    const fourth = updated(third.sheet, viewWith({ nextActionDue: '2026-03-27' }), third.memory);
    expect(fourth.plan.kept).toEqual([]);
    expect(fourth.sheet.values[1]![5]).toBe(46_108);
  });

  test('a next action longer than the record holds is not cut: it stays as she typed it, and is said', () => {
    const first = updated(blank, viewWith());
    const { plan } = updated(typed(first.sheet, { E2: 'Ring the grandmother '.repeat(40) }), viewWith(), first.memory);
    expect(plan.edits).toEqual([]);
    expect(plan.kept).toEqual([
      expect.objectContaining({ cell: 'E2', why: 'what was typed is longer than 500 characters' }),
    ]);
  });

  test('a column that the desk has just added is written in before it is filled: that was typed now', () => {
    const memory = withColumn(nothingRemembered, { heading: 'Next action', nth: 0, field: 'nextAction', added: true });
    const { plan } = updated(typed(blank, { E2: 'Call home' }), viewWith(), memory);
    expect(plan.edits).toEqual([expect.objectContaining({ seen: null, to: 'Call home', isFromBefore: false })]);
  });

  test('emptied, the record is to be emptied', () => {
    const first = updated(blank, viewWith({ nextAction: 'Call home' }));
    const { plan } = updated(typed(first.sheet, { E2: '' }), viewWith({ nextAction: 'Call home' }), first.memory);
    expect(plan.edits).toEqual([expect.objectContaining({ seen: 'Call home', to: null })]);
  });

  test('what others put on record is written into the sheet', () => {
    const first = updated(blank, viewWith());
    const { plan } = updated(
      first.sheet,
      viewWith({ nextAction: 'Call home', nextActionDue: '2026-03-20' }),
      first.memory,
    );
    expect(plan.changes.map(({ cell, to }) => [cell, to])).toEqual([
      ['E2', 'Call home'],
      ['F2', 46_101],
    ]);
  });

  test('what cannot be read as a day stays as she typed it, and is said', () => {
    const first = updated(blank, viewWith());
    const { plan } = updated(typed(first.sheet, { F2: 'after Easter' }), viewWith(), first.memory);
    expect(plan.edits).toEqual([]);
    expect(plan.kept).toEqual([expect.objectContaining({ cell: 'F2', why: 'what was typed is no day' })]);
  });
});

describe('what stood there before the desk came', () => {
  test('a next action may be taken over, and is told apart from one that was typed just now', () => {
    const { plan } = updated(typed(blank, { E2: 'Call home' }), viewWith());
    expect(plan.edits).toEqual([expect.objectContaining({ to: 'Call home', isFromBefore: true })]);
  });

  test('a stage decided before the desk came stays as it is and becomes no decision of today', () => {
    const { plan } = updated(typed(blank, { C2: 3 }), viewWith());
    expect(plan.edits).toEqual([]);
    expect(plan.changes).toEqual([]);
  });
});
