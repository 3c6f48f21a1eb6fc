import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';
import { type Playground, startPlayground } from './playground.ts';

describe("Microsoft's own Agents Playground shows and presses our cards", () => {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  let desk: RunningDesk;
  let playground: Playground;
  let browser: Browser;

  beforeAll(async () => {
    desk = await startDesk({ environment: { DESK_PLAYGROUND: '1' } });
    playground = await startPlayground({ folder, desk: desk.desk, channel: 'Year 9', as: 'attendance-manager' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    if (desk !== undefined) await endDesk(desk);
    rmSync(folder, { recursive: true, force: true });
  });

  test('the register card is posted, “Somebody is going” is pressed, the card changes and the list has the note', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    await page.goto(playground.address);
    await page.getByText('Year 9', { exact: true }).first().click();
    await page.getByText('Start a new post').waitFor();
    await desk.clockTo('09:10');

    const card = page.locator('.ac-adaptiveCard', { hasText: 'Registers to chase' }).last();
    await card.waitFor();
    const choice = card.locator('select, [role="combobox"]').first();
    if ((await choice.count()) > 0) {
      await choice.click();
      await page
        .getByRole('option', { name: /^9[A-J], / })
        .first()
        .click();
    }
    await card.getByRole('button', { name: 'Somebody is going' }).click();
    await card
      .getByText(/somebody is going/i)
      .nth(1)
      .waitFor();
    await desk.settle();
    const pressed = (await desk.list('Register notes')).filter(({ action }) => action !== 'unmarked');
    expect(pressed.map(({ action, year }) => ({ action, year }))).toEqual([{ action: 'somebody-going', year: '9' }]);
  });
});
