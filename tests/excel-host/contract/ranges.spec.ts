import { beforeEach, describe, expect, test } from 'vitest';
import { type InExcel, learn, richInExcel, smallInExcel } from '../../support/excel.ts';

let excel: InExcel;
beforeEach(async () => {
  excel = await smallInExcel();
});

const on = (sheet: string, use: (sheet: Excel.Worksheet) => void): Promise<void> =>
  excel.run(async (context) => {
    use(context.workbook.worksheets.getItem(sheet));
    await context.sync();
  });
const cell = (row: number, column: number, sheet = 'Tracker') => excel.workbook.xlsx.sheet(sheet)!.cell(row, column);

describe(`Range.values: ${learn('javascript/api/excel/excel.range#excel-excel-range-values-member')}`, () => {
  test.each<[string, unknown, unknown]>([
    ['"" empties the cell', '', null],
    ['null leaves it', null, 'Rings most mornings'],
    ['text', 'Rang twice', 'Rang twice'],
    ['text that reads as a number becomes one', '12.5', 12.5],
    ['a percentage is its fraction', '91.2%', 0.912],
    ['an ISO date is its day number', '2026-03-09', 46_090],
    ['an apostrophe says text', "'0123", '0123'],
  ])('%s', async (_says, written, kept) => {
    await on('Tracker', (sheet) => {
      sheet.getRangeByIndexes(3, 6, 1, 1).values = [[written]];
    });
    expect(cell(4, 7).value).toBe(kept);
  });

  test('a string that begins with = is a formula, and is worked out', async () => {
    await on('Tracker', (sheet) => {
      sheet.getRangeByIndexes(3, 6, 1, 1).values = [['=D4*2']];
    });
    expect(cell(4, 7)).toMatchObject({ formula: 'D4*2', value: 1.824 });
  });

  test('a formula may be written over', async () => {
    await on('Tracker', (sheet) => {
      sheet.getRangeByIndexes(3, 4, 1, 1).values = [['PA']];
    });
    expect(cell(4, 5)).toMatchObject({ formula: null, value: 'PA' });
  });

  test.each<[string, unknown]>([
    ['another shape than the range', [[1, 2]]],
    ['no rows of columns', [1]],
    ['an object', [[{ a: 1 }]]],
    ['a formula that is not whole', [['=SUM(D4']]],
  ])('%s is InvalidArgument', async (_says, values) => {
    await expect(
      on('Tracker', (sheet) => {
        sheet.getRangeByIndexes(3, 6, 1, 1).values = values as unknown[][];
      }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('a locked cell of a protected sheet is AccessDenied', async () => {
    await expect(
      on('Locked', (sheet) => {
        sheet.getRangeByIndexes(0, 1, 1, 1).values = [[3]];
      }),
    ).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe(`Range.numberFormat: ${learn('javascript/api/excel/excel.range#excel-excel-range-numberformat-member')}`, () => {
  test('is set cell by cell; null leaves a cell', async () => {
    await on('Tracker', (sheet) => {
      sheet.getRangeByIndexes(3, 3, 2, 1).numberFormat = [['0.00%'], [null]];
    });
    expect([cell(4, 4).shown, cell(5, 4).shown]).toEqual(['91.20%', '85.0%']);
  });
});

describe(`Range.insert, getEntireColumn: ${learn('javascript/api/excel/excel.range#excel-excel-range-insert-member(1)')}`, () => {
  test('a whole column goes in in place of the range, which is blank then; the others go right', async () => {
    await on('Tracker', (sheet) => {
      const blank = sheet.getRangeByIndexes(0, 4, 1, 1).getEntireColumn().insert('Right');
      blank.load('address');
    });
    expect([cell(3, 5).value, cell(3, 6).value, cell(4, 6).formula]).toEqual([null, 'PA?', 'IF(D4<=0.9,"PA","")']);
  });

  test('on a protected sheet it is AccessDenied', async () => {
    await expect(
      on('Locked', (sheet) => void sheet.getRangeByIndexes(0, 0, 1, 1).getEntireRow().insert('Down')),
    ).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('another direction than Right and Down is InvalidArgument', async () => {
    await expect(
      on(
        'Tracker',
        (sheet) =>
          void sheet
            .getRangeByIndexes(0, 0, 1, 1)
            .getEntireRow()
            .insert('Up' as never),
      ),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});

describe(`Range.merge and its areas: ${learn('javascript/api/excel/excel.range#excel-excel-range-getmergedareasornullobject-member(1)')}`, () => {
  test('merge(true) merges row by row', async () => {
    await on('Letters', (sheet) => sheet.getRangeByIndexes(0, 0, 2, 3).merge(true));
    expect(excel.workbook.xlsx.sheet('Letters')!.merges).toEqual([
      { top: 1, left: 1, bottom: 1, right: 3 },
      { top: 2, left: 1, bottom: 2, right: 3 },
    ]);
  });
});

describe(`RangeFormat: ${learn('javascript/api/excel/excel.rangeformat')}`, () => {
  const styleOf = (row: number, column: number, sheet = 'Tracker') =>
    excel.workbook.xlsx.styles.cells[cell(row, column, sheet).style]!;

  test('fill, font, alignment, wrapping: what is not named stays', async () => {
    await on('Tracker', (sheet) => {
      const { format } = sheet.getRangeByIndexes(3, 3, 1, 1);
      format.fill.color = '#FFF2CC';
      format.font.bold = true;
      format.font.color = '#C00000';
      format.font.size = 14;
      format.horizontalAlignment = 'Center';
      format.verticalAlignment = 'Top';
      format.wrapText = true;
    });
    expect(styleOf(4, 4)).toMatchObject({
      format: '0.0%',
      fill: '#fff2cc',
      font: { bold: true, colour: '#c00000', size: 14 },
      alignment: { horizontal: 'center', vertical: 'top', wrap: true },
    });
    expect(styleOf(5, 4).fill).toBeUndefined();
  });

  test('EdgeBottom is the edge of the range, not of each cell', async () => {
    await on('Tracker', (sheet) => {
      const edge = sheet.getRangeByIndexes(3, 0, 2, 2).format.borders.getItem('EdgeBottom');
      edge.style = 'Continuous';
      edge.color = '#1F4E79';
    });
    expect([styleOf(4, 1).borders.bottom, styleOf(5, 2).borders.bottom]).toEqual([
      undefined,
      { style: 'thin', colour: '#1f4e79' },
    ]);
  });

  test('widths and heights are set; best fit follows the longest text', async () => {
    await on('Tracker', (sheet) => {
      sheet.getRangeByIndexes(0, 0, 1, 1).format.columnWidth = 100;
      sheet.getRangeByIndexes(3, 0, 1, 1).format.rowHeight = 30;
      sheet.getRangeByIndexes(0, 6, 6, 1).format.autofitColumns();
    });
    const sheet = excel.workbook.xlsx.sheet('Tracker')!;
    expect(sheet.columns.find(({ from }) => from === 1)!.width).toBeCloseTo(18.33, 1);
    expect(sheet.rowLayout(4).height).toBe(30);
    expect(sheet.columns.find(({ from }) => from === 7)!.width).toBeGreaterThan(19);
  });

  test.each<[string, (range: Excel.Range) => void]>([
    ['a colour that is none', (range) => (range.format.fill.color = '#12')],
    ['a height above 409.5', (range) => (range.format.rowHeight = 500)],
    ['an alignment that is none', (range) => (range.format.horizontalAlignment = 'Middle' as never)],
    ['a size that is no number', (range) => (range.format.font.size = 'big' as never)],
    ['an edge that is none', (range) => (range.format.borders.getItem('Bottom' as never).style = 'Continuous')],
  ])('%s is InvalidArgument', async (_says, set) => {
    await expect(on('Tracker', (sheet) => void set(sheet.getRangeByIndexes(0, 0, 1, 1)))).rejects.toMatchObject({
      code: 'InvalidArgument',
    });
  });
});

describe(`tables: ${learn('javascript/api/excel/excel.tablecolumncollection#excel-excel-tablecolumncollection-add-member(1)')}`, () => {
  const column = (index: number | undefined, values?: (string | number)[][], name?: string) =>
    excel.run(async (context) => {
      const { tables } = context.workbook.worksheets.getItem('Summary');
      tables.load('items/name');
      await context.sync();
      const [table] = tables.items;
      table!.columns.add(index, values, name);
      const range = table!.getRange();
      range.load('address, values');
      await context.sync();
      return [table!.name, range.address, range.values] as const;
    });
  beforeEach(async () => {
    excel = await richInExcel();
  });

  test('without an index it is appended, with its heading first', async () => {
    expect(await column(undefined, [['Met'], ['yes']])).toEqual([
      'Targets',
      'Summary!C1:E2',
      [
        ['Year', 'Target', 'Met'],
        ['9', 95, 'yes'],
      ],
    ]);
  });

  test('-1 appends too; a name that is taken gets a number', async () => {
    const [, , [headings]] = await column(-1, undefined, 'Target');
    expect(headings).toEqual(['Year', 'Target', 'Target2']);
  });

  test('with an index the columns from there on go right', async () => {
    const [, , [headings]] = await column(1, undefined, 'Met');
    expect(headings).toEqual(['Year', 'Met', 'Target']);
  });

  test('an index beyond the columns, or values of another length, is InvalidArgument', async () => {
    await expect(column(7)).rejects.toMatchObject({ code: 'InvalidArgument' });
    await expect(column(undefined, [['Met']])).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});
