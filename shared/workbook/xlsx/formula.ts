import { columnName, columnNumber } from './address.ts';

/** Splits a formula into text constants and the rest, so that `"A1"` in quotes is no reference. */
const outsideText = (formula: string, change: (part: string) => string): string =>
  formula
    .split(/("(?:[^"]|"")*"|'(?:[^']|'')*'(?=!))/)
    .map((part, at) => (at % 2 === 1 ? part : change(part)))
    .join('');

/** The text of a shared formula at a cell that lies so many rows and columns from the one that holds it. */
export const shiftFormula = (formula: string, rows: number, columns: number): string =>
  outsideText(formula, (part) =>
    part.replace(
      /(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.])/gi,
      (_whole, fixedColumn, column, fixedRow, row) => {
        const toColumn = fixedColumn === '$' ? columnNumber(column) : columnNumber(column) + columns;
        const toRow = fixedRow === '$' ? Number(row) : Number(row) + rows;
        return toColumn < 1 || toRow < 1 ? '#REF!' : `${fixedColumn}${columnName(toColumn)}${fixedRow}${toRow}`;
      },
    ),
  );
