import { addColumnsTo } from './add-columns.ts';
import { run } from './excel-run.ts';
import { makeSheet } from './new-sheet.ts';
import { readSheet } from './read-sheet.ts';
import { seenOf } from './seen-sheet.ts';
import { sheetEvents } from './sheet-events.ts';
import { asTyped } from './typed-text.ts';
import type { SeenSheet, Selection, WorkbookDoor, Written } from './workbook-door.ts';

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

/** How often a sheet that changes under our hands is planned again before it is written as it was last seen. */
const triesAtMost = 3;

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
      for (let tries = 1; ; tries++) {
        const changes = sheetEvents.count(name);
        const read = await readSheet(context, sheet);
        const seen = seenOf(read);
        const written = decide(seen);
        // Somebody typed, sorted or inserted while Excel answered: what was planned may be of other rows.
        if (sheetEvents.count(name) !== changes && tries < triesAtMost) continue;
        const { blocks, memory, result } = written;
        const keeps = memory !== undefined && memory !== read.memory.xml;
        if (blocks.length === 0 && !keeps) return result;
        context.workbook.application.suspendApiCalculationUntilNextSync();
        context.workbook.application.suspendScreenUpdatingUntilNextSync();
        context.runtime.enableEvents = false;
        writeBlocks(sheet, seen, written);
        if (keeps) read.memory.put(memory);
        try {
          await context.sync();
        } finally {
          // Goes with the sync that ends the run.
          context.runtime.enableEvents = true;
        }
        return result;
      }
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
