import type { Box } from '../../../workbook/xlsx/types.ts';
import type { SheetFace } from '../book/sheet-face.ts';
import { ExcelError } from '../excel-error.ts';
import type { OpenWorkbook } from '../open-workbook.ts';

/** What stands behind the objects of Excel's model, once Excel has found them: names and places, looked up when used. */
export interface SheetModel {
  readonly workbook: OpenWorkbook;
  readonly name: string;
}

export interface RangeModel extends SheetModel {
  readonly box: Box;
}

export interface AreasModel extends SheetModel {
  readonly boxes: readonly Box[];
}

export const noSuchThing = (): ExcelError => new ExcelError('ItemNotFound', "The requested resource doesn't exist.");

export const invalid = (what: string): ExcelError =>
  new ExcelError('InvalidArgument', `The argument is invalid or missing or has an incorrect format: ${what}`);

/** The sheet as it is now; it may have been taken away meanwhile. What formulas say may be old: `values` asks anew. */
export const sheetIn = ({ workbook, name }: SheetModel): SheetFace => {
  const sheet = workbook.uncalculated.sheet(name);
  if (sheet === undefined) throw noSuchThing();
  return sheet;
};

export const denied = (): ExcelError =>
  new ExcelError('AccessDenied', "You don't have permission to perform this operation: the sheet is protected.");

export const whole = (name: string, value: unknown, least: number): number => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) throw invalid(name);
  return value;
};

export const touches = (a: Box, b: Box): boolean =>
  a.top <= b.bottom && a.bottom >= b.top && a.left <= b.right && a.right >= b.left;

export const lastRow = 1_048_576;
export const lastColumn = 16_384;

/** One of the words Excel knows; anything else is an invalid argument. */
export const word = <T>(name: string, value: unknown, words: Readonly<Record<string, T>>): T => {
  if (typeof value !== 'string' || !Object.hasOwn(words, value)) throw invalid(`${name}: ${String(value)}`);
  return words[value]!;
};
