import { readsOf } from '../../../workbook/xlsx/formula.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import { type Book, type SheetState, withCells } from '../book/book.ts';
import { asOld, type CellState } from '../book/cell-state.ts';
import { formulaAt } from '../book/sheet-face.ts';
import type { Op } from '../ops/op.ts';

/** Marks the formulas that read what operations changed, directly or through others: their values are from before. */
export const markedOld = (book: Book, ops: readonly Op[]): Book => {
  let fresh = new Map<string, Changed>();
  for (const op of ops)
    if (op.kind === 'cells') for (const { row, column } of op.cells) add(fresh, op.sheet, row, column);
  const isAll = ops.some(({ kind }) => kind === 'insert' || kind === 'delete' || kind === 'sort');
  const old = new Map<SheetState, [number, number, CellState][]>();
  let waiting = isAll || fresh.size > 0 ? formulasOf(book) : [];
  for (;;) {
    const now = fresh;
    fresh = new Map();
    const left: typeof waiting = [];
    for (const one of waiting) {
      if (!isAll && !one.open && !one.reads.some(({ sheet, box }) => touches(now.get(sheet), box))) {
        left.push(one);
        continue;
      }
      const cells = old.get(one.sheet) ?? [];
      old.set(one.sheet, cells);
      cells.push([one.row, one.column, asOld(one.cell)]);
      add(fresh, one.sheet.name, one.row, one.column);
    }
    waiting = left;
    if (fresh.size === 0) break;
  }
  if (old.size === 0) return book;
  return { ...book, sheets: book.sheets.map((sheet) => (old.has(sheet) ? withCells(sheet, old.get(sheet)!) : sheet)) };
};

/** Rows that changed, by column. */
type Changed = Map<number, number[]>;

const add = (changed: Map<string, Changed>, sheet: string, row: number, column: number): void => {
  const name = sheet.toLowerCase();
  const columns = changed.get(name) ?? new Map<number, number[]>();
  changed.set(name, columns);
  const rows = columns.get(column) ?? [];
  columns.set(column, rows);
  rows.push(row);
};

const touches = (changed: Changed | undefined, { top, left, bottom, right }: Box): boolean => {
  for (const [column, rows] of changed ?? [])
    if (column >= left && column <= right && rows.some((row) => row >= top && row <= bottom)) return true;
  return false;
};

const formulasOf = ({ sheets }: Book) =>
  sheets.flatMap((sheet) =>
    sheet.rows.flatMap((line, row) =>
      (line?.cells ?? []).flatMap((cell, column) => {
        const formula = cell === undefined ? null : formulaAt(sheet, row, column);
        if (cell === undefined || formula === null) return [];
        const { reads, open } = readsOf(formula);
        const own = reads.map((read) => ({ box: read.box, sheet: (read.sheet ?? sheet.name).toLowerCase() }));
        return [{ sheet, row, column, cell, reads: own, open }];
      }),
    ),
  );
