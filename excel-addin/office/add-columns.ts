import { DoorError } from './door-error.ts';
import { run } from './excel-run.ts';
import { readSheet } from './read-sheet.ts';
import { seenOf } from './seen-sheet.ts';
import { onSteadySheet } from './steady-sheet.ts';
import type { ColumnsToAdd, SeenSheet } from './workbook-door.ts';
import { writing } from './writing.ts';

/** Excel gives the width of a column in points; a character of the usual font takes about this many. */
const pointsOfCharacter = 5.5;

interface TablePlace {
  readonly table: Excel.Table;
  readonly range: Excel.Range;
}

/** The table that a heading belongs to; `index`: where in it a column right of the heading goes. */
const tableAt = (places: readonly TablePlace[], row: number, column: number) => {
  const place = places.find(
    ({ range }) =>
      row - 1 >= range.rowIndex &&
      row - 1 < range.rowIndex + range.rowCount &&
      column - 1 >= range.columnIndex &&
      column - 1 < range.columnIndex + range.columnCount,
  );
  return place === undefined
    ? undefined
    : {
        ...place,
        index: column - place.range.columnIndex,
        isLast: column - place.range.columnIndex === place.range.columnCount,
      };
};

const putColumns = (sheet: Excel.Worksheet, places: readonly TablePlace[], wanted: ColumnsToAdd<unknown>): void => {
  const { headingRow, lastRow, after, isBetween, columns } = wanted;
  const inTable = tableAt(places, headingRow, after);
  for (const [at, { heading, format, width }] of columns.entries()) {
    const column = after + at;
    if (inTable !== undefined) {
      const { range, index, isLast } = inTable;
      const values = Array.from({ length: range.rowCount }, (_, row) => [row === 0 ? heading : '']);
      inTable.table.columns.add(isLast ? undefined : index + at, values, heading);
    } else {
      if (isBetween) sheet.getRangeByIndexes(0, column, 1, 1).getEntireColumn().insert('Right');
      const cell = sheet.getRangeByIndexes(headingRow - 1, column, 1, 1);
      cell.values = [[heading]];
      cell.format.font.bold = true;
      cell.format.wrapText = true;
    }
    const height = Math.max(1, lastRow - headingRow);
    const cells = sheet.getRangeByIndexes(headingRow, column, height, 1);
    cells.numberFormat = Array.from({ length: height }, () => [format]);
    sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width * pointsOfCharacter;
  }
};

/** Puts columns into a sheet: into the table where the heading belongs to one, so that the table grows with them. */
export const addColumnsTo = <T>(name: string, decide: (seen: SeenSheet) => ColumnsToAdd<T>): Promise<T> =>
  run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const { read, places, wanted } = await onSteadySheet(name, async () => {
      sheet.tables.load('items/name');
      const now = await readSheet(context, sheet);
      if (now.values?.isProtected === true)
        throw new DoorError('The sheet is protected. Take the protection off, then add the columns.');
      const ranges = sheet.tables.items.map((table) => ({ table, range: table.getRange() }));
      for (const { range } of ranges) range.load('rowIndex, columnIndex, rowCount, columnCount');
      if (ranges.length > 0) await context.sync();
      return { read: now, places: ranges, wanted: decide(seenOf(now)) };
    });
    await writing(context, () => {
      putColumns(sheet, places, wanted);
      read.memory.put(wanted.memory);
    });
    return wanted.result;
  });
