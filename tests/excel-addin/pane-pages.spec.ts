import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { startPanePage } from '../support/pane-page/start-pane-page.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core');
let pane: Awaited<ReturnType<typeof startPanePage>>;
let browser: Browser;

beforeAll(async () => {
  [pane, browser] = await Promise.all([startPanePage(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await pane?.stop();
});

/** The narrowest pane that Excel gives. */
const narrow = { width: 320, height: 900 };

const openPane = async (theme = 'light'): Promise<Page> => {
  const page = await browser.newPage({
    viewport: narrow,
    // A colour that is on its way to another is neither.
    reducedMotion: 'reduce',
    ...(theme === 'contrast' ? { forcedColors: 'active' as const } : {}),
  });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(`${pane.address}?theme=${theme}`);
  await page.getByRole('heading', { name: 'Tracker' }).waitFor();
  await page.addScriptTag({ path: axeFile });
  return page;
};

/** What axe finds, shortly. Fluent's marks for moving the focus are hidden and hold it, by design of `tabster`. */
const violations = async (page: Page, rules?: string[]): Promise<string[]> => {
  // What lies under the mouse has another colour for the moment.
  await page.mouse.move(0, 0);
  const { violations: found } = await page.evaluate(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(
        { exclude: ['[data-tabster-dummy]'] },
        only === undefined ? {} : { runOnly: only },
      ),
    rules,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
};

const openCard = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('tab', { name: 'Pupils' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption('all');
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('list').getByRole('button').first().click();
  await page.getByRole('heading', { name }).waitFor();
};

const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'what was understood of the sheet': async (page) => {
    for (const name of [/Columns the desk can add/, /Columns the desk knows/, /Columns left alone/])
      await page.getByRole('button', { name }).click();
    await page.getByRole('button', { name: 'Change what column D, % Att, is' }).click();
  },
  'an update': async (page) => {
    await page.getByRole('button', { name: 'Update', exact: true }).click();
    await page.getByText(/cells updated for/).waitFor();
  },
  pupils: async (page) => {
    await page.getByRole('tab', { name: 'Pupils' }).click();
    await page.getByRole('img', { name: /Pupils in each band/ }).waitFor();
  },
  'a pupil with what is behind a figure': async (page) => {
    await openCard(page, 'Quill, Tabitha');
    await page.getByRole('button', { name: /^Attendance: / }).click();
    await page.getByRole('region', { name: 'What is behind: Attendance' }).waitFor();
  },
  'a hold': async (page) => {
    await openCard(page, 'Quill, Tabitha');
    await page.getByRole('button', { name: 'Hold …' }).click();
  },
  'another stage': async (page) => {
    await openCard(page, 'Quill, Tabitha');
    await page.getByRole('button', { name: 'Another stage …' }).click();
  },
  'a contact': async (page) => {
    await openCard(page, 'Quill, Tabitha');
    await page.getByRole('button', { name: 'Log a contact …' }).click();
  },
  'a plan': async (page) => {
    await openCard(page, 'Quill, Tabitha');
    await page.getByRole('button', { name: 'Plan the next action …' }).click();
  },
  stages: async (page) => {
    await page.getByRole('tab', { name: 'Stages' }).click();
    await page.getByRole('heading', { name: /are due stage 1/ }).waitFor();
  },
  meeting: async (page) => {
    await page.getByRole('tab', { name: 'Meeting' }).click();
    await page.getByRole('button', { name: 'Make the sheet' }).click();
    await page.getByText(/is ready to print/).waitFor();
  },
};

describe('at 320 px nothing is cut off, and axe finds nothing', () => {
  test.each(Object.entries(pages))('%s', async (_name, go) => {
    const page = await openPane();
    await go(page);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(narrow.width);
    await page.close();
  });

  test.each(['dark', 'contrast'])(
    'in the colours of Office: %s',
    async (theme) => {
      const page = await openPane(theme);
      for (const [name, go] of Object.entries(pages)) {
        await page.reload();
        await page.addScriptTag({ path: axeFile });
        await go(page);
        expect([name, await violations(page, ['color-contrast'])]).toEqual([name, []]);
      }
      await page.close();
    },
    60_000,
  );
});

test('in forced colours a plot has the colours of the person’s own theme, light or dark', async () => {
  const page = await openPane('contrast');
  for (const [tab, picture] of [
    ['Pupils', /Pupils in each band/],
    ['Meeting', /Attendance by year group/],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    const plot = page.getByRole('img', { name: picture });
    await plot.waitFor();
    const colours = await plot.evaluate((svg) => {
      const fill = (name: string) => getComputedStyle(svg.querySelector(name)!).fill;
      return { text: fill('text'), bar: fill('rect'), page: getComputedStyle(document.body).backgroundColor };
    });
    expect([colours.text, colours.bar]).not.toContain(colours.page);
    expect(colours.text).toBe(await page.evaluate(() => getComputedStyle(document.querySelector('h1')!).color));
  }
  await page.close();
});

describe('by keyboard alone', () => {
  test('from the tab to a hold that is saved, and back to the list', async () => {
    const page = await openPane();
    const { keyboard } = page;
    await page.getByRole('tab', { name: 'Update' }).focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await page.getByLabel('Show', { exact: true }).focus();
    await keyboard.type('A stage');
    await page.getByRole('searchbox').focus();
    await keyboard.type('Quill, Tabitha');
    await page.getByText('1 pupil', { exact: true }).waitFor();
    const isAtPupil = () => page.evaluate(() => document.activeElement?.textContent?.includes('Quill') === true);
    for (let tabs = 0; tabs < 4 && !(await isAtPupil()); tabs++) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Hold …' }).focus();
    await keyboard.press('Enter');
    // The form's first field has the focus.
    await keyboard.type('In hospital');
    await page.getByRole('button', { name: 'Hold', exact: true }).focus();
    await keyboard.press('Enter');
    await page.getByText('Saved: stage 2 is on hold.').waitFor();
    await page.getByText('In hospital (Ada Manager, 10/03/2026)').waitFor();
    await page.close();
  });
});
