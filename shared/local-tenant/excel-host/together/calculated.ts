import { cellKey } from '../../../workbook/xlsx/address.ts';
import { type FormulaIndex, indexFormulas } from '../../../workbook/xlsx/calc/formulas.ts';
import { definedNamesOf } from '../../../workbook/xlsx/calc/names.ts';
import { type Changed, recalculated, type SheetClock } from '../../../workbook/xlsx/calc/recalculated.ts';
import { type Book, cellAt, partOf, type SheetState, withCells } from '../book/book.ts';
import { asOld, type CellState, cellOf, withResult } from '../book/cell-state.ts';
import { SheetFace } from '../book/sheet-face.ts';
import type { Op } from '../ops/op.ts';

/** What of a workbook's formulas is worth keeping from one change to the next. */
interface Known {
  readonly index: FormulaIndex;
  readonly sheets: readonly string[];
}

/** Works out the formulas that read what operations changed; those it cannot work out are marked as old. */
export const calculator = (clock: () => SheetClock): ((book: Book, ops: readonly Op[] | 'all') => Book) => {
  let known: Known | undefined;
  return (book, ops) => {
    const sheets = book.sheets.map((sheet) => new SheetFace(book, sheet));
    const names = sheets.map(({ name }) => name);
    const changed = ops === 'all' ? ops : changedBy(ops);
    if (changed !== 'all' && changed.size === 0) return book;
    const { date1904 } = book.file;
    const formulas = { sheets, names: definedNamesOf(partOf(book, book.main) ?? ''), date1904 };
    const isSame =
      known?.sheets.join('\n') === names.join('\n') && ops !== 'all' && hasOldFormulas(known.index, names, ops);
    const index: FormulaIndex = isSame ? known!.index : indexFormulas(formulas);
    known = { index, sheets: names };
    const { values, left } = recalculated(formulas, changed, clock(), index);
    return withResults(book, sheets, values, left);
  };
};

/** True for a file that was saved with changes nobody had worked out: it asks for that when it is opened. */
export const asksForCalculation = (book: Book): boolean =>
  /<(?:\w+:)?calcPr[^>]*\bfullCalcOnLoad\s*=\s*["'](?:1|true)["']/.test(partOf(book, book.main) ?? '');

/** Cells that operations gave something else; `all` where rows, names or tables moved. */
const changedBy = (ops: readonly Op[]): Changed => {
  const changed = new Map<string, { row: number; column: number }[]>();
  for (const op of ops) {
    if (['insert', 'delete', 'sort', 'filter', 'table-column', 'add-sheet', 'delete-sheet', 'merge'].includes(op.kind))
      return 'all';
    if (op.kind !== 'cells') continue;
    const cells = op.cells.filter(({ value, formula }) => value !== undefined || formula !== undefined);
    const sheet = op.sheet.toLowerCase();
    if (cells.length > 0) changed.set(sheet, [...(changed.get(sheet) ?? []), ...cells]);
  }
  return changed;
};

/** True when operations changed values alone: what formulas say, and where, is as it was. */
const hasOldFormulas = (index: FormulaIndex, names: readonly string[], ops: readonly Op[]): boolean =>
  ops.every((op) => {
    if (op.kind !== 'cells') return ['look', 'size', 'freeze', 'page', 'xml-part', 'visibility'].includes(op.kind);
    const at = names.findIndex((name) => name.toLowerCase() === op.sheet.toLowerCase());
    const formulas = index.sheets[at]?.byCell;
    return op.cells.every(
      ({ row, column, formula }) => formula === undefined && formulas?.has(cellKey(row, column)) !== true,
    );
  });

type Results = ReturnType<typeof recalculated>;

const withResults = (
  book: Book,
  faces: readonly SheetFace[],
  values: Results['values'],
  left: Results['left'],
): Book => {
  const bySheet = new Map<string, [number, number, CellState][]>();
  const put = (sheet: string, row: number, column: number, cell: CellState): void => {
    const cells = bySheet.get(sheet) ?? [];
    bySheet.set(sheet, cells);
    cells.push([row, column, cell]);
  };
  const places = new Map(faces.map((face) => [face.name, face]));
  for (const { sheet, row, column, kind, value } of values) {
    const face = places.get(sheet)!;
    const there = cellAt(face.state, row, column) ?? cellOf(face.state.prefix, 0, { value: null });
    const shown = face.cell(row, column);
    if (there.isOld !== true && shown.kind === kindOf(kind, value) && (shown.value ?? '') === value) continue;
    put(sheet, row, column, withResult(there, face.state.prefix, value, kind === 'error'));
  }
  for (const { sheet, row, column } of left) {
    const there = cellAt(places.get(sheet)!.state, row, column);
    if (there !== undefined && there.isOld !== true) put(sheet, row, column, asOld(there));
  }
  if (bySheet.size === 0) return book;
  const next = (sheet: SheetState): SheetState =>
    bySheet.has(sheet.name) ? withCells(sheet, bySheet.get(sheet.name)!) : sheet;
  return { ...book, sheets: book.sheets.map(next) };
};

/** An empty text is a blank to whoever reads the file. */
const kindOf = (kind: Results['values'][number]['kind'], value: string | number | boolean) =>
  value === '' ? 'blank' : kind;
