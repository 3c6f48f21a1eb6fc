import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TrackerPupil, trackerView } from '../../shared/views/tracker.ts';
import { whyView } from '../../shared/views/why.ts';
import { launchChromium } from '../support/chromium.ts';
import { postTo, wordsOf } from '../support/post-text.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

const year9 = encodeURIComponent('19:year9@thread.tacv2');

describe('a stage accepted beside the spreadsheet is everywhere at once', () => {
  let desk: RunningDesk;
  let browser: Browser;
  let manager: PersonInTeams;
  let pupil: TrackerPupil;
  let page: Page;
  let pane: FrameLocator;

  const tracker = async () => trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
  const now = async (): Promise<TrackerPupil> => (await tracker()).pupils.find((one) => one.pupil === pupil.pupil)!;
  const openPupil = async (): Promise<void> => {
    await pane.getByRole('tab', { name: 'Pupils' }).click();
    await pane.getByLabel('Show').selectOption({ label: 'All pupils' });
    await pane.getByRole('searchbox').fill(`${pupil.surname}, ${pupil.forename}`);
    await pane
      .locator('main ul button', { hasText: `${pupil.surname}, ${pupil.forename}` })
      .first()
      .click();
    await pane.getByRole('heading', { name: `${pupil.surname}, ${pupil.forename}` }).waitFor();
  };
  const teams = async (place: string): Promise<Page> => {
    const open = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    await open.goto(`${desk.tenant}/teams?as=${manager.id}#${place}`);
    return open;
  };

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:16');
    manager = await desk.whoIs('attendance-manager');
    const { pupils } = await tracker();
    // One whose sentence counts sessions, so that a session less changes it.
    pupil = pupils.find(
      ({ current, year, stage, penalty }) =>
        current &&
        year === '9' &&
        stage.recommended === '1' &&
        stage.decided === null &&
        (penalty === undefined || !penalty.met) &&
        stage.reasons.some(({ numbers }) => 'absent' in numbers),
    )!;
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
    await page.goto(`${desk.tenant}/excel?as=${manager.id}`);
    pane = page.frameLocator('iframe');
    await pane.getByRole('button', { name: 'Update', exact: true }).click();
    await pane.getByText(/cells updated/).waitFor({ timeout: 30_000 });
  });
  afterAll(async () => {
    await browser?.close();
    if (desk !== undefined) await endDesk(desk);
  });

  test('one session less in the marks is another sentence on the pupil’s card', async () => {
    await openPupil();
    const sentence = pane.getByLabel('Recommended stage').getByRole('listitem').first();
    const before = await sentence.innerText();
    expect(before).toContain(String(pupil.authorised + pupil.unauthorised));
    const why = whyView.parse((await desk.api(manager.id, 'GET', `why?pupil=${pupil.pupil}&field=absence`)).body);
    const [date, half] = why.reasons
      .flatMap(({ sessions }) => sessions)
      .at(-1)!
      .split(' ');
    await desk.control('POST', '/mis', {
      register: pupil.form,
      session: half,
      date,
      marks: { [pupil.pupil]: half === 'AM' ? '/' : '\\' },
    });
    await desk.settle();
    expect((await now()).attended).toBe(pupil.attended + 1);
    await pane.getByRole('tab', { name: 'Update' }).click();
    await pane.getByRole('button', { name: 'Look again' }).click();
    await openPupil();
    await expect.poll(async () => await sentence.innerText(), { timeout: 20_000 }).not.toBe(before);
    expect(await sentence.innerText()).toContain(String(pupil.authorised + pupil.unauthorised - 1));
  });

  test('accepted in the pane, it is in the SharePoint list with who began it', async () => {
    await pane.getByRole('button', { name: 'Accept stage 1' }).click();
    await pane.getByText('stage 1 has begun').first().waitFor({ timeout: 20_000 });
    await desk.settle();
    const begun = (await desk.list('Interventions')).filter((item) => item.pupil === pupil.pupil);
    expect(begun).toEqual([expect.objectContaining({ stage: '1', openedByName: manager.name, outcome: 'open' })]);
  });

  test('the row in the sheet says so', async () => {
    const { stage } = await now();
    expect(stage.decided).toBe('1');
  });

  test('the tab names the pupil under “Begun” to who may see', async () => {
    const tab = (await teams('/tab/today/stages')).frameLocator('iframe');
    await tab.getByRole('heading', { name: 'Begun' }).waitFor({ timeout: 20_000 });
    await tab.getByText(`${pupil.surname}, ${pupil.forename}`).first().waitFor();
  });

  test('the year team’s card counts it, and names nobody', async () => {
    const post = postTo(await desk.posts(), 'Year 9', 'begun today');
    expect(wordsOf(post)).toMatch(/1\nbegun today/);
    expect(JSON.stringify(post)).not.toContain(pupil.surname);
    expect(JSON.stringify(post)).not.toContain(pupil.pupil);
    const card = (await teams(`/teams/${year9}`)).locator('.ac-adaptiveCard', { hasText: 'begun today' }).last();
    await card.waitFor({ timeout: 20_000 });
  });
});
