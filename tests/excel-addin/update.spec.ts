import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, test } from 'vitest';
import { excelWorkbook } from '../../excel-addin/office/excel-workbook.ts';
import { lookAtSheet, moversOf, updateSheet } from '../../excel-addin/update-sheet.ts';
import { type ExcelHost, makeExcelHost } from '../../shared/local-tenant/excel-host/host.ts';
import { isRefusal, planUpdate } from '../../shared/workbook/plan.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import { richWorkbook } from '../support/rich-workbook.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

let file: Uint8Array;
let host: ExcelHost;

const openInExcel = (bytes: Uint8Array): void => {
  file = bytes;
  host = makeExcelHost(openXlsx(bytes));
  Object.assign(globalThis, { Excel: host.Excel, Office: host.Office });
};

beforeEach(async () => openInExcel(await richWorkbook()));

/** What `desk track` writes into the same file. */
const writtenByTheFile = (sheet: string, view = viewOf()): Uint8Array => {
  const xlsx = openXlsx(file);
  const plan = planUpdate(sheetValuesOf(xlsx, sheet)!, view);
  if (isRefusal(plan)) throw new Error(plan.refused);
  xlsx.setCells(
    sheet,
    plan.changes.map(({ row, column, to }) => ({ row, column, value: to })),
  );
  xlsx.recalculate({ on: '2026-03-10' });
  return xlsx.save();
};

describe('Update in the task pane', () => {
  test('writes what desk track writes, to the byte', async () => {
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect(Buffer.compare(host.workbook.xlsx.save(), writtenByTheFile('Tracker'))).toBe(0);
  });

  test('looking writes nothing', async () => {
    const look = await lookAtSheet(excelWorkbook, viewOf());
    expect('plan' in look && look.plan.changes.length).toBeGreaterThan(5);
    expect(Buffer.compare(host.workbook.xlsx.save(), file)).toBe(0);
  });

  test('a second press finds everything up to date', async () => {
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    const second = await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect('plan' in second && second.plan.changes).toEqual([]);
  });

  test('is planned on the sheet as it stands at that moment: a row sorted in between is found', async () => {
    await lookAtSheet(excelWorkbook, viewOf());
    host.workbook.write('Tracker', [
      { row: 4, column: 1, value: 'B999200018002' },
      { row: 4, column: 2, value: 'Thimble, Otto' },
      { row: 5, column: 1, value: 'A999200018001' },
      { row: 5, column: 2, value: 'Quill, Tabitha' },
    ]);
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    const sheet = host.workbook.xlsx.sheet('Tracker')!;
    expect([sheet.cell(4, 3).value, sheet.cell(5, 3).value]).toEqual([0.75, 0.91]);
  });

  test('says who moved: a band, persistent absence or a recommended stage that changed', async () => {
    host.workbook.write('Tracker', [{ row: 4, column: 4, value: 'Y' }]);
    const look = await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect('plan' in look && [...moversOf(look.plan)]).toEqual(['A999200018001']);
  });

  test.each([
    ['an empty sheet', 'Lists', /nobody|No row of headings/],
    ['a sheet of other things', 'Summary', /No row of headings/],
  ])('%s is refused in words', async (_says, sheet, why) => {
    const look = await updateSheet(excelWorkbook, sheet, viewOf());
    expect('why' in look && look.why).toMatch(why);
    expect(Buffer.compare(host.workbook.xlsx.save(), file)).toBe(0);
  });

  test('on a protected sheet only the unlocked cell is filled', async () => {
    const look = await updateSheet(excelWorkbook, 'Locked', viewOf());
    expect('plan' in look && look.plan.changes.map(({ cell }) => cell)).toEqual(['C2']);
    expect(host.workbook.xlsx.sheet('Locked')!.cell(2, 2).value).toBe(0.95);
  });

  test('a cell that is being edited is said in words', async () => {
    host.workbook.isBeingEdited = true;
    await expect(updateSheet(excelWorkbook, 'Tracker', viewOf())).rejects.toThrow(/Press Enter/);
  });
});

test('1,200 pupils take at most four syncs, protected or not', async () => {
  const pupils = Array.from({ length: 1200 }, (_, at) =>
    ordinaryPupil({
      pupil: `Z99920${String(at).padStart(7, '0')}`,
      admission: String(at),
      surname: `Name${at}`,
      attended: 150 + (at % 50),
    }),
  );
  const workbook = new ExcelJS.Workbook();
  for (const name of ['Open', 'Shut']) {
    const sheet = workbook.addWorksheet(name);
    sheet.addRow(['UPN', '% Att', 'Unauth', 'PA?', 'Stage rec', 'Notes']);
    for (const { pupil } of pupils) sheet.addRow([pupil, 0.5, 0, 'Y', 1, 'mine']);
    if (name === 'Open') continue;
    for (let row = 2; row < 1300; row++) sheet.getCell(row, 2).protection = { locked: false };
    await sheet.protect('', {});
  }
  openInExcel(new Uint8Array(await workbook.xlsx.writeBuffer()));
  for (const name of ['Open', 'Shut']) {
    const before = host.syncs();
    const look = await updateSheet(excelWorkbook, name, viewOf(pupils));
    expect('plan' in look && look.plan.changes.length).toBeGreaterThanOrEqual(1200);
    expect(host.syncs() - before).toBeLessThanOrEqual(4);
  }
  expect(host.workbook.xlsx.sheet('Open')!.cell(1201, 6).value).toBe('mine');
});

test('text keeps its form where Excel would make a number, a date or a formula of it', async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Tracker');
  sheet.addRow(['UPN', '% Att', 'Unauth', 'Stage since', 'Why this stage']);
  sheet.addRow(['A999200018001', '95.1%', '1', '01/09/2025', 'old']);
  openInExcel(new Uint8Array(await workbook.xlsx.writeBuffer()));
  const pupil = ordinaryPupil();
  const reasons = [{ ...pupil.stage.reasons[0]!, says: '=1+1 is no formula' }];
  await updateSheet(
    excelWorkbook,
    'Tracker',
    viewOf([{ ...pupil, stage: { ...pupil.stage, since: '2026-02-01', reasons } }]),
  );
  const now = host.workbook.xlsx.sheet('Tracker')!;
  expect([2, 3, 4, 5].map((column) => now.cell(2, column).value)).toEqual([
    '91.0%',
    '4',
    '01/02/2026',
    '=1+1 is no formula',
  ]);
});

describe('the selection', () => {
  test('is told until nobody listens any more', async () => {
    const heard: string[] = [];
    const stop = await excelWorkbook.onSelection(({ sheet, row, column }) => heard.push(`${sheet} ${row} ${column}`));
    host.workbook.select({ top: 5, left: 2, bottom: 5, right: 2 });
    await expect.poll(() => heard).toEqual(['Tracker 5 2']);
    await stop();
    host.workbook.select({ top: 4, left: 2, bottom: 4, right: 2 });
    expect(await excelWorkbook.selection()).toEqual({ sheet: 'Tracker', row: 4, column: 2 });
    expect(heard).toHaveLength(1);
  });
});
