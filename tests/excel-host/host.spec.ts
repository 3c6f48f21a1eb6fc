import { beforeEach, describe, expect, test } from 'vitest';
import { type ExcelHost, makeExcelHost } from '../../shared/local-tenant/excel-host/host.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { smallTracker } from '../support/small-tracker.ts';

let host: ExcelHost;
const run = <T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> => host.Excel.run(batch as never);

beforeEach(async () => {
  host = makeExcelHost(await smallTracker());
});

describe('nothing is known before it is loaded and synced', () => {
  test('a property that was not loaded cannot be read', async () => {
    await expect(run(async ({ workbook }) => workbook.worksheets.getItem('Tracker').name)).rejects.toMatchObject({
      code: 'PropertyNotLoaded',
    });
  });

  test('nor one that was loaded and not synced', async () => {
    await expect(
      run(async ({ workbook }) => {
        const sheet = workbook.worksheets.getItem('Tracker');
        sheet.load('name');
        return sheet.name;
      }),
    ).rejects.toMatchObject({ code: 'PropertyNotLoaded' });
  });

  test('nor another than the one that was loaded', async () => {
    await expect(
      run(async (context) => {
        const range = context.workbook.getSelectedRange();
        range.load('rowIndex');
        await context.sync();
        return range.columnIndex;
      }),
    ).rejects.toMatchObject({ code: 'PropertyNotLoaded' });
  });

  test('whether an object is there is known after a sync', async () => {
    await run(async (context) => {
      const range = context.workbook.worksheets.getItem('Empty').getUsedRangeOrNullObject(true);
      expect(() => range.isNullObject).toThrow('load');
      range.load('values');
      await context.sync();
      expect(range.isNullObject).toBe(true);
      expect(() => range.values).toThrow('load');
    });
  });

  test('a result is there after the sync that asked for it', async () => {
    const locked = await run(async (context) => {
      const range = context.workbook.worksheets.getItem('Locked').getRangeByIndexes(0, 0, 1, 2);
      const properties = range.getCellProperties({ format: { protection: true } });
      expect(() => properties.value).toThrow('has not been loaded');
      await context.sync();
      return properties.value[0]!.map((cell) => cell.format?.protection?.locked);
    });
    expect(locked).toEqual([false, true]);
  });
});

test('a sheet is read as rows of columns: values, formulas, formats and where it begins', async () => {
  const seen = await run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getUsedRangeOrNullObject(true);
    range.load('values, formulas, numberFormat, rowIndex, columnIndex, rowCount, columnCount');
    await context.sync();
    const { values, formulas, numberFormat, rowIndex, columnIndex, rowCount, columnCount } = range;
    return { values, formulas, numberFormat, place: [rowIndex, columnIndex, rowCount, columnCount] };
  });
  expect(seen.place).toEqual([0, 0, 5, 7]);
  expect(seen.values[3]).toEqual(['A1', 'Quill, Tabitha', '9A', 0.912, '', 46_090, 'Rings most mornings']);
  expect(seen.formulas[3]!.slice(3, 5)).toEqual([0.912, '=IF(D4<=0.9,"PA","")']);
  expect(seen.numberFormat[3]!.slice(3, 6)).toEqual(['0.0%', 'General', 'dd/mm/yyyy']);
});

test('merged areas are found, and there are none where nothing is merged', async () => {
  await run(async (context) => {
    const areaOf = (name: string) =>
      context.workbook.worksheets.getItem(name).getUsedRangeOrNullObject(true).getMergedAreasOrNullObject();
    const [banner, none] = [areaOf('Tracker'), areaOf('Letters')];
    for (const area of [banner, none]) area.load('areas/items/rowIndex, areas/items/columnCount');
    await context.sync();
    expect(none.isNullObject).toBe(true);
    expect(banner.areas.items.map(({ rowIndex, columnCount }) => [rowIndex, columnCount])).toEqual([[0, 6]]);
  });
});

describe('writing', () => {
  const write = (sheet: string, row: number, column: number, values: unknown[][]) =>
    run(async (context) => {
      const range = context.workbook.worksheets.getItem(sheet).getRangeByIndexes(row, column, values.length, 1);
      range.values = values;
      await context.sync();
    });
  const cell = (row: number, column: number) => host.workbook.xlsx.sheet('Tracker')!.cell(row, column);

  test('what is written is in the saved file, and cells that read it are worked out', async () => {
    await write('Tracker', 3, 3, [[0.889], [0.91]]);
    const saved = openXlsx(host.workbook.xlsx.save()).sheet('Tracker')!;
    expect([saved.cell(4, 4).shown, saved.cell(5, 4).shown]).toEqual(['88.9%', '91.0%']);
    expect([saved.cell(4, 5).formula, saved.cell(4, 5).value]).toEqual(['IF(D4<=0.9,"PA","")', 'PA']);
    expect(host.workbook.xlsx.isStale('Tracker', 4, 5)).toBe(false);
  });

  test.each([
    ['text', 'Rang twice', 'Rang twice'],
    ['a number typed as text becomes a number', '12.5', 12.5],
    ['a percentage becomes its fraction', '91.2%', 0.912],
    ['a date becomes its day number, day first', '09/03/2026', 46_090],
    ['behind an apostrophe it stays text', "'91.2%", '91.2%'],
    ['nothing empties the cell', '', null],
    ['true is a truth value', 'TRUE', true],
  ])('%s', async (_says, written, kept) => {
    await write('Tracker', 4, 6, [[written]]);
    expect(cell(5, 7).value).toBe(kept);
  });

  test('null leaves a cell as it is', async () => {
    await write('Tracker', 3, 6, [[null]]);
    expect(cell(4, 7).value).toBe('Rings most mornings');
  });

  test.each([
    ['values of another shape than the range', 'Tracker', 3, 3, [[1, 2]], 'InvalidArgument'],
    ['a sheet that is not there', 'Tracking', 3, 3, [[1]], 'ItemNotFound'],
    ['a locked cell of a protected sheet', 'Locked', 0, 1, [[1]], 'AccessDenied'],
    ['a formula that is not whole', 'Tracker', 3, 6, [['=SUM(D4']], 'InvalidArgument'],
    ['an object', 'Tracker', 3, 6, [[{}]], 'InvalidArgument'],
  ])('refused: %s', async (_says, sheet, row, column, values, code) => {
    await expect(write(sheet, row, column, values)).rejects.toMatchObject({ code });
  });

  test('the rest of a merged cell takes a value and drops it', async () => {
    await write('Tracker', 0, 1, [['lost']]);
    expect(cell(1, 2).value).toBeNull();
  });

  test('Excel takes nothing while somebody types in a cell', async () => {
    host.workbook.isBeingEdited = true;
    await expect(write('Tracker', 4, 6, [['x']])).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' });
  });
});

describe('the selection', () => {
  const selected = () =>
    run(async (context) => {
      const range = context.workbook.getSelectedRange();
      range.load('rowIndex, columnIndex');
      range.worksheet.load('name');
      await context.sync();
      return [range.worksheet.name, range.rowIndex, range.columnIndex];
    });

  test('is told to those who listen until they stop, in the context they began in', async () => {
    let heard = 0;
    const handler = await run(async (context) => {
      const added = context.workbook.onSelectionChanged.add(async () => {
        heard++;
      });
      await context.sync();
      return added;
    });
    host.workbook.select({ top: 5, left: 2, bottom: 5, right: 2 });
    await Promise.resolve();
    expect([heard, await selected()]).toEqual([1, ['Tracker', 4, 1]]);

    await host.Excel.run(
      handler as never,
      (async (context: Excel.RequestContext) => {
        handler.remove();
        await context.sync();
      }) as never,
    );
    host.workbook.select({ top: 6, left: 2, bottom: 6, right: 2 });
    await Promise.resolve();
    expect(heard).toBe(1);
  });

  test('follows the sheet that is shown', async () => {
    host.workbook.activate('Letters');
    expect(await selected()).toEqual(['Letters', 0, 0]);
  });
});

test('syncs are counted: one for what is asked together, one when the run ends', async () => {
  await run(async (context) => {
    for (const name of ['Tracker', 'Letters']) context.workbook.worksheets.getItem(name).load('name');
    await context.sync();
  });
  expect(host.syncs()).toBe(2);
});

test.each([
  ['a member of a range', (context: Excel.RequestContext) => context.workbook.getSelectedRange().text],
  ['a method of a sheet', (context: Excel.RequestContext) => context.workbook.worksheets.getItem('Tracker').copy()],
  ['a part of the workbook', (context: Excel.RequestContext) => context.workbook.tables],
])('what the add-in does not use is not there: %s', async (_says, use) => {
  await expect(run(async (context) => use(context))).rejects.toMatchObject({ code: 'NotImplemented' });
});
