import { isSame, saysNothing } from './cell-form.ts';
import type { Field } from './fields.ts';
import type { SheetColumn } from './find-columns.ts';
import type { MatchedRow } from './find-rows.ts';
import { knownColumns } from './known-columns.ts';
import type { SheetMemory } from './memory.ts';
import type { CellValue, SheetValues } from './sheet-values.ts';

/** So many cells of a column must stand as the desk left them for it to be the same column; in a short sheet all of them. */
const fewest = 5;
/** Of a hundred. */
const most = 90;

interface Where {
  readonly sheet: SheetValues;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly MatchedRow[];
}

/** True where nearly all that was written for these pupils still stands in the column. Blanks prove nothing. */
const standsAsWritten = (
  field: Field,
  written: Readonly<Record<string, CellValue>>,
  column: number,
  { sheet, rows }: Where,
): boolean => {
  let [same, all] = [0, 0];
  for (const { row, pupil } of rows) {
    const last = Object.hasOwn(written, pupil.pupil) ? written[pupil.pupil]! : '';
    if (saysNothing(last)) continue;
    const [down, across] = [row - sheet.top, column - sheet.left];
    const now = { value: sheet.values[down]?.[across] ?? '', format: sheet.formats[down]?.[across] ?? 'General' };
    all += 1;
    if (isSame(field, now, last)) same += 1;
  }
  return all >= Math.min(fewest, Math.max(1, rows.length)) && same * 100 >= all * most;
};

/**
 * What a sheet remembers that was never filled under its name: the memory of one that is gone, for a tab that got another
 * name is still her tracker. Field by field, and only where the sheet stands as that one was left: another sheet's blanks
 * would read as emptied cells.
 */
export const carriedMemory = (own: SheetMemory, gone: readonly SheetMemory[], where: Where): SheetMemory => {
  if (Object.keys(own.written).length > 0) return own;
  for (const other of gone) {
    const isOwn = ({ heading, nth }: SheetMemory['columns'][number]): boolean =>
      own.columns.some((one) => one.heading === heading && one.nth === nth);
    const columns = [...other.columns.filter((column) => !isOwn(column)), ...own.columns];
    const known = knownColumns(where.columns, { ...own, columns });
    const same = (Object.keys(other.written) as Field[]).filter((field) => {
      const column = known.find((one) => one.field === field);
      return column !== undefined && standsAsWritten(field, other.written[field]!, column.column, where);
    });
    if (same.length === 0) continue;
    const ofSame = <T>(entries: Partial<Record<Field, T>>): Partial<Record<Field, T>> =>
      Object.fromEntries(same.flatMap((field) => (entries[field] === undefined ? [] : [[field, entries[field]]])));
    return { columns, written: ofSame(other.written), hers: ofSame(other.hers) };
  }
  return own;
};
