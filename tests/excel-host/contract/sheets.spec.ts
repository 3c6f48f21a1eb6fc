import { beforeEach, describe, expect, test } from 'vitest';
import { openXlsx } from '../../../shared/workbook/xlsx/open.ts';
import { type InExcel, learn, richInExcel, smallInExcel } from '../../support/excel.ts';

let excel: InExcel;
beforeEach(async () => {
  excel = await smallInExcel();
});
const sheets = (use: (sheets: Excel.WorksheetCollection) => void): Promise<void> =>
  excel.run(async (context) => {
    use(context.workbook.worksheets);
    await context.sync();
  });
const names = () => excel.workbook.xlsx.sheets.map(({ name }) => name);

describe(`WorksheetCollection: ${learn('javascript/api/excel/excel.worksheetcollection')}`, () => {
  test('items are loaded by name and visibility', async () => {
    excel = await richInExcel();
    await excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.load('items/name, items/visibility');
      await context.sync();
      expect(worksheets.items.map(({ name, visibility }) => [name, visibility])).toEqual([
        ['Tracker', 'Visible'],
        ['Summary', 'Visible'],
        ['Locked', 'Visible'],
        ['Lists', 'Hidden'],
      ]);
    });
  });

  test('add() puts a sheet behind the others and does not show it', async () => {
    await sheets((all) => void all.add('Meeting 10 March'));
    expect([names().at(-1), excel.workbook.activeSheet]).toEqual(['Meeting 10 March', 'Tracker']);
    expect(openXlsx(excel.workbook.xlsx.save()).sheets.at(-1)!.name).toBe('Meeting 10 March');
  });

  test.each([
    ['a name that is taken', 'tracker', 'ItemAlreadyExists'],
    ['a name with a sign Excel does not take', 'A/B', 'InvalidArgument'],
    ['a name above 31 signs', 'x'.repeat(32), 'InvalidArgument'],
  ])('%s', async (_says, name, code) => {
    await expect(sheets((all) => void all.add(name))).rejects.toMatchObject({ code });
  });

  test('getItem is not case-sensitive; what is not there is ItemNotFound', async () => {
    await sheets((all) => all.getItem('LETTERS').activate());
    expect(excel.workbook.activeSheet).toBe('Letters');
    await expect(sheets((all) => all.getItem('Nowhere').activate())).rejects.toMatchObject({ code: 'ItemNotFound' });
  });
});

describe(`Worksheet: ${learn('javascript/api/excel/excel.worksheet')}`, () => {
  test('delete() takes it away; another is shown', async () => {
    await sheets((all) => all.getItem('Tracker').delete());
    expect([names(), excel.workbook.activeSheet]).toEqual([['Letters', 'Locked', 'Empty'], 'Letters']);
  });

  test('the last one that is seen stays: InvalidOperation', async () => {
    await sheets((all) => {
      for (const name of ['Letters', 'Locked', 'Empty']) all.getItem(name).delete();
    });
    await expect(sheets((all) => all.getItem('Tracker').delete())).rejects.toMatchObject({ code: 'InvalidOperation' });
  });

  test('a hidden one is not activated', async () => {
    excel = await richInExcel();
    await expect(sheets((all) => all.getItem('Lists').activate())).rejects.toMatchObject({ code: 'InvalidOperation' });
  });

  test('freezeRows keeps the first rows in place; 0 lets them go', async () => {
    await sheets((all) => all.getItem('Letters').freezePanes.freezeRows(3));
    expect(excel.workbook.xlsx.sheet('Letters')!.frozen).toEqual({ rows: 3, columns: 0 });
    await sheets((all) => all.getItem('Letters').freezePanes.freezeRows(0));
    expect(excel.workbook.xlsx.sheet('Letters')!.frozen.rows).toBe(0);
  });

  test('the used range is a null object on an empty sheet', async () => {
    await excel.run(async (context) => {
      const used = context.workbook.worksheets.getItem('Empty').getUsedRangeOrNullObject(true);
      await context.sync();
      expect(used.isNullObject).toBe(true);
    });
  });
});

describe(`PageLayout: ${learn('javascript/api/excel/excel.pagelayout')}`, () => {
  test('paper, direction, fitting, titles on each page, footers', async () => {
    await sheets((all) => {
      const { pageLayout } = all.getItem('Letters');
      pageLayout.orientation = 'Landscape';
      pageLayout.paperSize = 'A4';
      pageLayout.zoom = { horizontalFitToPages: 1, verticalFitToPages: 0 };
      pageLayout.centerHorizontally = true;
      pageLayout.setPrintTitleRows('$1:$3');
      pageLayout.headersFooters.defaultForAllPages.leftFooter = 'Priya Ledger';
      pageLayout.headersFooters.defaultForAllPages.centerFooter = 'Page &P of &N';
    });
    const { part } = excel.workbook.xlsx.sheet('Letters')!;
    const text = new TextDecoder().decode(openXlsx(excel.workbook.xlsx.save()).bytes(part));
    expect(text).toMatch(/<pageSetup [^>]*paperSize="9"/);
    expect(text).toMatch(/<pageSetup [^>]*orientation="landscape"/);
    expect(text).toMatch(/<pageSetUpPr fitToPage="1"/);
    expect(text).toMatch(/<printOptions horizontalCentered="1"/);
    expect(text).toMatch(/<oddFooter>&amp;LPriya Ledger&amp;CPage &amp;P of &amp;N<\/oddFooter>/);
    expect(excel.workbook.xlsx.part('xl/workbook.xml')).toMatch(
      /_xlnm\.Print_Titles" localSheetId="1">'Letters'!\$1:\$3</,
    );
  });

  test.each<[string, (layout: Excel.PageLayout) => void]>([
    ['a paper that is none', (layout) => (layout.paperSize = 'A9' as never)],
    ['titles that are no rows', (layout) => layout.setPrintTitleRows('A1:B2')],
    ['a scale below 10', (layout) => (layout.zoom = { scale: 5 })],
  ])('%s is InvalidArgument', async (_says, set) => {
    await expect(sheets((all) => void set(all.getItem('Letters').pageLayout))).rejects.toMatchObject({
      code: 'InvalidArgument',
    });
  });
});

describe(`CustomXmlPart: ${learn('javascript/api/excel/excel.customxmlpart')}`, () => {
  const namespace = 'urn:attendance-desk:tracker:1';
  const xml = (text: string) => `<memory xmlns="${namespace}">${text}</memory>`;
  const parts = () =>
    excel.run(async (context) => {
      const found = context.workbook.customXmlParts.getByNamespace(namespace);
      found.load('items/id');
      await context.sync();
      const texts = found.items.map((part) => part.getXml());
      await context.sync();
      return texts.map(({ value }) => value);
    });

  test('a part is added, found by its namespace, written over, taken away; Save keeps it', async () => {
    await excel.run(async (context) => {
      context.workbook.customXmlParts.add(xml('{}'));
      await context.sync();
    });
    expect(await parts()).toEqual([xml('{}')]);
    const saved = openXlsx(excel.workbook.xlsx.save());
    expect(saved.parts.filter((part) => part.startsWith('customXml/'))).toEqual(['customXml/item1.xml']);

    const change = (use: (part: Excel.CustomXmlPart) => void) =>
      excel.run(async (context) => {
        const found = context.workbook.customXmlParts.getByNamespace(namespace);
        found.load('items/id');
        await context.sync();
        use(found.items[0]!);
        await context.sync();
      });
    await change((part) => part.setXml(xml('{"a":1}')));
    expect(await parts()).toEqual([xml('{"a":1}')]);
    await change((part) => part.delete());
    expect(await parts()).toEqual([]);
  });

  test('what is no XML is InvalidArgument', async () => {
    await expect(
      excel.run(async (context) => {
        context.workbook.customXmlParts.add('<memory>');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});
