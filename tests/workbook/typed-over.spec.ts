import { describe, expect, test } from 'vitest';
import { memoryXml, nothingRemembered, readMemory, withColumn, withSheet } from '../../shared/workbook/memory.ts';
import { givenBackKey } from '../../shared/workbook/plan.ts';
import { planOf, typed, updated } from '../support/planned-sheet.ts';
import { sheetOf } from '../support/sheet.ts';
import { absentPupil, ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const tabitha = ordinaryPupil();
const otto = absentPupil();
const view = viewOf([tabitha, otto]);
/** Tomorrow: Tabitha missed one session more. */
const tomorrow = viewOf([{ ...tabitha, possible: 202, attended: 182 }, otto]);

const fresh = sheetOf(
  [
    ['UPN', '% Att', 'Unauth', 'Notes'],
    [tabitha.pupil, 0.95, 1, 'rings most mornings'],
    [otto.pupil, 0.8, 2, ''],
  ],
  { formatOf: { 2: '0.0%' } },
);

describe('a cell where she typed over the desk’s value is hers', () => {
  const first = updated(fresh, view);
  const hers = typed(first.sheet, { B2: 0.88 });

  test('the next update keeps it and says so', () => {
    const { plan } = updated(hers, tomorrow, first.memory);
    expect(plan.changes).toEqual([]);
    expect(plan.kept).toEqual([
      { cell: 'B2', why: 'you typed over it', typedOver: { pupil: tabitha.pupil, field: 'attendance' } },
    ]);
  });

  test('it stays hers on every later day, also on one when the desk happens to say the same', () => {
    const second = updated(hers, tomorrow, first.memory);
    const agreeing = viewOf([{ ...tabitha, possible: 100, attended: 88 }, otto]);
    const third = updated(second.sheet, agreeing, second.memory);
    expect(third.plan.kept).toEqual([]);
    const fourth = updated(third.sheet, tomorrow, third.memory);
    expect(fourth.plan.kept.map(({ cell }) => cell)).toEqual(['B2']);
    expect(fourth.plan.changes).toEqual([]);
  });

  test('given back, it is filled and stays the desk’s', () => {
    const second = updated(hers, tomorrow, first.memory);
    const givenBack = new Set([givenBackKey('attendance', tabitha.pupil)]);
    const third = updated(second.sheet, tomorrow, second.memory, givenBack);
    expect(third.plan.changes.map(({ cell, to }) => [cell, to])).toEqual([['B2', 0.901]]);
    expect(updated(third.sheet, view, third.memory).plan.changes.map(({ cell, to }) => [cell, to])).toEqual([
      ['B2', 0.91],
    ]);
  });

  test('emptied, it is filled again', () => {
    const second = updated(typed(hers, { B2: '' }), tomorrow, first.memory);
    expect(second.plan.changes.map(({ cell, to }) => [cell, to])).toEqual([['B2', 0.901]]);
    expect(second.memory.hers).toEqual({});
  });

  test('it goes with its pupil, wherever the row is sorted to', () => {
    const second = updated(hers, view, first.memory);
    const [heading, one, two] = second.sheet.values;
    const sorted = { ...second.sheet, values: [heading!, two!, one!] };
    expect(planOf(sorted, tomorrow, { memory: second.memory }).kept.map(({ cell }) => cell)).toEqual(['B3']);
  });

  test('the same figure in another form is not typed over: 91.04 % says 91.0 %', () => {
    const { plan } = updated(typed(first.sheet, { B2: 0.9104 }), tomorrow, first.memory);
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['B2']);
  });
});

describe('the first update of a tracker', () => {
  test('fills figures that stand there already, and her own words stay', () => {
    const { plan } = updated(typed(fresh, { B3: 'see file' }), view);
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['B2', 'C2', 'C3']);
    expect(plan.kept).toEqual([{ cell: 'B3', why: 'her own words' }]);
  });

  test.each([
    ['a letter that the desk did not send', 'Last letter', 'L1 12/11', { letter: undefined }],
    ['a day of contact although the desk knows of none', 'Last contact', '12/01/2026', { lastContact: null }],
    [
      'a later day of contact than the desk’s',
      'Last contact',
      '12/03/2026',
      { lastContact: { date: '2026-01-12', by: 'P. Adeyemi' } },
    ],
    ['who was red by her own list', 'Red contact', 'Y', { redContact: null }],
  ])('what a person wrote is never erased: %s', (_says, heading, value, change) => {
    const sheet = sheetOf([
      ['UPN', '% Att', heading],
      [tabitha.pupil, 91, value],
    ]);
    const { plan } = updated(sheet, viewOf([ordinaryPupil(change)]));
    expect(plan.changes).toEqual([]);
  });
});

describe('what the workbook remembers', () => {
  test('survives names with markup in them', () => {
    const memory = withColumn(nothingRemembered, { heading: 'Form & <set>', nth: 0, field: 'form' });
    expect(readMemory(memoryXml(withSheet(undefined, "Mrs O'Hara's", memory)))?.sheets["Mrs O'Hara's"]).toEqual(memory);
  });

  test.each([
    ['nothing', undefined],
    ['another part', '<other xmlns="urn:attendance-desk:tracker:1">{}</other>'],
    ['text that somebody changed by hand', '<tracker xmlns="urn:attendance-desk:tracker:1">{"version":1,</tracker>'],
    [
      'a field that this version does not know',
      '<tracker xmlns="urn:attendance-desk:tracker:1">{"version":1,"sheets":{"T":{"written":{"mood":{}}}}}</tracker>',
    ],
    ['a later version', '<tracker xmlns="urn:attendance-desk:tracker:1">{"version":2,"sheets":{}}</tracker>'],
  ])('is taken for nothing when it is %s', (_says, xml) => expect(readMemory(xml)).toBeUndefined());

  test('forgets pupils whom the desk does not know any more', () => {
    const first = updated(fresh, view);
    const { memory } = updated(first.sheet, viewOf([tabitha]), first.memory);
    expect(Object.keys(memory.written.attendance ?? {})).toEqual([tabitha.pupil]);
  });

  test('forgets nobody when a head of year updates, who sees one year of the sheet', () => {
    const first = updated(fresh, view);
    const { memory } = updated(first.sheet, { ...viewOf([tabitha]), hasOthers: true }, first.memory);
    expect(memory.written).toEqual(first.memory.written);
  });

  test('a second update has nothing to write and nothing new to remember', () => {
    const first = updated(fresh, view);
    const second = updated(first.sheet, view, first.memory);
    expect(second.plan.changes).toEqual([]);
    expect(second.memory).toEqual(first.memory);
  });
});
