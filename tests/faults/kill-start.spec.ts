import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLongForm } from '../support/long-form.ts';
import { randomOf } from '../support/random.ts';
import { type RunningDesk, startDesk } from '../support/running-desk.ts';

const kills = isLongForm ? 20 : 1;
const seed = 20260310;

let desk: RunningDesk;
const acknowledged: { readonly key: string; readonly state: string }[] = [];
let contacts: Record<string, unknown>[] = [];
let postsBefore: string[] = [];
let postsAfter: string[] = [];

const channelPosts = async (): Promise<string[]> =>
  (await desk.posts()).map(({ to, summary, at }) => `${at} ${to.kind} ${to.name} ${summary}`).sort();

/** Presses until the desk is gone; notes what it acknowledged. */
const pressAway = async (round: number, as: string, tasks: readonly string[]): Promise<void> => {
  for (let number = 0; ; number++) {
    const key = `kill-${round}-${number}-press`;
    const body = { key, task: tasks[number % tasks.length], outcome: 'no answer' };
    try {
      const answer = await desk.api(as, 'POST', 'first-day/contact', body);
      acknowledged.push({ key, state: (answer.body as { state: string }).state });
    } catch {
      // The desk is gone: whether this one counts nobody was told.
      return;
    }
  }
};

beforeAll(
  async () => {
    const random = randomOf(seed);
    desk = await startDesk();
    await desk.clockTo('09:15');
    postsBefore = await channelPosts();
    const manager = (await desk.whoIs('attendance-manager')).id;
    for (let round = 0; round < kills; round++) {
      const tasks = (await desk.list('First day')).map(({ key }) => String(key));
      const pressing = pressAway(round, manager, tasks);
      await sleep(300 + random() * 1500);
      await desk.stop('SIGKILL');
      await pressing;
      desk = await startDesk({ folder: desk.folder });
      await desk.settle();
    }
    contacts = await desk.list('Contact log');
    postsAfter = await channelPosts();
  },
  120_000 + kills * 60_000,
);
afterAll(async () => {
  await desk.stop();
  rmSync(desk.folder, { recursive: true, force: true });
});

test(`npm start is killed ${kills} times among presses, with its tenant: none that was acknowledged is lost or doubled`, () => {
  expect(acknowledged.length).toBeGreaterThan(kills);
  const listed = new Map<string, number>();
  for (const { action, key } of contacts) {
    const name = [action, key].find((part) => typeof part === 'string' && part.includes('kill-')) as string | undefined;
    if (name) listed.set(name.slice(name.indexOf('kill-')), (listed.get(name.slice(name.indexOf('kill-'))) ?? 0) + 1);
  }
  for (const { key, state } of acknowledged) {
    expect(['saved', 'saving'], key).toContain(state);
    expect(listed.get(key), `${key} was ${state}`).toBe(1);
  }
  process.stdout.write(`  ${acknowledged.length} presses acknowledged around ${kills} kills, seed ${seed}\n`);
});

test('nothing was posted a second time', () => {
  expect(postsAfter).toEqual(postsBefore);
});
