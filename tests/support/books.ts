import { type Book, sheetOf } from '../../shared/local-tenant/excel-host/book/book.ts';
import { openBook } from '../../shared/local-tenant/excel-host/book/open-book.ts';
import { sheetText } from '../../shared/local-tenant/excel-host/book/save-book.ts';
import { SheetFace } from '../../shared/local-tenant/excel-host/book/sheet-face.ts';
import { smallTrackerFile } from './small-tracker.ts';

export const smallBook = async (): Promise<Book> => openBook(await smallTrackerFile());

export const face = (book: Book, sheet = 'Tracker'): SheetFace => new SheetFace(book, sheetOf(book, sheet)!);

/** Everything a workbook is, for comparing two. */
export const wholeOf = (book: Book): unknown => ({
  sheets: book.sheets.map((sheet) => [sheet.name, sheetText(sheet)]),
  parts: [...book.parts].sort(([a], [b]) => (a < b ? -1 : 1)),
});

/** A sheet's texts as the sheet shows them, rows of columns, from A1 to the last cell that holds something. */
export const shownRows = (book: Book, sheet = 'Tracker'): string[][] => {
  const look = face(book, sheet);
  const { bottom = 0, right = 0 } = look.usedRange ?? {};
  return Array.from({ length: bottom }, (_r, row) =>
    Array.from({ length: right }, (_c, column) => look.cell(row + 1, column + 1).shown),
  );
};
