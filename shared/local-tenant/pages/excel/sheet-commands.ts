import { boxOf, columnName, holdsCell } from '../../../workbook/xlsx/address.ts';
import type { Box, Cell } from '../../../workbook/xlsx/types.ts';
import { child } from '../../../workbook/xlsx/xml.ts';
import type { SheetFace } from '../../excel-host/book/sheet-face.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import { filteredNow } from '../../excel-host/ops/filter-rows.ts';
import type { Axis } from '../../excel-host/structure/axis-change.ts';
import { whyNotAxis } from '../../excel-host/structure/change-axis.ts';

/** What cannot be done, in words for the person at the sheet. */
class CannotDo extends Error {}

const sheetIn = ({ xlsx, activeSheet }: OpenWorkbook): SheetFace => xlsx.sheet(activeSheet)!;

const linesOf = ({ selection }: OpenWorkbook, axis: Axis): { at: number; count: number } =>
  axis === 'row'
    ? { at: selection.top, count: selection.bottom - selection.top + 1 }
    : { at: selection.left, count: selection.right - selection.left + 1 };

/** As many rows or columns as are selected, put in before them. */
export const insertLines = (workbook: OpenWorkbook, axis: Axis): void => {
  const { at, count } = linesOf(workbook, axis);
  const op = { kind: 'insert', sheet: workbook.activeSheet, axis, at, count: Math.min(count, 1000) } as const;
  const why = whyNotAxis(workbook.xlsx.book, op);
  if (why !== null) throw new CannotDo(`Nothing was put in: ${why}.`);
  workbook.perform(op);
};

/** The selected rows or columns taken out. */
export const deleteLines = (workbook: OpenWorkbook, axis: Axis): void => {
  const { at, count } = linesOf(workbook, axis);
  const sheet = workbook.activeSheet;
  const why = whyNotAxis(workbook.xlsx.book, { kind: 'delete', sheet, axis, at, count });
  if (why !== null) throw new CannotDo(`Nothing was taken out: ${why}.`);
  workbook.perform({ kind: 'delete', sheet, axis, at: Array.from({ length: count }, (_, more) => at + more) });
};

/** Headings in the first row, and the rows below: a table's, the filter's, or what hangs together around the cell. */
export const listAround = (workbook: OpenWorkbook): Box | undefined => {
  const sheet = sheetIn(workbook);
  const { top, left } = workbook.selection;
  const table = sheet.tables.find(({ box, headerRows }) => headerRows > 0 && holdsCell(box, top, left));
  if (table !== undefined) return { ...table.box, bottom: table.box.bottom - table.totalsRows };
  const filter = boxOf(child(sheet.around, 'autoFilter')?.attributes.get('ref') ?? '');
  if (filter !== undefined && left >= filter.left && left <= filter.right) return filter;
  const region = regionAround(sheet, top, left);
  if (region === undefined) return undefined;
  const heading = sheet.frozen.rows;
  return heading > region.top && heading < region.bottom ? { ...region, top: heading } : region;
};

/** Filled cells that touch one another, as Excel's own "current region". */
const regionAround = (sheet: SheetFace, row: number, column: number): Box | undefined => {
  const used = sheet.usedRange;
  if (used === null) return undefined;
  const isFilled = (r: number, c: number): boolean => sheet.cell(r, c).value !== null;
  const some = (from: number, to: number, test: (at: number) => boolean): boolean => {
    for (let at = Math.max(1, from); at <= to; at++) if (test(at)) return true;
    return false;
  };
  let { top, left, bottom, right } = { top: row, bottom: row, left: column, right: column };
  for (let grown = true; grown; ) {
    grown = false;
    if (top > used.top && some(left - 1, right + 1, (at) => isFilled(top - 1, at))) [top, grown] = [top - 1, true];
    if (bottom < used.bottom && some(left - 1, right + 1, (at) => isFilled(bottom + 1, at)))
      [bottom, grown] = [bottom + 1, true];
    if (left > used.left && some(top - 1, bottom + 1, (at) => isFilled(at, left - 1))) [left, grown] = [left - 1, true];
    if (right < used.right && some(top - 1, bottom + 1, (at) => isFilled(at, right + 1)))
      [right, grown] = [right + 1, true];
  }
  return bottom > top ? { top, left, bottom, right } : undefined;
};

const noList = 'Stand in a cell of the list first: its headings and the rows below them.';

/** Sorts the list around the cell by its column; headings stay, hidden rows too, blanks come last. */
export const sortList = (workbook: OpenWorkbook, direction: 'up' | 'down'): void => {
  const sheet = sheetIn(workbook);
  const box = listAround(workbook);
  if (box === undefined) throw new CannotDo(noList);
  if (sheet.isProtected) throw new CannotDo('Nothing was sorted: the sheet is protected.');
  const isCut = ({ top, bottom }: Box): boolean => bottom > box.top && top <= box.bottom;
  const merged = sheet.merges.find(
    (one) => isCut(one) && one.right >= box.left && one.left <= box.right && one.top > box.top,
  );
  if (merged !== undefined)
    throw new CannotDo(`Nothing was sorted: cells are merged at ${columnName(merged.left)}${merged.top}.`);
  if (sheet.arrays.some((one) => isCut(one) && one.right >= box.left && one.left <= box.right))
    throw new CannotDo('Nothing was sorted: part of an array formula cannot be moved.');
  const rows: number[] = [];
  for (let row = box.top + 1; row <= box.bottom; row++) if (!sheet.rowLayout(row).hidden) rows.push(row);
  const column = workbook.selection.left;
  const sign = direction === 'up' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => order(sheet.cell(a, column), sheet.cell(b, column), sign) || a - b);
  if (sorted.every((row, at) => row === rows[at])) return;
  workbook.perform({ kind: 'sort', sheet: sheet.name, rows: sorted, ...widthOf(sheet, box, rows) });
};

/** Where nothing stands beside the list its rows move whole, so that what others do to a row goes with it. */
const widthOf = (sheet: SheetFace, { left, right }: Box, rows: readonly number[]): { left: number; right: number } => {
  const used = sheet.usedRange!;
  const isFree = (from: number, to: number): boolean =>
    rows.every((row) =>
      sheet
        .cellsOf(row)
        .every(({ column, value, formula }) => column < from || column > to || (value === null && formula === null)),
    );
  return {
    left: isFree(1, left - 1) ? 1 : left,
    right: isFree(right + 1, 16_384) ? Math.max(right, used.right) : right,
  };
};

/** Excel's order: numbers, texts, truth values, errors; blanks last whichever way. */
const order = (a: Cell, b: Cell, sign: number): number => {
  const kinds = ['number', 'text', 'boolean', 'error', 'blank'];
  if (a.kind === 'blank' || b.kind === 'blank') return Number(a.kind === 'blank') - Number(b.kind === 'blank');
  if (a.kind !== b.kind) return sign * (kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  if (a.kind === 'number') return sign * (Number(a.value) - Number(b.value));
  return sign * String(a.value).localeCompare(String(b.value), 'en-GB', { sensitivity: 'base' });
};

export interface FilterChoice {
  readonly heading: string;
  /** What the column shows, each once, blanks as ''. */
  readonly values: readonly string[];
  readonly chosen: ReadonlySet<string>;
}

/** What the filter of the active column offers. */
export const filterChoice = (workbook: OpenWorkbook): FilterChoice => {
  const box = listAround(workbook);
  if (box === undefined) throw new CannotDo(noList);
  const sheet = sheetIn(workbook);
  if (sheet.isProtected) throw new CannotDo('Nothing was filtered: the sheet is protected.');
  const column = workbook.selection.left;
  const values = new Set<string>();
  for (let row = box.top + 1; row <= box.bottom; row++) values.add(sheet.cell(row, column).shown);
  const op = { kind: 'filter', sheet: sheet.name, box, column, values: null } as const;
  const now = filteredNow(workbook.xlsx.book, sheet.state, op);
  const sorted = [...values].sort(
    (a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'en-GB', { numeric: true }),
  );
  const heading = sheet.cell(box.top, column).shown || `Column ${columnName(column)}`;
  return { heading, values: sorted, chosen: new Set(now ?? sorted) };
};

/** Shows the rows in which the active column shows one of the values; null shows all. */
export const filterBy = (workbook: OpenWorkbook, values: readonly string[] | null): void => {
  const box = listAround(workbook);
  if (box === undefined) throw new CannotDo(noList);
  workbook.perform({ kind: 'filter', sheet: workbook.activeSheet, box, column: workbook.selection.left, values });
};
