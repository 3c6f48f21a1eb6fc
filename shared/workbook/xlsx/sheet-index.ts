import { addressOf, boxOf } from './address.ts';
import { XlsxRefusal } from './refusal.ts';
import type { CellEdit } from './types.ts';
import { escapeXml, readAttributes, unescapeCellText, unescapeXml } from './xml.ts';

export interface IndexedCell {
  readonly column: number;
  /** Where its `<c>` begins and ends in the sheet's text. */
  readonly start: number;
  readonly end: number;
}

export interface IndexedRow {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  /** Where its cells begin; undefined when the row is `<row …/>`. */
  readonly inside: number | undefined;
  /** Where `</row>` begins. */
  readonly close: number;
  readonly attributes: string;
  readonly cells: readonly IndexedCell[];
}

export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly value: string | undefined;
  readonly inline: string | undefined;
  readonly formula: { readonly text: string; readonly attributes: ReadonlyMap<string, string> } | undefined;
  /** Refers to metadata of the workbook: a rich value or a dynamic array. */
  readonly hasMetadata: boolean;
}

/** Where every row and cell of a sheet's XML stands, so that one cell can be changed and nothing else. */
export interface SheetIndex {
  readonly text: string;
  /** The prefix of the sheet's tags with its colon: `x:`, mostly nothing. */
  readonly prefix: string;
  /** Where `<sheetData>`'s inside begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly rows: ReadonlyMap<number, IndexedRow>;
}

const numberIn = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1];

const rowNumber = /(?:^|\s)r\s*=\s*["'](\d+)["']/;
const cellAddress = /(?:^|\s)r\s*=\s*["']([A-Za-z]{1,3})(\d+)["']/;

const columnOf = (letters: string): number => {
  let number = 0;
  for (let at = 0; at < letters.length; at++) number = number * 26 + (letters.charCodeAt(at) & 31);
  return number;
};

/** One pass over a sheet's text. Throws XlsxRefusal when rows or cells are out of order or in a place of their own. */
export const indexSheet = (text: string, part: string): SheetIndex => {
  const prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(text)?.[1] ?? '';
  const opening = new RegExp(`<${prefix}sheetData(?:\\s[^>]*)?(/?)>`).exec(text);
  if (opening === null) throw new XlsxRefusal(`${part} has no cells that can be read`);
  const from = opening.index + opening[0].length;
  const to = opening[1] === '/' ? from : text.indexOf(`</${prefix}sheetData>`, from);
  if (to < 0) throw new XlsxRefusal(`${part} is not whole`);
  if (text.slice(from, to).includes('<!'))
    throw new XlsxRefusal(`${part} holds comments or marked sections among its cells`);
  const rows = new Map<number, IndexedRow>();
  const tag = new RegExp(`<${prefix}(row|c)((?:\\s[^>]*?)?)(/?)>`, 'g');
  const rowEnd = `</${prefix}row>`;
  const cellEnd = `</${prefix}c>`;
  let lastRow = 0;
  tag.lastIndex = from;
  let found = tag.exec(text);
  while (found !== null && found.index < to) {
    if (found[1] !== 'row') throw new XlsxRefusal(`${part} has a cell outside its rows`);
    const attributes = found[2]!;
    const start = found.index;
    const row = Number(rowNumber.exec(attributes)?.[1] ?? lastRow + 1);
    if (row <= lastRow || row > 1_048_576) throw new XlsxRefusal(`${part} has its rows out of order at row ${row}`);
    lastRow = row;
    if (found[3] === '/') {
      rows.set(row, { row, start, end: tag.lastIndex, inside: undefined, close: tag.lastIndex, attributes, cells: [] });
      found = tag.exec(text);
      continue;
    }
    const inside = tag.lastIndex;
    const close = text.indexOf(rowEnd, inside);
    if (close < 0 || close > to) throw new XlsxRefusal(`${part} is not whole at row ${row}`);
    const cells: IndexedCell[] = [];
    let lastColumn = 0;
    for (found = tag.exec(text); found !== null && found.index < close; found = tag.exec(text)) {
      if (found[1] !== 'c') throw new XlsxRefusal(`${part} has a row within row ${row}`);
      const address = cellAddress.exec(found[2]!);
      const column = address === null ? lastColumn + 1 : columnOf(address[1]!);
      if (address !== null && Number(address[2]) !== row)
        throw new XlsxRefusal(`${part} has ${address[1]}${address[2]} in row ${row}`);
      if (column <= lastColumn || column > 16_384)
        throw new XlsxRefusal(`${part} has its cells out of order in row ${row}`);
      lastColumn = column;
      const cellStart = found.index;
      if (found[3] !== '/') {
        const end = text.indexOf(cellEnd, tag.lastIndex);
        if (end < 0 || end > close) throw new XlsxRefusal(`${part} is not whole at ${addressOf(row, column)}`);
        tag.lastIndex = end + cellEnd.length;
      }
      cells.push({ column, start: cellStart, end: tag.lastIndex });
    }
    rows.set(row, { row, start, end: close + rowEnd.length, inside, close, attributes, cells });
  }
  return { text, prefix, from, to, rows };
};

const partsOfCell = (prefix: string) => ({
  opening: new RegExp(`^<${prefix}c((?:\\s[^>]*?)?)/?>`),
  formula: new RegExp(`<${prefix}f((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${prefix}f>)`),
  value: new RegExp(`<${prefix}v(?:\\s[^>]*)?>([\\s\\S]*?)</${prefix}v>`),
  inline: new RegExp(`<${prefix}is(?:\\s[^>]*)?>([\\s\\S]*?)</${prefix}is>`),
});
const readers = new Map<string, ReturnType<typeof partsOfCell>>();

const readerOf = (prefix: string): ReturnType<typeof partsOfCell> => {
  const known = readers.get(prefix);
  if (known !== undefined) return known;
  const reader = partsOfCell(prefix);
  readers.set(prefix, reader);
  return reader;
};

/** The text of a shared or inline string: its runs one after another, phonetic hints left out. */
export const stringText = (xml: string, prefix: string): string => {
  const spoken = new RegExp(`<${prefix}rPh[\\s>][\\s\\S]*?</${prefix}rPh>`, 'g');
  const runs = xml
    .replace(spoken, '')
    .matchAll(new RegExp(`<${prefix}t(?:\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${prefix}t>)`, 'g'));
  let text = '';
  for (const [, run] of runs) text += run ?? '';
  return unescapeCellText(unescapeXml(text));
};

/** Reads one `<c>`. */
export const readCell = (xml: string, prefix: string): RawCell => {
  const reader = readerOf(prefix);
  const attributes = reader.opening.exec(xml)?.[1] ?? '';
  const formula = xml.includes(`<${prefix}f`) ? reader.formula.exec(xml) : null;
  const value = reader.value.exec(xml)?.[1];
  const inline = xml.includes(`<${prefix}is`) ? reader.inline.exec(xml)?.[1] : undefined;
  return {
    type: numberIn(attributes, 't') ?? 'n',
    style: Number(numberIn(attributes, 's') ?? 0),
    value: value === undefined ? undefined : unescapeXml(value),
    inline: inline === undefined ? undefined : stringText(inline, prefix),
    formula:
      formula === null
        ? undefined
        : { text: unescapeXml(formula[2] ?? ''), attributes: readAttributes(formula[1] ?? '') },
    hasMetadata: /(?:^|\s)[cv]m\s*=/.test(attributes),
  };
};

const cellXml = (
  prefix: string,
  row: number,
  column: number,
  style: string | undefined,
  value: CellEdit['value'],
): string => {
  const head = `<${prefix}c r="${addressOf(row, column)}"${style === undefined ? '' : ` s="${style}"`}`;
  if (value === null || value === '') return `${head}/>`;
  if (typeof value === 'boolean') return `${head} t="b"><${prefix}v>${value ? 1 : 0}</${prefix}v></${prefix}c>`;
  if (typeof value === 'number') return `${head}><${prefix}v>${value}</${prefix}v></${prefix}c>`;
  const space = /^\s|\s$|\n/.test(value) ? ' xml:space="preserve"' : '';
  return `${head} t="inlineStr"><${prefix}is><${prefix}t${space}>${escapeXml(value)}</${prefix}t></${prefix}is></${prefix}c>`;
};

/** A row's `spans` names its first and last column; a cell beyond widens it. */
const widened = (opening: string, columns: readonly number[]): string =>
  opening.replace(/(\sspans\s*=\s*["'])(\d+):(\d+)(["'])/, (_whole, before, from, to, after) => {
    const all = [Number(from), Number(to), ...columns];
    return `${before}${Math.min(...all)}:${Math.max(...all)}${after}`;
  });

/**
 * The sheet's text with the edits: each changed `<c>` replaced in its place, its style kept; a cell that the file does
 * not name is put in column order, a row in row order. All else is the same text.
 */
export const splice = (index: SheetIndex, edits: readonly CellEdit[]): string => {
  const { text, prefix, rows, from, to } = index;
  const byRow = Map.groupBy(edits, ({ row }) => row);
  const pieces: string[] = [];
  let at = 0;
  const put = (start: number, end: number, replacement: string): void => {
    pieces.push(text.slice(at, start), replacement);
    at = end;
  };
  const wholeRows = [...rows.values()];
  let next = 0;
  const styleOf = (cell: IndexedCell): string | undefined =>
    numberIn(readerOf(prefix).opening.exec(text.slice(cell.start, cell.end))?.[1] ?? '', 's');
  if (from === to && text[from - 2] === '/') {
    // `<sheetData/>`: opened, so that rows can go in.
    const start = text.lastIndexOf('<', from - 1);
    put(start, from, `<${prefix}sheetData>`);
  }
  for (const [number, changes] of [...byRow].sort(([a], [b]) => a - b)) {
    const sorted = changes.toSorted((a, b) => a.column - b.column);
    const row = rows.get(number);
    if (row === undefined) {
      while (next < wholeRows.length && wholeRows[next]!.row < number) next += 1;
      const place = wholeRows[next]?.start ?? to;
      const cells = sorted.map(({ column, value }) => cellXml(prefix, number, column, undefined, value)).join('');
      put(place, place, `<${prefix}row r="${number}">${cells}</${prefix}row>`);
      continue;
    }
    const named = new Set(row.cells.map(({ column }) => column));
    const added = sorted.filter(({ column }) => !named.has(column)).map(({ column }) => column);
    const rowStyle = numberIn(row.attributes, 'customFormat') === '1' ? numberIn(row.attributes, 's') : undefined;
    if (row.inside === undefined) {
      const opening = widened(text.slice(row.start, row.end).replace(/\s*\/>$/, '>'), added);
      const cells = sorted.map(({ column, value }) => cellXml(prefix, number, column, rowStyle, value)).join('');
      put(row.start, row.end, `${opening}${cells}</${prefix}row>`);
      continue;
    }
    if (added.length > 0) put(row.start, row.inside, widened(text.slice(row.start, row.inside), added));
    let cell = 0;
    for (const { column, value } of sorted) {
      while (cell < row.cells.length && row.cells[cell]!.column < column) cell += 1;
      const here = row.cells[cell];
      if (here?.column === column) put(here.start, here.end, cellXml(prefix, number, column, styleOf(here), value));
      else {
        const place = here?.start ?? row.close;
        put(place, place, cellXml(prefix, number, column, rowStyle, value));
      }
    }
  }
  if (from === to && text[from - 2] === '/') put(to, to, `</${prefix}sheetData>`);
  pieces.push(text.slice(at));
  return withDimension(pieces.join(''), index, edits);
};

/** `<dimension ref>` says where the sheet's cells lie; an edit beyond widens it. */
const withDimension = (text: string, { prefix, from }: SheetIndex, edits: readonly CellEdit[]): string => {
  const found = new RegExp(`<${prefix}dimension\\s+ref=["']([^"']+)["']`).exec(text.slice(0, from));
  const box = found === null ? undefined : boxOf(found[1]!);
  if (found === null || box === undefined) return text;
  const top = edits.reduce((least, { row }) => Math.min(least, row), box.top);
  const left = edits.reduce((least, { column }) => Math.min(least, column), box.left);
  const bottom = edits.reduce((most, { row }) => Math.max(most, row), box.bottom);
  const right = edits.reduce((most, { column }) => Math.max(most, column), box.right);
  if (top === box.top && left === box.left && bottom === box.bottom && right === box.right) return text;
  const at = found.index + found[0].indexOf(found[1]!);
  return `${text.slice(0, at)}${addressOf(top, left)}:${addressOf(bottom, right)}${text.slice(at + found[1]!.length)}`;
};
