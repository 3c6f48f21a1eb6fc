import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../bot/database/database.ts';
import { databaseClock } from '../../bot/database/database-clock.ts';
import { openPglite } from '../../bot/database/open-pglite.ts';
import { openPostgres } from '../../bot/database/open-postgres.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';
import { startPostgres } from '../support/postgres.ts';

const server = await startPostgres();
const address = await server?.database();
const folder = mkdtempSync(join(tmpdir(), 'desk-alone-'));
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Does the same work side by side, and says how many were at it at once at most. */
const mostAtOnce = async (databases: readonly Database[], name: (at: number) => string): Promise<number> => {
  let [now, most] = [0, 0];
  const work = async (): Promise<void> => {
    most = Math.max(most, ++now);
    await sleep(5);
    now--;
  };
  await Promise.all(
    Array.from({ length: 12 }, async (_none, at) => await databases[at % databases.length]!.alone(name(at), work)),
  );
  return most;
};

describe.each([
  ['the embedded database', true, async () => [await openPglite(join(folder, 'desk'))]],
  [
    server ? 'two processes on a PostgreSQL server' : 'a PostgreSQL server: SKIPPED, none can be had',
    !!server,
    async () => [await openPostgres(address!), await openPostgres(address!)],
  ],
] as const)('one at a time: %s', (_name, isThere, open) => {
  if (!isThere) return test.skip('there is no server', () => undefined);
  let databases: Database[];
  beforeAll(async () => {
    databases = await open();
  }, 60_000);
  afterAll(async () => await Promise.all(databases.map(async (database) => await database.close())));

  test('the same work never runs twice at once; other work runs beside it', async () => {
    expect(await mostAtOnce(databases, () => 'import/larkrise')).toBe(1);
    expect(await mostAtOnce(databases, (at) => `import/school-${at}`)).toBeGreaterThan(1);
  });

  test('what fails gives its turn back, and says why', async () => {
    const failing = databases[0]!.alone('mirror/larkrise', async () => {
      throw new Error('the list is gone');
    });
    await expect(failing).rejects.toThrow('the list is gone');
    expect(await databases.at(-1)!.alone('mirror/larkrise', async () => 'done')).toBe('done');
  });

  test('different work within work is no trouble', async () => {
    const [one] = databases;
    expect(await one!.alone('a', async () => await one!.alone('b', async () => 'both'))).toBe('both');
  });
});

describe.skipIf(!server)(`on a PostgreSQL server${server ? '' : ': SKIPPED, none can be had'}`, () => {
  test('whoever dies with the turn gives it back at once', async () => {
    const [one, other] = [await openPostgres(address!), await openPostgres(address!)];
    const held = one.alone('import/larkrise', async () => await sleep(20_000, undefined, { ref: false }));
    held.catch(() => undefined);
    await sleep(100);
    const admin = new pg.Client({ connectionString: address! });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`,
    );
    const began = performance.now();
    await other.alone('import/larkrise', async () => undefined);
    expect(performance.now() - began).toBeLessThan(3000);
    // And the process that lost its connection takes a turn again with a new one.
    expect(await one.alone('mirror/larkrise', async () => 'again')).toBe('again');
    await admin.end();
    await other.close();
    await one.close();
  });

  test('a machine whose clock is wrong goes by the server’s', async () => {
    const database = await openPostgres(address!);
    const wrong = { now: () => Temporal.Now.instant().add({ minutes: 7 }) };
    const clock = await databaseClock(database, quiet, wrong);
    expect(Math.abs(clock.now().epochMilliseconds - Date.now())).toBeLessThan(1000);
    clock.stop();
    await database.close();
  });
});

test('the embedded database has no clock but this machine’s', async () => {
  const database = await openPglite(join(folder, 'clock'));
  const own = { now: () => Temporal.Instant.from('2026-03-10T09:10:00Z') };
  expect((await databaseClock(database, quiet, own)).now()).toEqual(own.now());
  await database.close();
}, 30_000);
