import { columnName, columnNumber, lastColumn } from './address.ts';

/** Splits a formula into what is no reference (`"A1"` in quotes, a sheet's name, `[HT1]` of a table) and the rest. */
const outsideText = (formula: string, change: (part: string) => string): string =>
  formula
    .split(/("(?:[^"]|"")*"|'(?:[^']|'')*'(?=!)|\[(?:[^[\]']|'.|\[(?:[^[\]']|'.)*\])*\])/s)
    .map((part, at) => (at % 2 === 1 ? part : change(part)))
    .join('');

/** `$D$5`, `$D:$F` or `$5:$7`, with nothing before or behind that makes it part of a name. */
const reference =
  /(?<![\p{L}\p{N}_.$\\])(?:(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})|(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})|(\$?)(\d{1,7}):(\$?)(\d{1,7}))(?![\p{L}\p{N}_(.!])/gu;

/** The text of a shared formula at a cell that lies so many rows and columns from the one that holds it. */
export const shiftFormula = (formula: string, rows: number, columns: number): string => {
  const columnAt = (fixed: string, name: string): string | undefined => {
    const column = columnNumber(name) + (fixed === '$' ? 0 : columns);
    return column < 1 ? undefined : fixed + columnName(column);
  };
  const rowAt = (fixed: string, name: string): string | undefined => {
    const row = Number(name) + (fixed === '$' ? 0 : rows);
    return row < 1 ? undefined : fixed + row;
  };
  const joined = (first: string | undefined, between: string, second: string | undefined): string =>
    first === undefined || second === undefined ? '#REF!' : first + between + second;
  return outsideText(formula, (part) =>
    part.replace(reference, (whole, ...found: string[]) => {
      const [fixedColumn, column, fixedRow, row, fixedLeft, left, fixedRight, right] = found;
      const [fixedTop, top, fixedBottom, bottom] = found.slice(8);
      // `YTD1` lies beyond the last column: it is a name.
      if ([column, left, right].some((name) => name !== undefined && columnNumber(name) > lastColumn)) return whole;
      if (row !== undefined) return joined(columnAt(fixedColumn!, column!), '', rowAt(fixedRow!, row));
      if (left !== undefined) return joined(columnAt(fixedLeft!, left), ':', columnAt(fixedRight!, right!));
      return joined(rowAt(fixedTop!, top!), ':', rowAt(fixedBottom!, bottom!));
    }),
  );
};
