import { addressOf, boxOf } from './address.ts';
import type { CellResult } from './calc/recalculated.ts';
import { cellTypes, formula, inside } from './cell-places.ts';
import type { SheetIndex } from './sheet-index.ts';
import type { CellEdit } from './types.ts';
import { escapeXml } from './xml.ts';

/** What a formula gives now: its `<f>` stays, its value is replaced. */
export type CellOutcome = Pick<CellResult, 'row' | 'column' | 'kind' | 'value'>;

/** One cell's change: a value of the desk's, or the value of her formula. */
export type CellChange = CellEdit | CellOutcome;

export const isOutcome = (change: CellChange): change is CellOutcome => 'kind' in change;

/** Changes as the sheet's text has them: row by row, left to right. */
export const inOrder = (changes: readonly CellChange[]): CellChange[] =>
  changes.toSorted((a, b) => a.row - b.row || a.column - b.column);

const cellXml = (prefix: string, { row, column, value }: CellEdit, style: number | undefined): string => {
  const head = `<${prefix}c r="${addressOf(row, column)}"${style === undefined ? '' : ` s="${style}"`}`;
  if (value === null || value === '') return `${head}/>`;
  if (typeof value === 'boolean') return `${head} t="b"><${prefix}v>${value ? 1 : 0}</${prefix}v></${prefix}c>`;
  if (typeof value === 'number') return `${head}><${prefix}v>${value}</${prefix}v></${prefix}c>`;
  const space = /^\s|\s$|\n/.test(value) ? ' xml:space="preserve"' : '';
  return `${head} t="inlineStr"><${prefix}is><${prefix}t${space}>${escapeXml(value)}</${prefix}t></${prefix}is></${prefix}c>`;
};

const outcomeTypes: Readonly<Record<CellOutcome['kind'], string>> = {
  number: '',
  text: ' t="str"',
  boolean: ' t="b"',
  error: ' t="e"',
  blank: '',
};

/** Where an element of a name begins behind a place, -1 for none; and where it ends. */
const elementIn = (xml: string, name: string, from: number): { readonly start: number; readonly end: number } => {
  let start = xml.indexOf(`<${name}`, from);
  while (start >= 0 && !/[\s/>]/.test(xml[start + name.length + 1] ?? '')) start = xml.indexOf(`<${name}`, start + 1);
  if (start < 0) return { start, end: start };
  const open = xml.indexOf('>', start);
  if (xml[open - 1] === '/') return { start, end: open + 1 };
  const close = xml.indexOf(`</${name}>`, open);
  return { start, end: close < 0 ? open + 1 : close + name.length + 3 };
};

/** A formula's `<c>` with another value: every other byte of it as it was. */
const outcomeXml = (xml: string, prefix: string, { kind, value }: CellOutcome): string => {
  const open = xml.indexOf('>');
  const opening = xml.slice(0, open);
  const head = opening.includes('t=') ? opening.replace(/\s+t\s*=\s*(?:"[^"]*"|'[^']*')/, '') : opening;
  const text = typeof value === 'boolean' ? Number(value) : typeof value === 'string' ? escapeXml(value) : value;
  const space = typeof value === 'string' && /^\s|\s$|\n/.test(value) ? ' xml:space="preserve"' : '';
  const fresh = `<${prefix}v${space}>${text}</${prefix}v>`;
  const body = xml.slice(open + 1);
  // `<v>` follows `<f>`, or is the whole of a cell that an array formula fills.
  const formula = elementIn(body, `${prefix}f`, 0);
  const after = formula.start < 0 ? 0 : formula.end;
  const plain = elementIn(body, `${prefix}v`, after);
  const old = plain.start < 0 ? elementIn(body, `${prefix}is`, after) : plain;
  const [from, to] = old.start < 0 ? [after, after] : [old.start, old.end];
  return `${head}${outcomeTypes[kind]}>${body.slice(0, from)}${fresh}${body.slice(to)}`;
};

/** A row's `spans` names its first and last column; a cell beyond widens it. */
const widened = (opening: string, columns: readonly number[]): string =>
  opening.replace(/(\sspans\s*=\s*["'])(\d+):(\d+)(["'])/, (_whole, before, from, to, after) => {
    const all = [Number(from), Number(to), ...columns];
    return `${before}${Math.min(...all)}:${Math.max(...all)}${after}`;
  });

const rowStyleOf = (attributes: string): number | undefined => {
  if (!/(?:^|\s)customFormat\s*=\s*["'](?:1|true)["']/.test(attributes)) return undefined;
  const style = /(?:^|\s)s\s*=\s*["'](\d+)["']/.exec(attributes)?.[1];
  return style === undefined ? undefined : Number(style);
};

/** True where a number takes the place of a number: then the digits alone change. A formula's stays before them. */
export const isValueAlone = ({ places }: SheetIndex, cell: number, change: CellChange): boolean =>
  typeof change.value === 'number' &&
  places.valueStarts[cell] !== 0 &&
  cellTypes[places.types[cell]!] === 'n' &&
  (isOutcome(change) || ((places.marks[cell]! & formula) === 0 && change.style === undefined));

/** Takes a piece of the sheet's text, from `start` to `end`, and what stands there afterwards; in their order. */
export type Put = (start: number, end: number, replacement: string) => void;

/**
 * What changes in the sheet's text (`changes` as `inOrder` gives them): each changed `<c>` is replaced in its place, its style kept; a cell that the file does
 * not name is put in column order, a row in row order. All between two pieces is the same text.
 */
export const piecesOf = (index: SheetIndex, changes: readonly CellChange[], put: Put): void => {
  const { text, prefix, rows, places, from, to } = index;
  putDimension(index, changes, put);
  const wholeRows = [...rows.values()];
  let next = 0;
  const isAlone = from === to && text[from - 2] === '/';
  // `<sheetData/>`: opened, so that rows can go in.
  if (isAlone) put(text.lastIndexOf('<', from - 1), from, `<${prefix}sheetData>`);
  const xmlOf = (change: CellChange, style: number | undefined): string =>
    isOutcome(change)
      ? outcomeXml(`<${prefix}c r="${addressOf(change.row, change.column)}"></${prefix}c>`, prefix, change)
      : cellXml(prefix, change, change.style ?? style);
  const putRow = (number: number, ofRow: readonly CellChange[]): void => {
    const row = rows.get(number);
    if (row === undefined) {
      while (next < wholeRows.length && wholeRows[next]!.row < number) next += 1;
      const place = wholeRows[next]?.start ?? to;
      put(
        place,
        place,
        `<${prefix}row r="${number}">${ofRow.map((one) => xmlOf(one, undefined)).join('')}</${prefix}row>`,
      );
      return;
    }
    const added: number[] = [];
    for (const { column } of ofRow) if (row.find(column) < 0) added.push(column);
    if (row.inside === undefined) {
      const opening = widened(text.slice(row.start, row.end).replace(/\s*\/>$/, '>'), added);
      const rowStyle = rowStyleOf(row.attributes);
      put(row.start, row.end, `${opening}${ofRow.map((one) => xmlOf(one, rowStyle)).join('')}</${prefix}row>`);
      return;
    }
    if (added.length > 0) put(row.start, row.inside, widened(text.slice(row.start, row.inside), added));
    let cell = row.first;
    for (const change of ofRow) {
      while (cell < row.last && places.columns[cell]! < change.column) cell += 1;
      if (cell < row.last && places.columns[cell] === change.column) {
        const start = places.starts[cell]!;
        const end = places.ends[cell]!;
        const style = places.styles[cell]!;
        if (isValueAlone(index, cell, change))
          put(places.valueStarts[cell]!, places.valueEnds[cell]!, String(change.value));
        else if (isOutcome(change) && (places.marks[cell]! & inside) !== 0)
          put(start, end, outcomeXml(text.slice(start, end), prefix, change));
        else {
          const isStyled = style !== 0 || /\ss\s*=/.test(text.slice(start, text.indexOf('>', start)));
          put(start, end, xmlOf(change, isStyled ? style : undefined));
        }
      } else {
        const place = cell < row.last ? places.starts[cell]! : row.close;
        put(place, place, xmlOf(change, rowStyleOf(row.attributes)));
      }
    }
  };
  for (let begun = 0, done = 0; begun < changes.length; begun = done) {
    const { row } = changes[begun]!;
    while (done < changes.length && changes[done]!.row === row) done += 1;
    putRow(row, changes.slice(begun, done));
  }
  if (isAlone) put(to, to, `</${prefix}sheetData>`);
};

/** `<dimension ref>` says where the sheet's cells lie; a change beyond widens it. */
const putDimension = ({ text, prefix, from }: SheetIndex, changes: readonly CellChange[], put: Put): void => {
  const found = new RegExp(`<${prefix}dimension\\s+ref=["']([^"']+)["']`).exec(text.slice(0, from));
  const box = found === null ? undefined : boxOf(found[1]!);
  if (found === null || box === undefined) return;
  let { top, left, bottom, right } = box;
  for (const { row, column } of changes) {
    top = Math.min(top, row);
    left = Math.min(left, column);
    bottom = Math.max(bottom, row);
    right = Math.max(right, column);
  }
  if (top === box.top && left === box.left && bottom === box.bottom && right === box.right) return;
  const at = found.index + found[0].indexOf(found[1]!);
  put(at, at + found[1]!.length, `${addressOf(top, left)}:${addressOf(bottom, right)}`);
};
