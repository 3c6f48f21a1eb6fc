import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { memoryXml, nothingRemembered, withSheet } from '../../shared/workbook/memory.ts';
import { launchChromium } from '../support/chromium.ts';
import type {} from '../support/pane-page/page.tsx';
import { startPanePage } from '../support/pane-page/start-pane-page.ts';

let pane: Awaited<ReturnType<typeof startPanePage>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [pane, browser] = await Promise.all([startPanePage(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await pane?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 360, height: 1000 } });
  page.setDefaultTimeout(20_000);
  await page.goto(pane.address);
  await page.getByRole('heading', { name: 'Tracker' }).waitFor();
});
afterEach(() => page.close());

const quill = 'Z999200018000';
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const sent = () => page.evaluate(() => window.behind.desk.sent.map(({ what }) => what));
/** A cell of the tracker as it stands now. */
const cell = (row: number, column: number) =>
  page.evaluate(([at, of]) => window.behind.door.xlsx.sheet('Tracker')!.cell(at!, of!).value, [row, column]);
const update = async (): Promise<void> => {
  await button('Update').click();
  await page.getByText(/cells updated for|up to date/).waitFor();
};
const openQuill = async (): Promise<void> => {
  await page.getByRole('tab', { name: 'Pupils' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption('all');
  await page.getByRole('searchbox').fill('Quill, Tabitha');
  await page.getByRole('list').getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Quill, Tabitha' }).waitFor();
};

/** Her plan stands open while a colleague writes another next action. */
const planWhileAnotherPlans = async (): Promise<void> => {
  await openQuill();
  await button('Plan the next action …').click();
  await page.evaluate((id) => {
    window.behind.desk.change(id, (pupil) => ({
      ...pupil,
      plan: { ...pupil.plan!, nextAction: { value: 'Visit', by: 'D Deputy', at: '2026-03-10T09:10:00Z' } },
    }));
  }, quill);
};

describe('on a pupil’s card', () => {
  test('a stage that is accepted shows in the card and in the pupil’s row at once, and in no other row', async () => {
    await page.evaluate((id) => {
      // The desk has other figures by now; the rows of others wait for the next update.
      window.behind.desk.change(id, (pupil) => ({ ...pupil, stage: { ...pupil.stage, recommended: '2' } }));
    }, quill);
    await openQuill();
    await button('Accept stage 2').click();
    await page.getByText('Saved: stage 2 has begun.').waitFor();
    await page.getByText('Stage 2 Support was accepted on 10/03/2026').waitFor();
    await expect.poll(() => cell(2, 4)).toBe(0.91);
    expect(await cell(3, 4)).toBe(0.9);
    expect(await sent()).toEqual(['accept']);
  });

  test('another stage needs a reason', async () => {
    await openQuill();
    await button('Another stage …').click();
    await page.getByLabel('Stage', { exact: false }).last().selectOption('3');
    expect(await button('Start stage 3').isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Why' }).fill('Two siblings at stage 3');
    await button('Start stage 3').click();
    await page.getByText('Saved: stage 3 has begun.').waitFor();
  });

  test('a hold is shown with its reason, and ended', async () => {
    await openQuill();
    await button('Hold …').click();
    await page.getByRole('textbox', { name: 'Why' }).fill('In hospital');
    await page.getByLabel('Until, at most').fill('2026-04-02');
    await button('Hold').click();
    await page.getByText('In hospital (Ada Manager, 10/03/2026; until 02/04/2026)').waitFor();
    await button('End the hold').click();
    await button('Accept stage 2').waitFor();
    expect(await sent()).toEqual(['hold', 'end-hold']);
  });

  test('a reason that is one long word stays within the pane', async () => {
    await openQuill();
    await button('Hold …').click();
    await page.getByRole('textbox', { name: 'Why' }).fill(`larkmere.example/${'minutes'.repeat(20)}`);
    await button('Hold').click();
    await page.getByText('Saved: stage 2 is on hold.').waitFor();
    const { width, room } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    expect(width).toBeLessThanOrEqual(room);
  });

  test('an answer that was lost and a second press count once', async () => {
    await openQuill();
    await page.evaluate(() => {
      window.behind.desk.next = { state: 'lost', says: 'The desk cannot be reached just now.' };
    });
    await button('Accept stage 2').click();
    await page.getByText('The desk cannot be reached just now.').waitFor();
    await button('Accept stage 2').click();
    await page.getByText('Saved: stage 2 has begun.').waitFor();
    const keys = await page.evaluate(() =>
      window.behind.desk.sent.map(({ request }) => (request as { key: string }).key),
    );
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('a plan that somebody else changed meanwhile stands beside theirs until one is taken', async () => {
    await planWhileAnotherPlans();
    await page.getByLabel('Next action', { exact: true }).fill('Ring the father');
    await button('Save the plan').click();
    await page.getByText('D Deputy, 10 March 2026, 09:10').waitFor();
    await button(/^Keep mine/).click();
    await page.getByText('Ring the father, due 13/03/2026').waitFor();
    expect(await page.getByText('Changed by two people').count()).toBe(0);
  });

  test('what somebody else planned while the form stood open is not taken back by it', async () => {
    await planWhileAnotherPlans();
    // The stage that is accepted meanwhile brings the new plan into the pane; the form stays.
    await button('Accept stage 2').click();
    await page.getByText('Visit, due 13/03/2026').waitFor();
    await page.getByLabel('Due', { exact: true }).fill('2026-03-20');
    await button('Save the plan').click();
    await page.getByText('Visit, due 20/03/2026').waitFor();
    expect(await sent()).toEqual(['accept', 'edit']);
  });

  test('a contact is logged: nobody reached needs no name', async () => {
    await openQuill();
    await button('Log a contact …').click();
    expect(await button('Save the contact').isDisabled()).toBe(true);
    await page.getByLabel('What came of it').selectOption('no answer');
    await button('Save the contact').click();
    await page.getByText('Saved: the contact is in the log.').waitFor();
    await page.getByText('10/03/2026, Ada Manager').waitFor();
  });
});

describe('sheet and pane', () => {
  test('selecting a row shows that pupil; not while something is being written, and not when following is off', async () => {
    await openQuill();
    const select = (row: number) => page.evaluate((at) => window.behind.door.select(at), row);
    await select(3);
    await page.getByRole('heading', { name: 'Thimble, Otto' }).waitFor();
    await button('Log a contact …').click();
    await select(2);
    await button('Show Quill, Tabitha').waitFor();
    await page.getByRole('heading', { name: 'Thimble, Otto' }).waitFor();
    await page.keyboard.press('Escape');
    await button('All pupils').click();
    await page.getByLabel('Follow the row I select in the sheet').uncheck();
    await select(4);
    await button('Show Bramble, Juno').waitFor();
    expect(await page.getByRole('heading', { name: 'Bramble, Juno' }).count()).toBe(0);
  });

  test('pressing a pupil goes to the row', async () => {
    await openQuill();
    await expect
      .poll(() => page.evaluate(() => window.behind.door.went))
      .toEqual([{ sheet: 'Tracker', row: 2, column: 2 }]);
  });

  test('what she typed over stays hers until she gives it back', async () => {
    await update();
    await page.evaluate(() => window.behind.door.type(3, 4, 0.42));
    await update();
    expect(await cell(3, 4)).toBe(0.42);
    await button(/^Give D3 of Thimble, Otto back/).click();
    await expect.poll(() => cell(3, 4)).toBe(0.75);
  });

  test('what was typed into a column that people write becomes a record; what stood there before only when she says so', async () => {
    await update();
    await button('Take it over into the record').click();
    await expect.poll(sent).toEqual(['edit']);
    await page.evaluate(() => window.behind.door.type(4, 8, 'Ring the aunt'));
    await update();
    await page.getByText(/What was typed for 1 pupil is on record under your name/).waitFor();
    const plans = await page.evaluate(() =>
      window.behind.desk.view.pupils.slice(1, 3).map(({ plan }) => plan?.nextAction.value),
    );
    expect(plans).toEqual(['Ring the grandmother', 'Ring the aunt']);
  });

  test('what the desk did not take is listed with the reason until the cell is given back', async () => {
    await update();
    await page.evaluate(() => {
      window.behind.door.type(4, 8, 'Ring the aunt');
      window.behind.desk.next = { state: 'refused', says: 'Only her head of year plans.' };
    });
    await update();
    await page.getByText('Next action: Ring the aunt. Not taken: Only her head of year plans.').waitFor();
    await button(/^Give H4 of Bramble, Juno back/).click();
    await expect.poll(() => cell(4, 8)).toBe(null);
    await expect.poll(() => page.getByText('Not taken:').count()).toBe(0);
  });

  test('two people’s values stand side by side until she has typed theirs herself: then there is nothing to settle', async () => {
    await update();
    await page.evaluate(() => {
      const { desk, door } = window.behind;
      const { pupil } = desk.view.pupils[2]!;
      desk.change(pupil, (one) => ({
        ...one,
        plan: { ...one.plan!, nextAction: { value: 'Ask the nurse', by: 'D Deputy', at: '2026-03-10T09:10:00Z' } },
      }));
      door.type(4, 8, 'Ring the aunt');
    });
    const shown = page.getByRole('region', { name: 'Changed by two people' });
    await update();
    await shown.getByText('Ask the nurse').waitFor();
    await page.evaluate(() => window.behind.door.type(4, 8, 'Ask the nurse'));
    await button('Update').click();
    await shown.waitFor({ state: 'detached' });
  });

  test('an update that is stopped writes nothing, and says so', async () => {
    await page.evaluate(() => {
      const { desk } = window.behind;
      const { tracker } = desk;
      desk.tracker = async () => {
        await new Promise((later) => setTimeout(later, 800));
        return tracker();
      };
    });
    const before = await cell(2, 4);
    await button('Update').click();
    await button('Stop').click();
    await page.getByText('Stopped: nothing was written.').waitFor();
    expect(await cell(2, 4)).toBe(before);
    expect(await button('Stop').count()).toBe(0);
  });

  test('columns that could not be added, and a sheet that was made already, are said', async () => {
    await page.evaluate(() => {
      window.behind.door.addColumns = async () => {
        throw new Error('The sheet is protected. Take the protection off, then add the columns.');
      };
    });
    await button(/^Columns the desk can add/).click();
    await page.getByRole('checkbox', { name: 'Band' }).check();
    await button('Add 1 column').click();
    await page.getByText('The sheet is protected. Take the protection off, then add the columns.').waitFor();
    for (let times = 0; times < 2; times++) {
      await button('Make the sheet again').click();
      await page.getByText('Making the sheet again …').first().waitFor({ state: 'hidden' });
    }
    await page.getByText(/was made already\. Rename or delete it/).waitFor();
    // Somebody types: the sheet is looked at again, and what was said stays.
    await page.evaluate(() => window.behind.door.type(4, 3, 'new'));
    await page.waitForTimeout(1200);
    expect(await page.getByText(/was made already/).count()).toBe(1);
  });

  test('the row that is selected when the pane opens is known', async () => {
    await page.goto(`${pane.address}?row=3`);
    await button('Show Thimble, Otto').waitFor();
  });

  test('she says what a column is, and it is remembered', async () => {
    await button(/^Columns left alone/).click();
    await button('Change what column J, X, is').click();
    await page.getByLabel('What column J, X, is', { exact: true }).selectOption('attendanceLast4Weeks');
    expect(await page.evaluate(() => window.behind.door.memory ?? '')).not.toContain('"heading":"X"');
    await button('Keep').click();
    await button(/^Columns the desk knows \(9\)/).waitFor();
    expect(await page.evaluate(() => window.behind.door.memory)).toContain(
      '"heading":"X","nth":0,"field":"attendanceLast4Weeks"',
    );
  });
});

describe('Update on the ribbon', () => {
  const press = () => page.evaluate(() => window.behind.press('update'));
  const heldBack = () => page.getByText('Nothing is written yet.');
  /** The desk has another figure of Tabitha Quill, and of nobody else, since the last update. */
  const newFigure = (attended: number) =>
    page.evaluate(([id, to]) => window.behind.desk.change(id, (pupil) => ({ ...pupil, attended: to })), [
      quill,
      attended,
    ] as const);

  test('fills the tracker in front of her, whatever page of the pane she was at, and says what came of it', async () => {
    await update();
    await openQuill();
    await newFigure(190);
    await press();
    await page.getByText('1 cell updated for 1 pupil.').waitFor();
    expect(await cell(2, 4)).toBe(0.95);
  });

  test('a tracker that the desk has not filled before is shown first, and nothing is written until she says so', async () => {
    await press();
    await heldBack().waitFor();
    await page.getByText(/Look below at what the desk takes each column for/).waitFor();
    expect(await cell(2, 4)).toBe(0.9);
    expect(await page.evaluate(() => window.behind.door.memory)).toBeUndefined();
    await update();
    expect(await heldBack().count()).toBe(0);
    expect(await cell(2, 4)).toBe(0.91);
  });

  test('what the desk asks about a column is answered before it writes', async () => {
    await update();
    await page.evaluate(() => window.behind.door.type(1, 11, 'Att'));
    await page.evaluate(() => {
      for (const [at, { attended, possible }] of window.behind.desk.view.pupils.entries())
        window.behind.door.type(at + 2, 11, attended / possible);
    });
    await newFigure(190);
    await page.getByRole('heading', { name: /^Is this right\?/ }).waitFor();
    await press();
    await page.getByText(/Answer below what the desk asks about your columns/).waitFor();
    expect(await cell(2, 4)).toBe(0.91);
    for (const leave of await page.getByRole('button', { name: /^Leave column/ }).all()) await leave.click();
    await press();
    await page.getByText('1 cell updated for 1 pupil.').waitFor();
  });

  test('two quick presses are one update', async () => {
    await update();
    await newFigure(190);
    const before = await page.evaluate(() => {
      const { desk, press: pressed } = window.behind;
      pressed('update');
      pressed('update');
      return desk.asked;
    });
    // A second update would find everything up to date, and say so.
    await page.getByText('1 cell updated for 1 pupil.').waitFor();
    expect(await page.evaluate(() => window.behind.desk.asked)).toBe(before + 1);
  });

  test('another tracker in front of her is the one that is meant; a sheet that is none leaves the one that was', async () => {
    await update();
    await page.evaluate(() => {
      window.behind.door.active = 'Reviews';
    });
    await press();
    await page.getByRole('heading', { name: 'Reviews' }).waitFor();
    await heldBack().waitFor();
    await update();
    await page.evaluate(() => {
      window.behind.door.active = 'How I use this';
    });
    await newFigure(190);
    await press();
    await page.getByText('1 cell updated for 1 pupil.').waitFor();
    await page.getByRole('heading', { name: 'Reviews' }).waitFor();
  });

  test('signs in first where nobody is signed in yet', async () => {
    const memory = memoryXml(withSheet(undefined, 'Tracker', nothingRemembered));
    await page.goto(`${pane.address}?signed-out`);
    await page.getByText('You are not signed in.').waitFor();
    await page.evaluate((was) => {
      window.behind.door.memory = was;
    }, memory);
    await press();
    await page.getByText(/cells updated for/).waitFor();
    expect(await cell(2, 4)).toBe(0.91);
  });
});

test('a desk that does not answer is said on the pages of pupils and stages too, and asked again from there', async () => {
  await page.goto(`${pane.address}?signed-out`);
  for (const name of ['Stages', 'Pupils']) {
    await page.getByRole('tab', { name }).click();
    await page.getByText('You are not signed in.').waitFor();
    expect(await page.getByText('Asking the desk …').count()).toBe(0);
  }
  await button('Try again').click();
  await page.getByLabel('Find a pupil or form').waitFor();
});

describe('stages by the many', () => {
  test('those on hold are left out; each of the others is answered, and stands in the sheet', async () => {
    await page.evaluate(() => window.behind.press('stages'));
    await page.getByRole('heading', { name: '18 pupils are due stage 1 Concern: Letter 1' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Wicket, Ivy · 9A' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'Larkin, Maud · 9B' }).uncheck();
    await button('Accept for 15 pupils').click();
    await page.getByText('15 pupils accepted.').waitFor();
    await button('Back to what waits').click();
    await page.getByRole('heading', { name: '3 pupils are due stage 1 Concern: Letter 1' }).waitFor();
    expect((await sent()).filter((what) => what === 'accept')).toHaveLength(15);
  });

  test('stop leaves out those that were not sent', async () => {
    await page.evaluate(() => {
      const { desk } = window.behind;
      const pupils = desk.view.pupils;
      const waiting = pupils.filter(({ stage }) => stage.recommended === '1');
      const more = waiting.map((pupil, at) => ({
        ...pupil,
        pupil: `Y${at}`,
        hold: null,
        stage: { ...pupil.stage, held: [] },
      }));
      desk.view = { ...desk.view, pupils: [...pupils, ...more] };
      const accept = desk.acceptMany;
      desk.acceptMany = async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        return accept(request);
      };
    });
    await button('Look again').click();
    await page.evaluate(() => window.behind.press('stages'));
    await button('Accept for 34 pupils').click();
    await button('Stop').click();
    await page.getByText('20 pupils accepted; 14 left out, as you stopped.').waitFor();
  });
});

test('a meeting sheet that somebody else made meanwhile, and may have written on, stays until she has seen it', async () => {
  await page.evaluate(() => window.behind.press('meeting'));
  await button('Make the sheet').waitFor();
  await page.evaluate(() => window.behind.door.make({ name: 'Meeting 10 March 2026', rows: [] } as never, false));
  await button('Make the sheet').click();
  await page.getByText('The sheet “Meeting 10 March 2026” was made meanwhile, and stays as it is.').waitFor();
  expect(await page.evaluate(() => window.behind.door.made.length)).toBe(1);
  await button('Make the sheet again').click();
  await page.getByText('The sheet “Meeting 10 March 2026” is ready to print on A4.').waitFor();
  expect(await page.evaluate(() => window.behind.door.made.length)).toBe(2);
});

test('the meeting was held: the next pack begins here', async () => {
  await page.evaluate(() => window.behind.press('meeting'));
  await button('The meeting was held').click();
  await page.getByText('Saved: the next pack begins here.').waitFor();
});
