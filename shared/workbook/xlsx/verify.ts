import { formula } from './cell-places.ts';
import { type RawCell, readCell } from './read-cell.ts';
import { damaged } from './refusal.ts';
import { type IndexedSheet, placeOf } from './sheet.ts';
import { indexSheet, type SheetIndex } from './sheet-index.ts';
import { type CellChange, isOutcome, isValueAlone } from './splice.ts';

/** What stands before and behind the cells, without what a new cell may change: `dimension`, `<sheetData/>` opened. */
const around = ({ text, from, to }: SheetIndex): string =>
  `${text
    .slice(0, from)
    .replace(/(dimension\s+ref=)["'][^"']+["']/, '$1')
    .replace(/\/>$/, '>')}|${text.slice(to).replace(/^<\/(?:[\w.-]+:)?sheetData>/, '')}`;

/**
 * The usual case, every changed cell one that the file names: the two texts are walked side by side, all between two
 * changes (`inOrder`) must be the same text, and each changed `<c>`, or the digits in it, must say what it should. False:
 * not walked to the end.
 */
const walkTogether = (sheet: IndexedSheet, changes: readonly CellChange[], finished: string): boolean => {
  const { text, prefix, rows, places } = sheet.index;
  const end = `</${prefix}c>`;
  let was = 0;
  let now = 0;
  for (const change of changes) {
    const at = rows.get(change.row)?.find(change.column) ?? -1;
    if (at < 0) return false;
    const isAlone = isValueAlone(sheet.index, at, change);
    const start = isAlone ? places.valueStarts[at]! : places.starts[at]!;
    const from = now + start - was;
    if (text.slice(was, start) !== finished.slice(now, from)) return false;
    if (isAlone) {
      const to = finished.indexOf('<', from);
      if (to <= from || Number(finished.slice(from, to)) !== change.value) return false;
      was = places.valueEnds[at]!;
      now = to;
      continue;
    }
    const open = finished.indexOf('>', from);
    const close = finished[open - 1] === '/' ? open + 1 : finished.indexOf(end, open) + end.length;
    const before = text.slice(start, places.ends[at]!);
    if (!says(finished.slice(from, close), before, prefix, change)) return false;
    was = places.ends[at]!;
    now = close;
  }
  return text.slice(was) === finished.slice(now);
};

/** True for a `<c>` that holds the change's value, in the old one's place and style and with its formula or with none. */
const says = (xml: string, before: string, prefix: string, change: CellChange): boolean => {
  const { value } = change;
  const plain = xml.indexOf(`<${prefix}v>`);
  const holds =
    typeof value === 'number'
      ? plain > 0 && Number(xml.slice(plain + prefix.length + 3, xml.indexOf('<', plain + 1))) === value
      : saysText(readCell(xml, prefix), value);
  const kept = isOutcome(change) ? formulaIn(before, prefix) : '';
  return holds && formulaIn(xml, prefix) === kept;
};

const saysText = ({ type, value, inline }: RawCell, wanted: CellChange['value']): boolean => {
  if (typeof wanted === 'boolean') return type === 'b' && value === (wanted ? '1' : '0');
  const held = type === 'inlineStr' ? inline : value;
  return (held ?? '') === printable(String(wanted ?? ''));
};

const formulaIn = (xml: string, prefix: string): string => {
  const at = xml.indexOf(`<${prefix}f`);
  if (at < 0) return '';
  const value = xml.indexOf(`<${prefix}v`, at);
  return xml.slice(at, value < 0 ? xml.length - prefix.length - 4 : value);
};

/** Compares a sheet's finished text with the one that was opened: only changed cells differ, and they say what they should. */
export const verifySheet = (sheet: IndexedSheet, changes: readonly CellChange[], finished: string): void => {
  if (walkTogether(sheet, changes, finished)) return;
  const was = sheet.index;
  const now = indexSheet(finished, sheet.part);
  if (around(now) !== around(was)) damaged(sheet.part);
  const byRow = Map.groupBy(changes, ({ row }) => row);
  for (const row of now.rows.keys()) if (!was.rows.has(row) && !byRow.has(row)) damaged(`${sheet.name}, row ${row}`);
  for (const [number, before] of was.rows) {
    const after = now.rows.get(number);
    if (after === undefined) damaged(`${sheet.name}, row ${number}`);
    const ofRow = byRow.get(number);
    if (ofRow === undefined) {
      if (was.text.slice(before.start, before.end) !== now.text.slice(after.start, after.end))
        damaged(`${sheet.name}, row ${number}`);
      continue;
    }
    const changed = new Set(ofRow.map(({ column }) => column));
    if (withoutSpans(before.attributes) !== withoutSpans(after.attributes)) damaged(`${sheet.name}, row ${number}`);
    let a = before.first;
    let b = after.first;
    while (a < before.last || b < after.last) {
      const left = columnAt(was, a, before.last);
      const right = columnAt(now, b, after.last);
      const column = Math.min(left, right);
      if (!changed.has(column)) {
        // As far as nothing is changed the two texts are the same.
        const fromA = a;
        const fromB = b;
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
  return formulaIn(text.slice(places.starts[at]!, places.ends[at]!), prefix);
};

const withoutSpans = (attributes: string): string =>
  attributes.includes('spans') ? attributes.replace(/\sspans\s*=\s*["'][^"']*["']/, '') : attributes;

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
