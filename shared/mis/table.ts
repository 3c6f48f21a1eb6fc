import { CsvError, parse } from 'csv-parse/sync';
import { decode } from './decode.ts';
import { type Column, columnsOf, type Field, understood } from './headings.ts';

/** The records of a CSV file below its headings; titles, blank lines, repeated headings and totals are left out. */
export interface Table {
  readonly encoding: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** The physical line where each row begins. */
  readonly lines: readonly number[];
  readonly skipped: number;
  /** The last row has too few cells and no line end: the file was cut off. */
  readonly cutOff: boolean;
}

export type ReadTable = Table | { readonly refused: string; readonly encoding: string };

const delimiters = [',', ';', '\t'] as const;
const linesWithHeadings = 50;
const total = /^(grand |sub-?|overall )?(total|average|mean|count)s?\b/i;

/**
 * Reads a CSV file whole. `ids` are the fields that name what a row is about: where they are empty or say "Total", the
 * row is a title or a total. A quote that is not closed, or a stray one, refuses the file: rows behind it would be lost.
 */
export const readTable = (
  bytes: Uint8Array,
  ids: readonly Field[],
  own: Readonly<Record<string, Field>> = {},
): ReadTable => {
  const decoded = decode(bytes);
  if ('refused' in decoded) return { refused: decoded.refused, encoding: 'unknown' };
  const { encoding } = decoded;
  const delimiter = delimiterOf(decoded.text, own);
  if (delimiter === undefined)
    return { refused: `no headings found in the first ${linesWithHeadings} lines`, encoding };
  const text = decoded.text.includes('="') ? decoded.text.replace(/(^|[,;\t\n])="([^"\n]*)"/g, '$1"$2"') : decoded.text;
  let records: string[][];
  try {
    records = parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { refused: `${csvFaults[error.code] ?? 'not CSV'} (line ${Number(error.lines ?? 0) || 1})`, encoding };
  }

  const quoted = text.includes('"');
  const rows: string[][] = [];
  const lines: number[] = [];
  let columns: Column[] | undefined;
  let idColumns: number[] = [];
  let skipped = 0;
  let line = 1;
  for (const cells of records) {
    const begins = line;
    line += quoted ? 1 + lineEnds(cells) : 1;
    if (columns === undefined) {
      const tried = begins <= linesWithHeadings * 2 ? columnsOf(cells, own) : [];
      if (understood(tried) >= 2) {
        columns = tried;
        idColumns = tried.filter(({ field }) => field !== undefined && ids.includes(field)).map(({ at }) => at);
      } else skipped++;
      continue;
    }
    if (isNoRecord(cells, columns, idColumns)) skipped++;
    else {
      rows.push(cells);
      lines.push(begins);
    }
  }
  if (columns === undefined) return { refused: `no headings found in the first ${linesWithHeadings} lines`, encoding };
  const last = records.at(-1)!;
  const cutOff = rows.at(-1) === last && last.length < columns.length && !text.endsWith('\n');
  return { encoding, columns, rows, lines, skipped, cutOff };
};

const csvFaults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed: the file is cut off or damaged',
  CSV_INVALID_CLOSING_QUOTE: 'a quote stands in the middle of a cell: the file is damaged',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell: the file is damaged',
};

/** The headings of a file as far as they are understood, to tell what kind of export it is; undefined when there are none. */
export const headingsOf = (
  bytes: Uint8Array,
  own: Readonly<Record<string, Field>> = {},
): readonly Column[] | undefined => {
  const decoded = decode(bytes.subarray(0, 400_000));
  if ('refused' in decoded) return undefined;
  const delimiter = delimiterOf(decoded.text, own);
  if (delimiter === undefined) return undefined;
  for (const line of decoded.text.split('\n', linesWithHeadings)) {
    const columns = columnsOf(naively(line, delimiter), own);
    if (understood(columns) >= 2) return columns;
  }
  return undefined;
};

/** Good enough to look at headings: quotes around a cell are taken off, delimiters inside are not seen. */
const naively = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** The delimiter under which some line of the beginning has the most headings that are known. */
const delimiterOf = (text: string, own: Readonly<Record<string, Field>>): string | undefined => {
  let most = 1;
  let best: string | undefined;
  for (const line of text.slice(0, 200_000).split('\n', linesWithHeadings))
    for (const delimiter of delimiters) {
      if (!line.includes(delimiter)) continue;
      const count = understood(columnsOf(naively(line, delimiter), own));
      if (count > most) [most, best] = [count, delimiter];
    }
  return best;
};

/** "Total", "Average" and the like at the beginning of a cell. */
export const isAnyTotal = (text: string): boolean => total.test(text.trim());

const lineEnds = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  return count;
};

/** Blank, a repeated heading, a section's title or a total. */
const isNoRecord = (cells: readonly string[], columns: readonly Column[], idColumns: readonly number[]): boolean => {
  for (const at of idColumns) {
    const id = cells[at];
    if (id === undefined || id === '') continue;
    const first = id.charCodeAt(0);
    if (first >= 48 && first <= 57) return false;
    if (id === columns[at]!.heading)
      return columns.every(({ heading }, index) => (cells[index] ?? '').trim() === heading);
    if (id.trim() === '') continue;
    return total.test(id.trim()) || (isAlone(cells) && !/\d{3}/.test(id));
  }
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length <= 1 || total.test(filled[0]!.trim());
};

const isAlone = (cells: readonly string[]): boolean => {
  let filled = 0;
  for (const cell of cells) if (cell !== '' && ++filled > 1) return false;
  return true;
};
