import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { desk } from '../../bot/cli/desk.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { emptyMemory, memoryXml, readMemory } from '../../shared/workbook/memory.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { year2025to26 } from '../support/reference-calendar.ts';

const tabitha = 'A999200018001';
const otto = 'B999200018002';
let folder: string;

/** 20 school days from the start of the year: Tabitha misses 2 of 40 sessions, Otto 6. */
const marks = (): string => {
  const { sessions } = new Calendar([{ ...year2025to26, closures: [...year2025to26.closures] }]);
  const lines = sessions.slice(0, 40).flatMap(({ date, half }, at) => {
    const here = half === 'AM' ? '/' : '\\';
    return [`${tabitha},${date},${half},${at < 2 ? 'I' : here}`, `${otto},${date},${half},${at < 6 ? 'O' : here}`];
  });
  return ['pupil,date,session,code', ...lines].join('\n');
};

type Change = (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void | Promise<void>;

/** Two pupils, their attendance in yellow cells, and her formula in the column beside it. */
const workbook = async (change: Change = () => {}): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Tracker');
  sheet.addRow(['Attendance tracker']);
  sheet.addRow(['Name', '% Att', 'RAG']);
  sheet.addRow(['Quill, Tabitha', 0.912, { formula: 'IF(B3<0.9,"R","G")', result: 'G' }]);
  sheet.addRow(['Thimble, Otto', 0.95, { formula: 'IF(B4<0.9,"R","G")', result: 'G' }]);
  for (const row of [3, 4]) {
    sheet.getCell(row, 2).numFmt = '0.0%';
    sheet.getCell(row, 2).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
    sheet.getCell(row, 3).font = { italic: true };
  }
  sheet.getCell('C2').font = { bold: true };
  sheet.autoFilter = 'A2:C4';
  await change(sheet, book);
  return new Uint8Array(await book.xlsx.writeBuffer());
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'track-add-'));
  await writeFile(join(folder, 'marks.csv'), marks());
  await writeFile(join(folder, 'calendar.json'), JSON.stringify(year2025to26));
  await writeFile(
    join(folder, 'pupils.csv'),
    `pupil,surname,forename,year,form\n${tabitha},Quill,Tabitha,9,9A\n${otto},Thimble,Otto,9,9B\n`,
  );
  await writeFile(join(folder, 'tracker.xlsx'), await workbook());
});
afterEach(() => rm(folder, { recursive: true }));

const track = async (...args: string[]) => {
  let out = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    cwd: folder,
    env: {},
  };
  const files = ['--marks', 'marks.csv', '--calendar', 'calendar.json', '--pupils', 'pupils.csv'];
  const status = await desk(['track', 'tracker.xlsx', ...files, '--in-place', ...args, '--json'], io);
  return { status, answer: JSON.parse(out) };
};
const saved = async () => openXlsx(new Uint8Array(await readFile(join(folder, 'tracker.xlsx'))));
const parts = async () => unzipSync(new Uint8Array(await readFile(join(folder, 'tracker.xlsx'))));

/** Her workbook before any of its cells showed a percentage. */
const withoutPercentages = async () =>
  await writeFile(
    join(folder, 'tracker.xlsx'),
    await workbook((sheet) => {
      sheet.getColumn(2).eachCell((cell) => {
        cell.numFmt = 'General';
      });
    }),
  );

describe('--add puts columns at the right-hand end', () => {
  test('beside the last heading, with headings that say whose they are, and figures in the form of the field', async () => {
    const { status, answer } = await track('--add', 'unauthorised,attendanceLast4Weeks,stageReason');
    expect(status).toBe(0);
    expect(answer.columns).toMatchObject({
      found: [{ column: 'A' }, { column: 'B' }],
      added: [
        { column: 'D', field: 'unauthorised' },
        { column: 'E', field: 'attendanceLast4Weeks' },
        { column: 'F', field: 'stageReason' },
      ],
    });
    const sheet = (await saved()).sheet('Tracker')!;
    expect([4, 5, 6].map((column) => sheet.cell(2, column).value)).toEqual([
      'Unauthorised (desk)',
      'Attendance % last 4 weeks (desk)',
      'Reason for stage (desk)',
    ]);
    expect([sheet.cell(4, 4).value, sheet.cell(3, 5).shown]).toEqual([6, '100.0%']);
  });

  test('as wide as what stands in them, and seen where hers are hidden to the end of the sheet', async () => {
    const layout = async () =>
      (await saved()).sheet('Tracker')!.columns.map(({ from, to, width, hidden }) => ({ from, to, width, hidden }));
    await track('--add', 'late,stageReason');
    expect(await layout()).toEqual([
      { from: 4, to: 4, width: 9, hidden: false },
      { from: 5, to: 5, width: 30, hidden: false },
    ]);
    await writeFile(
      join(folder, 'tracker.xlsx'),
      await workbook((sheet) => {
        sheet.getColumn(2).width = 12;
        sheet.getColumn(6).hidden = true;
        sheet.getColumn(6).width = 5;
      }),
    );
    const xml = 'xl/worksheets/sheet1.xml';
    const file = await parts();
    const toTheEnd = new TextDecoder().decode(file[xml]).replace('min="6" max="6"', 'min="4" max="16384"');
    await writeFile(join(folder, 'tracker.xlsx'), zipSync({ ...file, [xml]: strToU8(toTheEnd) }));
    await track('--add', 'late,stageReason');
    expect(await layout()).toEqual([
      { from: 2, to: 2, width: 12, hidden: false },
      { from: 4, to: 4, width: 9, hidden: false },
      { from: 5, to: 5, width: 30, hidden: false },
      { from: 6, to: 16384, width: 5, hidden: true },
    ]);
    expect((await track()).answer.changes).toEqual([]);
  });

  test('that look like their neighbours: a percentage like the nearest one, another like the last column', async () => {
    await track('--add', 'attendanceLast4Weeks,late');
    const xlsx = await saved();
    const style = (row: number, column: number) => xlsx.styles.cells[xlsx.sheet('Tracker')!.cell(row, column).style];
    expect(style(2, 4)).toMatchObject({ font: { bold: true } });
    expect(style(3, 4)).toMatchObject({ format: '0.0%', fill: '#ffff00' });
    expect(style(3, 5)).toMatchObject({ font: { italic: true } });
    expect(style(3, 3)).toMatchObject({ font: { italic: true }, format: 'General' });
  });

  test('a number format of its own is one more style; every other style keeps its number', async () => {
    await withoutPercentages();
    const before = (await saved()).styles.cells;
    await track('--add', 'attendanceLast4Weeks');
    const after = await saved();
    expect(after.styles.cells.slice(0, before.length)).toEqual(before);
    expect(after.sheet('Tracker')!.cell(3, 4).shown).toBe('100.0%');
  });

  test('a number format that a conditional format alone has is no style’s yet', async () => {
    await withoutPercentages();
    const name = 'xl/styles.xml';
    const file = await parts();
    const xml = new TextDecoder()
      .decode(file[name])
      .replace(/<dxfs[^>]*\/>/, '<dxfs count="1"><dxf><numFmt numFmtId="170" formatCode="0.0%"/></dxf></dxfs>');
    await writeFile(join(folder, 'tracker.xlsx'), zipSync({ ...file, [name]: strToU8(xml) }));
    await track('--add', 'attendanceLast4Weeks');
    expect(new TextDecoder().decode((await parts())[name])).toMatch(
      /<numFmts count="1"><numFmt numFmtId="171" formatCode="0.0%"\/><\/numFmts>/,
    );
    expect((await saved()).sheet('Tracker')!.cell(3, 4).shown).toBe('100.0%');
  });

  test('the next run finds them, adds nothing twice and changes nothing', async () => {
    await track('--add', 'unauthorised,attendanceLast4Weeks');
    const once = await readFile(join(folder, 'tracker.xlsx'));
    const { answer } = await track('--add', 'unauthorised,attendanceLast4Weeks');
    expect(answer).toMatchObject({
      changes: [],
      columns: { added: [], notAdded: [{ field: 'unauthorised', why: 'column D has it' }, {}] },
    });
    expect(Buffer.compare(await readFile(join(folder, 'tracker.xlsx')), once)).toBe(0);
  });

  test('the standard set, as far as there are figures', async () => {
    const { answer } = await track('--add', 'default');
    const added = answer.columns.added.map(({ field }: { field: string }) => field);
    expect(added).toEqual(expect.arrayContaining(['possible', 'unauthorised', 'persistent', 'attendanceLast4Weeks']));
    expect(added).not.toContain('attendance');
    expect(added).not.toContain('lastContact');
  });

  test('only the sheet and its styles differ; her filter stays where it was', async () => {
    const before = await parts();
    await track('--add', 'unauthorised');
    const after = await parts();
    const differing = Object.keys(before).filter((name) => Buffer.compare(before[name]!, after[name]!) !== 0);
    expect(differing.sort()).toEqual(['xl/styles.xml', 'xl/worksheets/sheet1.xml']);
    expect(new TextDecoder().decode(after['xl/worksheets/sheet1.xml'])).toContain('<autoFilter ref="A2:C4"');
  });

  test('beside everything, where something stands next to the last heading', async () => {
    await writeFile(
      join(folder, 'tracker.xlsx'),
      await workbook((sheet) => {
        sheet.getCell('E9').value = 'Key: R below 90 %';
      }),
    );
    expect((await track('--add', 'late,unauthorised')).answer.columns.added).toMatchObject([
      { column: 'F' },
      { column: 'G' },
    ]);
  });

  test('beside everything, where a formula next to the last heading shows nothing at the moment', async () => {
    await writeFile(
      join(folder, 'tracker.xlsx'),
      await workbook((sheet) => {
        sheet.getCell('E3').value = { formula: 'IF(B3<0.5,"!","")', result: '' };
      }),
    );
    expect((await track('--add', 'late,unauthorised')).answer.columns.added).toMatchObject([
      { column: 'F' },
      { column: 'G' },
    ]);
  });

  test('a field of which the desk knows nothing is not added, and said', async () => {
    const { status, answer } = await track('--add', 'letter');
    expect(status).toBe(0);
    expect(answer.columns).toMatchObject({ added: [], notAdded: [{ field: 'letter' }] });
  });

  test('a protected sheet gets none', async () => {
    await writeFile(
      join(folder, 'tracker.xlsx'),
      await workbook(async (sheet) => {
        for (const row of [3, 4]) sheet.getCell(row, 2).protection = { locked: false };
        await sheet.protect('', {});
      }),
    );
    const { status, answer } = await track('--add', 'late');
    expect(status).toBe(1);
    expect(answer).toMatchObject({ saved: null, refused: [{ why: expect.stringContaining('protection') }] });
  });
});

describe('a table whose last column is the last heading grows by the column', () => {
  const withTable = async (): Promise<Uint8Array> => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Tracker').addTable({
      name: 'Pupils',
      ref: 'A2',
      headerRow: true,
      totalsRow: true,
      columns: [
        { name: 'Name', totalsRowLabel: 'Average', filterButton: true },
        { name: '% Att', filterButton: true },
      ],
      rows: [
        ['Quill, Tabitha', 0.912],
        ['Thimble, Otto', 0.95],
      ],
    });
    return new Uint8Array(await book.xlsx.writeBuffer());
  };

  test('its range, its columns and its filter', async () => {
    await writeFile(join(folder, 'tracker.xlsx'), await withTable());
    const { status, answer } = await track('--add', 'unauthorised');
    expect([status, answer.columns.added]).toEqual([0, [{ column: 'C', field: 'unauthorised' }]]);
    const [table] = (await saved()).sheet('Tracker')!.tables;
    expect(table).toMatchObject({ box: { top: 2, left: 1, bottom: 5, right: 3 } });
    const xml = new TextDecoder().decode((await parts())['xl/tables/table1.xml']);
    expect(xml).toContain('<autoFilter ref="A2:C4"');
    expect(xml).toMatch(
      /<tableColumns count="3">.*<tableColumn id="3" name="Unauthorised \(desk\)"\/><\/tableColumns>/s,
    );
    expect((await track()).answer.changes).toEqual([]);
  });

  test('one that is filled from elsewhere is refused', async () => {
    const file = unzipSync(await withTable());
    const name = 'xl/tables/table1.xml';
    const xml = new TextDecoder().decode(file[name]).replace('<table ', '<table tableType="queryTable" ');
    await writeFile(join(folder, 'tracker.xlsx'), zipSync({ ...file, [name]: strToU8(xml) }));
    const { status, answer } = await track('--add', 'unauthorised');
    expect([status, answer.refused[0].why]).toEqual([1, expect.stringContaining('filled from elsewhere')]);
  });
});

describe('what the workbook remembers', () => {
  const part = 'customXml/item1.xml';
  const withMemory = async (sheets: object): Promise<void> => {
    const xml = memoryXml({ ...emptyMemory, sheets: sheets as never });
    await writeFile(
      join(folder, 'tracker.xlsx'),
      zipSync({ ...unzipSync(await workbook()), [part]: strToU8(xml) }, { mtime: '2026-02-27T15:40:00' }),
    );
  };
  const remembered = async () => readMemory(new TextDecoder().decode((await parts())[part]))!.sheets.Tracker!;

  test('is honoured: a column that she said to leave alone is left, a cell of hers stays', async () => {
    await withMemory({
      Tracker: { columns: [], written: { attendance: { [tabitha]: 0.88 } }, hers: {} },
    });
    const { answer } = await track();
    expect(answer).toMatchObject({
      changes: [{ cell: 'B4' }],
      kept: [{ cell: 'B3', why: 'you typed over it' }],
    });
  });

  test('is kept up to date, and names the columns that were added', async () => {
    await withMemory({});
    await track('--add', 'unauthorised');
    expect(await remembered()).toMatchObject({
      columns: expect.arrayContaining([
        { heading: 'Unauthorised (desk)', nth: 0, field: 'unauthorised', added: true },
        { heading: '% Att', nth: 0, field: 'attendance' },
      ]),
      written: { attendance: { [tabitha]: 0.95, [otto]: 0.85 }, unauthorised: { [otto]: 6 } },
    });
    const once = await readFile(join(folder, 'tracker.xlsx'));
    await track();
    expect(Buffer.compare(await readFile(join(folder, 'tracker.xlsx')), once)).toBe(0);
  });

  test('a part that somebody changed by hand stays as it is; a workbook without one gets none', async () => {
    const broken = `<tracker xmlns="urn:attendance-desk:tracker:1">{ mine now</tracker>`;
    await writeFile(join(folder, 'tracker.xlsx'), zipSync({ ...unzipSync(await workbook()), [part]: strToU8(broken) }));
    expect((await track()).status).toBe(0);
    expect(new TextDecoder().decode((await parts())[part])).toBe(broken);
    await writeFile(join(folder, 'tracker.xlsx'), await workbook());
    await track();
    expect(Object.keys(await parts())).not.toContain(part);
  });
});

describe('somebody has it open', () => {
  test.each(['~$tracker.xlsx', '.~lock.tracker.xlsx#'])(
    '%s lies beside it: refused before anything is written',
    async (lock) => {
      const before = await readFile(join(folder, 'tracker.xlsx'));
      await writeFile(join(folder, lock), '');
      const { status, answer } = await track();
      expect([status, answer.refused[0].why]).toEqual([1, expect.stringContaining('somebody has it open')]);
      expect(Buffer.compare(await readFile(join(folder, 'tracker.xlsx')), before)).toBe(0);
    },
  );
});

test('formulas of hers that read a changed cell have fresh values in the file, and nothing is left to Excel', async () => {
  const { answer } = await track();
  expect(answer).toMatchObject({ changes: [{ cell: 'B3' }, { cell: 'B4' }], formulas: { computed: 2, left: [] } });
  const sheet = (await saved()).sheet('Tracker')!;
  expect([sheet.cell(3, 3).value, sheet.cell(4, 3).value]).toEqual(['G', 'R']);
  expect(new TextDecoder().decode((await parts())['xl/workbook.xml'])).not.toContain('fullCalcOnLoad="1"');
});
