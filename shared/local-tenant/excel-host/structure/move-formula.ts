import { boxOf, columnName, columnNumber } from '../../../workbook/xlsx/address.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import { type AxisChange, boxAfter, isSameSheet, spanAfter } from './axis-change.ts';

const cell = String.raw`\$?[A-Z]{1,3}\$?\d{1,7}`;
const end = String.raw`(?![\p{L}\p{N}_.(!])`;
const reference = `(?:${cell}(?::${cell})?|\\$?[A-Z]{1,3}:\\$?[A-Z]{1,3}|\\$?\\d{1,7}:\\$?\\d{1,7})${end}`;

/** Text constants, other workbooks, tables' columns and errors are no references of ours; words are eaten whole. */
const piece = new RegExp(
  [
    '"(?:[^"]|"")*"',
    String.raw`#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)`,
    String.raw`\[(?:[^[\]]|\[[^\]]*\])*\](?:[\p{L}\p{N}_.]+!)?(?:${cell}(?::${cell})?)?`,
    String.raw`\d+(?:\.\d+)?E[+-]?\d+(?![\p{L}\p{N}_])`,
    `((?:'(?:[^']|'')+'|[\\p{L}_][\\p{L}\\p{N}_.]*(?::[\\p{L}_][\\p{L}\\p{N}_.]*)?)!)?(${reference})`,
    String.raw`[\p{L}_\\][\p{L}\p{N}_.\\]*`,
    String.raw`\d+(?:\.\d+)?`,
  ].join('|'),
  'giu',
);

/** A formula with its references turned over; `sheet` undefined stands for the formula's own. */
const mapReferences = (formula: string, change: (sheet: string | undefined, reference: string) => string): string =>
  formula.replace(piece, (whole, prefix: string | undefined, found: string | undefined) => {
    if (found === undefined) return whole;
    const name = prefix?.slice(0, -1);
    const sheet = name?.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
    // A reference over several sheets, or into another workbook.
    if (sheet !== undefined && /[:[]/.test(sheet)) return whole;
    return `${prefix ?? ''}${change(sheet, found)}`;
  });

/** A formula of `own` sheet as it reads after rows or columns were put in or taken out somewhere. */
export const movedFormula = (formula: string, own: string | undefined, change: AxisChange): string =>
  mapReferences(formula, (sheet, found) => {
    const meant = sheet ?? own;
    return meant === undefined || !isSameSheet(meant, change.sheet) ? found : movedReference(found, change);
  });

const gone = '#REF!';

const movedReference = (found: string, change: AxisChange): string => {
  const ends = found.split(':');
  if (/^\$?\d/.test(found)) return change.axis === 'row' ? movedLine(ends, change, Number, String) : found;
  if (!/\d/.test(found)) return change.axis === 'column' ? movedLine(ends, change, columnNumber, columnName) : found;
  const box = boxOf(found);
  const after = box === undefined ? undefined : boxAfter(change, box);
  if (after === undefined) return found;
  if (after === null || after.bottom > 1_048_576 || after.right > 16_384) return gone;
  return ends.length === 1
    ? written(ends[0]!, after.top, after.left)
    : `${written(ends[0]!, after.top, after.left)}:${written(ends[1]!, after.bottom, after.right)}`;
};

/** `$D5` of another place, its dollars kept. */
const written = (like: string, row: number, column: number): string => {
  const [, fixedColumn, , fixedRow] = /^(\$?)([A-Z]+)(\$?)/i.exec(like)!;
  return `${fixedColumn}${columnName(column)}${fixedRow}${row}`;
};

const movedLine = (
  ends: readonly string[],
  change: AxisChange,
  read: (text: string) => number,
  write: (index: number) => string,
): string => {
  const [from, to] = ends.map((one) => read(one.replace('$', ''))) as [number, number];
  // Whole columns and rows of a sheet have no end that could be pushed out.
  const span = spanAfter(change, Math.min(from, to), Math.max(from, to));
  if (span === null) return gone;
  return span.map((index, at) => `${ends[at]!.startsWith('$') ? '$' : ''}${write(index)}`).join(':');
};

/** `A1:B3 D5` as boxes and back. */
export const movedRanges = (ranges: string, change: AxisChange): string =>
  ranges
    .trim()
    .split(/\s+/)
    .flatMap((range) => {
      const after = movedReference(range, change);
      return after === gone ? [] : after;
    })
    .join(' ');

export const rangeOf = ({ top, left, bottom, right }: Box): string =>
  top === bottom && left === right
    ? `${columnName(left)}${top}`
    : `${columnName(left)}${top}:${columnName(right)}${bottom}`;
