import { addressOf } from './address.ts';
import { codesOf } from './bytes-text.ts';
import { type CellPlaces, formula, growing, IndexedRow, inside, metadata } from './cell-places.ts';
import { greater, isSpace, less, slash, TagReader } from './tag-reader.ts';

const encoder = new TextEncoder();

/** Where every row and cell of a sheet's XML stands, so that one cell can be changed and nothing else. */
export interface SheetIndex {
  readonly text: string;
  /** The prefix of the sheet's tags with its colon: `x:`, mostly nothing. */
  readonly prefix: string;
  /** Where `<sheetData>`'s inside begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly rows: ReadonlyMap<number, IndexedRow>;
  readonly places: CellPlaces;
}

/**
 * One pass over a sheet's text, a character at a time: a search by pattern takes ten times as long. `bytes`: what it was
 * read from. Throws XlsxRefusal when rows or cells are out of order or in a place of their own.
 */
export const indexSheet = (text: string, part: string, bytes?: Uint8Array): SheetIndex => {
  const codes = codesOf(text, bytes);
  const tag: TagReader = new TagReader(text, codes, part);
  const prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(text)?.[1] ?? '';
  const opening = new RegExp(`<${prefix}sheetData(?:\\s[^>]*?)?(/?)>`).exec(text);
  if (opening === null) tag.refuse('has no cells that can be read');
  const from = opening.index + opening[0].length;
  const to = opening[1] === '/' ? from : text.indexOf(`</${prefix}sheetData>`, from);
  if (to < 0) tag.refuse('is not whole');
  const refuseMarked = (at: number): void => {
    if (text.startsWith('<!', at)) tag.refuse('holds comments or marked sections among its cells');
  };
  const [rowName, cellName, rowEnd, cellEnd] = [`<${prefix}row`, `<${prefix}c`, `</${prefix}row>`, `</${prefix}c>`];
  const [formulaName, formulaEnd] = [`<${prefix}f`, `</${prefix}f>`];
  const [value, valueEnd] = [encoder.encode(`<${prefix}v>`), encoder.encode(`</${prefix}v>${cellEnd}`)];
  const nameAt = 1 + prefix.length;
  const isAt = (letters: Uint8Array, at: number): boolean => {
    for (let one = 0; one < letters.length; one++) if (codes[at + one] !== letters[one]) return false;
    return true;
  };
  const isNamed = (name: string, at: number): boolean => {
    if (!text.startsWith(name, at)) return false;
    const code = codes[at + name.length]!;
    return code === greater || code === slash || isSpace(code);
  };
  const { places: begun, grown } = growing(Math.max(64, (to - from) >> 5));
  let places = begun;
  let count = 0;
  const found: Omit<IndexedRow, 'cells' | 'find'>[] = [];
  let lastRow = 0;
  for (let start = text.indexOf('<', from); start >= 0 && start < to; start = text.indexOf('<', tag.at)) {
    if (!isNamed(rowName, start)) {
      if (isNamed(cellName, start)) tag.refuse('has a cell outside its rows');
      refuseMarked(start);
      tag.at = start + 1;
      continue;
    }
    const name = start + rowName.length;
    tag.at = name;
    tag.tag();
    const row = tag.row || lastRow + 1;
    if (row <= lastRow || row > 1_048_576) tag.refuse(`has its rows out of order at row ${row}`);
    lastRow = row;
    const opened = tag.at;
    const attributes = text.slice(name, opened - (tag.isAlone ? 2 : 1));
    const first = count;
    if (tag.isAlone) {
      found.push({ row, start, end: opened, inside: undefined, close: opened, attributes, first, last: count });
      continue;
    }
    let lastColumn = 0;
    for (;;) {
      let at = tag.at;
      if (codes[at] !== less) at = text.indexOf('<', at);
      if (at < 0 || at >= to) tag.refuse(`is not whole at row ${row}`);
      const isCell = codes[at + cellName.length - 1] === 99 && isNamed(cellName, at);
      if (!isCell) {
        if (text.startsWith(rowEnd, at)) {
          found.push({
            row,
            start,
            end: at + rowEnd.length,
            inside: opened,
            close: at,
            attributes,
            first,
            last: count,
          });
          tag.at = at + rowEnd.length;
          break;
        }
        if (isNamed(rowName, at)) tag.refuse(`has a row within row ${row}`);
        refuseMarked(at);
        tag.at = at + 1;
        continue;
      }
      tag.at = at + cellName.length;
      if (!tag.plainCell()) tag.tag();
      const column = tag.column || lastColumn + 1;
      if (tag.row !== 0 && tag.row !== row) tag.refuse(`has ${addressOf(tag.row, column)} in row ${row}`);
      if (column <= lastColumn || column > 16_384) tag.refuse(`has its cells out of order in row ${row}`);
      lastColumn = column;
      if (count === places.columns.length) places = grown(places);
      let marks = tag.hasMetadata ? metadata : 0;
      let valueFrom = 0;
      let valueTo = 0;
      let number = Number.NaN;
      if (!tag.isAlone) {
        marks |= inside;
        const begin = tag.at;
        let valueAt = begin;
        if (codes[begin + nameAt] === 102 && isNamed(formulaName, begin)) {
          marks |= formula;
          const tagEnd = text.indexOf('>', begin);
          const formulaTo = codes[tagEnd - 1] === slash ? tagEnd + 1 : text.indexOf('<', tagEnd);
          valueAt = text.startsWith(formulaEnd, formulaTo) ? formulaTo + formulaEnd.length : formulaTo;
        }
        let end = -1;
        if (isAt(value, valueAt)) {
          tag.at = valueAt + value.length;
          let close: number;
          if (tag.type < 2) {
            number = tag.number();
            close = tag.at;
          } else close = text.indexOf('<', tag.at);
          if (isAt(valueEnd, close)) {
            valueFrom = valueAt + value.length;
            valueTo = close;
            end = close + valueEnd.length;
          } else number = Number.NaN;
        }
        if (end < 0) {
          end = text.indexOf(cellEnd, begin);
          if (end < 0 || end > to) tag.refuse(`is not whole at ${addressOf(row, column)}`);
          const whole = text.slice(begin, end);
          if (whole.includes(formulaName)) marks |= formula;
          refuseMarked(begin + Math.max(0, whole.indexOf('<!')));
          end += cellEnd.length;
        }
        tag.at = end;
      }
      places.columns[count] = column;
      places.styles[count] = tag.style;
      places.starts[count] = at;
      places.ends[count] = tag.at;
      places.valueStarts[count] = valueFrom;
      places.valueEnds[count] = valueTo;
      places.numbers[count] = number;
      places.types[count] = tag.type;
      places.marks[count] = marks;
      count += 1;
    }
  }
  return {
    text,
    prefix,
    from,
    to,
    places,
    rows: new Map(found.map((row) => [row.row, new IndexedRow(places, row)])),
  };
};
