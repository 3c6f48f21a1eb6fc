import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { firstDayTasks } from '../../shared/records/first-day-task.ts';
import { type KillableDesk, startKillable } from '../support/killable-desk.ts';
import { isLongForm } from '../support/long-form.ts';
import { startPostgres } from '../support/postgres.ts';
import { randomOf } from '../support/random.ts';
import { SmallTrust } from '../support/small-trust.ts';

/** The seed is printed, and may be given. */
const kills = isLongForm ? 100 : 8;
const seed = Number(process.env.DESK_SEED_OF_KILLS ?? 20260310);

const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'desk-kill-'));
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A morning with its first hundred presses asks the outside about so often. */
const longestCalls = 500;

interface Told {
  readonly school: string;
  readonly key: string;
  readonly state: string;
}

/** Presses one after another on the school's first-day tasks until the desk is gone; notes what was acknowledged. */
const pressAway = async (desk: KillableDesk, trust: SmallTrust, school: string, told: Told[]): Promise<void> => {
  const { records } = trust.site(school);
  for (let number = 1; ; ) {
    const tasks = await records.find(firstDayTasks);
    if (tasks.length === 0) {
      await sleep(5);
      if (number++ > 2000) return;
      continue;
    }
    // Several people press at once, as they do.
    const answers = await Promise.all(
      ['manager', 'deputy', 'dsl'].map(async (who) => {
        const key = `api/${who}/${number}`;
        const task = tasks[number % tasks.length]!.record.key;
        const answer = await desk.press(school, trust.person(school, who), key, task);
        return { key, answer };
      }),
    );
    for (const { key, answer } of answers) if (answer) told.push({ school, key, state: answer.state });
    if (answers.some(({ answer }) => answer === undefined)) return;
    number++;
  }
};

/**
 * A morning for each kill: the year's card at 09:10, the first-day list at 09:15, presses from then on, and `kill -9` at
 * a random moment of it: so many calls to the outside after the start, and a few milliseconds more, so that the moments
 * are the same on a slow machine. The next start works for the school of the kill before too, and finishes what it left.
 */
const killMany = async (where: string) => {
  const trust = new SmallTrust(kills, { delayMs: 1 });
  const random = randomOf(seed);
  const told: Told[] = [];
  const log: string[] = [];
  for (const [at, { id }] of trust.schools.entries()) {
    trust.at('09:14');
    trust.export(id);
    const before = trust.schools[at - 1]?.id;
    let left = 1 + Math.floor(random() * longestCalls);
    let reached: () => void = () => undefined;
    const moment = new Promise<void>((done) => {
      reached = done;
    });
    const desk = await startKillable(trust, where, [...(before ? [before] : []), id], () => {
      if (--left === 0) reached();
      return undefined;
    });
    trust.at('09:15');
    desk.clock();
    const pressing = pressAway(desk, trust, id, told);
    await Promise.race([moment, sleep(30_000)]);
    await sleep(random() * 30);
    await desk.kill();
    await pressing;
    log.push(...desk.log);
  }
  const last = await startKillable(
    trust,
    where,
    trust.schools.map(({ id }) => id),
  );
  // On a server the killed jobs come back when their heartbeat is missed.
  const isQuiet = async () => (await last.settle()).length === 0 && (await allPosted(trust));
  for (const until = performance.now() + 45_000; !(await isQuiet()) && performance.now() < until; ) await sleep(500);
  await last.settle();
  await last.kill();
  return { trust, told, log };
};

const allPosted = async (trust: SmallTrust): Promise<boolean> =>
  trust.schools.every(({ id }) =>
    ['Registers to chase', 'First-day contact'].every((summary) => trust.postTo(trust.channel(id), summary)),
  );

describe.each([
  ['the embedded database', join(folder, 'desk'), true],
  [
    server ? 'a PostgreSQL server' : 'a PostgreSQL server: SKIPPED, none can be had',
    await server?.database(),
    !!server,
  ],
] as const)(`kill -9 at ${kills} random moments of a morning, on %s`, (_name, where, isThere) => {
  if (!isThere) return test.skip('there is no server', () => undefined);
  let killed: Awaited<ReturnType<typeof killMany>>;
  beforeAll(
    async () => {
      killed = await killMany(where!);
    },
    120_000 + kills * 30_000,
  );

  test('presses were acknowledged, and the kills fell among them', () => {
    const acknowledged = killed.told.filter(({ state }) => state === 'saved' || state === 'saving');
    expect(acknowledged.length).toBeGreaterThan(kills);
    expect(killed.told.filter(({ state }) => state === 'failed')).toEqual([]);
    process.stdout.write(`  ${acknowledged.length} presses acknowledged in ${kills} mornings, seed ${seed}\n`);
  });

  test('no acknowledged press is lost or doubled', async () => {
    for (const { school, key, state } of killed.told) {
      if (state !== 'saved' && state !== 'saving') continue;
      const listed = await killed.trust.site(school).records.find(contactLog);
      expect(
        listed.filter(({ record }) => record.key === key),
        `${school} ${key} was ${state}`,
      ).toHaveLength(1);
    }
  });

  test('each task counts the attempts that stand in its log, no more and no fewer', async () => {
    for (const { id } of killed.trust.schools) {
      const { records } = killed.trust.site(id);
      const log = await records.find(contactLog);
      for (const { record } of await records.find(firstDayTasks))
        expect(record.attempts, `${id} ${record.key}`).toBe(
          log.filter((entry) => entry.record.task === record.key).length,
        );
    }
  });

  test('every post is there; a second copy stands only where Teams had not confirmed the first, and says so', () => {
    let again = 0;
    for (const { id } of killed.trust.schools)
      for (const summary of ['Registers to chase', 'First-day contact']) {
        const copies = killed.trust.teams.posts.filter(
          ({ to, versions }) =>
            to.kind === 'channel' && to.channel === killed.trust.channel(id) && versions[0]!.summary === summary,
        );
        const plain = copies.filter(({ versions }) => !JSON.stringify(versions[0]!.card).includes('did not confirm'));
        again += copies.length - plain.length;
        expect(plain.length, `${id} ${summary}`).toBeLessThanOrEqual(1);
        expect([1, 2], `${id} ${summary}`).toContain(copies.length);
      }
    process.stdout.write(`  ${again} of ${kills * 2} posts were sent again, and say so\n`);
  });

  test('nobody was nudged twice for one register', () => {
    for (const [post, times] of killed.trust.posted()) if (!post.startsWith('19:')) expect(times, post).toBe(1);
  });

  test('the audit chain of every school is whole, and every contact stands in it once', async () => {
    for (const { id } of killed.trust.schools) {
      const { records } = killed.trust.site(id);
      const events = (await records.find(auditEvents)).map(({ record }) => record);
      expect(await brokenIn(events), id).toEqual([]);
      const contacts = (await records.find(contactLog)).map(({ record }) => `${record.key}/audit`).sort();
      expect(
        events
          .map(({ key }) => key)
          .filter((key) => contacts.includes(key))
          .sort(),
        id,
      ).toEqual(contacts);
    }
  });
});
