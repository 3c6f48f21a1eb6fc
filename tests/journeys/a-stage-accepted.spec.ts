import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TrackerPupil, trackerView } from '../../shared/views/tracker.ts';
import { whyView } from '../../shared/views/why.ts';
import { columnName } from '../../shared/workbook/xlsx/address.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { launchChromium } from '../support/chromium.ts';
import { postTo, wordsOf } from '../support/post-text.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

const year9 = encodeURIComponent('19:year9@thread.tacv2');
const patiently = { timeout: 60_000 };

const missed = ({ authorised, unauthorised }: TrackerPupil): number => authorised + unauthorised;

/** Due stage 1 for the year's sessions alone, and still with a session less: the words change, the stage does not. */
const isDueStage1 = (pupil: TrackerPupil): boolean => {
  const { current, stage, possible } = pupil;
  const [reason, ...more] = stage.reasons;
  return (
    current &&
    stage.recommended === '1' &&
    stage.decided === null &&
    stage.held.length === 0 &&
    more.length === 0 &&
    reason?.says.startsWith(`Absent ${missed(pupil)} of ${possible} sessions`) === true &&
    (missed(pupil) - 1) / possible >= 0.05
  );
};

describe('a stage accepted beside the spreadsheet is everywhere at once', () => {
  let desk: RunningDesk;
  let browser: Browser;
  let manager: PersonInTeams;
  let pupil: TrackerPupil;
  let page: Page;
  let pane: FrameLocator;
  let name: string;

  const now = async (): Promise<TrackerPupil> => {
    const { pupils } = trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
    return pupils.find((one) => one.pupil === pupil.pupil)!;
  };
  const teams = async (place: string): Promise<Page> => {
    const open = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    await open.goto(`${desk.tenant}/teams?as=${manager.id}#${place}`);
    return open;
  };
  /** What the cell under a heading of row 5 holds, in the row that is selected. */
  const inSelectedRow = async (heading: string): Promise<string> => {
    const box = page.getByLabel('Name box');
    const row = /\d+$/.exec(await box.inputValue())![0];
    const file = new Uint8Array(await (await fetch(`${desk.tenant}/_page/workbook`)).arrayBuffer());
    const column = openXlsx(file)
      .sheet('Tracker')!
      .cellsOf(5)
      .find(({ value }) => value === heading)!.column;
    await box.fill(`${columnName(column)}${row}`);
    await box.press('Enter');
    return await page.getByLabel(`What ${columnName(column)}${row} holds`).inputValue();
  };

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:16');
    manager = await desk.whoIs('attendance-manager');
    const { pupils } = trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
    pupil = pupils.find((one) => one.year === '9' && isDueStage1(one))!;
    name = `${pupil.surname}, ${pupil.forename}`;
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    await page.goto(`${desk.tenant}/excel?as=${manager.id}`);
    pane = page.frameLocator('iframe');
    await pane.getByRole('button', { name: 'Update', exact: true }).click(patiently);
    await pane.getByText(/cells updated/).waitFor(patiently);
  });
  afterAll(async () => {
    await browser?.close();
    if (desk !== undefined) await endDesk(desk);
  });

  test('one session less in the marks is another sentence on the pupil’s card', async () => {
    await pane.getByRole('tab', { name: 'Pupils' }).click();
    await pane.getByLabel('Show', { exact: true }).selectOption('all');
    await pane.getByRole('searchbox').fill(name);
    await pane.getByRole('list').getByRole('button', { name }).first().click();
    await pane.getByRole('heading', { name }).waitFor();
    const sentence = (sessions: number) =>
      pane.getByLabel('Recommended stage').getByText(`Absent ${sessions} of ${pupil.possible} sessions`);
    await sentence(missed(pupil)).waitFor();

    const { body } = await desk.api(manager.id, 'GET', `why?pupil=${pupil.pupil}&field=absence`);
    const sessions = whyView.parse(body).reasons.flatMap((reason) => reason.sessions);
    const [date, half] = sessions.at(-1)!.split(' ');
    const marks = { [pupil.pupil]: half === 'AM' ? '/' : '\\' };
    await desk.control('POST', '/mis', { register: pupil.form, session: half, date, marks });
    await desk.settle();
    await pane.getByRole('tab', { name: 'Update' }).click();
    await pane.getByRole('button', { name: 'Look again' }).click();
    await pane.getByRole('tab', { name: 'Pupils' }).click();
    await sentence(missed(pupil) - 1).waitFor(patiently);
    expect(await sentence(missed(pupil)).count()).toBe(0);
  });

  test('accepted in the pane, it is in the SharePoint list, with who began it and what was shown', async () => {
    await pane.getByRole('button', { name: 'Accept stage 1' }).click();
    await pane.getByText('stage 1 has begun').first().waitFor(patiently);
    await desk.settle();
    const [begun, ...more] = (await desk.list('Interventions')).filter((item) => item.pupil === pupil.pupil);
    expect(more).toEqual([]);
    expect(begun).toMatchObject({ stage: '1', openedBy: manager.id, openedByName: manager.name, outcome: 'open' });
    expect(JSON.parse(String(begun!.recommended))).toMatchObject({
      stage: '1',
      reasons: [{ numbers: { absent: missed(pupil) - 1, possible: pupil.possible } }],
    });
    expect((await now()).stage.decided).toBe('1');
  });

  test('the pupil’s row in the sheet says so', async () => {
    await expect.poll(() => inSelectedRow('Stage now'), patiently).toBe('1');
  });

  test('the tab has the pupil under “Begun”, for those who may see names', async () => {
    const tab = (await teams('/tab/today/stages')).frameLocator('iframe');
    const begun = tab.locator('div', { has: tab.getByRole('heading', { name: 'Begun', exact: true }) }).last();
    await begun.getByRole('row', { name }).waitFor(patiently);
    expect(await begun.getByRole('row', { name }).textContent()).toContain(manager.name);
  });

  test('the year team’s card in the channel counts it: no name, no reason', async () => {
    const post = postTo(await desk.posts(), 'Year 9', 'Stages of support');
    expect(wordsOf(post)).toMatch(/\n1\nbegun today\n/);
    const open = await teams(`/teams/${year9}`);
    const card = open.locator('.ac-adaptiveCard', { hasText: 'Stages of support' }).last();
    await card.getByText('begun today').waitFor(patiently);
    const says = (await card.textContent())!;
    expect(says).toMatch(/1 begun this week, \d+ recommended/);
    for (const secret of [pupil.surname, pupil.forename, pupil.pupil, 'Absent', String(pupil.possible)])
      expect(`${says} ${JSON.stringify(post.card)}`).not.toContain(secret);
  });
});
