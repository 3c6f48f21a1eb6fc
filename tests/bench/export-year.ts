import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetOf } from '../../bot/cli/parquet.ts';
import { emptyMarkBook, SchoolMarkBook } from '../../shared/records/mark-book.ts';
import { marksTable, rowsOf, type Table, yearSpans } from '../../shared/workflows/export-tables.ts';
import { type BenchPupil, calendar, lastDay } from './school.ts';
import { median, took, tookNow } from './timing.ts';

/** The same rows as CSV, the shortest way: a line joined a row. */
const csvOf = ({ columns }: Table): string => {
  const lines = [columns.map(({ name }) => name).join(',')];
  const { length } = columns[0]!.values;
  for (let row = 0; row < length; row++) lines.push(columns.map(({ values }) => values[row] ?? '').join(','));
  return `${lines.join('\n')}\n`;
};

export interface ExportTimes {
  readonly rows: number;
  readonly ours: number;
  readonly others: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, number>>;
  /** What the two files do not agree on, row by row; undefined: nothing. */
  readonly disagreement: string | undefined;
}

/** A school's year from the mark book to a file: as our Parquet, as CSV, and by DuckDB's COPY from a table it holds. */
export const exportYear = async (
  school: readonly BenchPupil[],
  folder: string,
  rounds: number,
): Promise<ExportTimes> => {
  const rows = new Map(school.map(({ marks }) => [marks.pupil, marks]));
  const book = new SchoolMarkBook({ ...emptyMarkBook(calendar).parts, rows });
  const years = yearSpans(calendar, lastDay, calendar.sessions.length);
  const [ours, csv, theirs] = ['ours.parquet', 'same.csv', 'theirs.parquet'].map((name) => join(folder, name));
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const write = { ours: () => writeFileSync(ours!, parquetOf(marksTable(book, calendar, years))) };
  write.ours();
  await connection.run(`create table year as select * from '${ours}'`);
  const times = { ours: [], CSV: [], 'DuckDB COPY': [] } as Record<string, number[]>;
  for (let round = 0; round < rounds; round++) {
    times.ours!.push(tookNow(write.ours));
    times.CSV!.push(tookNow(() => writeFileSync(csv!, csvOf(marksTable(book, calendar, years)))));
    times['DuckDB COPY']!.push(await took(() => connection.run(`copy year to '${theirs}' (format parquet)`)));
  }
  const different = await connection.runAndReadAll(
    `select count(*)::integer from ((from '${ours}' except all from '${theirs}') union all
     (select pupil, date, "session", code, category, minutesLate, amended, counts
      from read_csv('${csv}', types = {'minutesLate': 'integer', 'date': 'date'}, quote = '', escape = '') except all from '${ours}'))`,
  );
  const [[count]] = different.getRows() as [[number]];
  connection.closeSync();
  return {
    rows: rowsOf(marksTable(book, calendar, years)),
    ours: median(times.ours!),
    others: { CSV: median(times.CSV!), 'DuckDB COPY': median(times['DuckDB COPY']!) },
    sizes: { ours: statSync(ours!).size, CSV: statSync(csv!).size, DuckDB: statSync(theirs!).size },
    disagreement: count === 0 ? undefined : `${count} rows are not the same`,
  };
};
