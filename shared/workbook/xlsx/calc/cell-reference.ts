import { lastColumn } from '../address.ts';

const dollar = 36;
export const isLetter = (code: number): boolean => (code > 64 && code < 91) || (code > 96 && code < 123);
export const isDigit = (code: number): boolean => code > 47 && code < 58;

/** `$D$5` in a formula's text. */
export interface CellReference {
  readonly row: number;
  readonly column: number;
  /** Without `$` before its row: a copy of the formula further down reads further down. */
  readonly moves: boolean;
  /** Where the digits of its row begin, and where it ends. */
  readonly digits: number;
  readonly end: number;
}

/** The cell named at a place of a formula's text; undefined when something else stands there. A pattern takes thrice as long. */
export const cellReferenceAt = (text: string, from: number): CellReference | undefined => {
  let at = from;
  let code = text.charCodeAt(at);
  if (code === dollar) code = text.charCodeAt(++at);
  let column = 0;
  const letters = at;
  for (; isLetter(code) && at < letters + 4; code = text.charCodeAt(++at)) column = column * 26 + (code & 31);
  if (at === letters || at > letters + 3) return undefined;
  const moves = code !== dollar;
  if (!moves) code = text.charCodeAt(++at);
  let row = 0;
  const digits = at;
  for (; isDigit(code) && at < digits + 8; code = text.charCodeAt(++at)) row = row * 10 + code - 48;
  if (at === digits || at > digits + 7) return undefined;
  // `YTD1` lies beyond the last column: it is a name.
  if (column > lastColumn) return undefined;
  // `A1B`, `LOG10(`, `Q1!A1` are no cells.
  if (isLetter(code) || isDigit(code) || code === 95 || code === 46 || code === 40 || code === 33 || code > 127)
    return undefined;
  return { row, column, moves, digits, end: at };
};
