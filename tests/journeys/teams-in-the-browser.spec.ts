import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trackerView } from '../../shared/views/tracker.ts';
import { launchChromium } from '../support/chromium.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

const year9 = encodeURIComponent('19:year9@thread.tacv2');

describe('Teams in a real browser: two people, one channel', () => {
  let desk: RunningDesk;
  let browser: Browser;
  let manager: PersonInTeams;
  let officer: PersonInTeams;

  const open = async (person: PersonInTeams, place: string, size = { width: 1400, height: 1000 }): Promise<Page> => {
    const context = await browser.newContext({ viewport: size });
    const page = await context.newPage();
    await page.goto(`${desk.tenant}/teams?as=${person.id}#${place}`);
    return page;
  };
  const tabOf = async (person: PersonInTeams, place = '/tab/today'): Promise<FrameLocator> =>
    (await open(person, place)).frameLocator('iframe');

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:16');
    browser = await launchChromium();
    manager = await desk.whoIs('attendance-manager');
    officer = await desk.whoIs('pastoral-administration-officer');
  });
  afterAll(async () => {
    await browser?.close();
    if (desk !== undefined) await endDesk(desk);
  });

  test('the manager presses “Somebody is going”; the officer’s page changes by itself, and the list has the note', async () => {
    const [mine, theirs] = [await open(manager, `/teams/${year9}`), await open(officer, `/teams/${year9}`)];
    const note = theirs.getByText(/Somebody is going: /).first();
    await theirs.getByText('Registers to chase').first().waitFor();
    expect(await note.count()).toBe(0);

    const card = mine.locator('.ac-adaptiveCard', { hasText: 'Registers to chase' }).first();
    await card.getByLabel('Which register').selectOption({ index: 1 });
    await card.getByRole('button', { name: 'Somebody is going' }).click();
    await note.waitFor({ timeout: 10_000 });
    await desk.settle();
    const notes = (await desk.list('Register notes')).filter(({ action }) => action === 'somebody-going');
    expect(notes.map(({ byName, year }) => ({ byName, year }))).toEqual([{ byName: manager.name, year: '9' }]);
  });

  test('the tab shows the numbers of the desk: registers taken, absent, no mark', async () => {
    const { body } = await desk.api(manager.id, 'GET', 'today');
    const today = body as {
      registers: { half: string; taken: string | null }[];
      present: number;
      absent: number;
      noMark: number;
    };
    const tab = await tabOf(manager);
    await tab.getByRole('heading', { name: /Tuesday 10 March, 09:16/ }).waitFor();
    const taken = today.registers.filter((register) => register.half === 'AM' && register.taken !== null).length;
    for (const [label, value] of [
      ['Registers taken', taken],
      ['Present', today.present],
      ['Absent', today.absent],
      ['No mark', today.noMark],
    ] as const) {
      const tile = tab.locator('.fui-Card', { has: tab.getByRole('heading', { name: label, exact: true }) });
      expect(await tile.textContent()).toContain(value.toLocaleString('en-GB'));
    }
  });

  test('the tab is live: a register that comes in is no longer red', async () => {
    const tab = await tabOf(manager);
    await tab.getByText('9A !', { exact: true }).waitFor();
    await desk.control('POST', '/mis', { register: '9A', session: 'AM', date: '2026-03-10', taken: '09:16' });
    await desk.clockTo('09:18');
    await tab.getByText('9A !', { exact: true }).waitFor({ state: 'detached', timeout: 15_000 });
  });

  test('contact logged in the tab is the same record as on the card: the list has it, the channel counts it', async () => {
    const tab = await tabOf(officer, '/tab/today/first-day%2F8');
    const first = tab
      .getByRole('listitem')
      .filter({ has: tab.getByRole('button', { name: 'No answer' }) })
      .first();
    await first.getByRole('button', { name: 'No answer' }).click();
    await first
      .getByText(/No answer/)
      .nth(1)
      .waitFor({ timeout: 10_000 });
    await desk.settle();
    const log = await desk.list('Contact log');
    expect(log.map(({ byName, outcome }) => ({ byName, outcome }))).toEqual([
      { byName: officer.name, outcome: 'no answer' },
    ]);
  });

  test('the deputy opens a leave request in the tab and may decide; the attendance manager may not', async () => {
    const deputy = await desk.whoIs('deputy-head');
    const theirs = await tabOf(deputy, '/tab/today/leave');
    await theirs.getByRole('button', { name: 'Refuse' }).waitFor();
    expect(await theirs.getByRole('button', { name: 'Refuse' }).isDisabled()).toBe(true);
    const mine = await tabOf(manager, '/tab/today/leave');
    await mine.getByText('Waiting').first().waitFor();
    expect(await mine.getByRole('button', { name: 'Refuse' }).count()).toBe(0);
  });

  test('a stage that is begun shows at once on the year’s card, in numbers, and in the tab, by name', async () => {
    const page = await open(manager, `/teams/${year9}`);
    const tab = await tabOf(manager, '/tab/today/stages%2F9');
    await tab.getByRole('table', { name: 'Stages that wait for a decision' }).waitFor();
    expect(await page.getByText('Stages of support').count()).toBe(0);

    const { body } = await desk.api(manager.id, 'GET', 'tracker');
    const { on, pupils } = trackerView.parse(body);
    const due = pupils.filter(({ year, stage }) => year === '9' && stage.recommended === '1' && stage.decided === null);
    const many = { key: 'these-are-due-letter-1', stage: '1', pupils: due.slice(0, 3).map(({ pupil }) => pupil), on };
    expect((await desk.api(manager.id, 'POST', 'stages/accept-many', many)).status).toBe(200);
    await desk.settle();
    expect((await desk.list('Interventions')).length).toBe(3);

    const card = page.locator('.ac-adaptiveCard', { hasText: 'Stages of support' });
    await card.getByText('3 begun this week').waitFor({ timeout: 10_000 });
    for (const { surname } of due) expect(await card.getByText(surname).count()).toBe(0);
    const begun = tab.getByRole('table', { name: 'Stages that run' });
    await begun.getByText(`${due[0]!.surname}, ${due[0]!.forename}`).waitFor({ timeout: 15_000 });
    expect(await begun.getByText(manager.name, { exact: false }).count()).toBe(3);
  });

  test('a teacher of no year team has no first-day page and no leave page, and the desk would not answer', async () => {
    const teacher = (await desk.people()).find(({ roles }) => roles.length === 1 && roles[0] === 'teacher')!;
    const tab = await tabOf(teacher);
    await tab.getByRole('tab', { name: 'Today' }).waitFor();
    expect(await tab.getByRole('tab').allInnerTexts()).toEqual(['Today', 'Registers']);
    for (const path of ['first-day?year=8', 'leave', 'tracker', 'stages', 'meeting']) {
      expect((await desk.api(teacher.id, 'GET', path)).status).toBe(403);
    }
  });

  test.each([
    ['a desk screen', { width: 1400, height: 1000 }],
    ['a phone', { width: 390, height: 844 }],
  ])('on %s nothing runs out of the window sideways, in Teams or in the tab', async (_says, size) => {
    for (const place of [`/teams/${year9}`, '/tab/today', '/tab/today/stages']) {
      const page = await open(manager, place, size);
      await page.waitForTimeout(1500);
      for (const frame of page.frames()) {
        const over = await frame.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over).toBeLessThanOrEqual(1);
      }
    }
  });
});
