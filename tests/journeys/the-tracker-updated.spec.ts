import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

const read = async (bytes: Uint8Array): Promise<ExcelJS.Worksheet> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer);
  return workbook.getWorksheet('Tracker')!;
};

describe('her tracking spreadsheet: Update fills the figures, and nothing of hers is touched', () => {
  let desk: RunningDesk;
  let browser: Browser;
  let manager: PersonInTeams;
  let before: Uint8Array;
  let after: Uint8Array;

  const file = async (): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(`${desk.tenant}/_page/workbook`)).arrayBuffer());

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:16');
    browser = await launchChromium();
    manager = await desk.whoIs('attendance-manager');
    before = await file();
    const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    await page.goto(`${desk.tenant}/excel?as=${manager.id}`);
    const pane = page.frameLocator('iframe');
    await pane.getByRole('button', { name: 'Update', exact: true }).click({ timeout: 60_000 });
    await pane.getByText(/cells updated/).waitFor({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor({ timeout: 30_000 });
    after = await file();
  });
  afterAll(async () => {
    await browser?.close();
    if (desk !== undefined) await endDesk(desk);
  });

  test('of the file’s parts only the tracker’s sheet differs, beside what the workbook remembers', () => {
    const [old, now] = [unzipSync(before), unzipSync(after)];
    const remembered = Object.keys(now).filter((part) => old[part] === undefined);
    expect(remembered.filter((part) => !part.startsWith('customXml/'))).toEqual([]);
    expect(remembered.map((part) => Buffer.from(now[part]!).toString()).join('')).toContain(
      'urn:attendance-desk:tracker:1',
    );
    const changed = Object.keys(old).filter((part) => !Buffer.from(old[part]!).equals(Buffer.from(now[part] ?? [])));
    // The list of parts and the workbook's relations name the new one; formulas of other sheets show their new results.
    const others = changed.filter(
      (part) => !/^\[Content_Types\]|^xl\/workbook\.xml$|_rels\/workbook\.xml\.rels$/.test(part),
    );
    expect(others).toContain('xl/worksheets/sheet1.xml');
    const withoutResults = (bytes: Uint8Array): string =>
      Buffer.from(bytes)
        .toString()
        .replaceAll(/<v>[^<]*<\/v>|<v\/>| t="(?:str|b|e|n)"/g, '');
    for (const part of others.filter((one) => one !== 'xl/worksheets/sheet1.xml')) {
      expect(part).toMatch(/^xl\/worksheets\//);
      expect(withoutResults(now[part]!)).toBe(withoutResults(old[part]!));
    }
  });

  test('another program reads the desk’s own figures in it: attendance of each pupil, as the desk says it', async () => {
    const { body } = await desk.api(manager.id, 'GET', 'tracker');
    type Row = { admission: string; current: boolean; attended: number; possible: number };
    const onRoll = (body as { pupils: Row[] }).pupils.filter(({ current }) => current);
    const pupils = new Map(onRoll.map((pupil) => [Number(pupil.admission), pupil]));
    const sheet = await read(after);
    let compared = 0;
    sheet.eachRow((row, number) => {
      const pupil = pupils.get(Number(row.getCell('A').value));
      const shown = row.getCell('F').value;
      if (number < 6 || pupil === undefined || typeof shown !== 'number' || pupil.possible === 0) return;
      compared += 1;
      expect(shown).toBeCloseTo(pupil.attended / pupil.possible, 3);
    });
    expect(compared).toBeGreaterThan(1000);
  });

  test('her formulas, colours, notes, widths and conditional formats are as they were', async () => {
    const [old, now] = [await read(before), await read(after)];
    const hers = (sheet: ExcelJS.Worksheet) => {
      const cells: unknown[] = [];
      sheet.eachRow((row) =>
        row.eachCell({ includeEmpty: true }, (cell) =>
          cells.push([cell.address, cell.formula ?? null, cell.style, cell.note ?? null, cell.dataValidation ?? null]),
        ),
      );
      return {
        cells,
        widths: sheet.columns.map(({ width, hidden }) => [width, hidden]),
        views: sheet.views,
        merges: (sheet.model as unknown as { merges: string[] }).merges,
        formats: (sheet as unknown as { conditionalFormattings: unknown }).conditionalFormattings,
      };
    };
    expect(hers(now)).toEqual(hers(old));
  });

  test('her own columns hold what she typed', async () => {
    const [old, now] = [await read(before), await read(after)];
    const headings = old.getRow(5);
    const own: number[] = [];
    headings.eachCell((cell, column) => {
      if (/mum|note|comment|letter|L1/i.test(String(cell.value))) own.push(column);
    });
    expect(own.length).toBeGreaterThan(1);
    const typed = (sheet: ExcelJS.Worksheet) => own.map((column) => sheet.getColumn(column).values);
    expect(typed(now)).toEqual(typed(old));
  });

  test('a second Update finds nothing to change', async () => {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    await page.goto(`${desk.tenant}/excel?as=${manager.id}`);
    const pane = page.frameLocator('iframe');
    await pane.getByRole('button', { name: 'Update', exact: true }).waitFor();
    await pane
      .getByText(/every cell|nothing to change|up to date|already/i)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  test('accepting a recommended stage in the pane writes an intervention with what was shown', async () => {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    await page.goto(`${desk.tenant}/excel?as=${manager.id}`);
    const pane = page.frameLocator('iframe');
    await pane.getByRole('tab', { name: 'Pupils' }).click();
    await pane.getByLabel('Show', { exact: true }).selectOption('recommended');
    await pane.getByRole('list').getByRole('button').first().click();
    // Any figure says what is behind it: the sessions, the rule's source, the policy version.
    await pane.getByRole('button', { name: /^Attendance: .* What is behind it/ }).click();
    const behind = pane.getByRole('region', { name: 'What is behind: Attendance' });
    await behind.getByText(/^Attended \d+ of \d+ possible sessions: \d+\.\d\s%/).waitFor({ timeout: 15_000 });
    await behind.getByText(/methodology \(DfE\).*policy version 1/).waitFor();
    await pane
      .getByRole('button', { name: /accept/i })
      .first()
      .click();
    await pane.getByText(/saved/i).first().waitFor({ timeout: 15_000 });
    await desk.settle();
    const [intervention, ...more] = await desk.list('Interventions');
    expect(more).toEqual([]);
    expect(intervention).toMatchObject({ openedBy: manager.id, openedByName: manager.name, openedOn: '2026-03-10' });
    // Ten sessions of holiday come first: no letter, and the ten sessions are what was shown.
    expect(JSON.parse(String(intervention!.recommended))).toMatchObject({
      stage: '5',
      reasons: [{ rule: 'stage-5.holiday', numbers: { confirmed: 10 } }],
    });
  });
});
