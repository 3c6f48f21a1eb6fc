import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { desk } from '../../bot/cli/desk.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { year2025to26 } from '../support/reference-calendar.ts';

const tabitha = 'A999200018001';
const otto = 'B999200018002';
let folder: string;

/** 20 school days from the start of the year: Tabitha misses 2 of 40 sessions, Otto 6, two of them unauthorised. */
const marksOf = (): string => {
  const { sessions } = new Calendar([{ ...year2025to26, closures: [...year2025to26.closures] }]);
  const lines = sessions.slice(0, 40).flatMap(({ date, half }, at) => {
    const here = half === 'AM' ? '/' : '\\';
    return [
      `${tabitha},${date},${half},${at < 2 ? 'I' : here}`,
      `${otto},${date},${half},${at < 4 ? 'I' : at < 6 ? 'O' : here}`,
    ];
  });
  return ['pupil,date,session,code', ...lines].join('\n');
};

const tracker = async (
  name: string,
  sheets: readonly string[] = ['Tracker', 'Notes to self'],
  protect = false,
): Promise<void> => {
  const workbook = new ExcelJS.Workbook();
  for (const title of sheets) {
    const sheet = workbook.addWorksheet(title);
    if (title === 'Notes to self') {
      sheet.getCell('A1').value = 'Ring the LA';
      continue;
    }
    sheet.addRow(['Attendance tracker']);
    sheet.addRow(['Name', 'Form', '% Att', 'Unauth', 'PA?', "Mum's mobile"]);
    sheet.addRow(['Quill, Tabitha', '9A', 0.912, 3, { formula: 'IF(C3<=0.9,"Y","N")', result: 'N' }, '07700 900123']);
    sheet.addRow(['Thimble, Otto', '9B', 0.85, 2, { formula: 'IF(C4<=0.9,"Y","N")', result: 'Y' }, '']);
    sheet.addRow(['Smith, Jack', '9B', 0.5, 2]);
    sheet.addRow(['Average', '', { formula: 'AVERAGE(C3:C5)', result: 0.75 }]);
    for (let row = 3; row < 7; row++) sheet.getCell(row, 3).numFmt = '0.0%';
    if (protect) await sheet.protect('', {});
  }
  await writeFile(join(folder, name), new Uint8Array(await workbook.xlsx.writeBuffer()));
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'track-'));
  await writeFile(join(folder, 'marks.csv'), marksOf());
  await writeFile(join(folder, 'calendar.json'), JSON.stringify(year2025to26));
  await writeFile(
    join(folder, 'pupils.csv'),
    `pupil,surname,forename,year,form,to\n${tabitha},Quill,Tabitha,9,9A,\n${otto},Thimble,Otto,9,9B,\nC999200018003,Newcombe,Nell,9,9A,\n`,
  );
  await tracker('tracker.xlsx');
});
afterEach(() => rm(folder, { recursive: true }));

const files = ['--marks', 'marks.csv', '--calendar', 'calendar.json', '--pupils', 'pupils.csv'];

const track = async (...args: string[]): Promise<{ status: number; out: string; err: string }> => {
  let [out, err] = ['', ''];
  const status = await desk(['track', ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd: folder,
    env: {},
  });
  return { status, out, err };
};

const answered = async (...args: string[]) => {
  const { status, out } = await track(...args, '--json');
  return { status, answer: JSON.parse(out) };
};

test('the answer says what was found, left alone, matched and changed', async () => {
  const { status, answer } = await answered('tracker.xlsx', ...files, '--out', 'new.xlsx');
  expect(status).toBe(0);
  expect(answer).toMatchObject({
    sheet: 'Tracker',
    headingRow: 2,
    columns: {
      found: [
        { column: 'A', heading: 'Name', field: 'name' },
        { column: 'B', heading: 'Form', field: 'form' },
        { column: 'C', heading: '% Att', field: 'attendance' },
        { column: 'D', heading: 'Unauth', field: 'unauthorised' },
      ],
      added: [],
      left: [
        { column: 'E', heading: 'PA?', field: 'persistent', why: 'her formula' },
        { column: 'F', heading: "Mum's mobile" },
      ],
    },
    rows: {
      matched: 2,
      unmatched: [{ row: 5, value: 'Smith, Jack', why: 'no pupil matches' }],
      notInSheet: ['C999200018003'],
    },
    changes: [
      { cell: 'C3', from: 0.912, to: 0.95, shown: '95.0%' },
      { cell: 'D3', from: 3, to: 0, shown: '0' },
    ],
    otherSheets: ['Notes to self'],
    saved: 'new.xlsx',
  });
});

test('the new file holds the figures, the old one is as it was; a second run changes nothing', async () => {
  const before = await readFile(join(folder, 'tracker.xlsx'));
  await track('tracker.xlsx', ...files, '--out', 'new.xlsx');
  expect(Buffer.compare(await readFile(join(folder, 'tracker.xlsx')), before)).toBe(0);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(folder, 'new.xlsx'));
  expect(workbook.getWorksheet('Tracker')!.getCell('C3').value).toBe(0.95);
  const { answer } = await answered('new.xlsx', ...files, '--in-place');
  expect(answer).toMatchObject({ changes: [], saved: 'new.xlsx' });
});

describe('where it is written', () => {
  test('beside the original under a new name', async () => {
    const { answer } = await answered('tracker.xlsx', ...files);
    expect(answer.saved).toBe('tracker (updated).xlsx');
    expect((await answered('tracker.xlsx', ...files)).answer.saved).toBe('tracker (updated 2).xlsx');
  });
  test('in place', async () => {
    const before = await readFile(join(folder, 'tracker.xlsx'));
    expect((await answered('tracker.xlsx', ...files, '--in-place')).answer.saved).toBe('tracker.xlsx');
    expect(Buffer.compare(await readFile(join(folder, 'tracker.xlsx')), before)).not.toBe(0);
  });
  test('in place, where others may go on writing it as before', async () => {
    const path = join(folder, 'tracker.xlsx');
    await chmod(path, 0o664);
    await track('tracker.xlsx', ...files, '--in-place');
    expect((await stat(path)).mode & 0o777).toBe(0o664);
  });
  test('in place, where the name is a link to it: the link stays one', async () => {
    const [own, real] = [join(folder, 'tracker.xlsx'), join(folder, 'office', 'real.xlsx')];
    await mkdir(join(folder, 'office'));
    await rename(own, real);
    await symlink(real, own);
    const before = await readFile(real);
    await track('tracker.xlsx', ...files, '--in-place');
    expect((await lstat(own)).isSymbolicLink()).toBe(true);
    expect(Buffer.compare(await readFile(real), before)).not.toBe(0);
    await writeFile(join(folder, 'office', '~$real.xlsx'), '');
    expect((await track('tracker.xlsx', ...files, '--in-place')).err).toContain('somebody has it open');
  });
  test('nowhere in a dry run, with the same answer', async () => {
    const { answer } = await answered('tracker.xlsx', ...files, '--dry-run');
    expect(answer).toMatchObject({ saved: null, changes: [{ cell: 'C3' }, { cell: 'D3' }] });
    expect((await readdir(folder)).sort()).toEqual(['calendar.json', 'marks.csv', 'pupils.csv', 'tracker.xlsx']);
  });
  test('a folder that is not there is said, and nothing is left behind', async () => {
    const { status, answer } = await answered('tracker.xlsx', ...files, '--out', 'no/such/new.xlsx');
    expect(status).toBe(1);
    expect(answer.refused[0].why).toMatch(/folder/);
  });
});

describe('which sheet', () => {
  beforeEach(() => tracker('years.xlsx', ['Year 8', 'Year 9', 'Notes to self']));
  test('several trackers: it asks, and lists them', async () => {
    const { status, answer } = await answered('years.xlsx', ...files);
    expect(status).toBe(1);
    expect(answer).toMatchObject({ sheets: ['Year 8', 'Year 9'], saved: null });
  });
  test('the one that is named', async () => {
    const { answer } = await answered('years.xlsx', ...files, '--sheet', 'Year 9', '--dry-run');
    expect(answer).toMatchObject({ sheet: 'Year 9', otherSheets: ['Year 8', 'Notes to self'] });
  });
  test.each([
    ['two that are named', ['--sheet', 'Year 8', '--sheet', 'Year 9']],
    ['all', ['--sheet', '*']],
  ])('%s', async (_says, args) => {
    const { answer } = await answered('years.xlsx', ...files, ...args, '--dry-run');
    expect(answer.sheets.map(({ sheet }: { sheet: string }) => sheet)).toEqual(['Year 8', 'Year 9']);
  });
  test('one that is not there is refused with those that are', async () => {
    const { status, err } = await track('years.xlsx', ...files, '--sheet', 'Year 10');
    expect(status).toBe(1);
    expect(err).toContain('Year 8, Year 9, Notes to self');
  });
});

describe('refused, and no file is written', () => {
  test.each([
    ['no workbook', 'marks.csv', /not an Excel workbook/],
    ['no such file', 'gone.xlsx', /no such file/],
  ])('%s', async (_says, file, why) => {
    const { status, out, err } = await track(file, ...files);
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(why);
  });
  test('a sheet on which every cell is locked', async () => {
    await tracker('locked.xlsx', ['Tracker'], true);
    const { status, answer } = await answered('locked.xlsx', ...files);
    expect(status).toBe(1);
    expect(answer.refused[0].why).toMatch(/locked/);
    expect(await readdir(folder)).not.toContain('locked (updated).xlsx');
  });
});

describe('wrong use ends with status 2 and one line', () => {
  test.each<[string, string[], RegExp]>([
    ['no workbook', [], /WORKBOOK is missing/],
    ['a column of no field', ['tracker.xlsx', ...files, '--add', 'late,mood'], /no field mood/],
    ['a column of who it is', ['tracker.xlsx', ...files, '--add', 'name'], /--add name/],
    ['two places to write to', ['tracker.xlsx', ...files, '--in-place', '--out', 'x.xlsx'], /not both/],
    ['marks without a calendar', ['tracker.xlsx', '--marks', 'marks.csv'], /--calendar FILE is missing/],
    ['no date', ['tracker.xlsx', ...files, '--on', '10/03/2026'], /2026-03-10/],
    ['an unknown option', ['tracker.xlsx', '--colour'], /--colour/],
  ])('%s', async (_says, args, why) => {
    const { status, out, err } = await track(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(why);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

test('for people it says the same in words', async () => {
  const { out } = await track('tracker.xlsx', ...files, '--dry-run');
  expect(out).toContain('Tracker: headings in row 2, 2 pupils found, 2 cells to change.');
  expect(out).toContain('E PA? (her formula)');
  expect(out).not.toContain('Smith');
});
