import { beforeAll, describe, expect, test } from 'vitest';
import { openBook } from '../../shared/local-tenant/excel-host/book/open-book.ts';
import { OpenWorkbook } from '../../shared/local-tenant/excel-host/open-workbook.ts';
import { whyNotAxis } from '../../shared/local-tenant/excel-host/structure/change-axis.ts';
import { SampleMis } from '../../shared/local-tenant/sample/mis.ts';
import { makeStaff } from '../../shared/local-tenant/sample/staff.ts';
import { sampleTrackers } from '../../shared/local-tenant/sample/trackers/all.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';

let mis: SampleMis;
beforeAll(() => {
  mis = new SampleMis(1, false, makeStaff(1));
});

/** Every value of a workbook, sheet by sheet. */
const valuesOf = (workbook: OpenWorkbook) =>
  workbook.xlsx.sheets.map((sheet) => {
    const { bottom = 0, right = 0 } = sheet.usedRange ?? {};
    const cells: unknown[] = [];
    for (let row = 1; row <= bottom; row++)
      for (let column = 1; column <= right; column++) {
        const { value, formula } = sheet.cell(row, column);
        if (value !== null || formula !== null) cells.push([row, column, formula ?? value]);
      }
    return [sheet.name, cells];
  });

describe.each(sampleTrackers)('the Excel page with $name: $says', ({ make }) => {
  let file: Uint8Array;
  beforeAll(async () => {
    file = await make(mis);
  });

  test('opened and saved it is the file it was', () => {
    expect(Buffer.compare(new OpenWorkbook(openBook(file)).xlsx.book.file.save(), file)).toBe(0);
  });

  test('a row and a column put in, taken out again: every value and formula as before, and the file can be read', () => {
    const workbook = new OpenWorkbook(openBook(file));
    // Values that the file keeps from long ago are worked out first.
    workbook.perform({ kind: 'insert', sheet: workbook.activeSheet, axis: 'row', at: 1000, count: 1 });
    const before = valuesOf(workbook);
    for (const { name: sheet, usedRange } of workbook.xlsx.sheets) {
      if (usedRange === null) continue;
      const lines = [
        { sheet, axis: 'row', at: usedRange.bottom },
        { sheet, axis: 'column', at: usedRange.left + 1 },
      ] as const;
      for (const line of lines) {
        if (whyNotAxis(workbook.xlsx.book, { ...line, kind: 'insert', count: 1 }) !== null) continue;
        workbook.perform({ ...line, kind: 'insert', count: 1 });
        openXlsx(workbook.xlsx.save());
        workbook.undo();
      }
    }
    expect(valuesOf(workbook)).toEqual(before);
    openXlsx(workbook.xlsx.save());
  });
});
