import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trackerView } from '../../shared/views/tracker.ts';
import { columnName } from '../../shared/workbook/xlsx/address.ts';
import { launchChromium } from '../support/chromium.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

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

  async updates(): Promise<void> {
    await this.page.getByRole('button', { name: 'Update', exact: true }).click();
    await this.pane
      .getByText(/cells? updated|up to date/)
      .first()
      .waitFor({ timeout: 60_000 });
  }
}

describe('two people at one tracker, each in a browser of their own', () => {
  let desk: RunningDesk;
  let browser: Browser;
  let manager: PersonInTeams;
  let deputy: PersonInTeams;
  let mine: AtSheet;
  let theirs: AtSheet;
  /** The column of next actions, and the rows of two pupils, by admission number. */
  let actions: string;
  let row = 6;
  let pupil: string;

  const open = async (person: PersonInTeams): Promise<AtSheet> => {
    const page = await (await browser.newContext({ viewport: { width: 1500, height: 1000 } })).newPage();
    await page.goto(`${desk.tenant}/excel?as=${person.id}`);
    const at = new AtSheet(page);
    await at.pane.getByRole('button', { name: 'Update', exact: true }).waitFor({ timeout: 60_000 });
    return at;
  };
  const plan = async () => {
    const { pupils } = trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
    return pupils.find((one) => one.pupil === pupil)!.plan!.nextAction;
  };
  const both = async (address: string): Promise<readonly string[]> => [
    await mine.holds(address),
    await theirs.holds(address),
  ];

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:16');
    [manager, deputy] = [await desk.whoIs('attendance-manager'), await desk.whoIs('deputy-head')];
    browser = await launchChromium();
    [mine, theirs] = [await open(manager), await open(deputy)];
    const { pupils } = trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
    const admission = Number(await mine.holds(`A${row}`));
    pupil = pupils.find((one) => Number(one.admission) === admission)!.pupil;
  });
  afterAll(async () => {
    await browser?.close();
    if (desk !== undefined) await endDesk(desk);
  });

  test('the manager lets the desk add a column; the deputy sees it by himself', async () => {
    await mine.updates();
    await mine.pane.getByRole('button', { name: /Columns the desk can add/ }).click();
    await mine.pane.getByRole('checkbox', { name: 'Next action', exact: true }).check();
    await mine.pane.getByRole('button', { name: 'Add 1 column' }).click();
    await expect
      .poll(
        async () => {
          for (let column = 20; column < 32; column++)
            if ((await theirs.holds(`${columnName(column)}5`)) === 'Next action (desk)') actions = columnName(column);
          return actions;
        },
        { timeout: 60_000 },
      )
      .toBeDefined();
    expect(await both(`${actions}5`)).toEqual(['Next action (desk)', 'Next action (desk)']);
  });

  test('what the manager types there is on record after Update, with her name; the deputy reads it in his sheet', async () => {
    await mine.types(`${actions}${row}`, 'Ring the father');
    await expect.poll(() => theirs.holds(`${actions}${row}`), { timeout: 10_000 }).toBe('Ring the father');
    await mine.updates();
    await desk.settle();
    expect(await plan()).toMatchObject({ value: 'Ring the father', by: manager.name });
  });

  test('the deputy inserts a row above while she types a note: both stand, a row lower', async () => {
    await theirs.holds('A6');
    await Promise.all([
      mine.types(`B${row}`, 'Zinnia-by-hand'),
      theirs.page.getByRole('button', { name: 'Insert row' }).click(),
    ]);
    row = 7;
    await expect.poll(() => both(`B${row}`), { timeout: 20_000 }).toEqual(['Zinnia-by-hand', 'Zinnia-by-hand']);
    await expect.poll(() => both(`${actions}${row}`)).toEqual(['Ring the father', 'Ring the father']);
  });

  test('both change the next action, she in the sheet, he in Teams: she is shown both, and keeps hers', async () => {
    const key = 'deputy-in-teams-1';
    const edit = { key, pupil, field: 'nextAction', seen: 'Ring the father', to: 'Ask the tutor' };
    await mine.types(`${actions}${row}`, 'Visit on Friday');
    expect((await desk.api(deputy.id, 'POST', 'tracker/edits', { edits: [edit] })).body).toMatchObject({
      answers: [{ state: 'saved' }],
    });
    await mine.page.getByRole('button', { name: 'Update', exact: true }).click();
    const shown = mine.pane.getByLabel('Changed by two people');
    await shown.getByText('Ask the tutor').waitFor({ timeout: 60_000 });
    expect(await shown.innerText()).toContain('Visit on Friday');
    expect(await shown.innerText()).toContain(deputy.name);
    expect(await mine.holds(`${actions}${row}`)).toBe('Visit on Friday');
    await shown.getByRole('button', { name: /Keep mine/ }).click();
    await expect.poll(async () => (await plan()).value, { timeout: 30_000 }).toBe('Visit on Friday');
  });

  test('in the end both sheets and the record say the same', async () => {
    await theirs.updates();
    await mine.updates();
    expect(await both(`${actions}${row}`)).toEqual(['Visit on Friday', 'Visit on Friday']);
    for (const address of ['A7', 'F7', 'G9', 'H30', `${actions}12`]) {
      const [here, there] = await both(address);
      expect(here).toBe(there);
    }
    expect((await plan()).value).toBe('Visit on Friday');
  });
});
