import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postTo, wordsOf } from '../support/post-text.ts';
import {
  endDesk,
  type PersonInTeams,
  type PostInTeams,
  type RunningDesk,
  startDesk,
  tuesday,
} from '../support/running-desk.ts';

describe('09:10: registers that are not taken, chased from the year team’s channel', () => {
  let desk: RunningDesk;
  let manager: PersonInTeams;
  let card: PostInTeams;
  /** A register on the card, e.g. 7C, and its year's channel. */
  let register: string;
  let channel: string;

  const now = async (): Promise<PostInTeams> => postTo(await desk.posts(), channel, 'Registers to chase');
  /** What people did about registers; that a register was unmarked at close is noted there by the desk itself. */
  const presses = async () => (await desk.list('Register notes')).filter(({ action }) => action !== 'unmarked');
  const press = async (button: string, inputs: Record<string, string> = {}, more: object = {}) =>
    await desk.press({ post: (await now()).id, as: manager.id, button, inputs: { register, ...inputs }, ...more });

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:10');
    manager = await desk.whoIs('attendance-manager');
    card = (await desk.posts()).find(({ to, summary }) => to.kind === 'channel' && summary === 'Registers to chase')!;
    channel = card.to.name;
    register = wordsOf(card).match(/\b(?:[7-9]|1[01])[A-J]\b/)![0];
  });
  afterAll(async () => await endDesk(desk));

  test('the card stands in the channel of its year and names the register and its teacher', () => {
    expect(channel).toBe(`Year ${Number.parseInt(register, 10)}`);
    expect(wordsOf(card)).toContain('not taken at 09:10');
  });

  test('“Somebody is going” is written to the list once, and the card says so to everyone', async () => {
    await press('Somebody is going', {}, { twice: true });
    await desk.settle();
    const notes = await presses();
    expect(notes.map(({ group, action, byName }) => ({ group, action, byName }))).toEqual([
      { group: register, action: 'somebody-going', byName: manager.name },
    ]);
    const after = await now();
    expect(after.versions).toBeGreaterThan(card.versions);
    expect(wordsOf(after)).toMatch(/Somebody is going: \S+ \S+, 09:10/);
  });

  test('“Not due” without saying why is refused in words, and nothing is written', async () => {
    const answer = JSON.stringify(await press('Not due'));
    expect(answer).toMatch(/why/i);
    await desk.settle();
    expect(await presses()).toHaveLength(1);
  });

  test('a teacher of no year team may not chase a register; the refusal is in the audit', async () => {
    const teacher = (await desk.people()).find(({ roles }) => roles.length === 1 && roles[0] === 'teacher')!;
    await desk.press({ post: (await now()).id, as: teacher.id, button: 'It has been taken', inputs: { register } });
    await desk.settle();
    expect(await presses()).toHaveLength(1);
    expect((await desk.list('Audit')).some(({ verb, by }) => verb === 'refused' && by === teacher.id)).toBe(true);
  });

  test('when the register comes in, the card strikes it off by itself', async () => {
    await desk.control('POST', '/mis', { register, session: 'AM', date: tuesday, taken: '09:13' });
    await desk.clockTo('09:14');
    const words = wordsOf(await now());
    expect(words).toMatch(new RegExp(`${register}[^]*(taken|09:13)`, 'i'));
    expect(words).not.toMatch(new RegExp(`^${register}, `, 'm'));
  });
});
