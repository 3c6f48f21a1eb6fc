import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, usage } from '../../bot/cli/export.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { withImport } from '../../shared/records/mark-book.ts';
import { figuresDocument } from '../../shared/rules/figures/figures-document.ts';
import { CommandFolder } from '../support/command.ts';
import { canary, OrdinaryDesk, today } from '../support/desk.ts';

/** An ordinary school at noon on a Tuesday, with a late mark, an amendment, one taken back, a Saturday and a leaver. */
const school = new OrdinaryDesk();
const mark = (pupil: string, date: string, code: 'L' | 'I' | 'O' | 'C1' | '/' | null, minutesLate?: number) =>
  ({ pupil, date, half: 'AM', code, minutesLate }) as const;
school.book = withImport(school.book, {
  marks: [
    mark('P9A1', '2026-03-02', 'L', 7),
    mark('P9A2', '2026-03-03', 'I'),
    mark('P9A2', '2026-03-04', null),
    mark('P9A3', '2026-03-05', 'O'),
    mark('P9A3', '2026-03-07', '/'),
    mark('P9B1', today, 'C1'),
  ],
  roll: [{ pupil: 'P8A1', from: '2025-09-03', to: '2025-12-19' }],
  at: '2026-03-10T09:00:00Z',
  by: 'MIS',
  why: 'changed in the export of the MIS',
}).book;
school.at('12:00');

let folder: CommandFolder;
let ask: (sql: string) => Promise<Record<string, unknown>[]>;
const exported = async (...args: readonly string[]) =>
  await folder.run(
    {
      usage,
      run: async (given, io) => await run(given, io, { withDesk: async (_io, work) => await work(school.desk) }),
    },
    ...args,
  );

beforeAll(async () => {
  folder = await CommandFolder.make();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  ask = async (sql) =>
    (await connection.runAndReadAll(sql.replace(/\b(\w+)\.parquet/g, `'${join(folder.path, 'out')}/$1.parquet'`)))
      .getRowObjectsJson()
      .map((row) => ({ ...row }));
});
afterAll(async () => await folder.remove());

describe('desk export parquet: the school for whoever counts elsewhere', () => {
  test('says which files it wrote, with how many rows; nobody but the owner may read them', async () => {
    const { status, json } = await exported('parquet', 'out', '--json');
    expect(status).toBe(0);
    expect(json).toMatchObject({ exported: 'parquet', names: false });
    expect(json.files.map(({ rows }: { rows: number }) => rows)).toEqual([
      Number((await ask('select count(*)::int as n from marks.parquet'))[0]!.n),
      30,
      30,
    ]);
    for (const { file, bytes } of json.files) {
      expect(statSync(file)).toMatchObject({ size: bytes });
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    expect(statSync(join(folder.path, 'out')).mode & 0o077).toBe(0);
  });

  test('each mark that the desk holds is a row: code, category on its date, minutes, amended', async () => {
    expect(
      await ask(
        `select pupil, date::varchar as date, session, code, category, minutesLate, amended, counts from marks.parquet
         where amended or minutesLate is not null or not counts order by pupil, date, session`,
      ).then((rows) => rows.filter(({ pupil }) => pupil !== 'P8A1')),
    ).toEqual([
      row('P9A1', '2026-03-02', 'L', 'present', 7, true, true),
      row('P9A2', '2026-03-03', 'I', 'authorised', null, true, true),
      row('P9A2', '2026-03-04', null, null, null, true, true),
      row('P9A3', '2026-03-05', 'O', 'unauthorised', null, true, true),
      // A Saturday: it stands in the register, and no figure counts it.
      row('P9A3', '2026-03-07', '/', 'present', null, false, false),
    ]);
    const held = [...school.book.pupils].reduce(
      (sum, { row: own }) => sum + own.filter((byte) => byte !== 0).length,
      0,
    );
    expect(await ask('select count(code)::int as n from marks.parquet')).toEqual([{ n: held + 1 }]);
  });

  test('dates are dates, counts are numbers, and a leaver’s marks after leaving do not count', async () => {
    const types = await ask('describe select date, minutesLate, amended, code from marks.parquet');
    expect(types.map(({ column_type }) => column_type)).toEqual(['DATE', 'INTEGER', 'BOOLEAN', 'VARCHAR']);
    expect(await ask("select max(date)::varchar as last from marks.parquet where pupil = 'P8A1' and counts")).toEqual([
      { last: '2025-12-19' },
    ]);
  });

  test('the marks that count add up to the figures, pupil by pupil', async () => {
    const different = await ask(
      `with summed as (
         select pupil,
           count(*) filter (category in ('present', 'aea', 'authorised', 'unauthorised')) as possible,
           count(*) filter (category in ('present', 'aea')) as attended,
           count(*) filter (category = 'authorised') as authorised,
           count(*) filter (category = 'unauthorised') as unauthorised,
           count(*) filter (code = 'L') as lateBefore
         from marks.parquet where counts group by pupil)
       select * from summed full join figures.parquet f using (pupil)
       where (summed.possible, summed.attended, summed.authorised, summed.unauthorised, summed.lateBefore)
         is distinct from (f.possible, f.attended, f.authorised, f.unauthorised, f.lateBefore)`,
    );
    expect(different).toEqual([]);
  });

  test('the figures are those of the product, whole, with their school year', async () => {
    const { pupils } = figuresDocument(school.book.pupils, school.calendar, [], today);
    const rows = await ask('select * from figures.parquet order by pupil');
    expect(new Set(rows.map(({ schoolYear }) => schoolYear))).toEqual(new Set(['2025/26']));
    for (const { pupil, possible, attended, persistent, unauthorisedMost10Weeks } of pupils) {
      const found = rows.find((one) => one.pupil === pupil);
      expect(found).toMatchObject({ possible, attended, persistent, unauthorisedMost10Weeks });
    }
  });

  test('it holds ids and no names, until names are asked for', async () => {
    expect(JSON.stringify(await ask('select * from pupils.parquet'))).not.toContain(canary);
    await exported('parquet', 'out', '--names');
    expect(await ask("select surname, form, year from pupils.parquet where pupil = 'P9A1'")).toEqual([
      { surname: `Ash${canary}P9A1`, form: '9A', year: '9' },
    ]);
    expect(JSON.stringify(await ask('select * from pupils.parquet'))).not.toMatch(/flag|born|07700/i);
  });

  test('each export leaves an event that says how much went out, whether with names, and no name', async () => {
    const events = (await school.records.find(auditEvents)).map(({ record }) => record);
    expect(events.map(({ verb, by }) => [verb, by])).toContainEqual(['export', 'operator']);
    expect(events.map(({ detail }) => JSON.parse(detail).names)).toContain(false);
    expect(JSON.stringify(events)).not.toContain(canary);
  });

  test.each([
    ['without what', [], 'Export what'],
    ['of something else', ['xlsx', 'out'], 'not xlsx'],
    ['without a folder', ['parquet'], 'One FOLDER'],
  ])('wrong use: %s', async (_what, args, message) => {
    await expect(exported(...args)).rejects.toThrow(message);
  });
});

function row(
  pupil: string,
  date: string,
  code: string | null,
  category: string | null,
  minutesLate: number | null,
  amended: boolean,
  counts: boolean,
) {
  return { pupil, date, session: 'AM', code, category, minutesLate, amended, counts };
}
