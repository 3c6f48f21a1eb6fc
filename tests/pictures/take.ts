import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { trackerView } from '../../shared/views/tracker.ts';
import { launchChromium } from '../support/chromium.ts';
import { postTo } from '../support/post-text.ts';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';

/**
 * `npm run pictures` takes those of the README; `npm run pictures -- FOLDER` takes every scene into the folder, or those
 * whose names begin with one of the words after it.
 */
const [folder, ...wanted] = process.argv.slice(2);

interface Scene {
  readonly name: string;
  readonly as: string;
  readonly path: string;
  readonly theme?: 'dark' | 'contrast';
  readonly size?: { readonly width: number; readonly height: number };
  readonly inReadme?: true;
  readonly before?: (page: Page) => Promise<void>;
}

const phone = { width: 390, height: 844 };
const update = async (page: Page): Promise<void> => {
  const pane = page.frameLocator('iframe');
  await pane
    .getByRole('button', { name: /update/i })
    .first()
    .click();
  await pane
    .getByText(/cells? updated|up to date/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
};

/** The first pupil with a stage recommended, and what is behind the attendance. */
const openPupil = async (page: Page): Promise<void> => {
  await update(page);
  const pane = page.frameLocator('iframe');
  await pane.getByRole('tab', { name: 'Pupils' }).click();
  await pane.getByLabel('Show', { exact: true }).selectOption('recommended');
  await pane.locator('main ul button').first().click();
  await pane.getByRole('button', { name: /^Attendance: .* What is behind it/ }).click();
  await page.waitForTimeout(2500);
};

const openTab =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.frameLocator('iframe').getByRole('tab', { name }).click();
    await page.waitForTimeout(3000);
  };

const openChat = async (page: Page): Promise<void> => {
  await page.getByText('A request is waiting for your decision').first().click();
  await page.waitForTimeout(800);
};

/** A sample tracker in place of the school's own. */
const openSample =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: /Open another workbook/ }).click();
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.getByRole('heading', { name: new RegExp(name) }).waitFor();
    await page.waitForTimeout(4000);
  };

/** The meeting pack as a sheet of the workbook. */
const makeMeetingSheet = async (page: Page): Promise<void> => {
  const pane = page.frameLocator('iframe');
  await pane.getByRole('tab', { name: 'Meeting' }).click();
  await pane.getByRole('button', { name: /^Make the sheet/ }).click();
  await pane.getByText(/is ready to print/).waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1000);
};

let decided = false;

/** Three stages are begun and one is held, once: the year's card and the tab show it by themselves. */
const decide = async (page: Page): Promise<void> => {
  if (decided) return;
  decided = true;
  const { id } = await desk.whoIs('attendance-manager');
  const { on, pupils } = trackerView.parse((await desk.api(id, 'GET', 'tracker')).body);
  const due = pupils.filter(({ year, stage }) => year === '9' && stage.recommended === '1' && stage.decided === null);
  const many = { key: 'picture-accept', stage: '1', pupils: due.slice(0, 3).map(({ pupil }) => pupil), on };
  const hold = { key: 'picture-hold', pupil: due[3]!.pupil, stage: '1', reason: 'A meeting is arranged', on };
  await desk.api(id, 'POST', 'stages/accept-many', many);
  await desk.api(id, 'POST', 'stages/hold', { ...hold, until: '2026-03-20' });
  await desk.settle();
  await page.waitForTimeout(6000);
};

const decideOnCard = async (page: Page): Promise<void> => {
  await decide(page);
  await page.getByText('Stages of support').last().scrollIntoViewIfNeeded();
  await page.mouse.move(800, 500);
  await page.mouse.wheel(0, 2000);
  await page.waitForTimeout(800);
};

const scenes = (channel: string): Scene[] => [
  { name: 'start', as: 'attendance-manager', path: '/' },
  {
    name: 'channel',
    as: 'attendance-manager',
    path: `/teams#/teams/${channel}`,
    inReadme: true,
    size: { width: 1440, height: 1180 },
  },
  { name: 'channel-dark', as: 'attendance-manager', path: `/teams#/teams/${channel}`, theme: 'dark' },
  { name: 'channel-contrast', as: 'attendance-manager', path: `/teams#/teams/${channel}`, theme: 'contrast' },
  { name: 'channel-phone', as: 'attendance-manager', path: `/teams#/teams/${channel}`, size: phone },
  { name: 'names', as: 'attendance-manager', path: '/teams#/chat' },
  { name: 'leave', as: 'deputy-head', path: '/teams#/chat', inReadme: true, size: { width: 1440, height: 1180 } },
  { name: 'leave-dark', as: 'deputy-head', path: '/teams#/chat', theme: 'dark' },
  { name: 'leave-phone', as: 'deputy-head', path: '/teams#/chat', size: phone, before: openChat },
  { name: 'activity', as: 'deputy-head', path: '/teams#/activity' },
  {
    name: 'tab',
    as: 'attendance-manager',
    path: '/teams#/tab/today',
    inReadme: true,
    size: { width: 1440, height: 1100 },
  },
  { name: 'tab-dark', as: 'attendance-manager', path: '/teams#/tab/today', theme: 'dark' },
  { name: 'tab-contrast', as: 'attendance-manager', path: '/teams#/tab/today', theme: 'contrast' },
  { name: 'tab-phone', as: 'attendance-manager', path: '/teams#/tab/today', size: phone },
  { name: 'tab-registers', as: 'attendance-manager', path: '/teams#/tab/today/registers' },
  { name: 'tab-first-day', as: 'attendance-manager', path: '/teams#/tab/today/first-day%2F8' },
  { name: 'tab-first-day-phone', as: 'attendance-manager', path: '/teams#/tab/today/first-day%2F8', size: phone },
  { name: 'tab-leave', as: 'deputy-head', path: '/teams#/tab/today/leave' },
  { name: 'tab-teacher', as: 'teacher', path: '/teams#/tab/today' },
  { name: 'excel-before', as: 'attendance-manager', path: '/excel' },
  { name: 'excel', as: 'attendance-manager', path: '/excel', inReadme: true, before: update },
  {
    name: 'excel-workbooks',
    as: 'attendance-manager',
    path: '/excel',
    before: async (page) => await page.getByRole('button', { name: /Open another workbook/ }).click(),
  },
  { name: 'excel-phone', as: 'attendance-manager', path: '/excel', size: phone },
  { name: 'excel-phone-contrast', as: 'attendance-manager', path: '/excel', theme: 'contrast', size: phone },
  { name: 'excel-dark', as: 'attendance-manager', path: '/excel', theme: 'dark' },
  { name: 'excel-charts', as: 'attendance-manager', path: '/excel', before: openSample('Charts and a pivot table') },
  { name: 'excel-bars', as: 'attendance-manager', path: '/excel', before: openSample('Half terms') },
  {
    name: 'pane-pupil',
    as: 'attendance-manager',
    path: '/excel',
    before: openPupil,
    size: { width: 1440, height: 1500 },
  },
  {
    name: 'pane-pupil-dark',
    as: 'attendance-manager',
    path: '/excel',
    theme: 'dark',
    before: openPupil,
    inReadme: true,
    size: { width: 1440, height: 1100 },
  },
  { name: 'pane-pupil-contrast', as: 'attendance-manager', path: '/excel', theme: 'contrast', before: openPupil },
  { name: 'stages-card', as: 'attendance-manager', path: `/teams#/teams/${channel}`, before: decideOnCard },
  { name: 'stages-tab', as: 'attendance-manager', path: '/teams#/tab/today/stages%2F9', before: decide },
  { name: 'stages-tab-all-dark', as: 'deputy-head', path: '/teams#/tab/today/stages', theme: 'dark', before: decide },
  { name: 'stages-tab-phone', as: 'attendance-manager', path: '/teams#/tab/today/stages', size: phone, before: decide },
  { name: 'pane-movers', as: 'attendance-manager', path: '/excel', before: openTab('Pupils'), inReadme: true },
  { name: 'pane-stages', as: 'attendance-manager', path: '/excel', before: openTab('Stages'), inReadme: true },
  { name: 'pane-meeting', as: 'attendance-manager', path: '/excel', before: openTab('Meeting') },
  { name: 'meeting-sheet', as: 'attendance-manager', path: '/excel', before: makeMeetingSheet },
  { name: 'sharepoint', as: 'attendance-manager', path: '/sharepoint' },
];

const take = async (browser: Browser, desk: RunningDesk, scene: Scene, file: string): Promise<void> => {
  const context = await browser.newContext({ viewport: scene.size ?? { width: 1440, height: 900 } });
  await context.addInitScript((theme) => localStorage.setItem('local-tenant/theme', theme), scene.theme ?? 'default');
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(`${scene.name}: ${message.text()}`));
  const [path, hash = ''] = scene.path.split('#');
  await page.goto(`${desk.tenant}${path}?as=${(await desk.whoIs(scene.as)).id}${hash === '' ? '' : `#${hash}`}`);
  await page.waitForTimeout(2500);
  await scene.before?.(page).catch((error: unknown) => console.error(`${scene.name}: ${String(error).slice(0, 300)}`));
  await page.screenshot({ path: file, animations: 'disabled' });
  await context.close();
};

const desk = await startDesk();
const browser = await launchChromium();
try {
  await desk.clockTo('09:16');
  const manager = await desk.whoIs('attendance-manager');
  const firstDay = postTo(await desk.posts(), 'Year 8', 'First-day contact');
  await desk.press({ post: firstDay.id, as: manager.id, button: 'Show me the names' });
  await desk.settle();
  mkdirSync(folder ?? import.meta.dirname, { recursive: true });
  for (const scene of scenes(encodeURIComponent('19:year9@thread.tacv2')))
    if (
      folder === undefined ? scene.inReadme : wanted.length === 0 || wanted.some((word) => scene.name.startsWith(word))
    )
      await take(browser, desk, scene, join(folder ?? import.meta.dirname, `${scene.name}.png`));
} finally {
  await browser.close();
  await endDesk(desk);
}
