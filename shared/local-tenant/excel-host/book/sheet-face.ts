import { boxOf, cellKey, holdsCell } from '../../../workbook/xlsx/address.ts';
import { asksOfRows, isFilteredRow } from '../../../workbook/xlsx/filters.ts';
import type { RawCell } from '../../../workbook/xlsx/read-cell.ts';
import { shownText } from '../../../workbook/xlsx/shown.ts';
import type { Box, Cell, ColumnLayout, Sheet, Table } from '../../../workbook/xlsx/types.ts';
import { child, childrenOf, isOn, readXml, type XmlElement } from '../../../workbook/xlsx/xml.ts';
import { type Book, cellAt, partOf, type RowState, relationsOf, type SheetState, stylesOf } from './book.ts';
import { formulaAt, mastersOf } from './cell-formulas.ts';
import { isBare, rawOf } from './cell-state.ts';

/** What stands around a sheet's cells, read once for as long as it stays. */
interface Around {
  readonly tree: XmlElement;
  readonly merges: readonly Box[];
  readonly columns: readonly ColumnLayout[];
  readonly frozen: Sheet['frozen'];
}

const arounds = new Map<string, { readonly tail: string; readonly around: Around }>();

const aroundOf = ({ head, tail, part }: SheetState): Around => {
  const known = arounds.get(head);
  if (known?.tail === tail) return known.around;
  const tree = readXml(head + tail, part);
  const pane = child(child(child(tree, 'sheetViews'), 'sheetView'), 'pane')?.attributes;
  const isFrozen = pane?.get('state')?.startsWith('frozen') === true;
  const around: Around = {
    tree,
    merges: childrenOf(child(tree, 'mergeCells'), 'mergeCell').flatMap(
      ({ attributes }) => boxOf(attributes.get('ref') ?? '') ?? [],
    ),
    columns: childrenOf(child(tree, 'cols'), 'col').map(({ attributes }) => ({
      from: Number(attributes.get('min')),
      to: Number(attributes.get('max')),
      width: attributes.has('width') ? Number(attributes.get('width')) : undefined,
      hidden: isOn(attributes.get('hidden')),
      style: Number(attributes.get('style') ?? 0),
    })),
    frozen: {
      rows: isFrozen ? Number(pane?.get('ySplit') ?? 0) : 0,
      columns: isFrozen ? Number(pane?.get('xSplit') ?? 0) : 0,
    },
  };
  if (arounds.size > 60) arounds.clear();
  arounds.set(head, { tail, around });
  return around;
};

/** The first and last filled column of a row; undefined when it has none. */
const filledOf = (line: RowState, prefix: string): readonly [number, number] | undefined => {
  const known = filled.get(line);
  if (known !== undefined) return known ?? undefined;
  let ends: [number, number] | null = null;
  line.cells.forEach((cell, column) => {
    if (cell !== undefined && !isBare(cell, prefix)) ends = [(ends ?? [column])[0]!, column];
  });
  filled.set(line, ends);
  return ends ?? undefined;
};

const filled = new WeakMap<RowState, readonly [number, number] | null>();

/** The tables of a sheet, by the part that holds each. */
export const tablePartsOf = (book: Book, sheet: SheetState): readonly { part: string; table: Table }[] =>
  relationsOf(book, sheet.part)
    .filter(({ type }) => type.endsWith('/table'))
    .flatMap(({ target }) => {
      const text = partOf(book, target);
      const root = text === undefined ? undefined : readXml(text, target);
      const attributes = root?.attributes;
      const box = boxOf(attributes?.get('ref') ?? '');
      if (attributes === undefined || box === undefined) return [];
      const table: Table = {
        name: attributes.get('displayName') ?? attributes.get('name') ?? '',
        box,
        headerRows: Number(attributes.get('headerRowCount') ?? 1),
        totalsRows: Number(attributes.get('totalsRowCount') ?? 0),
        isFiltered: asksOfRows(child(root, 'autoFilter')),
      };
      return { part: target, table };
    });

/** A sheet of a book as the rest of the house reads sheets. */
export class SheetFace implements Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
  readonly merges: readonly Box[];
  readonly frozen: Sheet['frozen'];
  readonly columns: readonly ColumnLayout[];
  readonly defaultColumnWidth: number;
  readonly defaultRowHeight: number;
  readonly isProtected: boolean;
  readonly around: XmlElement;
  readonly state: SheetState;
  readonly #book: Book;
  readonly #cells = new Map<number, Cell>();
  #used: Box | null | undefined;
  #tables: readonly Table[] | undefined;

  constructor(book: Book, state: SheetState) {
    this.#book = book;
    this.state = state;
    this.name = state.name;
    this.part = state.part;
    this.hidden = state.isHidden;
    const { tree, merges, columns, frozen } = aroundOf(state);
    this.around = tree;
    this.merges = merges;
    this.columns = columns;
    this.frozen = frozen;
    const format = child(tree, 'sheetFormatPr')?.attributes;
    this.defaultColumnWidth = Number(format?.get('defaultColWidth') ?? 8.43);
    this.defaultRowHeight = Number(format?.get('defaultRowHeight') ?? 15);
    this.isProtected = isOn(child(tree, 'sheetProtection')?.attributes.get('sheet'));
  }

  get arrays(): readonly Box[] {
    return mastersOf(this.state).arrays;
  }

  get tables(): readonly Table[] {
    this.#tables ??= tablePartsOf(this.#book, this.state).map(({ table }) => table);
    return this.#tables;
  }

  get usedRange(): Box | null {
    if (this.#used !== undefined) return this.#used;
    let [top, left, bottom, right] = [0, 0, 0, 0];
    this.state.rows.forEach((line, row) => {
      const ends = line === undefined ? undefined : filledOf(line, this.state.prefix);
      if (ends === undefined) return;
      if (top === 0) [top, left] = [row, ends[0]];
      bottom = row;
      left = Math.min(left, ends[0]);
      right = Math.max(right, ends[1]);
    });
    this.#used = top === 0 ? null : { top, left, bottom, right };
    return this.#used;
  }

  cell(row: number, column: number): Cell {
    const key = cellKey(row, column);
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cell = this.#read(row, column);
    this.#cells.set(key, cell);
    return cell;
  }

  cellsOf(row: number): readonly Cell[] {
    return Object.keys(this.state.rows[row]?.cells ?? []).map((column) => this.cell(row, Number(column)));
  }

  held(row: number, column: number): Pick<Cell, 'kind' | 'value'> {
    return this.cell(row, column);
  }

  *formulaCells(): Iterable<{ readonly row: number; readonly column: number; readonly formula: string | null }> {
    const { rows, prefix } = this.state;
    const mark = `<${prefix}f`;
    for (const [row, line] of rows.entries())
      for (const [column, cell] of line?.cells.entries() ?? [])
        if (cell?.xml.includes(mark)) yield { row, column, formula: formulaAt(this.state, row, column) };
  }

  rowLayout(row: number): { readonly height: number | undefined; readonly hidden: boolean } {
    return rowLayoutOf(this.state, row);
  }

  isFiltered(row: number): boolean {
    return isFilteredRow(this, row);
  }

  isStale(row: number, column: number): boolean {
    return cellAt(this.state, row, column)?.isOld === true;
  }

  whyNot(row: number, column: number): string | null {
    if (row < 1 || column < 1 || row > 1_048_576 || column > 16_384) return 'outside the sheet';
    if (this.arrays.some((box) => holdsCell(box, row, column))) return 'part of an array formula';
    if (this.cell(row, column).formula !== null) return 'a formula';
    const area = this.merges.find((box) => holdsCell(box, row, column));
    if (area !== undefined && (row !== area.top || column !== area.left)) return 'part of a merged cell';
    for (const { box, headerRows, totalsRows } of this.tables) {
      if (!holdsCell(box, row, column)) continue;
      if (row < box.top + headerRows) return 'the heading of a table';
      if (row > box.bottom - totalsRows) return 'the totals row of a table';
    }
    return this.isProtected && this.cell(row, column).locked ? 'locked on a protected sheet' : null;
  }

  #read(row: number, column: number): Cell {
    const state = cellAt(this.state, row, column);
    const raw = state === undefined ? undefined : rawOf(state, this.state.prefix);
    const style = raw?.style ?? styleAt(this.state, this.columns, row, column);
    const look = stylesOf(this.#book).cells[style];
    const { kind, value } = heldBy(raw, this.#book.strings);
    const shown = shownText(value, look?.format ?? 'General', this.#book.file.date1904);
    return {
      row,
      column,
      kind,
      value,
      formula: formulaAt(this.state, row, column),
      style,
      shown,
      locked: look?.locked ?? true,
    };
  }
}

export const rowLayoutOf = ({ rows }: SheetState, row: number): { height: number | undefined; hidden: boolean } => {
  const attributes = rows[row]?.attributes ?? '';
  const height = /(?:^|\s)ht\s*=\s*["']([\d.]+)["']/.exec(attributes)?.[1];
  return {
    height: height === undefined ? undefined : Number(height),
    hidden: /(?:^|\s)hidden\s*=\s*["'](?:1|true)["']/.test(attributes),
  };
};

/** The style of a cell that the file does not name: its row's own, else its column's. */
const styleAt = (sheet: SheetState, columns: readonly ColumnLayout[], row: number, column: number): number => {
  const attributes = sheet.rows[row]?.attributes ?? '';
  if (/\bcustomFormat\s*=\s*["'](?:1|true)["']/.test(attributes)) {
    const style = /(?:^|\s)s\s*=\s*["'](\d+)["']/.exec(attributes)?.[1];
    if (style !== undefined) return Number(style);
  }
  return columns.find(({ from, to }) => column >= from && column <= to)?.style ?? 0;
};

/** The style a cell has where it stands, whether or not the file names it. */
export const styleOfCell = (sheet: SheetState, row: number, column: number): number => {
  const cell = cellAt(sheet, row, column);
  return cell === undefined ? styleAt(sheet, aroundOf(sheet).columns, row, column) : rawOf(cell, sheet.prefix).style;
};

const heldBy = (raw: RawCell | undefined, strings: readonly string[]): Pick<Cell, 'kind' | 'value'> => {
  const text = raw?.type === 'inlineStr' ? raw.inline : raw?.type === 's' ? strings[Number(raw.value)] : raw?.value;
  if (raw === undefined || text === undefined || text === '') return { kind: 'blank', value: null };
  switch (raw.type) {
    case 'b':
      return { kind: 'boolean', value: text === '1' || text === 'true' };
    case 'e':
      return { kind: 'error', value: text };
    case 'n':
      return Number.isNaN(Number(text)) ? { kind: 'blank', value: null } : { kind: 'number', value: Number(text) };
    default:
      return { kind: 'text', value: text };
  }
};
