import { describe, expect, test } from 'vitest';
import { makeExcelHost } from '../../../shared/local-tenant/excel-host/host.ts';
import { OpenWorkbook } from '../../../shared/local-tenant/excel-host/open-workbook.ts';
import { OpLog } from '../../../shared/local-tenant/excel-host/together/op-log.ts';
import { learn, smallInExcel } from '../../support/excel.ts';
import { smallTracker } from '../../support/small-tracker.ts';

type Told = Pick<Excel.WorksheetChangedEventArgs, 'address' | 'changeType' | 'source'>;
const later = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Hears the changes of a sheet. */
const hearing = async (run: Awaited<ReturnType<typeof smallInExcel>>['run'], sheet = 'Tracker') => {
  const told: Told[] = [];
  const handler = await run(async (context) => {
    const added = context.workbook.worksheets.getItem(sheet).onChanged.add(async ({ address, changeType, source }) => {
      told.push({ address, changeType, source });
    });
    await context.sync();
    return added;
  });
  return { told, handler };
};

describe(`Worksheet.onChanged: ${learn('javascript/api/excel/excel.worksheet#excel-excel-worksheet-onchanged-member')}`, () => {
  test('tells where and how, whoever did it at this Excel: Local', async () => {
    const { run, workbook } = await smallInExcel();
    const { told } = await hearing(run);
    workbook.write('Tracker', [{ row: 5, column: 7, value: 'Rang twice' }]);
    workbook.perform({ kind: 'insert', sheet: 'Tracker', axis: 'row', at: 4, count: 2 });
    workbook.perform({ kind: 'delete', sheet: 'Tracker', axis: 'column', at: [3] });
    await run(async (context) => {
      context.workbook.worksheets.getItem('Tracker').getRangeByIndexes(0, 8, 2, 2).values = [
        [1, 2],
        [3, 4],
      ];
    });
    await later();
    expect(told).toEqual([
      { address: 'G5', changeType: 'RangeEdited', source: 'Local' },
      { address: '4:5', changeType: 'RowInserted', source: 'Local' },
      { address: 'C:C', changeType: 'ColumnDeleted', source: 'Local' },
      { address: 'I1:J2', changeType: 'RangeEdited', source: 'Local' },
    ]);
  });

  test('tells of no look, no width, and of no other sheet', async () => {
    const { run, workbook } = await smallInExcel();
    const { told } = await hearing(run);
    workbook.write('Letters', [{ row: 5, column: 7, value: 1 }]);
    workbook.perform({ kind: 'size', sheet: 'Tracker', axis: 'column', from: 1, to: 1, size: 20 });
    await later();
    expect(told).toEqual([]);
  });

  test('what somebody else did comes as Remote, at its place here', async () => {
    const log = new OpLog();
    const open = async (client: string) =>
      new OpenWorkbook(await smallTracker(), {
        client,
        by: client,
        revision: 0,
        clock: () => ({ on: '2026-03-10' }),
        send: async (batch) => log.receive(batch),
        unkept: () => undefined,
        failed: () => undefined,
      });
    const [mine, theirs] = [await open('me'), await open('she')];
    const host = makeExcelHost(mine);
    const { told } = await hearing((batch) => host.Excel.run(batch as never));
    theirs.write('Tracker', [{ row: 5, column: 7, value: 'Rang twice' }]);
    await theirs.shared.settled();
    mine.shared.take(log.since(0));
    await later();
    expect(told).toEqual([{ address: 'G5', changeType: 'RangeEdited', source: 'Remote' }]);
    expect(mine.xlsx.sheet('Tracker')!.cell(5, 7).value).toBe('Rang twice');
  });

  test(`is heard until it is removed in the context that added it: ${learn('office/dev/add-ins/excel/excel-add-ins-events')}`, async () => {
    const { run, workbook, host } = await smallInExcel();
    const { told, handler } = await hearing(run);
    await host.Excel.run(
      handler as never,
      (async (context: Excel.RequestContext) => {
        handler.remove();
        await context.sync();
      }) as never,
    );
    workbook.write('Tracker', [{ row: 5, column: 7, value: 1 }]);
    await later();
    expect(told).toEqual([]);
  });
});

test(`Worksheet.onRowSorted: ${learn('javascript/api/excel/excel.worksheet#excel-excel-worksheet-onrowsorted-member')}`, async () => {
  const { run, workbook } = await smallInExcel();
  const told: unknown[] = [];
  await run(async (context) => {
    context.workbook.worksheets.getItem('Tracker').onRowSorted.add(async ({ address, source, type }) => {
      told.push({ address, source, type });
    });
    await context.sync();
  });
  workbook.write('Tracker', [{ row: 5, column: 7, value: 1 }]);
  workbook.perform({ kind: 'sort', sheet: 'Tracker', rows: [6, 5], left: 1, right: 7 });
  await later();
  expect(told).toEqual([{ address: 'A5:G6', source: 'Local', type: 'WorksheetRowSorted' }]);
});

test(`Runtime.enableEvents: ${learn('javascript/api/excel/excel.runtime#excel-excel-runtime-enableevents-member')}`, async () => {
  const { run, workbook } = await smallInExcel();
  const { told } = await hearing(run);
  const set = (on: boolean) =>
    run(async (context) => {
      context.runtime.enableEvents = on;
      context.runtime.load('enableEvents');
      await context.sync();
      return context.runtime.enableEvents;
    });
  expect(await set(false)).toBe(false);
  workbook.write('Tracker', [{ row: 5, column: 7, value: 1 }]);
  await later();
  expect(told).toEqual([]);
  expect(await set(true)).toBe(true);
  workbook.write('Tracker', [{ row: 5, column: 7, value: 2 }]);
  await later();
  expect(told).toHaveLength(1);
});

test(`the ribbon: ${learn('javascript/api/office/office.actions')}`, async () => {
  const ribbon = new Map<string, (event: { completed: () => void }) => unknown>();
  let shown = 0;
  const host = makeExcelHost(await smallTracker(), {
    ribbon,
    showPane: async () => {
      shown++;
    },
  });
  const office = host.Office as typeof Office;
  office.actions.associate('deskUpdate', async (event: Office.AddinCommands.Event) => {
    await office.addin.showAsTaskpane();
    event.completed();
  });
  let done = 0;
  await ribbon.get('deskUpdate')!({ completed: () => done++ });
  expect([shown, done]).toEqual([1, 1]);
});
