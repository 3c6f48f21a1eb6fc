import { formula } from './cell-places.ts';
import { type RawCell, readValue } from './read-cell.ts';
import { damaged } from './refusal.ts';
import { type IndexedSheet, placeOf } from './sheet.ts';
import { indexSheet, type SheetIndex } from './sheet-index.ts';
import { type CellChange, isOutcome, isValueAlone } from './splice.ts';

/** What stands before and behind the cells, without what a new cell may change: `dimension`, `<sheetData/>` opened. */
const around = ({ text, from, to }: SheetIndex): string =>
  `${text
    .slice(0, from)
    .replace(/(dimension\s+ref=)["'][^"']+["']/, '$1')
    .replace(/\s*\/>$/, '>')}|${text.slice(to).replace(/^<\/(?:[\w.-]+:)?sheetData>/, '')}`;

/**
 * The usual case, every changed cell one that the file names: the two texts are walked side by side, all between two
 * changes (`inOrder`) must be the same text, and each changed `<c>`, or the digits in it, must say what it should. A step
 * is a method, since Node makes a loop that runs once a file quick only when it is nearly over.
 */
class Walk {
  readonly #index: SheetIndex;
  readonly #finished: string;
  readonly #end: string;
  #was = 0;
  #now = 0;

  constructor(index: SheetIndex, finished: string) {
    this.#index = index;
    this.#finished = finished;
    this.#end = `</${index.prefix}c>`;
  }

  /** False where the texts differ, or the file does not name the cell. */
  takes(change: CellChange): boolean {
    const { rows, places } = this.#index;
    const at = rows.get(change.row)?.find(change.column) ?? -1;
    if (at < 0) return false;
    return isValueAlone(this.#index, at, change)
      ? this.#goesOnTo(places.valueStarts[at]!) && this.#takesDigits(change, places.valueEnds[at]!)
      : this.#goesOnTo(places.starts[at]!) && this.#takesCell(change, places.ends[at]!);
  }

  ends(): boolean {
    return this.#goesOnTo(this.#index.text.length) && this.#now === this.#finished.length;
  }

  #goesOnTo(place: number): boolean {
    const from = this.#now + place - this.#was;
    if (this.#index.text.slice(this.#was, place) !== this.#finished.slice(this.#now, from)) return false;
    this.#was = place;
    this.#now = from;
    return true;
  }

  #takesDigits({ value }: CellChange, end: number): boolean {
    const to = this.#finished.indexOf('<', this.#now);
    if (to <= this.#now || Number(this.#finished.slice(this.#now, to)) !== value) return false;
    this.#was = end;
    this.#now = to;
    return true;
  }

  #takesCell(change: CellChange, end: number): boolean {
    const open = this.#finished.indexOf('>', this.#now);
    const close =
      this.#finished[open - 1] === '/' ? open + 1 : this.#finished.indexOf(this.#end, open) + this.#end.length;
    const before = this.#index.text.slice(this.#was, end);
    if (!says(this.#finished.slice(this.#now, close), before, this.#index.prefix, change)) return false;
    this.#was = end;
    this.#now = close;
    return true;
  }
}

/** True for a `<c>` that holds the change's value, in the old one's place and style and with its formula or with none. */
const says = (xml: string, before: string, prefix: string, change: CellChange): boolean => {
  const { value } = change;
  const plain = xml.indexOf(`<${prefix}v>`);
  const holds =
    typeof value === 'number'
      ? plain > 0 && Number(xml.slice(plain + prefix.length + 3, xml.indexOf('<', plain + 1))) === value
      : saysText(readValue(xml, prefix), value);
  const kept = isOutcome(change) ? formulaIn(before, prefix) : '';
  return holds && formulaIn(xml, prefix) === kept;
};

const saysText = (
  { type, value, inline }: Pick<RawCell, 'type' | 'value' | 'inline'>,
  wanted: CellChange['value'],
): boolean => {
  if (typeof wanted === 'boolean') return type === 'b' && value === (wanted ? '1' : '0');
  const held = type === 'inlineStr' ? inline : value;
  return (held ?? '') === printable(String(wanted ?? ''));
};

const formulaIn = (xml: string, prefix: string): string => {
  const at = xml.indexOf(`<${prefix}f`);
  if (at < 0) return '';
  const open = xml.indexOf('>', at);
  if (xml[open - 1] === '/') return xml.slice(at, open + 1);
  const close = xml.indexOf(`</${prefix}f>`, open);
  return xml.slice(at, close < 0 ? xml.length : close);
};

/** Compares a sheet's finished text with the one that was opened: only changed cells differ, and they say what they should. */
export const verifySheet = (sheet: IndexedSheet, changes: readonly CellChange[], finished: string): void => {
  const walk = new Walk(sheet.index, finished);
  if (changes.every((change) => walk.takes(change)) && walk.ends()) return;
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
