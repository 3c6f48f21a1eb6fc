import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, type WithDesk } from '../../bot/cli/import.ts';
import { type Io, WrongUse } from '../../bot/cli/io.ts';
import { run as runMarks } from '../../bot/cli/marks.ts';
import type { ImportReport } from '../../shared/mis/report.ts';
import { type ImportDesk, openImportDesk } from '../support/import-desk.ts';
import { year2025to26 } from '../support/reference-calendar.ts';
import { everybody, marksCsv, smallPupils, studentsCsv, upnAt } from '../support/small-export.ts';

describe('desk import FOLDER', () => {
  let folder: string;
  let school: ImportDesk;
  let out: string;
  const io = (): Io => ({
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    cwd: folder,
    env: {},
  });
  const withDesk: WithDesk = async (_io, work) => await work(school.desk);
  const put = async (name: string, text: string) => await writeFile(join(folder, name), text);
  const runs = async (...args: string[]): Promise<{ status: number; report: ImportReport }> => {
    out = '';
    const status = await run([folder, '--json', ...args], io(), withDesk);
    return { status, report: JSON.parse(out) as ImportReport };
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-import-'));
    school = openImportDesk(year2025to26);
    await put('students.csv', studentsCsv());
    await put('marks.csv', marksCsv(...everybody('09/03/2026', 'AM', '/')));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  test('everything accepted: exit 0, one JSON document; again: nothing changes', async () => {
    const first = await runs();
    expect(first.status).toBe(0);
    expect(first.report).toMatchObject({ pupils: 12, marks: 12, changed: 0, saved: true, written: true });
    const second = await runs();
    expect(second.status).toBe(0);
    expect(second.report).toMatchObject({ marks: 12, changed: 0, saved: true, written: false });
  });

  test('a refused row: exit 1, and the rest is saved', async () => {
    await put('marks.csv', marksCsv([0, '09/03/2026', 'AM', 'H'], [1, '09/03/2026', 'AM', '/']));
    const { status, report } = await runs();
    expect(status).toBe(1);
    expect(report.refused).toEqual([
      { file: 'marks.csv', line: 2, column: 'Mark', value: 'H', why: 'H ended on 19 August 2024; C or G?' },
    ]);
    expect(report.saved).toBe(true);
    expect((await school.desk.data.book()).codeOf(upnAt(1), '2026-03-09', 'AM')).toBe('/');
  });

  test('two files of a folder that disagree are both refused: nothing tells which is newer', async () => {
    await put('marks-2.csv', marksCsv([0, '09/03/2026', 'AM', 'I']));
    const { report } = await runs();
    expect(report.refused.map(({ file, line }) => [file, line])).toEqual([
      ['marks-2.csv', 2],
      ['marks.csv', 2],
    ]);
    expect(report.marks).toBe(11);
  });

  test('--dry-run says the same and writes nothing', async () => {
    const writes = school.files.writes;
    const { status, report } = await runs('--dry-run');
    expect(status).toBe(0);
    expect(report).toMatchObject({ marks: 12, saved: false });
    expect([school.files.writes, school.records.writes]).toEqual([writes, 0]);
  });

  test('half the school next time: the students file is refused whole', async () => {
    await runs();
    await put('students.csv', studentsCsv(smallPupils.slice(0, 6)));
    const { status, report } = await runs();
    expect(status).toBe(1);
    expect(report.refused).toMatchObject([{ file: 'students.csv', line: null }]);
  });

  test("the folder's own calendar decides what is a school day", async () => {
    const closures = [{ date: '2026-03-09', why: 'Snow' }];
    await put('calendar.json', JSON.stringify({ ...year2025to26, closures }));
    const { report } = await runs();
    expect(report.warnings).toHaveLength(12);
    expect(report.warnings[0]?.why).toBe('no school session (Snow); kept, counted nowhere');
  });

  test('what is no export is named and refused; what is none of ours is passed over', async () => {
    await put('old.xlsx', 'PK nonsense');
    await put('notes.md', 'Do not read');
    const { status, report } = await runs();
    expect(status).toBe(1);
    expect(report.refused.map(({ file, line }) => [file, line])).toEqual([['old.xlsx', null]]);
  });

  test('a folder that is not there is refused in words; no folder at all is wrong use', async () => {
    out = '';
    expect(await run(['nowhere', '--json'], io(), withDesk)).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ refused: [{ file: 'nowhere', why: 'there is no such folder' }] });
    await expect(run([], io(), withDesk)).rejects.toBeInstanceOf(WrongUse);
  });

  test('desk marks: what the desk holds of a pupil, amendments with their history', async () => {
    await runs();
    await put('marks.csv', marksCsv([0, '09/03/2026', 'AM', 'I']));
    expect((await runs()).report.changed).toBe(1);
    out = '';
    expect(await runMarks(['--pupil', upnAt(0), '--json'], io(), withDesk)).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      pupil: upnAt(0),
      marks: [
        {
          date: '2026-03-09',
          session: 'AM',
          code: 'I',
          minutesLate: null,
          amended: [{ from: '/', to: 'I', by: 'MIS' }],
        },
      ],
    });
  });
});
