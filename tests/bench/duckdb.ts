import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { calendarIndex } from '../../shared/rules/calendar-index.ts';
import { columnCodes, columnOfByte, kindOfColumn, since2024 } from '../../shared/rules/figures/fast/code-columns.ts';
import { sessionsBefore, spanOfDates } from '../../shared/rules/span.ts';
import { byteOf, type Code, codes } from '../../shared/vocabulary/mark.ts';
import { type Answer, countColumns, pupilColumns } from './answer.ts';
import { type BenchPupil, calendar } from './school.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
const kindOf = (byte: number): number => kindOfColumn[columnOfByte[since2024 + byte]!]!;
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * Every count of every pupil. Marks are first counted by pupil, weekday and code, which leaves few rows; runs of days and
 * ten weeks look at unauthorised marks alone as far as they can. Of several ways to ask, this was the quickest.
 */
const figuresSql = `
create or replace temp table figures as
with g as materialized (
  select pupil, weekday, code, any_value(kind) as kind, count(*) as n from marks group by pupil, weekday, code),
counts as (select pupil,
  sum(n) filter (kind < 3) as possible, sum(n) filter (kind = 0) as attended, sum(n) filter (kind = 1) as authorised,
  sum(n) filter (kind = 2) as unauthorised, sum(n) filter (kind = 3) as missing,
  ${days.flatMap((day, at) => [`sum(n) filter (weekday = ${at} and kind < 3) as possible${day}`, `sum(n) filter (weekday = ${at} and kind in (1, 2)) as absent${day}`]).join(', ')},
  ${columnCodes.map((code, at) => `sum(n) filter (code = ${byteOf(code)}) as code${at}`).join(', ')}
  from g group by pupil),
unauthorised as materialized (select pupil, "day", any_value("week") as "week", count(*) as n from marks where kind = 2 group by pupil, "day"),
weeks as (select pupil, "week", sum(n) as n from unauthorised group by pupil, "week"),
windows as (select pupil, sum(n) over (partition by pupil order by "week" range between 9 preceding and current row) as n from weeks),
most as (select pupil, max(n) as most10weeks from windows group by pupil),
possibleDays as (select pupil, "day", row_number() over (partition by pupil order by "day") as k
  from (select distinct pupil, "day" from marks where kind < 3)),
alone as (select u.pupil, u."day" from unauthorised u anti join marks m on m.pupil = u.pupil and m."day" = u."day" and m.kind < 2),
islands as (select pupil, k - row_number() over (partition by pupil order by "day") as island from alone join possibleDays using (pupil, "day")),
runs as (select pupil, max(n) as longestdays from (select pupil, count(*) as n from islands group by pupil, island) group by pupil)
select p.pupil,
  ${[...countColumns.slice(0, 7), ...countColumns.slice(9), ...columnCodes.map((_, at) => `code${at}`)].map((name) => `coalesce(${name}, 0)::integer as ${name}`).join(', ')},
  coalesce(possible > 0 and (possible - attended) * 10 >= possible, false)::integer as persistent,
  coalesce(possible > 0 and (possible - attended) * 2 >= possible, false)::integer as severe
from pupils p left join counts using (pupil) left join most using (pupil) left join runs using (pupil)`;

const pupilsSql = `select ${[...countColumns, ...columnCodes.map((_, at) => `code${at}`)].join(', ')} from figures order by pupil`;

const groupsSql = `
select case when grouping(middle) = 0 then 'all/7-11' when grouping("year") = 0 then 'year/' || "year" when grouping(form) = 0 then 'form/' || form
  when grouping(sex) = 0 then 'sex/' || sex when grouping(fsm) = 0 then 'fsm/' || fsm when grouping(sen) = 0 then 'sen/' || sen
  when grouping(eal) = 0 then 'eal/' || eal else 'all/all' end as name,
  count(*)::integer, sum(possible)::integer, sum(attended)::integer, sum(authorised)::integer, sum(missing)::integer,
  sum(code${columnCodes.indexOf('L')} + code${columnCodes.indexOf('U')})::integer, (count(*) filter (possible > 0))::integer,
  sum(persistent)::integer, sum(severe)::integer
from figures join pupils using (pupil)
group by grouping sets ((), (middle), ("year"), (form), (sex), (fsm), (sen), (eal))
having grouping(middle) = 1 or middle`;

/** The school in DuckDB: a row a mark of who is on roll, numbers as small as they can be, in the order of pupil and session. */
export class DuckSchool {
  readonly #connection: DuckDBConnection;
  readonly #size: number;

  private constructor(connection: DuckDBConnection, size: number) {
    this.#connection = connection;
    this.#size = size;
  }

  static async open(school: readonly BenchPupil[]): Promise<DuckSchool> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    const duck = new DuckSchool(connection, school.length);
    await duck.#putPupils(school);
    await duck.#putCalendar();
    await duck.#putMarks(school);
    return duck;
  }

  async #fromCsv(table: string, select: string, lines: readonly string[]): Promise<void> {
    const path = join(tmpdir(), `bench-${process.pid}-${table}.csv`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    await this.#connection.run(`create or replace table ${table} as ${select.replace('FILE', text(path))}`);
    rmSync(path);
  }

  async #putPupils(school: readonly BenchPupil[]): Promise<void> {
    await this.#fromCsv(
      'pupils',
      `select pupil::usmallint as pupil, base::usmallint as base, upn, "year" in ('7', '8', '9', '10', '11') as middle,
       ${['year', 'form', 'sex', 'fsm', 'sen', 'eal'].map((kind) => `"${kind}"`).join(', ')}
       from read_csv(FILE, all_varchar = true, header = true)`,
      [
        'pupil,base,upn,year,form,sex,fsm,sen,eal',
        ...school.map(({ facts, base }, at) =>
          [at, base, facts.pupil, facts.year, facts.form, facts.sex, facts.fsm, facts.sen, facts.eal].join(','),
        ),
      ],
    );
  }

  async #putCalendar(): Promise<void> {
    const { day, week, weekday } = calendarIndex(calendar);
    await this.#fromCsv(
      'sessions',
      `select "session"::usmallint as "session", date::date as date, half, "day"::usmallint as "day", "week"::smallint as "week", weekday::utinyint as weekday
       from read_csv(FILE, all_varchar = true, header = true)`,
      [
        'session,date,half,day,week,weekday',
        ...calendar.sessions.map(({ date, half }, at) => [at, date, half, day[at], week[at], weekday[at]].join(',')),
      ],
    );
    const rows = ['', ...codes].map((code) => {
      const byte = code === '' ? 0 : byteOf(code as Code);
      return `(${text(code)}, ${byte}::utinyint, ${kindOf(byte)}::utinyint)`;
    });
    await this.#connection.run(
      `create table codes as select * from (values ${rows.join(', ')}) of_code(written, code, kind)`,
    );
  }

  async #putMarks(school: readonly BenchPupil[]): Promise<void> {
    const lines = ['base,session,code,kind'];
    const seen = new Set<number>();
    for (const { base, marks } of school) {
      if (seen.has(base)) continue;
      seen.add(base);
      const from = marks.from === undefined ? 0 : sessionsBefore(calendar, marks.from);
      const until = marks.to === undefined ? calendar.sessions.length : spanOfDates(calendar, marks.to, marks.to).until;
      for (let session = from; session < until; session++)
        lines.push(`${base},${session},${marks.row[session]},${kindOf(marks.row[session]!)}`);
    }
    await this.#fromCsv(
      'base_marks',
      `select base::usmallint as base, "session"::usmallint as "session", code::utinyint as code, kind::utinyint as kind
       from read_csv(FILE, header = true)`,
      lines,
    );
    await this.#connection.run(`create table marks as
      select p.pupil, m."session", s."day", s."week", s.weekday, m.code, m.kind
      from pupils p join base_marks m using (base) join sessions s using ("session") order by p.pupil, m."session"`);
    await this.#connection.run('drop table base_marks');
    await this.#connection.run('analyze');
  }

  /** Reads a marks export in place of the marks. */
  async read(path: string): Promise<void> {
    await this.#connection.run(`create or replace table marks as
      select p.pupil, s."session", s."day", s."week", s.weekday, c.code, c.kind
      from read_csv(${text(path)}, header = true, delim = ',', quote = '"', columns = {'upn': 'varchar', 'name': 'varchar',
        'form': 'varchar', 'date': 'date', 'half': 'varchar', 'mark': 'varchar'}, dateformat = '%d/%m/%Y', nullstr = 'NULL') r
      join pupils p on p.upn = r.upn join sessions s on s.date = r.date and s.half = r.half join codes c on c.written = r.mark`);
  }

  /** Figures and groups, fetched as whole columns. */
  async figures(): Promise<{ pupils: Int32Array[][]; groups: (readonly unknown[])[] }> {
    await this.#connection.run(figuresSql);
    const chunks = await (await this.#connection.run(pupilsSql)).fetchAllChunks();
    const pupils = chunks.map((chunk) =>
      Array.from({ length: chunk.columnCount }, (_, at) => {
        const { items } = chunk.getColumnVector(at) as unknown as { items: Int32Array };
        return items.subarray(0, chunk.rowCount);
      }),
    );
    const groups = await (await this.#connection.run(groupsSql)).getRows();
    return { pupils, groups };
  }

  async answer(): Promise<Answer> {
    const { pupils: chunks, groups } = await this.figures();
    const pupils = new Int32Array(this.#size * pupilColumns);
    let row = 0;
    for (const columns of chunks) {
      for (let at = 0; at < columns[0]!.length; at++, row++)
        columns.forEach((values, column) => {
          pupils[row * pupilColumns + column] = values[at]!;
        });
    }
    return {
      pupils,
      groups: new Map(groups.map(([name, ...sums]) => [String(name), sums.map(Number)])),
    };
  }

  async amend(pupil: number, session: number, byte: number): Promise<void> {
    await this.#connection.run(
      `update marks set code = ${byte}, kind = ${kindOf(byte)} where pupil = ${pupil} and "session" = ${session}`,
    );
  }

  close(): void {
    this.#connection.closeSync();
  }
}
