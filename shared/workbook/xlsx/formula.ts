import { boxOf, columnName, columnNumber } from './address.ts';
import type { Box } from './types.ts';

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

export interface Read {
  /** Undefined: the formula's own sheet. */
  readonly sheet: string | undefined;
  readonly box: Box;
}

const rows = 1_048_576;
const columns = 16_384;

/**
 * What a formula reads. `open` is true when it reads more than can be told from its text: names, tables, INDIRECT,
 * OFFSET, sheets from one to another.
 */
export const readsOf = (formula: string): { readonly reads: readonly Read[]; readonly open: boolean } => {
  const reads: Read[] = [];
  let open = /\b(?:INDIRECT|OFFSET)\s*\(/i.test(formula) || /\[/.test(formula);
  const plain = formula.replace(/"(?:[^"]|"")*"/g, '""');
  const rest = plain.replace(
    /(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?<![\p{L}\p{N}_.])(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.(])/giu,
    (_whole, sheet: string | undefined, reference: string) => {
      const name = sheet?.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet;
      if (name?.includes(':')) open = true;
      const ends = reference.replaceAll('$', '').split(':');
      const box: Box | undefined = /^[A-Z]+$/i.test(ends[0]!)
        ? { top: 1, bottom: rows, left: columnNumber(ends[0]!), right: columnNumber(ends[1]!) }
        : /^\d+$/.test(ends[0]!)
          ? { top: Number(ends[0]), bottom: Number(ends[1]), left: 1, right: columns }
          : boxOf(reference);
      if (box !== undefined) reads.push({ sheet: name, box });
      return ' ';
    },
  );
  // What is still a word and calls no function is a name, which may stand for any range.
  if (
    /[\p{L}_\\][\p{L}\p{N}_.]*(?![\p{L}\p{N}_.]*\s*\()/u.test(
      rest.replace(/\b(?:TRUE|FALSE)\b|#[A-Z/0!?]+|\d+E[+-]?\d+/gi, ''),
    )
  )
    open = true;
  return { reads, open };
};
