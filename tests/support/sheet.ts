import type { CellValue, SheetValues } from '../../shared/workbook/sheet-values.ts';
import { boxOf } from '../../shared/workbook/xlsx/address.ts';

/** A sheet from its rows, from A1. A text that begins with `=` is a formula; null is blank. */
export const sheetOf = (
  rows: readonly (readonly (CellValue | null)[])[],
  change: Partial<SheetValues> & {
    readonly formatOf?: Readonly<Record<number, string>>;
    readonly merged?: readonly string[];
  } = {},
): SheetValues => {
  const width = Math.max(...rows.map((row) => row.length));
  const full = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''));
  const { formatOf = {}, merged = [], ...rest } = change;
  return {
    name: 'Tracker',
    top: 1,
    left: 1,
    values: full,
    formulas: full.map((row) => row.map((value) => typeof value === 'string' && value.startsWith('='))),
    formats: full.map((row) => row.map((_, at) => formatOf[at + 1] ?? 'General')),
    merges: merged.map((reference) => boxOf(reference)!),
    closed: () => null,
    isProtected: false,
    date1904: false,
    ...rest,
  };
};
