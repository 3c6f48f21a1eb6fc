import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsOf } from '../support/post-text.ts';
import { endDesk, type RunningDesk, startDesk, tuesday } from '../support/running-desk.ts';

/** The registers that the desk nudged about so far, each once for each nudge. */
const nudgedAbout = async (desk: RunningDesk): Promise<string[]> =>
  (await desk.posts())
    .filter(({ to, summary }) => to.kind === 'person' && summary === 'A register is waiting to be taken')
    .map((post) => wordsOf(post).match(/\b(?:[7-9]|1[01])[A-J]\b/)?.[0] ?? 'no register named');

describe('08:50: a teacher whose register came in a moment before hears nothing', () => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('08:49');
  });
  afterAll(async () => await endDesk(desk));

  test('the MIS says at 08:49 that 7C is taken after all; at 08:50 others are nudged, 7C is not (§3.3)', async () => {
    await desk.control('POST', '/mis', { register: '7C', session: 'AM', date: tuesday, taken: '08:49' });
    await desk.clockTo('08:50');
    const nudged = await nudgedAbout(desk);
    expect(nudged).not.toContain('7C');
    expect(nudged.length).toBeGreaterThan(0);
    expect(new Set(nudged).size).toBe(nudged.length);
  });

  test('a nudge names the class, the room and the time, and no pupil', async () => {
    const nudge = (await desk.posts()).find(({ summary }) => summary === 'A register is waiting to be taken')!;
    expect(wordsOf(nudge)).toMatch(/08:40/);
    expect(nudge.to.kind).toBe('person');
    const words = wordsOf(nudge);
    const group = words.match(/\b(?:[7-9]|1[01])[A-J]\b/)![0];
    expect(words).toMatch(/room [A-Z]+\d+/i);
    const surnames = (await desk.list('Pupils'))
      .filter(({ form }) => form === group)
      .map(({ surname }) => String(surname));
    expect(surnames.length).toBeGreaterThan(15);
    expect(surnames.filter((surname) => words.includes(surname))).toEqual([]);
  });

  test('at 08:51 nobody is nudged again for the same round', async () => {
    const before = (await desk.posts()).map(({ id }) => id);
    await desk.clockTo('08:52');
    expect((await desk.posts()).map(({ id }) => id)).toEqual(before);
  });
});
