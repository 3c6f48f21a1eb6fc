import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postTo, wordsOf } from '../support/post-text.ts';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';

/** What Teams holds, told by where it went and what it announced. */
const told = async (desk: RunningDesk): Promise<string[]> =>
  (await desk.posts()).map(({ to, summary }) => `${to.name}: ${summary}`).sort();

describe('the desk is killed in mid-morning and started again', () => {
  let desk: RunningDesk;
  let before: string[];
  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:12');
    const manager = await desk.whoIs('attendance-manager');
    const card = (await desk.posts()).find(
      ({ to, summary }) => to.kind === 'channel' && summary === 'Registers to chase',
    )!;
    const register = wordsOf(card).match(/\b(?:[7-9]|1[01])[A-J]\b/)![0];
    await desk.press({ post: card.id, as: manager.id, button: 'Somebody is going', inputs: { register } });
    before = await told(desk);
    await desk.stop('SIGKILL');
    desk = await startDesk({ folder: desk.folder });
  });
  afterAll(async () => await endDesk(desk));

  test('the clock goes on at the minute it had reached', async () => {
    expect(await desk.control('GET', '/clock')).toMatchObject({ time: '09:12' });
  });

  test('nothing is posted a second time', async () => {
    await desk.settle();
    expect(await told(desk)).toEqual(before);
  });

  test('the press that was acknowledged is in its list, once', async () => {
    const notes = (await desk.list('Register notes')).map(({ action }) => action);
    expect(notes.filter((action) => action !== 'unmarked')).toEqual(['somebody-going']);
  });

  test('what was not due yet comes at its time: the first-day lists at 09:15', async () => {
    await desk.clockTo('09:15');
    for (const year of [7, 8, 9, 10, 11]) postTo(await desk.posts(), `Year ${year}`, 'First-day contact');
    const firstDay = (await told(desk)).filter((line) => line.endsWith('First-day contact'));
    expect(new Set(firstDay).size).toBe(firstDay.length);
  });
});
