import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { buildPages } from '../../vite.build.ts';
import { launchChromium } from '../support/chromium.ts';
import { type PageServer, startPageServer } from '../support/page-server.ts';
import { smallTrackerFile } from '../support/small-tracker.ts';

let browser: Browser;
let server: PageServer;
let page: Page;

beforeAll(async () => {
  await buildPages();
  browser = await launchChromium();
});
afterAll(async () => await browser.close());

beforeEach(async () => {
  server = await startPageServer();
  server.shown.people = [
    { id: 'priya', name: 'Priya Ledger', jobTitle: 'Attendance Manager', email: '', roles: [], suggested: true },
  ];
  server.shown.workbook = await smallTrackerFile();
  page = await browser.newPage({ viewport: { width: 1300, height: 700 } });
});
afterEach(async () => {
  await page.close();
  await server.stop();
});

const cell = (address: string) => page.locator(`[data-cell="${address}"]`);
const goTo = async (address: string): Promise<void> => {
  await page.getByLabel('Name box').fill(address);
  await page.getByLabel('Name box').press('Enter');
  await page.locator('.sheet').focus();
};

describe('the Excel page', () => {
  beforeEach(async () => {
    await page.goto(`${server.address}/excel?as=priya`);
    await cell('A4').waitFor();
  });

  test('shows what is in the file: formats, merges, notes', async () => {
    expect(await cell('D4').textContent()).toBe('91.2%');
    expect(await cell('F4').textContent()).toBe('09/03/2026');
    expect(await cell('G4').getAttribute('title')).toBe('Ask for the new number');
    const [banner, column] = [await cell('A1').first().boundingBox(), await cell('A3').boundingBox()];
    expect(banner!.width).toBeGreaterThan(4 * column!.width);
  });

  test('what is typed and saved is in the file, and a formula that reads it is worked out', async () => {
    await goTo('D4');
    await page.keyboard.type('88.9%');
    await page.keyboard.press('Enter');
    await page.getByText('Not saved yet').waitFor();
    expect(await cell('D4').textContent()).toBe('88.9%');
    expect(await cell('E4').textContent()).toBe('PA');
    // A number from 1 upwards is per cent where the cell shows percentages.
    await goTo('D5');
    await page.keyboard.type('95');
    await page.keyboard.press('Enter');
    expect(await cell('D5').textContent()).toBe('95.0%');

    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const saved = openXlsx(server.shown.workbook).sheet('Tracker')!;
    expect([saved.cell(4, 4).value, saved.cell(4, 5).formula, saved.cell(4, 5).value]).toEqual([
      0.889,
      'IF(D4<=0.9,"PA","")',
      'PA',
    ]);
  });

  test('F6 leads from the sheet, where Tab goes from cell to cell, to its tabs, the pane and the ribbon', async () => {
    await page.locator('.sheet').focus();
    const at: string[] = [];
    for (const key of ['Tab', 'F6', 'F6', 'F6', 'F6']) {
      await page.keyboard.press(key);
      at.push(
        await page.evaluate(() => {
          const { activeElement } = document;
          const area = activeElement?.closest('.sheet, .sheet-tabs, .pane, .ribbon');
          return area?.className.split(' ').find((name) => /^(sheet|sheet-tabs|pane)$/.test(name)) ?? 'ribbon';
        }),
      );
    }
    expect(at).toEqual(['sheet', 'sheet-tabs', 'pane', 'ribbon', 'sheet']);
  });

  test('a formula is typed, worked out and saved; what cannot be worked out says that it is old', async () => {
    await goTo('D7');
    await page.keyboard.type('=AVERAGE(D4:D5)');
    await page.keyboard.press('Enter');
    await expect.poll(() => cell('D7').textContent()).toBe('0.881');
    await goTo('D8');
    await page.keyboard.type('=WEBSERVICE("https://example.org")&D4');
    await page.keyboard.press('Enter');
    await page.getByText('Formulas show older values: recalculate in Excel').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const saved = openXlsx(server.shown.workbook).sheet('Tracker')!;
    expect(saved.cell(7, 4)).toMatchObject({ formula: 'AVERAGE(D4:D5)', value: 0.881 });
  });

  test('a formula that is not whole is not taken, and the page says why', async () => {
    await goTo('E4');
    await page.keyboard.type('=SUM(D4');
    await page.keyboard.press('Enter');
    await page.getByText(/There is a problem with the formula =SUM\(D4/).waitFor();
    await page.keyboard.press('Escape');
  });

  test('what is typed in the formula bar stands in its cell when another is clicked, and not after Escape', async () => {
    const bar = (address: string) => page.getByLabel(`What ${address} holds`);
    await goTo('G4');
    await bar('G4').fill('Rang Nan');
    await cell('B5').click();
    await expect.poll(() => cell('G4').textContent()).toBe('Rang Nan');
    expect(await cell('B5').textContent()).not.toBe('Rang Nan');
    await goTo('G4');
    await bar('G4').fill('');
    await bar('G4').press('Escape');
    await cell('B5').click();
    expect(await cell('G4').textContent()).toBe('Rang Nan');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => cell('G4').textContent()).not.toBe('Rang Nan');
  });

  test('rows and columns go in and out, with what points at them, and Undo brings them back', async () => {
    await goTo('A4');
    await page.getByRole('button', { name: 'Insert row' }).click();
    await expect.poll(() => cell('A5').textContent()).toBe('A1');
    await goTo('E5');
    expect(await page.getByLabel('What E5 holds').inputValue()).toBe('=IF(D5<=0.9,"PA","")');
    await goTo('B1');
    await page.getByRole('button', { name: 'Delete column' }).click();
    await expect.poll(() => cell('C5').textContent()).toBe('91.2%');
    await goTo('D6');
    expect(await page.getByLabel('What D6 holds').inputValue()).toBe('=IF(C6<=0.9,"PA","")');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => cell('A4').textContent()).toBe('A1');
    expect(await cell('B4').textContent()).toBe('Quill, Tabitha');
  });

  test('a list is sorted with its headings in place, and filtered by what a column shows', async () => {
    await goTo('D4');
    await page.getByRole('button', { name: 'Sort A to Z' }).click();
    await expect.poll(() => cell('B4').textContent()).toBe('Thimble, Otto');
    expect(await cell('B3').textContent()).toBe('Name');
    expect(await cell('G5').getAttribute('title')).toBe('Ask for the new number');
    await goTo('C4');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('checkbox', { name: '9B' }).uncheck();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => cell('B4').count()).toBe(0);
    expect(await cell('B5').textContent()).toBe('Quill, Tabitha');
  });

  test('two people see each other’s work, one save is for both, and nothing typed is lost in silence', async () => {
    server.shown.people = [
      ...server.shown.people,
      { id: 'tomas', name: 'Tomas Thistle', jobTitle: 'Officer', email: '', roles: [], suggested: true },
    ];
    const other = await browser.newPage({ viewport: { width: 1300, height: 700 } });
    await other.goto(`${server.address}/excel?as=tomas`);
    await page.getByLabel('Also here: Tomas Thistle').waitFor({ timeout: 5000 });
    await goTo('G5');
    await page.keyboard.type('Rang twice');
    await page.keyboard.press('Enter');
    await other.locator('[data-cell="G5"]').getByText('Rang twice').waitFor({ timeout: 5000 });
    // Tomas types into a row that Priya takes away before it has arrived.
    await other.route('**/_page/book-ops', async (route) => {
      await goTo('A5');
      await page.getByRole('button', { name: 'Delete row' }).click();
      await expect.poll(() => cell('A5').count()).toBe(0);
      await route.continue();
    });
    await other.getByLabel('Name box').fill('G5');
    await other.getByLabel('Name box').press('Enter');
    await other.locator('.sheet').focus();
    await other.keyboard.type('Letter sent');
    await other.keyboard.press('Enter');
    await other
      .getByText(/You typed “Letter sent” in Tracker, G5; Priya Ledger took that cell away/)
      .waitFor({ timeout: 5000 });
    // With two at it, it saves itself.
    await other.getByText('Saved', { exact: true }).waitFor({ timeout: 15_000 });
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(openXlsx(server.shown.workbook).sheet('Tracker')!.cell(5, 1).value).toBeNull();
    await other.close();
  });

  test('when somebody else saved first nothing is overwritten', async () => {
    await goTo('G5');
    await page.keyboard.type('Rang twice');
    await page.keyboard.press('Enter');
    server.shown.workbookVersion++;
    const before = server.shown.workbook;
    await page.keyboard.press('Control+s');
    await page.getByText(/Somebody else saved this workbook first/).waitFor();
    expect(server.shown.workbook).toBe(before);
  });

  test('is worked by keyboard as Excel is', async () => {
    const at = () => page.getByLabel('Name box').inputValue();
    await goTo('A3');
    await page.keyboard.press('Control+ArrowDown');
    await expect.poll(at).toBe('A5');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(at).toBe('B6');
    await page.keyboard.press('Control+Home');
    await expect.poll(at).toBe('C4');
    await page.keyboard.press('Control+End');
    await expect.poll(at).toBe('G5');
    await page.keyboard.press('Delete');
    await page.keyboard.press('F2');
    await page.keyboard.type('new');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('What G5 holds').inputValue()).toBe('');
  });

  test('shows another sheet', async () => {
    await page.getByRole('button', { name: 'Letters' }).click();
    await cell('A1').getByText('Letter 1').waitFor();
    expect(await cell('A4').count()).toBe(0);
  });
});

describe('the SharePoint page', () => {
  test('shows a list as it is, filters it, and follows its changes', async () => {
    const item = (id: string, name: string, version: number) => ({
      id,
      version,
      created: '2026-03-10T08:30:00Z',
      modified: '2026-03-10T09:15:00Z',
      fields: { name, current: true },
    });
    const list = {
      id: 'l1',
      name: 'Leave requests',
      columns: [
        { name: 'name', type: 'text', indexed: true },
        { name: 'current', type: 'boolean', indexed: false },
      ],
      items: [item('1', 'Quill', 1), item('2', 'Thimble', 3)],
    };
    server.shown.lists = [list];
    await page.goto(`${server.address}/sharepoint?as=priya`);
    await page.getByRole('link', { name: /Leave requests/ }).click();
    const rows = page.locator('tbody tr');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual(['1\tQuill\tYes\t1.0\t2026-03-10 09:15', '2\tThimble\tYes\t3.0\t2026-03-10 09:15']);
    await page.getByLabel('Filter this list').fill('thim');
    expect(await rows.count()).toBe(1);
    await page.getByLabel('Filter this list').fill('');
    server.shown.lists = [{ ...list, items: [...list.items, item('3', 'Bramble', 1)] }];
    server.tell('lists');
    await page.getByText('3 items').waitFor();
  });
});

test('the start page leads to all three', async () => {
  await page.goto(server.address);
  const names = ['Teams', 'Excel', 'SharePoint'];
  const links = names.map((name) => page.getByRole('link', { name, exact: true }).getAttribute('href'));
  expect(await Promise.all(links)).toEqual(['/teams', '/excel', '/sharepoint']);
});
