import { damaged } from './refusal.ts';
import { type IndexedSheet, placeOf } from './sheet.ts';
import { formula, indexSheet, type SheetIndex } from './sheet-index.ts';
import { type CellChange, isOutcome } from './splice.ts';

/** What stands before and behind the cells, without what a new cell may change: `dimension`, `<sheetData/>` opened. */
const around = ({ text, from, to }: SheetIndex): string =>
  `${text
    .slice(0, from)
    .replace(/(dimension\s+ref=)["'][^"']+["']/, '$1')
    .replace(/\/>$/, '>')}|${text.slice(to).replace(/^<\/(?:[\w.-]+:)?sheetData>/, '')}`;

/** Compares a sheet's finished text with the one that was opened: only changed cells differ, and they say what they should. */
export const verifySheet = (sheet: IndexedSheet, changes: readonly CellChange[], finished: string): void => {
  const was = sheet.index;
  const now = indexSheet(finished, sheet.part);
  if (around(now) !== around(was)) damaged(sheet.part);
  const byRow = Map.groupBy(changes, ({ row }) => row);
  for (const row of now.rows.keys()) if (!was.rows.has(row) && !byRow.has(row)) damaged(`${sheet.name}, row ${row}`);
  for (const [number, before] of was.rows) {
    const after = now.rows.get(number);
    if (after === undefined) damaged(`${sheet.name}, row ${number}`);
    const changed = new Set(byRow.get(number)?.map(({ column }) => column));
    if (changed.size === 0) {
      if (was.text.slice(before.start, before.end) !== now.text.slice(after.start, after.end))
        damaged(`${sheet.name}, row ${number}`);
      continue;
    }
    if (withoutSpans(before.attributes) !== withoutSpans(after.attributes)) damaged(`${sheet.name}, row ${number}`);
    let [a, b] = [before.first, after.first];
    while (a < before.last || b < after.last) {
      const [left, right] = [columnAt(was, a, before.last), columnAt(now, b, after.last)];
      const column = Math.min(left, right);
      if (!changed.has(column)) {
        // As far as nothing is changed the two texts are the same.
        const [fromA, fromB] = [a, b];
        while (a < before.last && b < after.last && columnAt(was, a, before.last) === columnAt(now, b, after.last)) {
          if (changed.has(was.places.columns[a]!)) break;
          a += 1;
          b += 1;
        }
        if (a === fromA || textOf(was, fromA, a) !== textOf(now, fromB, b))
          damaged(placeOf(sheet.name, number, column));
        continue;
      }
      if (left === column) a += 1;
      if (right === column) b += 1;
    }
  }
  const reread = sheet.over(finished, now);
  for (const change of changes) {
    const { row, column, value } = change;
    const held = reread.cell(row, column).value;
    const isSame = held === value || (typeof value === 'string' && (held ?? '') === printable(value));
    if (!isSame || formulaAt(now, row, column) !== (isOutcome(change) ? formulaAt(was, row, column) : ''))
      damaged(placeOf(sheet.name, row, column));
  }
};

/** A cell's `<f>` as it is written; an outcome keeps it, a value of the desk's has none. */
const formulaAt = ({ text, prefix, rows, places }: SheetIndex, row: number, column: number): string => {
  const at = rows.get(row)?.find(column) ?? -1;
  if (at < 0 || (places.marks[at]! & formula) === 0) return '';
  const xml = text.slice(places.starts[at]!, places.ends[at]!);
  const value = xml.indexOf(`<${prefix}v`);
  return xml.slice(xml.indexOf(`<${prefix}f`), value < 0 ? -`</${prefix}c>`.length : value);
};

const withoutSpans = (attributes: string): string => attributes.replace(/\sspans\s*=\s*["'][^"']*["']/, '').trim();

const columnAt = ({ places }: SheetIndex, at: number, last: number): number =>
  at < last ? places.columns[at]! : Number.POSITIVE_INFINITY;

const textOf = ({ text, places }: SheetIndex, from: number, to: number): string =>
  text.slice(places.starts[from]!, places.ends[to - 1]!);

/** What XML can hold of a text. */
const printable = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
