import { beforeEach, describe, expect, test } from 'vitest';
import { type InExcel, learn, smallInExcel } from '../../support/excel.ts';

let excel: InExcel;
beforeEach(async () => {
  excel = await smallInExcel();
});

describe(`proxy objects: ${learn('office/dev/add-ins/develop/application-specific-api-model')}`, () => {
  test('a property is read after load() and sync(), else PropertyNotLoaded', async () => {
    await excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Tracker');
      expect(() => sheet.name).toThrow(expect.objectContaining({ code: 'PropertyNotLoaded' }));
      sheet.load('name');
      expect(() => sheet.name).toThrow(expect.objectContaining({ code: 'PropertyNotLoaded' }));
      await context.sync();
      expect(sheet.name).toBe('Tracker');
    });
  });

  test('load() takes one name, several with commas, a list, and paths with slashes', async () => {
    await excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Tracker').getRangeByIndexes(3, 0, 1, 1);
      range.load(['rowIndex', 'columnIndex']);
      range.load('values, address');
      range.load('worksheet/name');
      await context.sync();
      expect([range.rowIndex, range.values, range.address, range.worksheet.name]).toEqual([
        3,
        [['A1']],
        'Tracker!A4',
        'Tracker',
      ]);
    });
  });

  test('a name that is no property is InvalidArgument', async () => {
    await expect(
      excel.run(async (context) => {
        context.workbook.getSelectedRange().load('colour');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('requests run in their order: what was written is read back in the same sync', async () => {
    const values = await excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Tracker').getRangeByIndexes(4, 6, 1, 1);
      range.values = [['Rang twice']];
      range.load('values');
      await context.sync();
      return range.values;
    });
    expect(values).toEqual([['Rang twice']]);
  });

  test('a request that fails ends the batch; what came before it was done', async () => {
    await expect(
      excel.run(async (context) => {
        const { worksheets } = context.workbook;
        worksheets.getItem('Tracker').getRangeByIndexes(4, 6, 1, 1).values = [['first']];
        worksheets.getItem('Nowhere').load('name');
        worksheets.getItem('Tracker').getRangeByIndexes(5, 6, 1, 1).values = [['second']];
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ItemNotFound' });
    const tracker = excel.workbook.xlsx.sheet('Tracker')!;
    expect([tracker.cell(5, 7).value, tracker.cell(6, 7).value]).toEqual(['first', null]);
  });
});

describe(`*OrNullObject: ${learn('office/dev/add-ins/develop/application-specific-api-model#ornullobject-methods-and-properties')}`, () => {
  test('what is not there is an object whose isNullObject is true after a sync', async () => {
    await excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject('Nowhere');
      sheet.load('name');
      await context.sync();
      expect(sheet.isNullObject).toBe(true);
      expect(() => sheet.name).toThrow();
    });
  });

  test('what is there is the object itself', async () => {
    await excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject('Letters');
      sheet.load('name');
      await context.sync();
      expect([sheet.isNullObject, sheet.name]).toEqual([false, 'Letters']);
    });
  });

  test('a null object that is used is ItemNotFound', async () => {
    await expect(
      excel.run(async (context) => {
        context.workbook.worksheets.getItemOrNullObject('Nowhere').getRangeByIndexes(0, 0, 1, 1).values = [[1]];
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ItemNotFound' });
  });
});

describe(`limits: ${learn('office/dev/add-ins/concepts/resource-limits-and-performance-optimization')}`, () => {
  const long = 'x'.repeat(30_000);
  const fill = (rows: number): Promise<void> =>
    excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Empty').getRangeByIndexes(0, 0, rows, 1);
      range.values = Array.from({ length: rows }, () => [long]);
      await context.sync();
    });

  test('a request above 5 MB is RequestPayloadSizeLimitExceeded, and nothing of it is done', async () => {
    await expect(fill(180)).rejects.toMatchObject({ code: 'RequestPayloadSizeLimitExceeded' });
    expect(excel.workbook.xlsx.sheet('Empty')!.usedRange).toBeNull();
  });

  test('an answer above 5 MB is ResponsePayloadSizeLimitExceeded', async () => {
    await fill(100);
    await fill(100);
    await expect(
      excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem('Empty').getRangeByIndexes(0, 0, 100, 1);
        range.load('values, formulas');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ResponsePayloadSizeLimitExceeded' });
  });

  test(`nothing is taken while a cell is edited: ${learn('office/dev/add-ins/testing/application-specific-api-error-handling')}`, async () => {
    excel.workbook.isBeingEdited = true;
    await expect(fill(1)).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' });
  });

  test('syncs are counted; an empty one counts too', async () => {
    await excel.run(async (context) => {
      context.workbook.application.suspendApiCalculationUntilNextSync();
      context.workbook.application.suspendScreenUpdatingUntilNextSync();
      await context.sync();
      await context.sync();
    });
    expect(excel.host.syncs()).toBe(3);
  });
});
