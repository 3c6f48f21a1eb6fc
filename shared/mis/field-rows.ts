import { DateCells } from './date-cell.ts';
import type { FileTally } from './file-tally.ts';
import type { Column, Field } from './headings.ts';
import type { MarksFile } from './read-marks.ts';
import { readTable } from './table.ts';

/** One row by field. `text` is trimmed, '' where the column or the cell is not there. */
export interface FieldRow {
  readonly line: number;
  text(field: Field): string;
  heading(field: Field): string | null;
  has(field: Field): boolean;
}

const dateFields = ['born', 'from', 'to', 'date'] as const satisfies readonly Field[];

/** The same row of a file twice says the same: cells joined, for comparing. */
export interface FieldRows {
  readonly rows: readonly FieldRow[];
  readonly dates: DateCells;
  has(field: Field): boolean;
}

/**
 * Opens a file of one row a thing. A group of `wanted` fields is met when one of them has a column. Undefined when the
 * file is refused whole; the tally says why.
 */
export const fieldRows = (
  file: MarksFile,
  tally: FileTally,
  ids: readonly Field[],
  wanted: readonly { readonly oneOf: readonly Field[]; readonly says: string }[],
  own: Readonly<Record<string, Field>> | undefined,
): FieldRows | undefined => {
  const table = readTable(file.bytes, ids, own);
  tally.encoding = table.encoding;
  if ('refused' in table) {
    tally.refuseWhole(table.refused, 0);
    return undefined;
  }
  tally.skipped = table.skipped;
  const byField = new Map<Field, Column>();
  for (const column of table.columns)
    if (column.field !== undefined && !byField.has(column.field)) byField.set(column.field, column);
  const missing = wanted.find(({ oneOf }) => !oneOf.some((field) => byField.has(field)));
  if (missing !== undefined || table.cutOff) {
    tally.refuseWhole(
      missing ? `no column for ${missing.says}` : 'the last row breaks off: the file was cut',
      table.rows.length,
    );
    return undefined;
  }
  const dates = new DateCells();
  for (const field of dateFields) {
    const column = byField.get(field);
    if (column !== undefined) for (const cells of table.rows) dates.read(cells[column.at] ?? '');
  }
  if (dates.monthFirst !== undefined) {
    tally.refuseWhole(
      `${dates.monthFirst} can only be month first; export dates as dd/mm/yyyy or yyyy-mm-dd`,
      table.rows.length,
    );
    return undefined;
  }
  const has = (field: Field): boolean => byField.has(field);
  const heading = (field: Field): string | null => byField.get(field)?.heading ?? null;
  const rows: FieldRow[] = [];
  for (const [index, cells] of table.rows.entries()) {
    const line = table.lines[index]!;
    if (cells.slice(table.columns.length).some((cell) => cell.trim() !== '')) {
      tally.refuse(line, null, null, `${cells.length} cells under ${table.columns.length} headings`);
      continue;
    }
    const text = (field: Field): string => (cells[byField.get(field)?.at ?? -1] ?? '').trim().replace(/^'(?=.)/, '');
    rows.push({ line, text, heading, has });
  }
  return { rows, dates, has };
};

/** Yes in the spellings of exports: `T`, `Y`, `Yes`, `True`, `1`, a tick. */
export const isYes = (text: string): boolean => /^(t|y|yes|true|1|✓|x)$/i.test(text);
