import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildPages } from '../../vite.build.ts';
import { launchChromium } from '../support/chromium.ts';
import { appId, channel, chat, type PageServer, postOf, startPageServer } from '../support/page-server.ts';

const person = (id: string, name: string, role: string) => ({
  id,
  name,
  jobTitle: role,
  email: `${id}@school.example`,
  roles: [role],
  suggested: true,
});

const unmarked = (state: string, id = '9A') => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Registers to chase', style: 'heading' },
    { type: 'TextBlock', text: `9A **${state}**`, wrap: true },
    { type: 'Input.Text', id: 'why', label: 'Why it is not due' },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Nudge again', verb: 'nudge-again', data: { id, seen: '3' } },
    { type: 'Action.Execute', title: 'Not due', verb: 'not-due', data: { id, seen: '3' } },
    {
      type: 'Action.OpenUrl',
      title: 'Open in the tab',
      url: `https://teams.microsoft.com/l/entity/${appId}/today?context=${encodeURIComponent('{"subEntityId":"first-day/9"}')}`,
    },
  ],
});

let browser: Browser;
let server: PageServer;
const pages: Page[] = [];

beforeAll(async () => {
  await buildPages();
  browser = await launchChromium();
});
afterAll(async () => await browser.close());

beforeEach(async () => {
  server = await startPageServer();
  server.shown.people = [
    person('priya', 'Priya Ledger', 'attendance-manager'),
    person('otto', 'Otto Quill', 'head-of-year'),
  ];
  server.shown.posts = [postOf('0', { card: unmarked('Not taken') })];
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
  await server.stop();
});

const open = async (as: string, place = `/teams/${encodeURIComponent(channel)}`, width = 1200): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  pages.push(page);
  await page.goto(`${server.address}/teams?as=${as}#${place}`);
  return page;
};
const changeCard = (card: Record<string, unknown>): void => {
  server.shown.posts = server.shown.posts.map((post) => ({ ...post, card, version: post.version + 1 }));
  server.tell('posts');
};
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describe('a card', () => {
  test('shows its text as it is, and no text of it becomes markup', async () => {
    const page = await open('priya');
    await page.getByText('9A **Not taken**').waitFor();
    expect(await page.getByRole('heading', { name: 'Registers to chase' }).count()).toBe(1);
  });

  test('sends the very action it carries, with what was typed, as the person at the page', async () => {
    const page = await open('priya');
    await page.getByLabel('Why it is not due').fill('On a trip');
    await page.getByRole('button', { name: 'Not due' }).click();
    await expect.poll(() => server.shown.presses.length).toBe(1);
    expect(server.shown.presses[0]).toEqual({
      as: 'priya',
      post: '0',
      action: unmarked('').actions[1],
      inputs: { why: 'On a trip' },
    });
  });

  test('is pressed once, however often, while an answer is on its way', async () => {
    let answer: () => void = () => undefined;
    server.shown.answer = () =>
      new Promise((resolve) => {
        answer = () => resolve({ status: 200, message: 'Saved', card: null });
      });
    const page = await open('priya');
    const button = page.getByRole('button', { name: 'Nudge again' });
    await button.dblclick();
    await page.getByText('Sending…').waitFor();
    expect(await button.isDisabled()).toBe(true);
    answer();
    await page.getByText('Saved').waitFor();
    expect([server.shown.presses.length, await button.isDisabled()]).toEqual([1, false]);
  });

  test('a refusal stands under the card', async () => {
    server.shown.answer = () => ({ status: 200, message: 'Only the head decides on leave.', card: null });
    const page = await open('otto');
    await page.getByRole('button', { name: 'Nudge again' }).click();
    await page.getByRole('status').getByText('Only the head decides on leave.').waitFor();
    expect(await page.getByText('9A **Not taken**').count()).toBe(1);
  });

  test('an error of the bot is said in Teams’ words', async () => {
    server.shown.answer = () => ({ status: 500, message: null, card: null });
    const page = await open('otto');
    await page.getByRole('button', { name: 'Nudge again' }).click();
    await page.getByText('Something went wrong. Please try again.').waitFor();
  });

  test('changes for a second person who has it open, who keeps focus and what was typed', async () => {
    const [first, second] = [await open('priya'), await open('otto')];
    await second.getByLabel('Why it is not due').fill('Half a sent');
    await second.getByLabel('Why it is not due').press('Tab');
    server.shown.answer = () => {
      changeCard(unmarked('Nudged again'));
      return { status: 200, message: null, card: unmarked('Nudged again') };
    };
    await first.getByRole('button', { name: 'Nudge again' }).click();
    await second.getByText('9A **Nudged again**').waitFor();
    expect(await second.getByLabel('Why it is not due').inputValue()).toBe('Half a sent');
    expect(await focused(second)).toBe('Nudge again');
    await first.getByText('9A **Nudged again**').waitFor();
    expect(await focused(first)).toBe('Nudge again');
  });

  test('what was typed about one record does not stand under the next', async () => {
    const page = await open('priya');
    await page.getByLabel('Why it is not due').fill('Spoke to her mother');
    changeCard(unmarked('Not taken', '9B'));
    await expect.poll(() => page.getByLabel('Why it is not due').inputValue()).toBe('');
  });
});

test('a link into the tab opens the tab in the page, and teams-js is answered with who and where', async () => {
  const page = await open('priya');
  const asked = page.waitForRequest((request) => request.url().includes('/teams/app/api/'));
  await page.getByRole('link', { name: 'Open in the tab' }).click();
  expect((await asked).headers().authorization).toBe('Bearer token of priya');
  expect(page.url()).toContain('#/tab/today/first-day%2F9');
});

test('a new post in another conversation is counted until it is seen, for that person alone', async () => {
  const page = await open('priya');
  await page.getByText('9A **Not taken**').waitFor();
  const chats = page.getByRole('navigation', { name: 'Apps' }).getByRole('link', { name: /^Chat/ });
  expect(await chats.textContent()).not.toContain('new');
  server.shown.posts = [...server.shown.posts, postOf('5', { conversation: chat, text: 'A request is waiting' })];
  server.tell('posts');
  await expect.poll(() => chats.textContent()).toContain('1 new');
  await chats.click();
  await page.getByRole('log').getByText('A request is waiting').waitFor();
  await expect.poll(() => chats.textContent()).not.toContain('new');
});

test('one visitor is another person by choosing', async () => {
  const page = await open('priya');
  await page.getByRole('button', { name: /You are Priya Ledger/ }).click();
  await page.getByRole('textbox', { name: 'Name or post' }).fill('quill');
  await page.getByRole('button', { name: /Otto Quill/ }).click();
  await page.getByRole('button', { name: /You are Otto Quill/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('as')).toBe('otto');
});

describe('at phone width', () => {
  test('one thing at a time, nothing wider than the screen', async () => {
    const page = await open('priya', '/teams', 390);
    await page
      .getByRole('link', { name: /Attendance/ })
      .first()
      .waitFor();
    expect(await page.getByText('Registers to chase').isVisible()).toBe(false);
    await page.getByRole('navigation', { name: 'Teams and channels' }).getByRole('link').click();
    await page.getByText('Registers to chase').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('navigation', { name: 'Teams and channels' }).waitFor();
  });
});

test.each(['Dark', 'High contrast', 'Light'])('the theme can be changed by keyboard: %s', async (name) => {
  const page = await open('priya');
  await page.getByRole('button', { name: /^Theme/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Theme: ${name}` }).waitFor();
});
