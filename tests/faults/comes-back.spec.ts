import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { type Hold, startKillable } from '../support/killable-desk.ts';
import { openReplica } from '../support/open-small.ts';
import { startPostgres } from '../support/postgres.ts';
import { SmallTrust } from '../support/small-trust.ts';

const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'desk-back-'));
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cards = (trust: SmallTrust) =>
  trust.teams.posts.filter(
    ({ to, versions }) => to.kind === 'channel' && versions[0]!.summary === 'Registers to chase',
  );

const until = async (isSo: () => boolean, seconds: number): Promise<void> => {
  for (const end = performance.now() + seconds * 1000; !isSo(); await sleep(50))
    if (performance.now() > end) throw new Error(`not within ${seconds} s`);
};

/** Kills the desk while it reads the site for the card of 09:10: the job runs, and nothing is posted yet. */
const killedAtTheMinute = async (where: string) => {
  const trust = new SmallTrust(1);
  const { id } = trust.schools[0]!;
  trust.at('09:09');
  let isDue = false;
  let reached: () => void = () => undefined;
  const atWork = new Promise<void>((done) => {
    reached = done;
  });
  const hold: Hold = ({ port, method }) => {
    if (!isDue || port !== 'messenger' || method !== 'members') return undefined;
    reached();
    return new Promise(() => undefined);
  };
  const desk = await startKillable(trust, where, [id], hold);
  await desk.settle();
  trust.export(id);
  trust.at('09:10');
  isDue = true;
  desk.clock();
  await atWork;
  await desk.kill();
  expect(cards(trust)).toEqual([]);
  return { trust, id };
};

describe.each([
  ['the embedded database', join(folder, 'desk'), true],
  [
    server ? 'a PostgreSQL server' : 'a PostgreSQL server: SKIPPED, none can be had',
    await server?.database(),
    !!server,
  ],
] as const)('killed at 09:10:00, posted by 09:10:30, once: on %s', (_name, where, isThere) => {
  if (!isThere) return test.skip('there is no server', () => undefined);

  test('by the desk that is started again', async () => {
    const { trust, id } = await killedAtTheMinute(where!);
    const began = performance.now();
    const again = await startKillable(trust, where!, [id]);
    await until(() => cards(trust).length > 0, 30);
    process.stdout.write(`  posted ${((performance.now() - began) / 1000).toFixed(1)} s after the kill\n`);
    await again.settle();
    await again.kill();
    expect(cards(trust)).toHaveLength(1);
  }, 90_000);
});

test.skipIf(!server)(
  'on a server another replica posts it, though nobody starts the killed one again',
  async () => {
    const where = await server!.database();
    const { trust } = await killedAtTheMinute(where);
    const began = performance.now();
    const other = await openReplica(trust, where);
    other.watch();
    await until(() => cards(trust).length > 0, 30);
    process.stdout.write(`  posted ${((performance.now() - began) / 1000).toFixed(1)} s after the kill\n`);
    await other.close();
    expect(cards(trust)).toHaveLength(1);
  },
  90_000,
);
