import { addressOf, boxOf, holdsCell } from './address.ts';
import { shiftFormula } from './formula.ts';
import { indexSheet, readCell, type SheetIndex } from './sheet-index.ts';
import { shownText } from './shown.ts';
import type { Styles } from './styles.ts';
import type { Box, Cell, CellEdit, ColumnLayout, Sheet, Table } from './types.ts';
import { child, childrenOf, isOn, readXml, type XmlElement } from './xml.ts';

export interface SheetSource {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
  readonly text: string;
  readonly tables: readonly Table[];
  readonly strings: readonly string[];
  readonly styles: Styles;
  readonly date1904: boolean;
}

const keyOf = (row: number, column: number): number => row * 16_384 + column;

/** A sheet over its own text: cells are read when asked for; edits lie above the text until the file is saved. */
export class IndexedSheet implements Sheet {
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
  readonly arrays: readonly Box[];
  readonly around: XmlElement;
  readonly index: SheetIndex;
  readonly edits = new Map<number, CellEdit>();
  readonly #source: SheetSource;
  readonly #cells = new Map<number, Cell>();
  readonly #slaves: Set<number>;
  readonly #closed = new Set<number>();
  readonly #masters = new Map<string, { text: string; row: number; column: number }>();
  #used: Box | null | undefined;

  constructor(source: SheetSource) {
    this.#source = source;
    this.name = source.name;
    this.part = source.part;
    this.hidden = source.hidden;
    this.tables = source.tables;
    this.index = indexSheet(source.text, source.part);
    const { text, from, to } = this.index;
    this.around = readXml(text.slice(0, from) + text.slice(to), source.part);
    this.merges = childrenOf(child(this.around, 'mergeCells'), 'mergeCell').flatMap(
      ({ attributes }) => boxOf(attributes.get('ref') ?? '') ?? [],
    );
    this.#slaves = new Set();
    for (const { top, left, bottom, right } of this.merges)
      if ((bottom - top + 1) * (right - left + 1) <= 100_000)
        for (let row = top; row <= bottom; row++)
          for (let column = left; column <= right; column++)
            if (row !== top || column !== left) this.#slaves.add(keyOf(row, column));
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
    this.arrays = this.#readFormulas();
  }

  /** Notes where shared formulas are held and how far array and data table formulas reach. */
  #readFormulas(): Box[] {
    const arrays: Box[] = [];
    const { text, prefix, rows } = this.index;
    const special = new RegExp(`<${prefix}f\\s[^>]*?\\bt\\s*=`);
    for (const { row, cells, start, end } of rows.values()) {
      if (!special.test(text.slice(start, end))) continue;
      for (const { column, start: from, end: to } of cells) {
        const { formula } = readCell(text.slice(from, to), prefix);
        const kind = formula?.attributes.get('t');
        if (formula === undefined || kind === undefined) continue;
        if (kind === 'shared') {
          if (formula.text !== '')
            this.#masters.set(formula.attributes.get('si') ?? '', { text: formula.text, row, column });
        } else if (kind !== 'normal') {
          arrays.push(
            boxOf(formula.attributes.get('ref') ?? '') ?? { top: row, left: column, bottom: row, right: column },
          );
        }
      }
    }
    return arrays;
  }

  get usedRange(): Box | null {
    if (this.#used !== undefined) return this.#used;
    let used: { top: number; left: number; bottom: number; right: number } | null = null;
    const add = (row: number, column: number): void => {
      if (this.cell(row, column).kind === 'blank' && this.cell(row, column).formula === null) return;
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
    for (const { row, cells } of this.index.rows.values()) for (const { column } of cells) add(row, column);
    for (const { row, column } of this.edits.values()) add(row, column);
    this.#used = used;
    return used;
  }

  cell(row: number, column: number): Cell {
    const key = keyOf(row, column);
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cell = this.#read(row, column);
    this.#cells.set(key, cell);
    return cell;
  }

  cellsOf(row: number): readonly Cell[] {
    const columns = new Set(this.index.rows.get(row)?.cells.map(({ column }) => column));
    for (const edit of this.edits.values()) if (edit.row === row) columns.add(edit.column);
    return [...columns].sort((a, b) => a - b).map((column) => this.cell(row, column));
  }

  rowLayout(row: number): { readonly height: number | undefined; readonly hidden: boolean } {
    const attributes = this.index.rows.get(row)?.attributes ?? '';
    const height = /(?:^|\s)ht\s*=\s*["']([\d.]+)["']/.exec(attributes)?.[1];
    return {
      height: height === undefined ? undefined : Number(height),
      hidden: /(?:^|\s)hidden\s*=\s*["'](?:1|true)["']/.test(attributes),
    };
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
    const cell = this.cell(row, column);
    if (this.arrays.some((box) => holdsCell(box, row, column))) return 'part of an array formula';
    if (cell.formula !== null) return 'a formula';
    if (this.#closed.has(keyOf(row, column))) return 'a linked value';
    if (this.#slaves.has(keyOf(row, column))) return 'part of a merged cell';
    for (const { box, headerRows, totalsRows } of this.tables) {
      if (!holdsCell(box, row, column)) continue;
      if (row < box.top + headerRows) return 'the heading of a table';
      if (row > box.bottom - totalsRows) return 'the totals row of a table';
    }
    if (this.isProtected && cell.locked) return 'locked on a protected sheet';
    return null;
  }

  /** Lays an edit over the text. The caller has asked `whyNot`. */
  edit(edit: CellEdit): void {
    const key = keyOf(edit.row, edit.column);
    this.edits.set(key, edit.value === '' ? { ...edit, value: null } : edit);
    this.#cells.delete(key);
    this.#used = undefined;
  }

  #styleOf(row: number, column: number): number {
    const attributes = this.index.rows.get(row)?.attributes ?? '';
    if (/\bcustomFormat\s*=\s*["'](?:1|true)["']/.test(attributes)) {
      const style = /(?:^|\s)s\s*=\s*["'](\d+)["']/.exec(attributes)?.[1];
      if (style !== undefined) return Number(style);
    }
    return this.columns.find(({ from, to }) => column >= from && column <= to)?.style ?? 0;
  }

  #read(row: number, column: number): Cell {
    const { styles, strings, date1904 } = this.#source;
    const { text, prefix, rows } = this.index;
    const place = rows.get(row)?.cells.find((cell) => cell.column === column);
    const raw = place === undefined ? undefined : readCell(text.slice(place.start, place.end), prefix);
    const style = raw?.style ?? this.#styleOf(row, column);
    const edit = this.edits.get(keyOf(row, column));
    const format = styles.cells[style]?.format ?? 'General';
    const locked = styles.cells[style]?.locked ?? true;
    if (raw?.hasMetadata === true) this.#closed.add(keyOf(row, column));
    const { kind, value } = edit !== undefined ? ofEdit(edit.value) : ofRaw(raw, strings);
    return {
      row,
      column,
      kind,
      value,
      formula: edit !== undefined ? null : this.#formulaOf(raw, row, column),
      style,
      shown: shownText(value, format, date1904),
      locked,
    };
  }

  #formulaOf(raw: ReturnType<typeof readCell> | undefined, row: number, column: number): string | null {
    if (raw?.formula === undefined) return null;
    const { text, attributes } = raw.formula;
    if (text !== '' || attributes.get('t') !== 'shared') return text;
    const master = this.#masters.get(attributes.get('si') ?? '');
    return master === undefined ? '' : shiftFormula(master.text, row - master.row, column - master.column);
  }
}

const ofEdit = (value: CellEdit['value']): Pick<Cell, 'kind' | 'value'> => {
  if (value === null) return { kind: 'blank', value };
  if (typeof value === 'string') return { kind: 'text', value };
  return { kind: typeof value === 'number' ? 'number' : 'boolean', value };
};

const ofRaw = (
  raw: ReturnType<typeof readCell> | undefined,
  strings: readonly string[],
): Pick<Cell, 'kind' | 'value'> => {
  if (raw === undefined) return { kind: 'blank', value: null };
  if (raw.type === 'inlineStr')
    return raw.inline === undefined || raw.inline === ''
      ? { kind: 'blank', value: null }
      : { kind: 'text', value: raw.inline };
  if (raw.value === undefined) return { kind: 'blank', value: null };
  switch (raw.type) {
    case 's': {
      const text = strings[Number(raw.value)] ?? '';
      return text === '' ? { kind: 'blank', value: null } : { kind: 'text', value: text };
    }
    case 'b':
      return { kind: 'boolean', value: raw.value === '1' || raw.value === 'true' };
    case 'e':
      return { kind: 'error', value: raw.value };
    case 'n': {
      const number = Number(raw.value);
      return raw.value === '' || Number.isNaN(number)
        ? { kind: 'blank', value: null }
        : { kind: 'number', value: number };
    }
    default:
      return { kind: 'text', value: raw.value };
  }
};

/** `Tracker!D5`, for messages. */
export const placeOf = (sheet: string, row: number, column: number): string => `${sheet}!${addressOf(row, column)}`;
