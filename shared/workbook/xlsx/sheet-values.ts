import type { SheetValues } from '../sheet-values.ts';
import type { Xlsx } from './types.ts';

/** A sheet of a file as plain values; undefined when it is empty or there is none of that name. */
export const sheetValuesOf = (xlsx: Xlsx, name: string): SheetValues | undefined => {
  const sheet = xlsx.sheet(name);
  const used = sheet?.usedRange;
  if (sheet === undefined || used === null || used === undefined) return undefined;
  return {
    name: sheet.name,
    top: used.top,
    left: used.left,
    ...sheet.valuesIn(used),
    merges: sheet.merges,
    closed: (row, column) => sheet.whyNot(row, column),
    isProtected: sheet.isProtected,
    date1904: xlsx.date1904,
  };
};
