import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { excelWorkbook } from '../../excel-addin/office/excel-workbook.ts';
import { goToPupil, lookAtSheet, Stopped, updateSheet } from '../../excel-addin/update-sheet.ts';
import { BookFace } from '../../shared/local-tenant/excel-host/book/book-face.ts';
import { type ExcelHost, makeExcelHost } from '../../shared/local-tenant/excel-host/host.ts';
import { memoryNamespace } from '../../shared/workbook/memory.ts';
import { isRefusal, planUpdate } from '../../shared/workbook/plan.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import { richWorkbook } from '../support/rich-workbook.ts';
import { absentPupil, ordinaryPupil, viewOf } from '../support/tracker-view.ts';

let file: Uint8Array;
let host: ExcelHost;

const openInExcel = (bytes: Uint8Array): void => {
  file = bytes;
  host = makeExcelHost(openXlsx(bytes));
  Object.assign(globalThis, { Excel: host.Excel, Office: host.Office });
};

beforeEach(async () => openInExcel(await richWorkbook()));

/** The name of the part in which the workbook remembers; it has a part of somebody else’s too. */
const memoryPart = (): string | undefined =>
  host.workbook.xlsx.parts.find(
    (part) => part.startsWith('customXml/item') && host.workbook.xlsx.part(part)?.includes(memoryNamespace),
  );

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
  test('writes what desk track writes, to the byte, and what the workbook remembers beside it', async () => {
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    const [pane, track] = [host.workbook.xlsx.save(), writtenByTheFile('Tracker')].map((bytes) => unzipSync(bytes));
    const differ = Object.keys(pane!).filter(
      (part) => !Buffer.from(pane![part]!).equals(track![part] ?? new Uint8Array()),
    );
    expect(differ.filter((part) => !/customXml|Content_Types|_rels/.test(part))).toEqual([]);
    expect(differ).toContain(memoryPart());
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

describe('1,200 pupils and 40 columns', () => {
  const pupils = Array.from({ length: 1200 }, (_, at) =>
    ordinaryPupil({
      pupil: `Z99920${String(at).padStart(7, '0')}`,
      admission: String(at),
      surname: `Name${at}`,
      attended: 150 + (at % 50),
    }),
  );
  const filled = [
    'UPN',
    '% Att',
    'Unauth',
    'PA?',
    'Stage rec',
    'Lates',
    'Band',
    'Missing',
    'Next action',
    'Review due',
  ];
  const hers = Array.from({ length: 30 }, (_, at) => `Notes ${at + 1}`);

  beforeEach(async () => {
    const workbook = new ExcelJS.Workbook();
    for (const name of ['Open', 'Shut']) {
      const sheet = workbook.addWorksheet(name);
      sheet.addRow([...filled, ...hers]);
      for (const { pupil } of pupils)
        sheet.addRow([pupil, 0.5, 0, 'Y', 1, 9, 4, 3, '', '', ...hers.map((_, at) => (at % 3 === 0 ? 'mine' : ''))]);
      if (name === 'Open') continue;
      for (let row = 2; row < 1300; row++) sheet.getCell(row, 2).protection = { locked: false };
      await sheet.protect('', {});
    }
    openInExcel(new Uint8Array(await workbook.xlsx.writeBuffer()));
  });

  test.each(['Open', 'Shut'])('take at most four syncs, what the workbook remembers included: %s', async (name) => {
    for (const change of [0, 1]) {
      const before = host.syncs();
      const view = viewOf(pupils.map((pupil) => ({ ...pupil, attended: pupil.attended - change })));
      const look = await updateSheet(excelWorkbook, name, view);
      expect('plan' in look && look.plan.changes.length).toBeGreaterThanOrEqual(1200);
      expect(host.syncs() - before).toBeLessThanOrEqual(4);
    }
    expect(host.workbook.xlsx.sheet('Open')!.cell(1201, 11).value).toBe('mine');
  });

  test('a second time nothing is written, not even the memory', async () => {
    await updateSheet(excelWorkbook, 'Open', viewOf(pupils));
    const [file, before] = [host.workbook.xlsx.save(), host.syncs()];
    const look = await updateSheet(excelWorkbook, 'Open', viewOf(pupils));
    expect('plan' in look && look.plan.changes).toEqual([]);
    expect(host.syncs() - before).toBeLessThanOrEqual(3);
    expect(Buffer.compare(host.workbook.xlsx.save(), file)).toBe(0);
  });

  test('a tab that got another name since keeps what she typed over', async () => {
    await updateSheet(excelWorkbook, 'Open', viewOf(pupils));
    // As if what was filled under the name Autumn were called Open by now.
    const rename = ({ memory = '' }: { memory: string | undefined }) => memory.replace('"Open":', '"Autumn":');
    await excelWorkbook.change('Open', (seen) => ({ blocks: [], memory: rename(seen), result: undefined }));
    host.workbook.write('Open', [{ row: 2, column: 2, value: 0.42 }]);
    const look = await updateSheet(excelWorkbook, 'Open', viewOf(pupils));
    expect('plan' in look && look.plan.kept).toEqual([
      expect.objectContaining({ cell: 'B2', why: 'you typed over it' }),
    ]);
    expect(host.workbook.xlsx.sheet('Open')!.cell(2, 2).value).toBe(0.42);
  });
});

describe('somebody works in the sheet while the pane does', () => {
  test('what was typed while Excel answered is planned again, and not overwritten', async () => {
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    const stop = await excelWorkbook.onChange('Tracker', () => undefined);
    // Two rows change places after the cells were read and before what the workbook remembers is.
    const remembered = memoryPart();
    const read = BookFace.prototype.part;
    let times = 0;
    const asked = vi.spyOn(BookFace.prototype, 'part').mockImplementation(function (this: BookFace, part) {
      times += part === remembered ? 1 : 0;
      if (times === 2 && part === remembered)
        host.workbook.write('Tracker', [
          { row: 4, column: 1, value: 'B999200018002' },
          { row: 4, column: 2, value: 'Thimble, Otto' },
          { row: 4, column: 3, value: 0.75 },
          { row: 5, column: 1, value: 'A999200018001' },
          { row: 5, column: 2, value: 'Quill, Tabitha' },
          { row: 5, column: 3, value: 0.91 },
        ]);
      return read.call(this, part);
    });
    await updateSheet(excelWorkbook, 'Tracker', viewOf([ordinaryPupil({ attended: 190 }), absentPupil()]));
    asked.mockRestore();
    await stop();
    const sheet = host.workbook.xlsx.sheet('Tracker')!;
    expect([sheet.cell(4, 3).value, sheet.cell(5, 3).value]).toEqual([0.75, 0.95]);
  });

  test('who never stops typing is asked to wait: nothing is written into rows that may be others by then', async () => {
    const stop = await excelWorkbook.onChange('Tracker', () => undefined);
    const before = host.workbook.xlsx.sheet('Tracker')!.cell(4, 3).value;
    const written = excelWorkbook.change('Tracker', () => {
      host.workbook.write('Tracker', [{ row: 9, column: 9, value: 'still typing' }]);
      return { blocks: [{ top: 4, left: 3, values: [[0.123]] }], result: 'done' };
    });
    await expect(written).rejects.toThrow('Somebody is changing the sheet just now, and nothing was written.');
    expect(host.workbook.xlsx.sheet('Tracker')!.cell(4, 3).value).toBe(before);
    await stop();
  });

  test('the pane does not hear what it writes itself, and hears what a person types', async () => {
    let heard = 0;
    const stop = await excelWorkbook.onChange('Tracker', () => {
      heard += 1;
    });
    await updateSheet(excelWorkbook, 'Tracker', viewOf());
    expect(heard).toBe(0);
    host.workbook.write('Tracker', [{ row: 4, column: 3, value: 0.5 }]);
    await expect.poll(() => heard).toBe(1);
    await stop();
    host.workbook.write('Tracker', [{ row: 4, column: 3, value: 0.6 }]);
    await Promise.resolve();
    expect(heard).toBe(1);
  });

  test('an update that was stopped writes nothing', async () => {
    const before = host.workbook.xlsx.save();
    await expect(updateSheet(excelWorkbook, 'Tracker', viewOf(), { isStopped: () => true })).rejects.toThrow(Stopped);
    expect(Buffer.compare(host.workbook.xlsx.save(), before)).toBe(0);
  });

  test('one pupil’s decision writes that pupil’s row, and leaves what is remembered of others', async () => {
    const only = new Set(['B999200018002']);
    const look = await updateSheet(excelWorkbook, 'Tracker', viewOf(), { only });
    expect('plan' in look && new Set(look.plan.changes.map(({ row }) => row))).toEqual(new Set([5]));
    expect(host.workbook.xlsx.part(memoryPart()!)).not.toContain('A999200018001');
  });
});

test.each(['=1+1 is no formula', ' =1+1', '＝1+1', '\t1', 'Mar/5'])(
  'text keeps its form where Excel would make a number, a date or a formula of it: %j',
  async (says) => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Tracker');
    sheet.addRow(['UPN', '% Att', 'Unauth', 'Stage since', 'Why this stage']);
    sheet.addRow(['A999200018001', '95.1%', '1', '01/09/2025', 'old']);
    openInExcel(new Uint8Array(await workbook.xlsx.writeBuffer()));
    const pupil = ordinaryPupil();
    const reasons = [{ ...pupil.stage.reasons[0]!, says }];
    await updateSheet(
      excelWorkbook,
      'Tracker',
      viewOf([{ ...pupil, stage: { ...pupil.stage, since: '2026-02-01', reasons } }]),
    );
    const now = host.workbook.xlsx.sheet('Tracker')!;
    expect([2, 3, 4, 5].map((column) => now.cell(2, column).value)).toEqual(['91.0%', '4', '01/02/2026', says]);
  },
);

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

  test('pressing a pupil goes to the row, wherever it stands by now', async () => {
    host.workbook.write('Tracker', [
      { row: 4, column: 1, value: 'B999200018002' },
      { row: 4, column: 2, value: 'Thimble, Otto' },
      { row: 5, column: 1, value: 'A999200018001' },
      { row: 5, column: 2, value: 'Quill, Tabitha' },
    ]);
    expect(await goToPupil(excelWorkbook, 'Tracker', viewOf(), 'A999200018001')).toBe(true);
    expect(await excelWorkbook.selection()).toMatchObject({ sheet: 'Tracker', row: 5 });
    expect(await goToPupil(excelWorkbook, 'Tracker', viewOf(), 'C0')).toBe(false);
  });
});
