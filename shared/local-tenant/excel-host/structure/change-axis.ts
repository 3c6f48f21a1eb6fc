import { type Book, sheetOf } from '../book/book.ts';
import { mastersOf } from '../book/cell-formulas.ts';
import { withoutCalcChain } from '../book/package-parts.ts';
import { SheetFace } from '../book/sheet-face.ts';
import { type AxisChange, boxAfter } from './axis-change.ts';
import { movedAround } from './move-around.ts';
import { movedFormulas, movedRows } from './move-cells.ts';
import { movedParts } from './move-parts.ts';
import { movedTables, whyNotTables } from './move-tables.ts';

/** Why rows or columns cannot be put in or taken out, in words; null when they can. */
export const whyNotAxis = (book: Book, change: AxisChange): string | null => {
  const sheet = sheetOf(book, change.sheet);
  if (sheet === undefined) return `there is no sheet ${change.sheet}`;
  if (new SheetFace(book, sheet).isProtected) return 'the sheet is protected';
  const end = change.kind === 'insert' ? change.at : change.at + change.count - 1;
  for (const box of mastersOf(sheet).arrays) {
    const [from, to] = change.axis === 'row' ? [box.top, box.bottom] : [box.left, box.right];
    const cuts = change.kind === 'insert' ? change.at > from && change.at <= to : end >= from && change.at <= to;
    if (cuts && !(change.kind === 'delete' && boxAfter(change, box) === null))
      return 'part of an array formula cannot be changed';
  }
  return whyNotTables(book, sheet, change);
};

/**
 * Rows or columns put in or taken out, with everything that points at what moved: formulas of all sheets, merges,
 * conditional formats, lists to choose from, tables, filters, names, links, notes, pictures, charts, print areas.
 */
export const changeAxis = (book: Book, change: AxisChange): Book => {
  const sheet = sheetOf(book, change.sheet);
  if (sheet === undefined) return book;
  const sheets = book.sheets.map((one) => {
    const formulas = movedFormulas(one, change);
    const cells = one === sheet ? movedRows(formulas, change) : formulas;
    return movedAround(cells, change);
  });
  const withRows = { ...book, sheets };
  const tables = movedTables(withRows, sheetOf(withRows, change.sheet)!, change);
  return withoutCalcChain(movedParts(tables, sheetOf(tables, change.sheet)!, change));
};
