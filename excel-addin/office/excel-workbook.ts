import { addColumnsTo } from './add-columns.ts';
import { run } from './excel-run.ts';
import { makeSheet } from './new-sheet.ts';
import { readSheet } from './read-sheet.ts';
import { seenOf } from './seen-sheet.ts';
import { sheetEvents } from './sheet-events.ts';
import { onSteadySheet } from './steady-sheet.ts';
import { asTyped } from './typed-text.ts';
import type { SeenSheet, Selection, WorkbookDoor, Written } from './workbook-door.ts';
import { writing } from './writing.ts';

const writeBlocks = (sheet: Excel.Worksheet, { values: seen }: SeenSheet, { blocks }: Written<unknown>): void => {
  for (const { top, left, values } of blocks) {
    const range = sheet.getRangeByIndexes(top - 1, left - 1, values.length, values[0]!.length);
    range.values = values.map((row, down) =>
      row.map((value, across) => asTyped(value, seen?.formats[top - seen.top + down]?.[left - seen.left + across])),
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
  read: (name) =>
    run(async (context) => {
      const { worksheets } = context.workbook;
      return seenOf(
        await readSheet(context, name === undefined ? worksheets.getActiveWorksheet() : worksheets.getItem(name)),
      );
    }),

  change: (name, decide) =>
    run(async (context) => {
      const sheet = context.workbook.worksheets.getItem(name);
      const { read, seen, written } = await onSteadySheet(name, async () => {
        const now = await readSheet(context, sheet);
        return { read: now, seen: seenOf(now), written: decide(seenOf(now)) };
      });
      const { blocks, memory, result } = written;
      const keeps = memory !== undefined && memory !== read.memory.xml;
      if (blocks.length === 0 && !keeps) return result;
      await writing(context, () => {
        writeBlocks(sheet, seen, written);
        if (keeps) read.memory.put(memory);
      });
      return result;
    }),

  addColumns: addColumnsTo,

  goTo: (name, find) =>
    run(async (context) => {
      const sheet = context.workbook.worksheets.getItem(name);
      const place = find(seenOf(await readSheet(context, sheet)));
      if (place === undefined) return false;
      sheet.activate();
      sheet.getRangeByIndexes(place.row - 1, place.column - 1, 1, 1).select();
      await context.sync();
      return true;
    }),

  make: makeSheet,

  hasSheet: (name) =>
    run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject(name);
      sheet.load('name');
      await context.sync();
      return !sheet.isNullObject;
    }),

  activeSheet: () =>
    run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.load('name');
      await context.sync();
      return sheet.name;
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

  onChange: (name, listener) => sheetEvents.listen(name, listener),
};
