import { addressOf } from './address.ts';
import { XlsxRefusal } from './refusal.ts';

export { type RawCell, readCell, stringText } from './read-cell.ts';

export interface IndexedCell {
  readonly column: number;
  /** Where its `<c>` begins and ends in the sheet's text. */
  readonly start: number;
  readonly end: number;
}

/** Where every cell of a sheet stands, by its number in the file: a school's tracker has fifty thousand. */
export interface CellPlaces {
  readonly columns: Uint16Array;
  readonly styles: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the inside of its `<v>` begins and ends; 0 for a cell that has to be read with care. */
  readonly valueStarts: Int32Array;
  readonly valueEnds: Int32Array;
  /** The number that `<v>` says; NaN for what is no plain number. */
  readonly numbers: Float64Array;
  /** What its `t` says, as one of `cellTypes`. */
  readonly types: Uint8Array;
  /** 1: it has an inside; 2: a formula is among it; 4: metadata of the workbook. */
  readonly marks: Uint8Array;
}
export const inside = 1;
export const formula = 2;
export const metadata = 4;

export const cellTypes = ['n', 's', 'str', 'b', 'e', 'inlineStr', 'd'] as const;
const typeNumbers = new Map<string, number>(cellTypes.map((type, at) => [type, at]));

/** A row: its cells are those from `first` to before `last` of the sheet's. */
export class IndexedRow {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  /** Where its cells begin; undefined when the row is `<row …/>`. */
  readonly inside: number | undefined;
  /** Where `</row>` begins. */
  readonly close: number;
  readonly attributes: string;
  readonly first: number;
  readonly last: number;
  readonly #places: CellPlaces;

  constructor(places: CellPlaces, row: Omit<IndexedRow, 'cells' | 'find'>) {
    this.#places = places;
    this.row = row.row;
    this.start = row.start;
    this.end = row.end;
    this.inside = row.inside;
    this.close = row.close;
    this.attributes = row.attributes;
    this.first = row.first;
    this.last = row.last;
  }

  get cells(): readonly IndexedCell[] {
    const { columns, starts, ends } = this.#places;
    return Array.from({ length: this.last - this.first }, (_, more) => {
      const at = this.first + more;
      return { column: columns[at]!, start: starts[at]!, end: ends[at]! };
    });
  }

  /** The number of the cell in a column, -1 when the file names none. */
  find(column: number): number {
    const { columns } = this.#places;
    if (this.first === this.last) return -1;
    // Mostly every column is named.
    const guess = this.first + column - columns[this.first]!;
    if (guess >= this.first && guess < this.last && columns[guess] === column) return guess;
    let [low, high] = [this.first, this.last];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (columns[middle]! < column) low = middle + 1;
      else high = middle;
    }
    return low < this.last && columns[low] === column ? low : -1;
  }
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
  readonly places: CellPlaces;
}

const growing = (size: number) => {
  const make = (length: number, old?: CellPlaces) => {
    const places = {
      columns: new Uint16Array(length),
      styles: new Int32Array(length),
      starts: new Int32Array(length),
      ends: new Int32Array(length),
      valueStarts: new Int32Array(length),
      valueEnds: new Int32Array(length),
      numbers: new Float64Array(length),
      types: new Uint8Array(length),
      marks: new Uint8Array(length),
    };
    if (old !== undefined)
      for (const name of Object.keys(places) as (keyof typeof places)[]) places[name].set(old[name]);
    return places;
  };
  return { places: make(size), grown: (old: CellPlaces) => make(old.columns.length * 2, old) };
};

const powers = Array.from({ length: 16 }, (_, at) => 10 ** at);

const quote = 34;
const apostrophe = 39;
const slash = 47;
const less = 60;
const equals = 61;
const greater = 62;
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/**
 * One pass over a sheet's text, a character at a time: a search by pattern takes ten times as long. Throws XlsxRefusal
 * when rows or cells are out of order or in a place of their own.
 */
export const indexSheet = (text: string, part: string): SheetIndex => new Scan(text, part).whole();

class Scan {
  readonly #text: string;
  readonly #part: string;
  #at = 0;
  /** Of the tag read last: its `r` (letters and digits), `s`, `t` and whether it has `cm` or `vm`, where it ends, `/>`. */
  #column = 0;
  #row = 0;
  #style = 0;
  #type = 0;
  #hasMetadata = false;
  #isAlone = false;

  constructor(text: string, part: string) {
    this.#text = text;
    this.#part = part;
  }

  #refuse(why: string): never {
    throw new XlsxRefusal(`${this.#part} ${why}`);
  }

  /** As `#tag` for what nearly every cell looks like: `<c r="D5" s="3" t="s">`. False: it looks otherwise. */
  #plainCell(): boolean {
    const text = this.#text;
    let at = this.#at;
    if (text.charCodeAt(at) !== 32 || text.charCodeAt(at + 1) !== 114 || text.charCodeAt(at + 3) !== quote)
      return false;
    at += 4;
    let code = text.charCodeAt(at);
    let column = 0;
    for (; code > 64 && code < 91; code = text.charCodeAt(++at)) column = column * 26 + code - 64;
    let row = 0;
    for (; code > 47 && code < 58; code = text.charCodeAt(++at)) row = row * 10 + code - 48;
    if (code !== quote || column === 0 || row === 0) return false;
    code = text.charCodeAt(++at);
    let style = 0;
    if (code === 32 && text.charCodeAt(at + 1) === 115 && text.charCodeAt(at + 3) === quote) {
      at += 4;
      code = text.charCodeAt(at);
      for (; code > 47 && code < 58; code = text.charCodeAt(++at)) style = style * 10 + code - 48;
      if (code !== quote) return false;
      code = text.charCodeAt(++at);
    }
    let type = 0;
    if (code === 32 && text.charCodeAt(at + 1) === 116 && text.charCodeAt(at + 3) === quote) {
      at += 4;
      const from = at;
      code = text.charCodeAt(at);
      for (; code > 64; code = text.charCodeAt(++at));
      type = at === from + 1 && text.charCodeAt(from) === 115 ? 1 : (typeNumbers.get(text.slice(from, at)) ?? 2);
      if (code !== quote) return false;
      code = text.charCodeAt(++at);
    }
    this.#isAlone = code === slash;
    if (this.#isAlone) code = text.charCodeAt(++at);
    if (code !== greater) return false;
    this.#column = column;
    this.#row = row;
    this.#style = style;
    this.#type = type;
    this.#hasMetadata = false;
    this.#at = at + 1;
    return true;
  }

  /** Reads digits with a point among them up to `<`; NaN when it is anything else. Leaves `#at` at the `<`. */
  #number(): number {
    const text = this.#text;
    let at = this.#at;
    const from = at;
    let code = text.charCodeAt(at);
    const isNegative = code === 45;
    if (isNegative) code = text.charCodeAt(++at);
    let digits = 0;
    let count = 0;
    let after = -1;
    for (; ; code = text.charCodeAt(++at)) {
      if (code > 47 && code < 58) {
        digits = digits * 10 + code - 48;
        count += 1;
        if (after >= 0) after += 1;
      } else if (code === 46 && after < 0) after = 0;
      else break;
    }
    // Fifteen digits are whole numbers without loss, and so are the powers of ten: one division rounds as reading does.
    if (code === less && count > 0 && count < 16) {
      this.#at = at;
      const number = after > 0 ? digits / powers[after]! : digits;
      return isNegative ? -number : number;
    }
    const end = text.indexOf('<', from);
    this.#at = end < 0 ? text.length : end;
    return end === from ? Number.NaN : Number(text.slice(from, this.#at));
  }

  /** Reads the attributes of a tag from behind its name to behind its `>`. */
  #tag(): void {
    const text = this.#text;
    this.#column = this.#row = this.#style = this.#type = 0;
    this.#hasMetadata = this.#isAlone = false;
    let at = this.#at;
    for (;;) {
      let code = text.charCodeAt(at);
      while (isSpace(code)) code = text.charCodeAt(++at);
      if (code === greater) break;
      if (code === slash && text.charCodeAt(at + 1) === greater) {
        this.#isAlone = true;
        at += 1;
        break;
      }
      const name = at;
      while (code !== equals && !isSpace(code) && code !== greater && !Number.isNaN(code)) code = text.charCodeAt(++at);
      const nameEnd = at;
      while (isSpace(code)) code = text.charCodeAt(++at);
      if (code !== equals) this.#refuse('is not whole');
      code = text.charCodeAt(++at);
      while (isSpace(code)) code = text.charCodeAt(++at);
      if (code !== quote && code !== apostrophe) this.#refuse('is not whole');
      const from = at + 1;
      at = text.indexOf(code === quote ? '"' : "'", from);
      if (at < 0) this.#refuse('is not whole');
      this.#attribute(name, nameEnd - name, from, at);
      at += 1;
    }
    this.#at = at + 1;
  }

  #attribute(name: number, length: number, from: number, to: number): void {
    const text = this.#text;
    const first = text.charCodeAt(name);
    if (length === 1 && first === 114) {
      let at = from;
      let code = text.charCodeAt(at);
      for (; at < to && code > 64; code = text.charCodeAt(++at)) this.#column = this.#column * 26 + (code & 31);
      for (; at < to; code = text.charCodeAt(++at)) this.#row = this.#row * 10 + code - 48;
    } else if (length === 1 && first === 115) {
      for (let at = from; at < to; at++) this.#style = this.#style * 10 + text.charCodeAt(at) - 48;
    } else if (length === 1 && first === 116) {
      this.#type = typeNumbers.get(text.slice(from, to)) ?? 2;
    } else if (length === 2 && (first === 99 || first === 118) && text.charCodeAt(name + 1) === 109)
      this.#hasMetadata = true;
  }

  whole(): SheetIndex {
    const text = this.#text;
    const prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(text)?.[1] ?? '';
    const opening = new RegExp(`<${prefix}sheetData(?:\\s[^>]*)?(/?)>`).exec(text);
    if (opening === null) this.#refuse('has no cells that can be read');
    const from = opening.index + opening[0].length;
    const to = opening[1] === '/' ? from : text.indexOf(`</${prefix}sheetData>`, from);
    if (to < 0) this.#refuse('is not whole');
    const marked = text.indexOf('<!', from);
    if (marked >= 0 && marked < to) this.#refuse('holds comments or marked sections among its cells');
    const [rowName, cellName, rowEnd, cellEnd] = [`<${prefix}row`, `<${prefix}c`, `</${prefix}row>`, `</${prefix}c>`];
    const [formulaName, formulaEnd] = [`<${prefix}f`, `</${prefix}f>`];
    const [value, valueEnd] = [`<${prefix}v>`, `</${prefix}v>${cellEnd}`];
    const nameAt = 1 + prefix.length;
    const isNamed = (name: string, at: number): boolean => {
      if (!text.startsWith(name, at)) return false;
      const code = text.charCodeAt(at + name.length);
      return code === greater || code === slash || isSpace(code);
    };
    const { places: begun, grown } = growing(Math.max(64, (to - from) >> 4));
    let places = begun;
    let count = 0;
    const found: Omit<IndexedRow, 'cells' | 'find'>[] = [];
    let lastRow = 0;
    for (let start = text.indexOf('<', from); start >= 0 && start < to; start = text.indexOf('<', this.#at)) {
      if (!isNamed(rowName, start)) {
        if (isNamed(cellName, start)) this.#refuse('has a cell outside its rows');
        this.#at = start + 1;
        continue;
      }
      const name = start + rowName.length;
      this.#at = name;
      this.#tag();
      const row = this.#row || lastRow + 1;
      if (row <= lastRow || row > 1_048_576) this.#refuse(`has its rows out of order at row ${row}`);
      lastRow = row;
      const opened = this.#at;
      const attributes = text.slice(name, opened - (this.#isAlone ? 2 : 1));
      const first = count;
      if (this.#isAlone) {
        found.push({ row, start, end: opened, inside: undefined, close: opened, attributes, first, last: count });
        continue;
      }
      let lastColumn = 0;
      for (;;) {
        let at = this.#at;
        if (text.charCodeAt(at) !== less) at = text.indexOf('<', at);
        if (at < 0 || at >= to) this.#refuse(`is not whole at row ${row}`);
        const isCell = text.charCodeAt(at + cellName.length - 1) === 99 && isNamed(cellName, at);
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
            this.#at = at + rowEnd.length;
            break;
          }
          if (isNamed(rowName, at)) this.#refuse(`has a row within row ${row}`);
          this.#at = at + 1;
          continue;
        }
        this.#at = at + cellName.length;
        if (!this.#plainCell()) this.#tag();
        const column = this.#column || lastColumn + 1;
        if (this.#row !== 0 && this.#row !== row) this.#refuse(`has ${addressOf(this.#row, column)} in row ${row}`);
        if (column <= lastColumn || column > 16_384) this.#refuse(`has its cells out of order in row ${row}`);
        lastColumn = column;
        if (count === places.columns.length) places = grown(places);
        let marks = this.#hasMetadata ? metadata : 0;
        let valueFrom = 0;
        let valueTo = 0;
        let number = Number.NaN;
        if (!this.#isAlone) {
          marks |= inside;
          const begin = this.#at;
          let valueAt = begin;
          if (text.charCodeAt(begin + nameAt) === 102 && isNamed(formulaName, begin)) {
            marks |= formula;
            const tagEnd = text.indexOf('>', begin);
            valueAt =
              text.charCodeAt(tagEnd - 1) === slash ? tagEnd + 1 : text.indexOf(formulaEnd, tagEnd) + formulaEnd.length;
          }
          let end = -1;
          if (text.charCodeAt(valueAt + nameAt) === 118 && text.startsWith(value, valueAt)) {
            this.#at = valueAt + value.length;
            let close: number;
            if (this.#type < 2) {
              number = this.#number();
              close = this.#at;
            } else close = text.indexOf('<', this.#at);
            if (text.startsWith(valueEnd, close)) {
              valueFrom = valueAt + value.length;
              valueTo = close;
              end = close + valueEnd.length;
            } else number = Number.NaN;
          }
          if (end < 0) {
            end = text.indexOf(cellEnd, begin);
            if (end < 0 || end > to) this.#refuse(`is not whole at ${addressOf(row, column)}`);
            if (text.slice(begin, end).includes(formulaName)) marks |= formula;
            end += cellEnd.length;
          }
          this.#at = end;
        }
        places.columns[count] = column;
        places.styles[count] = this.#style;
        places.starts[count] = at;
        places.ends[count] = this.#at;
        places.valueStarts[count] = valueFrom;
        places.valueEnds[count] = valueTo;
        places.numbers[count] = number;
        places.types[count] = this.#type;
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
  }
}
