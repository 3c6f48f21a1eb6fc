import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TrackerPupil, trackerView } from '../../shared/views/tracker.ts';
import { columnName } from '../../shared/workbook/xlsx/address.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import type { Sheet } from '../../shared/workbook/xlsx/types.ts';
import { launchChromium } from '../support/chromium.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

const patiently = { timeout: 60_000 };

/** One person at the Excel page, with the pane beside the sheet. */
class AtSheet {
  readonly page: Page;
  readonly pane: FrameLocator;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.frameLocator('iframe');
  }

  async holds(address: string): Promise<string> {
    const box = this.page.getByLabel('Name box');
    await box.fill(address);
    await box.press('Enter');
    return await this.page.getByLabel(`What ${address} holds`).inputValue();
  }

  async types(address: string, text: string): Promise<void> {
    await this.holds(address);
    const cell = this.page.getByLabel(`What ${address} holds`);
    await cell.fill(text);
    await cell.press('Enter');
  }

  async presses(name: string): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'Home' }).getByRole('button', { name, exact: true }).click();
  }

  /** Presses Update on the ribbon and waits for what came of it. */
  async updates(): Promise<void> {
    const begun = this.pane.getByRole('progressbar').waitFor(patiently);
    await this.presses('Update');
    await begun;
    await this.pane.getByText(/cells? updated|Everything was up to date/).waitFor(patiently);
  }

  /** What the first rows of the sheet show, by address. */
  async shows(): Promise<Record<string, string>> {
    await this.holds('D6');
    return await this.page
      .locator('.sheet [data-cell]')
      .evaluateAll((cells) =>
        Object.fromEntries(cells.map((cell) => [cell.getAttribute('data-cell')!, cell.textContent!])),
      );
  }
}

describe('two people at one tracker, each in a browser of their own', () => {
  let desk: RunningDesk;
  let browsers: readonly Browser[] = [];
  let manager: PersonInTeams;
  let deputy: PersonInTeams;
  let mine: AtSheet;
  let theirs: AtSheet;
  /** The column of her notes, and the one of next actions that she lets the desk add. */
  let notes: string;
  let actions: string;
  /** The pupil of row 6, once it is sorted, and the one of row 8. */
  let pupil: TrackerPupil;
  let other: number;

  const open = async (browser: Browser, person: PersonInTeams): Promise<AtSheet> => {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    await page.goto(`${desk.tenant}/excel?as=${person.id}`);
    const at = new AtSheet(page);
    await at.pane.getByRole('button', { name: 'Update', exact: true }).waitFor(patiently);
    return at;
  };
  const pupils = async (): Promise<readonly TrackerPupil[]> =>
    trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body).pupils;
  const plan = async () => (await pupils()).find((one) => one.pupil === pupil.pupil)!.plan!.nextAction;
  const both = async (address: string) => [await mine.holds(address), await theirs.holds(address)];
  /** Cells of the first rows that one shows and the other does not, or otherwise. */
  const differences = async (): Promise<readonly string[]> => {
    const [hers, his] = [await mine.shows(), await theirs.shows()];
    const addresses = Object.keys({ ...hers, ...his });
    return addresses.filter((one) => hers[one] !== his[one]).map((one) => `${one}: ${hers[one]} | ${his[one]}`);
  };
  const file = async (): Promise<Sheet> => {
    const bytes = await (await fetch(`${desk.tenant}/_page/workbook`)).arrayBuffer();
    return openXlsx(new Uint8Array(bytes)).sheet('Tracker')!;
  };

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:16');
    [manager, deputy] = [await desk.whoIs('attendance-manager'), await desk.whoIs('deputy-head')];
    const headings = (await file()).cellsOf(5);
    notes = columnName(headings.find(({ value }) => value === 'Notes')!.column);
    actions = columnName(headings.at(-1)!.column + 1);
    browsers = [await launchChromium(), await launchChromium()];
    [mine, theirs] = await Promise.all([open(browsers[0]!, manager), open(browsers[1]!, deputy)]);
  });
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    if (desk !== undefined) await endDesk(desk);
  });

  test('she adopts it and fills it while he sorts it: each row has its own pupil’s figures, for both', async () => {
    await mine.presses('Update');
    await mine.pane.getByText('Nothing is written yet.').waitFor(patiently);
    await theirs.holds('B6');
    await Promise.all([
      mine.pane.getByRole('button', { name: 'Update', exact: true }).click(),
      theirs.presses('Sort Z to A'),
    ]);
    await mine.pane.getByText(/cells updated/).waitFor(patiently);
    await expect.poll(differences, patiently).toEqual([]);
    const shown = await theirs.shows();
    const known = new Map((await pupils()).map((one) => [Number(one.admission), one]));
    const rows = Array.from({ length: 20 }, (_, at) => known.get(Number(shown[`A${6 + at}`])));
    for (const [at, one] of rows.entries())
      expect(Number.parseFloat(shown[`F${6 + at}`]!)).toBeCloseTo((100 * one!.attended) / one!.possible, 1);
    expect(rows.map((one) => one!.surname)).toEqual(
      rows
        .map((one) => one!.surname)
        .toSorted()
        .toReversed(),
    );
    pupil = rows[0]!;
    other = Number(shown.A8);
  });

  test('the column that she lets the desk add is there for him', async () => {
    await mine.pane.getByRole('button', { name: /Columns the desk can add/ }).click();
    await mine.pane.getByRole('checkbox', { name: 'Next action', exact: true }).check();
    await mine.pane.getByRole('button', { name: 'Add 1 column' }).click();
    await expect.poll(() => theirs.holds(`${actions}5`), patiently).toBe('Next action (desk)');
  });

  test('she types and updates while he types and inserts a row: all of it stands, hers on record with her name', async () => {
    await mine.types(`${actions}6`, 'Ring the father');
    await expect.poll(() => theirs.holds(`${actions}6`), patiently).toBe('Ring the father');
    const meanwhile = async (): Promise<void> => {
      await theirs.types(`${notes}8`, 'Rang at nine');
      await theirs.holds('A6');
      await theirs.presses('Insert row');
    };
    await Promise.all([mine.updates(), meanwhile()]);
    await expect.poll(plan, patiently).toMatchObject({ value: 'Ring the father', by: manager.name });
    await expect.poll(() => both(`${actions}7`), patiently).toEqual(['Ring the father', 'Ring the father']);
    await expect.poll(() => both(`${notes}9`), patiently).toEqual(['Rang at nine', 'Rang at nine']);
  });

  test('he plans something else in his pane while she types: she is shown both, and hers stands in the sheet', async () => {
    await theirs.updates();
    await mine.types(`${actions}7`, 'Visit on Friday');
    const name = `${pupil.surname}, ${pupil.forename}`;
    await theirs.holds('A7');
    await theirs.presses('Pupil');
    await theirs.pane.getByRole('heading', { name }).waitFor(patiently);
    await theirs.pane.getByRole('button', { name: 'Plan the next action …' }).click();
    await theirs.pane.getByLabel('Next action', { exact: true }).fill('Ask the tutor');
    await theirs.pane.getByRole('button', { name: 'Save the plan' }).click();
    await expect.poll(plan, patiently).toMatchObject({ value: 'Ask the tutor', by: deputy.name });

    await mine.presses('Update');
    const shown = mine.pane.getByRole('region', { name: 'Changed by two people' });
    await shown.getByText('Ask the tutor').waitFor(patiently);
    const says = await shown.textContent();
    expect(says).toContain('Visit on Friday');
    expect(says).toContain(deputy.name);
    expect(await both(`${actions}7`)).toEqual(['Visit on Friday', 'Visit on Friday']);
    await shown.getByRole('button', { name: /^Keep mine/ }).click();
    await expect.poll(plan, patiently).toMatchObject({ value: 'Visit on Friday', by: manager.name });
  });

  test('in the end both browsers, the file and the list say the same', async () => {
    await theirs.updates();
    await mine.updates();
    await expect.poll(differences, patiently).toEqual([]);
    // With two people at it, it saves itself.
    for (const { page } of [mine, theirs]) await page.getByText('Saved', { exact: true }).waitFor(patiently);
    const saved = await file();
    const rowOf = (admission: number): number => {
      let row = 6;
      while (Number(saved.cell(row, 1).value) !== admission) row += 1;
      return row;
    };
    const beside = (admission: number, column: string): unknown =>
      saved.cellsOf(rowOf(admission)).find((cell) => columnName(cell.column) === column)?.value;
    expect(beside(Number(pupil.admission), actions)).toBe('Visit on Friday');
    expect(beside(other, notes)).toBe('Rang at nine');
    await desk.settle();
    const plans = (await desk.list('Pupil plans')).filter((item) => item.pupil === pupil.pupil);
    expect(plans).toEqual([expect.objectContaining({ nextAction: 'Visit on Friday', nextActionByName: manager.name })]);
  });
});
