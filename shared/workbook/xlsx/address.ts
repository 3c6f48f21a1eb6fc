import type { Box } from './types.ts';

/** A sheet's last column, `XFD`. */
export const lastColumn = 16_384;

/** Columns named so far: a sheet asks for the same few again and again. */
const names: string[] = [];

/** `D` of column 4. */
export const columnName = (column: number): string => {
  const known = names[column];
  if (known !== undefined) return known;
  let name = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  if (column > 0 && column <= lastColumn) names[column] = name;
  return name;
};

/** 4 of column `D`. */
export const columnNumber = (name: string): number => {
  let number = 0;
  for (const letter of name.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
};

/** `D5` of row 5, column 4. */
export const addressOf = (row: number, column: number): string => `${columnName(column)}${row}`;

/** Reads `D5`, `$D$5` or `B2:D5`; undefined when it is neither. */
export const boxOf = (reference: string): Box | undefined => {
  const match = /^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/i.exec(reference.trim());
  if (match === null) return undefined;
  const [, left, top, right = left, bottom = top] = match;
  const columns = [columnNumber(left!), columnNumber(right!)];
  const rows = [Number(top), Number(bottom)];
  return { top: Math.min(...rows), left: Math.min(...columns), bottom: Math.max(...rows), right: Math.max(...columns) };
};

export const holdsCell = ({ top, left, bottom, right }: Box, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

/** A cell of a sheet as one number, for maps: a sheet has 16,384 columns. */
export const cellKey = (row: number, column: number): number => row * 16_384 + column;
