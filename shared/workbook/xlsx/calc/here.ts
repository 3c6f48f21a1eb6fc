import type { AreaRead } from './tree.ts';
import type { Area, Scalar } from './values.ts';

/** The workbook as a formula sees it. */
export interface Book {
  readonly date1904: boolean;
  /** TODAY() as a day number, and the part of the day that has gone by. */
  readonly today: number;
  readonly time: number;
  /** A range's values, ends of whole columns cut to what is used; formulas within it are worked out first. */
  area(read: AreaRead): Area;
  cell(sheet: number, row: number, column: number): Scalar;
  sheetOf(name: string): number | undefined;
  isHidden(sheet: number, row: number): boolean;
  /** True for a row that a filter hides. */
  isFiltered(sheet: number, row: number): boolean;
  /** True for a cell that is a subtotal itself: another subtotal leaves it out. */
  isSubtotal(sheet: number, row: number, column: number): boolean;
}

/** Where a formula stands, and whether it is an array formula: then areas are worked out cell by cell. */
export interface Here {
  readonly book: Book;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** How many rows below the formula of which its tree was read. */
  readonly down: number;
  readonly isArray: boolean;
}
