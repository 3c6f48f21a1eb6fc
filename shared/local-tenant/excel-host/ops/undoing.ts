import { holdsCell } from '../../../workbook/xlsx/address.ts';
import { type Book, cellAt, type SheetState, sheetOf } from '../book/book.ts';
import { rawOf } from '../book/cell-state.ts';
import { SheetFace } from '../book/sheet-face.ts';
import { applied } from './apply.ts';
import { filteredNow } from './filter-rows.ts';
import type { CellInput, Op, OpOf } from './op.ts';
import { placesOf } from './sort-rows.ts';

/** What undoes an operation that is about to be done to a workbook. Empty: it cannot be undone. */
export const undoing = (book: Book, op: Op): readonly Op[] => {
  const sheet = 'sheet' in op ? sheetOf(book, op.sheet) : undefined;
  if (sheet === undefined) return [];
  switch (op.kind) {
    case 'cells': {
      const face = new SheetFace(book, sheet);
      return [{ ...op, cells: op.cells.map(({ row, column }) => contentOf(face, row, column)) }];
    }
    case 'insert':
      return [{ ...op, kind: 'delete', at: Array.from({ length: op.count }, (_, more) => op.at + more) }];
    case 'delete':
      return undoingDelete(book, sheet, op);
    case 'sort': {
      const places = placesOf(op);
      return [{ ...op, rows: op.rows.toSorted((a, b) => a - b).map((row) => places.get(row)!) }];
    }
    case 'filter':
      return [{ ...op, values: filteredNow(book, sheet, op) }];
    default:
      return [];
  }
};

/** A cell as it is, to be written again. */
const contentOf = (face: SheetFace, row: number, column: number): CellInput => {
  const { formula, value, style } = face.cell(row, column);
  return { row, column, style, ...(formula === null ? { value } : { formula }) };
};

/** Rows or columns come back with what stood in them; formulas elsewhere that lost them find them again. */
const undoingDelete = (book: Book, sheet: SheetState, op: OpOf<'delete'>): readonly Op[] => {
  const { axis, sheet: name } = op;
  const gone = new Set(op.at);
  const back: Op[] = [...gone].sort((a, b) => a - b).map((at) => ({ kind: 'insert', sheet: name, axis, at, count: 1 }));
  const face = new SheetFace(book, sheet);
  const cells: CellInput[] = [];
  sheet.rows.forEach((line, row) => {
    line?.cells.forEach((cell, column) => {
      if (cell !== undefined && gone.has(axis === 'row' ? row : column)) {
        const { formula, value } = face.cell(row, column);
        cells.push({
          row,
          column,
          style: rawOf(cell, sheet.prefix).style,
          ...(formula === null ? { value } : { formula }),
        });
      }
    });
  });
  back.push({ kind: 'cells', sheet: name, cells });
  for (const { top, left, bottom, right } of face.merges)
    for (const at of gone)
      if (axis === 'row' ? top === at && bottom === at : left === at && right === at)
        back.push({ kind: 'merge', sheet: name, box: { top, left, bottom, right }, across: false });
  return [...back, ...lostReferences(book, op, back)];
};

/** Formulas that would not read the same after taking out and putting back. */
const lostReferences = (book: Book, op: OpOf<'delete'>, back: readonly Op[]): readonly Op[] => {
  const after = [op, ...back].reduce(applied, book);
  return book.sheets.flatMap((sheet): readonly Op[] => {
    const now = sheetOf(after, sheet.name)!;
    const before = new SheetFace(book, sheet);
    const then = new SheetFace(after, now);
    const cells: CellInput[] = [];
    sheet.rows.forEach((line, row) => {
      line?.cells.forEach((cell, column) => {
        if (!cell?.xml.includes(`<${sheet.prefix}f`)) return;
        if (before.arrays.some((box) => holdsCell(box, row, column))) return;
        const { formula } = before.cell(row, column);
        const there = cellAt(now, row, column);
        if (formula !== null && (there === undefined || then.cell(row, column).formula !== formula))
          cells.push({ row, column, formula });
      });
    });
    return cells.length === 0 ? [] : [{ kind: 'cells', sheet: sheet.name, cells }];
  });
};
