import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, test } from 'vitest';
import { addFields } from '../../excel-addin/adopt-columns.ts';
import { meetingSheet, meetingSheetName } from '../../excel-addin/meeting-sheet.ts';
import { excelWorkbook } from '../../excel-addin/office/excel-workbook.ts';
import { remakeSheet } from '../../excel-addin/remake-sheet.ts';
import { lookAtSheet, rememberInSheet, updateSheet } from '../../excel-addin/update-sheet.ts';
import { type ExcelHost, makeExcelHost } from '../../shared/local-tenant/excel-host/host.ts';
import { emptyMemory, memoryXml, withColumn } from '../../shared/workbook/memory.ts';
import { newColumn } from '../../shared/workbook/new-columns.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { FakeDesk } from '../support/pane-page/fake-desk.ts';
import { paneMeeting } from '../support/pane-page/pane-school.ts';
import { absentPupil, ordinaryPupil, viewOf } from '../support/tracker-view.ts';

let host: ExcelHost;
const sheetNow = (name = 'Tracker') => host.workbook.xlsx.sheet(name)!;
const row = (number: number, columns: number, name = 'Tracker') =>
  Array.from({ length: columns }, (_, at) => sheetNow(name).cell(number, at + 1).value);

/** The file as another program reads it. */
const saved = async (): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(host.workbook.xlsx.save().slice().buffer);
  return workbook;
};

const open = async (make: (workbook: ExcelJS.Workbook) => void): Promise<void> => {
  const workbook = new ExcelJS.Workbook();
  make(workbook);
  host = makeExcelHost(openXlsx(new Uint8Array(await workbook.xlsx.writeBuffer())));
  Object.assign(globalThis, { Excel: host.Excel, Office: host.Office });
};

const rows = [
  ['UPN', 'Name', '% Att', 'Notes'],
  ['A999200018001', 'Quill, Tabitha', 0.5, 'mine'],
  ['B999200018002', 'Thimble, Otto', 0.5, 'mine too'],
];

beforeEach(() => open((workbook) => void workbook.addWorksheet('Tracker').addRows(rows)));

describe('columns of the standard set that she asks for', () => {
  test('go next to the last heading, marked as the desk’s, and are filled with the next update', async () => {
    await addFields(excelWorkbook, 'Tracker', viewOf(), ['unauthorised', 'attendanceLast4Weeks']);
    expect(row(1, 6)).toEqual([
      'UPN',
      'Name',
      '% Att',
      'Notes',
      'Unauthorised (desk)',
      'Attendance % last 4 weeks (desk)',
    ]);
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect([row(2, 6), row(3, 6)]).toEqual([
      ['A999200018001', 'Quill, Tabitha', 0.91, 'mine', 4, 0.75],
      ['B999200018002', 'Thimble, Otto', 0.75, 'mine too', 30, 0.75],
    ]);
    expect((await saved()).getWorksheet('Tracker')!.getCell('F2').numFmt).toBe('0.0%');
  });

  test('or after the column she names: what stands right of it moves', async () => {
    await addFields(excelWorkbook, 'Tracker', viewOf(), ['persistent'], { heading: '% Att', nth: 0 });
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect([row(1, 5), row(3, 5)]).toEqual([
      ['UPN', 'Name', '% Att', 'PA (desk)', 'Notes'],
      ['B999200018002', 'Thimble, Otto', 0.75, expect.anything(), 'mine too'],
    ]);
  });

  test('in a table the table grows with them', async () => {
    await open((workbook) => {
      workbook.addWorksheet('Tracker').addTable({
        name: 'Pupils',
        ref: 'A1',
        headerRow: true,
        columns: rows[0]!.map((name) => ({ name: String(name) })),
        rows: rows.slice(1),
      });
    });
    await addFields(excelWorkbook, 'Tracker', viewOf(), ['band']);
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect(sheetNow().tables[0]!.box).toMatchObject({ left: 1, right: 5 });
    expect([row(1, 5)[4], row(2, 5)[4]]).toEqual(['Band (desk)', expect.anything()]);
  });

  test('go next to the last heading as it stands when they are put there', async () => {
    const stop = await excelWorkbook.onChange('Tracker', () => undefined);
    let looks = 0;
    await excelWorkbook.addColumns('Tracker', ({ values }) => {
      // Somebody puts a column in while Excel answers.
      if (++looks === 1) host.workbook.perform({ kind: 'insert', sheet: 'Tracker', axis: 'column', at: 2, count: 1 });
      const place = { headingRow: 1, lastRow: 3, after: values!.values[0]!.length, isBetween: false };
      return { ...place, columns: [newColumn('band')], memory: memoryXml(emptyMemory), result: undefined };
    });
    expect(row(1, 6)).toEqual(['UPN', null, 'Name', '% Att', 'Notes', 'Band (desk)']);
    await stop();
  });

  test('the column she names is gone: said, and nothing is written', async () => {
    const before = host.workbook.xlsx.save();
    await expect(
      addFields(excelWorkbook, 'Tracker', viewOf(), ['band'], { heading: 'Mum rings', nth: 0 }),
    ).rejects.toThrow('The column Mum rings is no longer there.');
    expect(Buffer.compare(host.workbook.xlsx.save(), before)).toBe(0);
  });
});

test('what she says of a column is remembered in the workbook, and kept by a file that is saved and opened', async () => {
  await rememberInSheet(excelWorkbook, 'Tracker', viewOf(), (memory) =>
    withColumn(memory, { heading: 'Notes', nth: 0, field: 'nextAction' }),
  );
  host = makeExcelHost(openXlsx(host.workbook.xlsx.save()));
  Object.assign(globalThis, { Excel: host.Excel, Office: host.Office });
  const look = await lookAtSheet(excelWorkbook, viewOf());
  expect('plan' in look && look.plan.columns.all[3]).toMatchObject({ field: 'nextAction', isConfirmed: true });
});

describe('the meeting sheet in the workbook', () => {
  const name = meetingSheetName(paneMeeting().on);
  const make = (replace = false) => excelWorkbook.make(meetingSheet(paneMeeting(), 'Ada Manager'), replace);

  test('is made in at most three syncs, and another program finds it ready for A4', async () => {
    const before = host.syncs();
    expect(await make()).toBe(true);
    expect(host.syncs() - before).toBeLessThanOrEqual(3);
    const sheet = (await saved()).getWorksheet(name)!;
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, printTitlesRow: '1:2' });
    expect(sheet.headerFooter.oddFooter).toContain('Attendance Desk for Ada Manager');
    expect(sheet.getCell('A1').value).toBe('Attendance meeting, 10 March 2026');
  });

  test('holds no formula: what reads like one stays text', async () => {
    await make();
    const sheet = sheetNow(name);
    const { bottom, right } = sheet.usedRange!;
    const cells = Array.from({ length: bottom * right }, (_, at) =>
      sheet.cell(1 + Math.floor(at / right), 1 + (at % right)),
    );
    expect(cells.filter(({ formula }) => formula !== null)).toEqual([]);
    expect(cells.map(({ value }) => value)).toContain('=Stage 1 began.');
  });

  test('is made again only when that is asked for; the tracker stays as it was', async () => {
    const before = row(2, 4);
    await make();
    expect(await make()).toBe(false);
    expect(await make(true)).toBe(true);
    expect(host.workbook.xlsx.sheets.filter((sheet) => sheet.name.startsWith('Meeting'))).toHaveLength(1);
    expect(row(2, 4)).toEqual(before);
  });
});

test('the sheet made again holds her words and the desk’s figures, beside the one that is there', async () => {
  const desk = new FakeDesk(viewOf([ordinaryPupil(), absentPupil()]));
  const done = await updateSheet(excelWorkbook, 'Tracker', desk.view);
  await desk.keepCopy(done.copy!);
  await remakeSheet(excelWorkbook, desk, desk.view);
  const made = host.workbook.activeSheet;
  expect(made).toBe('Tracker 10 March 2026');
  await updateSheet(excelWorkbook, made, desk.view);
  expect([row(2, 4, made), row(3, 4, made)]).toEqual([row(2, 4), row(3, 4)]);
  await expect(remakeSheet(excelWorkbook, desk, desk.view)).rejects.toThrow('was made already');
});

test('of several trackers the one that the pane knew is made again, not the one that was filled last', async () => {
  const desk = new FakeDesk(viewOf([ordinaryPupil(), absentPupil()]));
  const { copy } = await updateSheet(excelWorkbook, 'Tracker', desk.view);
  await desk.keepCopy(copy!);
  const kept = desk.kept!;
  desk.copy = async (sheet) =>
    sheet === 'Tracker' ? kept : sheet === undefined ? { ...kept, sheet: 'Reviews' } : undefined;
  await remakeSheet(excelWorkbook, desk, desk.view, 'Tracker');
  expect(host.workbook.activeSheet).toBe('Tracker 10 March 2026');
  await remakeSheet(excelWorkbook, desk, desk.view, 'Year 9');
  expect(host.workbook.activeSheet).toBe('Reviews 10 March 2026');
});

test('a sheet made again without a copy is filled by the desk alone', async () => {
  const desk = new FakeDesk(viewOf());
  await remakeSheet(excelWorkbook, desk, desk.view);
  const look = await updateSheet(excelWorkbook, host.workbook.activeSheet, desk.view);
  expect('plan' in look && look.plan.rows.matched).toBe(2);
  expect('plan' in look && look.plan.missing).toEqual([]);
});
