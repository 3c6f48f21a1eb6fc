import type { Block, CellValue, SheetValues } from '../../shared/workbook/sheet-values.ts';
import type { Box } from '../../shared/workbook/xlsx/types.ts';
import { DoorError } from './door-error.ts';
import { asTyped } from './typed-text.ts';
import type { Selection, WorkbookDoor } from './workbook-door.ts';

const plainWords: Readonly<Record<string, string>> = {
  AccessDenied: 'The sheet is protected, or the workbook is open for reading only.',
  InvalidOperationInCellEditMode: 'A cell is being edited. Press Enter in the sheet, then try again.',
  ItemNotFound: 'The sheet is no longer there. Choose it again.',
  RequestAborted: 'Excel stopped the change. Try again.',
  GeneralException: 'Excel could not do that. Try again; if it stays so, close and open the workbook.',
};

const run = async <T>(
  work: (context: Excel.RequestContext) => Promise<T>,
  within?: Excel.RequestContext,
): Promise<T> => {
  try {
    return await (within === undefined ? Excel.run(work) : Excel.run(within, work));
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    if (cause instanceof DoorError) throw cause;
    throw new DoorError(plainWords[code] ?? `Excel could not do that${code === '' ? '' : ` (${code})`}.`, { cause });
  }
};

/** Two syncs at most: the used range, and on a protected sheet which of its cells are locked. */
const readSheet = async (context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<SheetValues | undefined> => {
  const range = sheet.getUsedRangeOrNullObject(true);
  const merged = range.getMergedAreasOrNullObject();
  sheet.load('name');
  sheet.protection.load('protected');
  range.load('values, formulas, numberFormat, rowIndex, columnIndex');
  merged.load('areas/items/rowIndex, areas/items/columnIndex, areas/items/rowCount, areas/items/columnCount');
  await context.sync();
  if (range.isNullObject) return undefined;
  const isProtected = sheet.protection.protected;
  const properties = isProtected ? range.getCellProperties({ format: { protection: true } }) : undefined;
  if (properties !== undefined) await context.sync();
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
  return {
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
    date1904: false,
  };
};

const writeBlocks = (sheet: Excel.Worksheet, seen: SheetValues, blocks: readonly Block[]): void => {
  for (const { top, left, values } of blocks) {
    const range = sheet.getRangeByIndexes(top - 1, left - 1, values.length, values[0]!.length);
    range.values = values.map((row, down) =>
      row.map((value, across) => asTyped(value, seen.formats[top - seen.top + down]?.[left - seen.left + across])),
    );
  }
};

const currentSelection = async (context: Excel.RequestContext): Promise<Selection> => {
  const range = context.workbook.getSelectedRange();
  range.load('rowIndex, columnIndex');
  range.worksheet.load('name');
  await context.sync();
  return { sheet: range.worksheet.name, row: range.rowIndex + 1, column: range.columnIndex + 1 };
};

/** The workbook through Office.js: ExcelApi 1.13. */
export const excelWorkbook: WorkbookDoor = {
  read: () => run((context) => readSheet(context, context.workbook.worksheets.getActiveWorksheet())),

  change: (name, decide) =>
    run(async (context) => {
      const sheet = context.workbook.worksheets.getItem(name);
      const seen = await readSheet(context, sheet);
      if (seen === undefined) throw new DoorError('The sheet is empty now.');
      const { blocks, result } = decide(seen);
      writeBlocks(sheet, seen, blocks);
      await context.sync();
      return result;
    }),

  selection: () => run(currentSelection),

  onSelection: (listener) =>
    run(async (context) => {
      const handler = context.workbook.onSelectionChanged.add(async () => {
        listener(await run(currentSelection));
      });
      await context.sync();
      return async () => {
        // A handler is taken off in the context that put it on.
        await run(async (again) => {
          handler.remove();
          await again.sync();
        }, context);
      };
    }),
};
