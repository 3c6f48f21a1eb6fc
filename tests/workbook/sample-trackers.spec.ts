import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { SampleMis } from '../../shared/local-tenant/sample/mis.ts';
import { makeStaff } from '../../shared/local-tenant/sample/staff.ts';
import { sampleTrackers } from '../../shared/local-tenant/sample/trackers/all.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { isTracker, planUpdate, type TrackerPlan } from '../../shared/workbook/plan.ts';
import { addressOf } from '../../shared/workbook/xlsx/address.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import type { Xlsx } from '../../shared/workbook/xlsx/types.ts';
import { differences } from '../support/compare-workbooks.ts';
import { sampleView } from '../support/sample-view.ts';

let mis: SampleMis;
let view: TrackerView;
beforeAll(() => {
  mis = new SampleMis(1, false, makeStaff(1));
  view = sampleView(mis);
});

interface Adopted {
  readonly headingRow: number;
  readonly columns: string;
  readonly matched: number;
  readonly unmatched?: readonly number[];
  readonly leavers?: readonly number[];
  /** Formulas of hers that the update leaves for Excel. */
  readonly left?: number;
}

const yearSheet: Adopted = {
  headingRow: 1,
  columns: 'A forename, B surname, C form, D attendance, E lateBefore, F lateAfter, G band',
  matched: 12,
};

/** Read with one's own eyes in each sheet. */
const listed: Readonly<Record<string, Readonly<Record<string, Adopted>>>> = {
  'Half terms.xlsx': {
    'Half terms': {
      headingRow: 4,
      columns:
        'A name, B form, C attendanceHT1, D attendanceHT2, E attendanceHT3, F attendanceHT4, G attendanceHT5, H attendanceHT6, I attendance, J absence',
      matched: 24,
    },
  },
  'Table of UPNs.xlsx': {
    Data: {
      headingRow: 3,
      columns: 'A pupil, B form, C possible, D attended, E attendance, G unauthorised, H persistent',
      matched: 24,
    },
  },
  'From another program.xlsx': {
    Export: {
      headingRow: 1,
      columns: 'A admission, B surname, C forename, D form, E attendance, F authorised, G unauthorised, H late',
      matched: 20,
    },
  },
  'Made on a Mac.xlsx': {
    Tracker: {
      headingRow: 2,
      columns: 'A admission, B name, C attendance, D unauthorised, E persistent, F stageDecided, G reviewDue',
      matched: 27,
    },
  },
  'A sheet a year.xlsx': {
    'Year 7': yearSheet,
    'Year 8': yearSheet,
    'Year 9': yearSheet,
    'Year 10': yearSheet,
    'Year 11': yearSheet,
  },
  'Protected.xlsx': {
    'Year 9': {
      headingRow: 2,
      columns: 'A pupil, B name, C form, D attendance, E possible, F unauthorised, H stageDecided',
      matched: 20,
    },
  },
  'From LibreOffice.xlsx': {
    Sheet1: { headingRow: 3, columns: 'A name, B form, C attendance, D absence, E illnessSessions', matched: 20 },
  },
  'Charts and a pivot table.xlsx': {
    Tracker: {
      headingRow: 3,
      columns: 'A admission, B surname, C forename, D form, E attendance, F unauthorised, G severe, H authorised',
      matched: 18,
    },
  },
  'My list.xlsx': {
    Sheet1: {
      headingRow: 1,
      columns: 'A year, B form, C name, D attendance, E unauthorised, H persistent',
      matched: 21,
      unmatched: [32],
      leavers: [30, 31],
    },
  },
};

const trackersIn = (xlsx: Xlsx): TrackerPlan[] =>
  xlsx.sheets.flatMap(({ name, hidden }) => {
    const values = sheetValuesOf(xlsx, name);
    const plan = values === undefined || hidden ? undefined : planUpdate(values, view);
    return plan !== undefined && isTracker(plan) ? [plan] : [];
  });

/** Updates every tracker of a file, as `desk track --sheet '*'` does. */
const updated = (file: Uint8Array) => {
  const xlsx = openXlsx(file);
  const plans = trackersIn(xlsx);
  for (const { sheet, changes } of plans)
    xlsx.setCells(
      sheet,
      changes.map(({ row, column, to }) => ({ row, column, value: to })),
    );
  const formulas = xlsx.recalculate({ on: view.on });
  return { xlsx, plans, formulas, saved: xlsx.save() };
};

test('there are nine of them beside her own, and each is in the list', () => {
  expect(sampleTrackers.map(({ name }) => name)).toEqual(Object.keys(listed));
});

test('they show what their formulas give, as Excel had saved them', async () => {
  const book = new ExcelJS.Workbook();
  const half = sampleTrackers.find(({ name }) => name === 'Half terms.xlsx')!;
  await book.xlsx.load((await half.make(mis)).slice().buffer as never);
  const sheet = book.getWorksheet('Half terms')!;
  const rows = Array.from({ length: 24 }, (_, at) => at + 5);
  const lettersOf = (percent: number): string => (percent >= 0.95 ? 'G' : percent >= 0.9 ? 'A' : 'R');
  for (const row of rows) expect(sheet.getCell(row, 11).result).toBe(lettersOf(Number(sheet.getCell(row, 9).value)));
  expect(sheet.getCell(30, 10).result).toBe(rows.reduce((sum, row) => sum + Number(sheet.getCell(row, 10).value), 0));
});

describe.each(sampleTrackers)('$name: $says', ({ name, make }) => {
  let file: Uint8Array;
  beforeAll(async () => {
    file = await make(mis);
  });

  test('the same school gives the same bytes', async () => {
    expect(Buffer.compare(await make(mis), file)).toBe(0);
  });

  test('is adopted: headings, columns, rows', () => {
    const found = Object.fromEntries(
      trackersIn(openXlsx(file)).map(({ sheet, headingRow, columns, rows }): [string, Adopted] => [
        sheet,
        {
          headingRow,
          columns: columns.found.map(({ column, field }) => `${column} ${field}`).join(', '),
          matched: rows.matched,
          ...(rows.unmatched.length > 0 ? { unmatched: rows.unmatched.map(({ row }) => row) } : {}),
          ...(rows.leavers.length > 0 ? { leavers: rows.leavers } : {}),
        },
      ]),
    );
    expect(found).toEqual(listed[name]);
  });

  test('is updated: only mapped cells of pupils, values of her formulas and the order to recalculate differ', () => {
    const { xlsx, plans, formulas, saved } = updated(file);
    expect(plans.every(({ changes }) => changes.length > 0)).toBe(true);
    const changed: Record<string, Set<string>> = {};
    for (const { name: sheet, part } of xlsx.sheets)
      changed[part] = new Set([
        ...plans.filter((plan) => plan.sheet === sheet).flatMap(({ changes }) => changes.map(({ cell }) => cell)),
        ...formulas.values.filter((one) => one.sheet === sheet).map(({ row, column }) => addressOf(row, column)),
      ]);
    expect(differences(file, saved, changed)).toEqual([]);
    for (const plan of plans)
      for (const { row, column } of plan.changes) {
        expect(plan.pupils.has(row)).toBe(true);
        expect(plan.columns.found.map((one) => one.column)).toContain(addressOf(1, column).slice(0, -1));
      }
  });

  test('every formula that reads a figure is worked out: nothing is left to Excel', () => {
    const { formulas, xlsx } = updated(file);
    expect(formulas.left).toEqual([]);
    for (const { sheet, row, column } of formulas.values) expect(xlsx.isStale(sheet, row, column)).toBe(false);
  });

  test('updated again there is nothing to write', () => {
    const once = updated(file).saved;
    const again = updated(once);
    expect(again.plans.flatMap(({ changes }) => changes)).toEqual([]);
    expect(Buffer.compare(again.saved, once)).toBe(0);
  });

  // Exceljs reads neither prefixed tags nor a table's own formulas.
  test.skipIf(['From another program.xlsx', 'Table of UPNs.xlsx'].includes(name))(
    'an independent reader sees the new values',
    async () => {
      const { plans, formulas, saved } = updated(file);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(saved.slice().buffer as never);
      for (const { sheet, changes } of plans)
        for (const { cell, to } of changes) {
          const { value } = book.getWorksheet(sheet)!.getCell(cell);
          if (!(value instanceof Date)) expect([cell, value]).toEqual([cell, to]);
        }
      for (const { sheet, row, column, value, kind } of formulas.values) {
        const cell = book.getWorksheet(sheet)!.getCell(row, column);
        if (cell.formula !== undefined && kind !== 'error')
          expect([cell.address, cell.result ?? '']).toEqual([cell.address, value]);
      }
    },
  );
});
