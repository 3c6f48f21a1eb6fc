import type { CellValue, SheetValues } from '../sheet-values.ts';
import type { Xlsx } from './types.ts';

/** A sheet of a file as plain values; undefined when it is empty or there is none of that name. */
export const sheetValuesOf = (xlsx: Xlsx, name: string): SheetValues | undefined => {
  const sheet = xlsx.sheet(name);
  const used = sheet?.usedRange;
  if (sheet === undefined || used === null || used === undefined) return undefined;
  const { top, left, bottom, right } = used;
  const values: CellValue[][] = [];
  const formulas: boolean[][] = [];
  const formats: string[][] = [];
  for (let row = top; row <= bottom; row++) {
    const cells = Array.from({ length: right - left + 1 }, (_, across) => sheet.cell(row, left + across));
    values.push(cells.map(({ value }) => value ?? ''));
    formulas.push(cells.map(({ formula }) => formula !== null));
    formats.push(cells.map(({ style }) => xlsx.styles.cells[style]?.format ?? 'General'));
  }
  return {
    name: sheet.name,
    top,
    left,
    values,
    formulas,
    formats,
    merges: sheet.merges,
    closed: (row, column) => sheet.whyNot(row, column),
    isProtected: sheet.isProtected,
    date1904: xlsx.date1904,
  };
};
