import type { CellValue, SheetValues } from '../sheet-values.ts';
import { addressOf, boxOf, cellKey, holdsCell } from './address.ts';
import type { CellResult } from './calc/recalculated.ts';
import { cellTypes, formula, inside, metadata } from './cell-places.ts';
import { isFilteredRow } from './filters.ts';
import { readCell } from './read-cell.ts';
import { blank, type Held, ofDay, ofEdit, ofNumber, ofText, SheetCell, type SheetSource } from './sheet-cell.ts';
import { SheetFormulas } from './sheet-formulas.ts';
import { indexSheet, type SheetIndex } from './sheet-index.ts';
import type { Box, Cell, CellEdit, ColumnLayout, FileSheet, Table } from './types.ts';
import { child, childrenOf, isOn, readXml, unescapeXml, type XmlElement } from './xml.ts';

/** A sheet over its own text: cells are read when asked for; edits and results lie above the text until it is saved. */
export class IndexedSheet implements FileSheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
  readonly tables: readonly Table[];
  readonly merges: readonly Box[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly columns: readonly ColumnLayout[];
  readonly defaultColumnWidth: number;
  readonly defaultRowHeight: number;
  readonly isProtected: boolean;
  readonly around: XmlElement;
  readonly index: SheetIndex;
  readonly edits = new Map<number, CellEdit>();
  /** Values of her formulas that were worked out, where they differ from those in the file. */
  readonly results = new Map<number, CellResult>();
  readonly #source: SheetSource;
  readonly #formulas: SheetFormulas;
  readonly #slaves = new Set<number>();
  #used: Box | null | undefined;

  constructor(source: SheetSource, index: SheetIndex = indexSheet(source.text, source.part, source.bytes)) {
    this.#source = source;
    this.name = source.name;
    this.part = source.part;
    this.hidden = source.hidden;
    this.tables = source.tables;
    this.index = index;
    this.#formulas = new SheetFormulas(this.index);
    const { text, from, to } = this.index;
    this.around = readXml(text.slice(0, from) + text.slice(to), source.part);
    this.merges = childrenOf(child(this.around, 'mergeCells'), 'mergeCell').flatMap(
      ({ attributes }) => boxOf(attributes.get('ref') ?? '') ?? [],
    );
    for (const { top, left, bottom, right } of this.merges)
      if ((bottom - top + 1) * (right - left + 1) <= 100_000)
        for (let row = top; row <= bottom; row++)
          for (let column = left; column <= right; column++)
            if (row !== top || column !== left) this.#slaves.add(cellKey(row, column));
    const pane = child(child(child(this.around, 'sheetViews'), 'sheetView'), 'pane')?.attributes;
    const isFrozen = pane?.get('state')?.startsWith('frozen') === true;
    this.frozen = {
      rows: isFrozen ? Number(pane?.get('ySplit') ?? 0) : 0,
      columns: isFrozen ? Number(pane?.get('xSplit') ?? 0) : 0,
    };
    this.columns = childrenOf(child(this.around, 'cols'), 'col').map(({ attributes }) => ({
      from: Number(attributes.get('min')),
      to: Number(attributes.get('max')),
      width: attributes.has('width') ? Number(attributes.get('width')) : undefined,
      hidden: isOn(attributes.get('hidden')),
      style: Number(attributes.get('style') ?? 0),
    }));
    const format = child(this.around, 'sheetFormatPr')?.attributes;
    this.defaultColumnWidth = Number(format?.get('defaultColWidth') ?? 8.43);
    this.defaultRowHeight = Number(format?.get('defaultRowHeight') ?? 15);
    this.isProtected = isOn(child(this.around, 'sheetProtection')?.attributes.get('sheet'));
  }

  /** The same sheet with another text. */
  over(text: string, index: SheetIndex): IndexedSheet {
    return new IndexedSheet({ ...this.#source, text, bytes: undefined }, index);
  }

  get arrays(): readonly Box[] {
    return this.#formulas.arrays;
  }

  get usedRange(): Box | null {
    if (this.#used !== undefined) return this.#used;
    let used: { top: number; left: number; bottom: number; right: number } | null = null;
    const add = (row: number, column: number): void => {
      if (used !== null && holdsCell(used, row, column)) return;
      const cell = this.cell(row, column);
      if (cell.kind === 'blank' && cell.formula === null) return;
      used =
        used === null
          ? { top: row, left: column, bottom: row, right: column }
          : {
              top: Math.min(used.top, row),
              left: Math.min(used.left, column),
              bottom: Math.max(used.bottom, row),
              right: Math.max(used.right, column),
            };
    };
    const { columns } = this.index.places;
    for (const { row, first, last } of this.index.rows.values())
      for (let at = first; at < last; at++) add(row, columns[at]!);
    for (const { row, column } of this.edits.values()) add(row, column);
    this.#used = used;
    return used;
  }

  cell(row: number, column: number): Cell {
    const key = cellKey(row, column);
    const edit = this.edits.size === 0 ? undefined : this.edits.get(key);
    const result = this.results.size === 0 ? undefined : this.results.get(key);
    const at = this.index.rows.get(row)?.find(column) ?? -1;
    const { styles, marks } = this.index.places;
    if (at < 0)
      return new SheetCell(
        this.#source,
        row,
        column,
        ofEdit(edit),
        edit?.style ?? this.#styleOf(row, column),
        undefined,
      );
    const isFormula = edit === undefined && (marks[at]! & formula) !== 0;
    return new SheetCell(
      this.#source,
      row,
      column,
      edit !== undefined ? ofEdit(edit) : (result ?? this.#held(at)),
      edit?.style ?? styles[at]!,
      isFormula ? this.#formulas : undefined,
    );
  }

  /** What a cell holds, without the rest of a `Cell`. */
  held(row: number, column: number): Held {
    const key = cellKey(row, column);
    const edit = this.edits.size === 0 ? undefined : this.edits.get(key);
    if (edit !== undefined) return ofEdit(edit);
    const at = this.index.rows.get(row)?.find(column) ?? -1;
    return at < 0 ? blank : ((this.results.size === 0 ? undefined : this.results.get(key)) ?? this.#held(at));
  }

  /** A box's values, which of its cells are formulas, and their number formats: fifty thousand cells without a `Cell`. */
  valuesIn({ top, left, bottom, right }: Box): Pick<SheetValues, 'values' | 'formulas' | 'formats'> {
    const width = right - left + 1;
    const { styles, marks, columns } = this.index.places;
    const { numbers, types, valueStarts } = this.index.places;
    const known = this.#source.styles().cells.map(({ format }) => format);
    const formatOf = (style: number): string => known[style] ?? 'General';
    const values: CellValue[][] = [];
    const formulas: (readonly boolean[])[] = [];
    const formats: (readonly string[])[] = [];
    const rowFormulas = new Array<boolean>(width).fill(false);
    const rowFormats = new Array<string>(width).fill('');
    for (let row = top; row <= bottom; row++) {
      const rowValues = new Array<CellValue>(width).fill('');
      const found = this.index.rows.get(row);
      let isAsAbove = row > top;
      for (let column = left, at = found?.first ?? 0, last = found?.last ?? 0; column <= right; column++) {
        while (at < last && columns[at]! < column) at += 1;
        const isNamed = at < last && columns[at] === column;
        const across = column - left;
        const format = formatOf(isNamed ? styles[at]! : this.#styleOf(row, column));
        const isFormula = isNamed && (marks[at]! & formula) !== 0;
        isAsAbove &&= rowFormats[across] === format && rowFormulas[across] === isFormula;
        rowFormats[across] = format;
        rowFormulas[across] = isFormula;
        if (!isNamed) continue;
        const number = numbers[at]!;
        // Plain numbers and shared strings, as nearly every cell, without an object between.
        if (types[at] === 0 && !Number.isNaN(number)) rowValues[across] = number;
        else if (types[at] === 1 && valueStarts[at] !== 0) rowValues[across] = this.#source.strings.at(number);
        else rowValues[across] = this.#held(at).value ?? '';
      }
      values.push(rowValues);
      // Mostly a row looks as the one above it: one list for all of these.
      formulas.push(isAsAbove ? formulas.at(-1)! : rowFormulas.slice());
      formats.push(isAsAbove ? formats.at(-1)! : rowFormats.slice());
    }
    for (const { row, column, value } of [...this.results.values(), ...this.edits.values()])
      if (holdsCell({ top, left, bottom, right }, row, column)) {
        values[row - top]![column - left] = value ?? '';
        const edit = this.edits.get(cellKey(row, column));
        if (edit === undefined) continue;
        if (formulas[row - top]![column - left]) formulas[row - top] = formulas[row - top]!.with(column - left, false);
        if (edit.style !== undefined)
          formats[row - top] = formats[row - top]!.with(column - left, formatOf(edit.style));
      }
    return { values, formulas, formats };
  }

  cellsOf(row: number): readonly Cell[] {
    const found = this.index.rows.get(row);
    const columns = new Set(found === undefined ? [] : this.index.places.columns.subarray(found.first, found.last));
    for (const edit of this.edits.values()) if (edit.row === row) columns.add(edit.column);
    return [...columns].sort((a, b) => a - b).map((column) => this.cell(row, column));
  }

  /** Her formulas, row by row. */
  formulaCells(): Iterable<{ readonly row: number; readonly column: number; readonly formula: string }> {
    return this.#formulas.cells.filter(({ row, column }) => !this.edits.has(cellKey(row, column)));
  }

  rowLayout(row: number): { readonly height: number | undefined; readonly hidden: boolean } {
    const attributes = this.index.rows.get(row)?.attributes ?? '';
    const height = /(?:^|\s)ht\s*=\s*["']([\d.]+)["']/.exec(attributes)?.[1];
    return {
      height: height === undefined ? undefined : Number(height),
      hidden: /(?:^|\s)hidden\s*=\s*["'](?:1|true)["']/.test(attributes),
    };
  }

  isFiltered(row: number): boolean {
    return isFilteredRow(this, row);
  }

  whyNot(row: number, column: number): string | null {
    if (
      !Number.isInteger(row) ||
      !Number.isInteger(column) ||
      row < 1 ||
      column < 1 ||
      row > 1_048_576 ||
      column > 16_384
    )
      return 'outside the sheet';
    const at = this.index.rows.get(row)?.find(column) ?? -1;
    const marks = at < 0 ? 0 : this.index.places.marks[at]!;
    for (const box of this.arrays) if (holdsCell(box, row, column)) return 'part of an array formula';
    if ((marks & formula) !== 0 && !this.edits.has(cellKey(row, column))) return 'a formula';
    if ((marks & metadata) !== 0) return 'a linked value';
    if (this.#slaves.has(cellKey(row, column))) return 'part of a merged cell';
    for (const { box, headerRows, totalsRows } of this.tables) {
      if (!holdsCell(box, row, column)) continue;
      if (row < box.top + headerRows) return 'the heading of a table';
      if (row > box.bottom - totalsRows) return 'the totals row of a table';
    }
    if (this.isProtected && this.cell(row, column).locked) return 'locked on a protected sheet';
    return null;
  }

  /** Lays an edit over the text. The caller has asked `whyNot`. */
  edit(edit: CellEdit): void {
    const key = cellKey(edit.row, edit.column);
    const style = edit.style ?? this.edits.get(key)?.style;
    const value = edit.value === '' ? null : edit.value;
    const isAsGiven = style === edit.style && value === edit.value;
    this.edits.set(key, isAsGiven ? edit : { ...edit, value, ...(style === undefined ? {} : { style }) });
    this.#used = undefined;
  }

  /** Keeps what a formula gives now; nothing where the file says so already. False where its cell holds more than we know. */
  setResult(result: CellResult): boolean {
    const key = cellKey(result.row, result.column);
    const at = this.index.rows.get(result.row)?.find(result.column) ?? -1;
    if (at < 0 || (this.index.places.marks[at]! & inside) === 0) return false;
    const held = this.#held(at);
    // A formula that gives an empty text: read as a blank.
    const isSame =
      held.kind === result.kind ? held.value === result.value : held.kind === 'blank' && result.value === '';
    if (isSame) this.results.delete(key);
    else this.results.set(key, result);
    return true;
  }

  #styleOf(row: number, column: number): number {
    const attributes = this.index.rows.get(row)?.attributes ?? '';
    if (attributes.includes('customFormat') && /\bcustomFormat\s*=\s*["'](?:1|true)["']/.test(attributes)) {
      const style = /(?:^|\s)s\s*=\s*["'](\d+)["']/.exec(attributes)?.[1];
      if (style !== undefined) return Number(style);
    }
    return this.columns.find(({ from, to }) => column >= from && column <= to)?.style ?? 0;
  }

  /** What the file says of a cell. */
  #held(at: number): Held {
    const { text, prefix, places } = this.index;
    if ((places.marks[at]! & inside) === 0) return blank;
    const type = cellTypes[places.types[at]!]!;
    if (type === 'n' && !Number.isNaN(places.numbers[at]!)) return { kind: 'number', value: places.numbers[at]! };
    const from = places.valueStarts[at]!;
    if (type === 's' && from !== 0) return ofText(this.#source.strings.at(places.numbers[at]!));
    const { value, inline } =
      from === 0
        ? readCell(text.slice(places.starts[at]!, places.ends[at]!), prefix)
        : { value: unescapeXml(text.slice(from, places.valueEnds[at]!)), inline: undefined };
    if (type === 'inlineStr') return inline === undefined || inline === '' ? blank : { kind: 'text', value: inline };
    if (value === undefined) return blank;
    switch (type) {
      case 's':
        return ofText(this.#source.strings.at(Number(value)));
      case 'b':
        return { kind: 'boolean', value: value === '1' || value === 'true' };
      case 'e':
        return { kind: 'error', value };
      case 'd':
        return ofDay(value, this.#source.date1904);
      case 'n':
        return ofNumber(value === '' ? Number.NaN : Number(value));
      default:
        return { kind: 'text', value };
    }
  }
}

/** `Tracker!D5`, for messages. */
export const placeOf = (sheet: string, row: number, column: number): string => `${sheet}!${addressOf(row, column)}`;
