import type { Styles } from '../../../workbook/xlsx/styles.ts';
import { type Book, partNames, partOf, relationsOf, sheetOf, stylesOf } from './book.ts';
import { saveBook } from './save-book.ts';
import { SheetFace } from './sheet-face.ts';

/** A workbook at one moment, read as the rest of the house reads a file. */
export class BookFace {
  readonly book: Book;
  readonly sheets: readonly SheetFace[];
  readonly styles: Styles;
  readonly date1904: boolean;
  #saved: Uint8Array | undefined;

  constructor(book: Book, before?: BookFace) {
    this.book = book;
    this.styles = stylesOf(book);
    this.date1904 = book.file.date1904;
    // A sheet that stayed the same keeps what was read of it.
    const isSame = before !== undefined && before.book.parts === book.parts;
    this.sheets = book.sheets.map((sheet) => {
      const known = isSame ? before.sheets.find((face) => face.state === sheet) : undefined;
      return known ?? new SheetFace(book, sheet);
    });
  }

  sheet(name: string): SheetFace | undefined {
    return this.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  }

  get parts(): readonly string[] {
    return partNames(this.book);
  }

  part(name: string): string | undefined {
    return partOf(this.book, name);
  }

  relationsOf(part: string): ReadonlyMap<string, { readonly type: string; readonly target: string }> {
    return new Map(relationsOf(this.book, part).map(({ id, type, target }) => [id, { type, target }]));
  }

  /** True for a formula whose value is from before a change. */
  isStale(sheet: string, row: number, column: number): boolean {
    return sheetOf(this.book, sheet)?.rows[row]?.cells[column]?.isOld === true;
  }

  save(): Uint8Array {
    this.#saved ??= saveBook(this.book);
    return this.#saved;
  }
}
