import type { SheetValues } from '../sheet-values.ts';
import { XlsxRefusal } from './refusal.ts';
import type { Box, FileSheet, Xlsx } from './types.ts';

/** So many cells are read of a sheet: a hundred columns of forty thousand rows. */
const mostCells = 4_000_000;
/** In a larger sheet, what stands farther than this from all before it was typed there by mistake. */
const [farRows, farColumns] = [1000, 100];

const sizeOf = ({ top, left, bottom, right }: Box): number => (bottom - top + 1) * (right - left + 1);

/** The used range; in a sheet too large to be read whole, without the cells that stand far from all others. */
const readRange = (sheet: FileSheet, used: Box): Box => {
  if (sizeOf(used) <= mostCells) return used;
  const { top, left } = used;
  const columns = new Set<number>();
  let bottom = top;
  for (let row = top; row <= Math.min(used.bottom, bottom + farRows); row++)
    for (const { column, kind, formula } of sheet.cellsOf(row))
      if (kind !== 'blank' || formula !== null) {
        columns.add(column);
        bottom = row;
      }
  let right = left;
  for (const column of [...columns].sort((a, b) => a - b)) if (column <= right + farColumns) right = column;
  const near = { top, left, bottom, right };
  if (sizeOf(near) > mostCells) throw new XlsxRefusal(`the sheet ${sheet.name} is too large to be read`);
  return near;
};

/** A sheet of a file as plain values; undefined when it is empty or there is none of that name. */
export const sheetValuesOf = (xlsx: Xlsx, name: string): SheetValues | undefined => {
  const sheet = xlsx.sheet(name);
  const used = sheet?.usedRange;
  if (sheet === undefined || used === null || used === undefined) return undefined;
  const range = readRange(sheet, used);
  return {
    name: sheet.name,
    top: range.top,
    left: range.left,
    ...sheet.valuesIn(range),
    merges: sheet.merges,
    closed: (row, column) => sheet.whyNot(row, column),
    isProtected: sheet.isProtected,
    date1904: xlsx.date1904,
  };
};
