import type { Box } from './xlsx/types.ts';

/** A cell's value as Excel gives it: a blank cell is `''`, an error its text, a date a day number. */
export type CellValue = string | number | boolean;

/** A sheet's used range as plain values: what the pane reads through Office and `desk track` from the file. */
export interface SheetValues {
  readonly name: string;
  /** The row and column of `values[0][0]`, counted from 1. */
  readonly top: number;
  readonly left: number;
  readonly values: readonly (readonly CellValue[])[];
  /** True where the cell has a formula. */
  readonly formulas: readonly (readonly boolean[])[];
  /** Number format codes. */
  readonly formats: readonly (readonly string[])[];
  readonly merges: readonly Box[];
  /** Why a cell may not be written although it has no formula (locked, merged, array); null when it may. */
  readonly closed: (row: number, column: number) => string | null;
  readonly isProtected: boolean;
  readonly date1904: boolean;
}

/** A rectangle of values to write at one go; `top` and `left` counted from 1. */
export interface Block {
  readonly top: number;
  readonly left: number;
  readonly values: readonly (readonly CellValue[])[];
}
