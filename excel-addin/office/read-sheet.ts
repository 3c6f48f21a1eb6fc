import type { CellValue, SheetValues } from '../../shared/workbook/sheet-values.ts';
import type { Box } from '../../shared/workbook/xlsx/types.ts';
import { isFrom1904 } from './date-system.ts';
import { type MemoryPart, memoryPart } from './memory-part.ts';

/** A sheet as it stands, with what the workbook remembers; `values` is undefined when the sheet is empty. */
export interface SheetRead {
  readonly name: string;
  /** The names of all sheets of the workbook. */
  readonly sheets: readonly string[];
  readonly values: SheetValues | undefined;
  readonly memory: MemoryPart;
}

/** Two syncs: the used range and whose parts there are, then those parts and, on a protected sheet, its locks. */
export const readSheet = async (context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<SheetRead> => {
  const range = sheet.getUsedRangeOrNullObject(true);
  const merged = range.getMergedAreasOrNullObject();
  const century = context.workbook.functions.date(2000, 1, 1);
  const part = memoryPart(context);
  sheet.load('name');
  context.workbook.worksheets.load('items/name');
  sheet.protection.load('protected');
  century.load('value');
  range.load('values, formulas, numberFormat, rowIndex, columnIndex');
  merged.load('areas/items/rowIndex, areas/items/columnIndex, areas/items/rowCount, areas/items/columnCount');
  await context.sync();
  const isProtected = sheet.protection.protected;
  const properties =
    isProtected && !range.isNullObject ? range.getCellProperties({ format: { protection: true } }) : undefined;
  part.ask();
  if (properties !== undefined || part.isThere) await context.sync();
  const sheets = context.workbook.worksheets.items.map((one) => one.name);
  if (range.isNullObject) return { name: sheet.name, sheets, values: undefined, memory: part };
  const top = range.rowIndex + 1;
  const left = range.columnIndex + 1;
  const merges: Box[] = merged.isNullObject
    ? []
    : merged.areas.items.map(({ rowIndex, columnIndex, rowCount, columnCount }) => ({
        top: rowIndex + 1,
        left: columnIndex + 1,
        bottom: rowIndex + rowCount,
        right: columnIndex + columnCount,
      }));
  const values: SheetValues = {
    name: sheet.name,
    top,
    left,
    values: range.values as CellValue[][],
    formulas: range.formulas.map((row) => row.map((one) => typeof one === 'string' && one.startsWith('='))),
    formats: range.numberFormat as string[][],
    merges,
    closed: (row, column) => {
      const area = merges.find(
        (box) => row >= box.top && row <= box.bottom && column >= box.left && column <= box.right,
      );
      if (area !== undefined && (row !== area.top || column !== area.left)) return 'part of a merged cell';
      const locked = properties?.value[row - top]?.[column - left]?.format?.protection?.locked;
      return isProtected && locked !== false ? 'locked on a protected sheet' : null;
    },
    isProtected,
    date1904: isFrom1904(century.value),
  };
  return { name: sheet.name, sheets, values, memory: part };
};
