import { openXlsx } from '../../../workbook/xlsx/open.ts';
import type { CellEdit, FileSheet } from '../../../workbook/xlsx/types.ts';
import { figuresTo } from './sample-tracker.ts';

/** Every number of a sheet that may be written, as it is: whatever formula reads one is worked out. */
const numbersOf = (sheet: FileSheet): CellEdit[] => {
  if (sheet.usedRange === null) return [];
  const { top, left } = sheet.usedRange;
  return sheet.valuesIn(sheet.usedRange).values.flatMap((cells, down) =>
    cells.flatMap((value, across) => {
      const [row, column] = [top + down, left + across];
      return typeof value === 'number' && sheet.whyNot(row, column) === null ? { row, column, value } : [];
    }),
  );
};

/** The workbook with the values that its formulas give, as Excel saved it that Friday; the library that makes it works nothing out. */
export const workedOut = (file: Uint8Array): Uint8Array => {
  const xlsx = openXlsx(file);
  for (const sheet of xlsx.sheets) xlsx.setCells(sheet.name, numbersOf(sheet));
  xlsx.recalculate({ on: figuresTo });
  return xlsx.save();
};
