import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../bot/database/database.ts';
import { DatabasePressLog } from '../../bot/database/database-press-log.ts';
import { migrate } from '../../bot/database/migrate.ts';
import { openPglite } from '../../bot/database/open-pglite.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-press-'));
let database: Database;
let presses: DatabasePressLog;
let flushes = 0;

beforeAll(async () => {
  database = await openPglite(join(folder, 'desk'), () => flushes++);
  await migrate(database, [{ id: 'larkrise', site: 'larkrise' }]);
  presses = new DatabasePressLog(database, 'larkrise');
}, 60_000);

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const press = (key: string) => ({
  key,
  at: '2026-03-10T09:12:00Z',
  by: 'okafor',
  verb: 'log-contact',
  data: { task: 't1' },
});

describe('a press is on disk before anybody is told that it is saved (reliability §2)', () => {
  test('each press reaches the disk: one fsync or more', async () => {
    for (let number = 1; number <= 20; number++) {
      const before = flushes;
      expect(await presses.take(press(`disk-${number}`))).toBe('new');
      expect(flushes - before).toBeGreaterThanOrEqual(1);
      await presses.settle(`disk-${number}`, { state: 'saved' });
    }
  });

  test('the same press twice counts once, and the second hears what became of the first', async () => {
    expect(await presses.take(press('twice'))).toBe('new');
    expect(await presses.take(press('twice'))).toEqual({ state: 'saving' });
    await presses.settle('twice', { state: 'refused', why: 'Only the head or the deputy decides on leave.' });
    expect(await presses.take(press('twice'))).toEqual({
      state: 'refused',
      why: 'Only the head or the deputy decides on leave.',
    });
  });

  test('two at the same moment: one is new', async () => {
    const answers = await Promise.all([presses.take(press('race')), presses.take(press('race'))]);
    expect(answers.filter((answer) => answer === 'new')).toHaveLength(1);
    await presses.settle('race', { state: 'saved' });
  });

  test('what was taken and not carried out is found again, oldest first; what is settled is not', async () => {
    await presses.take(press('first'));
    await presses.take(press('second'));
    await presses.settle('first', { state: 'saved' });
    await presses.take(press('third'));
    expect((await presses.unsettled()).map(({ key }) => key)).toEqual(['second', 'third']);
    expect(await presses.unsettledSince(60)).toEqual([]);
    expect((await presses.unsettled())[0]).toEqual(press('second'));
  });

  test('a settled press keeps its outcome and loses its words', async () => {
    await presses.take(press('wiped'));
    await presses.settle('wiped', { state: 'saved' });
    expect(await presses.stateOf('wiped')).toEqual({ state: 'saved' });
    expect(await presses.stateOf('never')).toBeUndefined();
    const [row] = await database.query<{ data: string }>("select data from desk_press where key = 'wiped'");
    expect(row).toEqual({ data: 'null' });
  });
});

test('it is all there when the database is opened again, and the tables are made once', async () => {
  await database.close();
  database = await openPglite(join(folder, 'desk'), () => flushes++);
  await migrate(database, [{ id: 'larkrise', site: 'larkrise' }]);
  presses = new DatabasePressLog(database, 'larkrise');
  expect(await presses.stateOf('twice')).toMatchObject({ state: 'refused' });
}, 30_000);

test('a transaction that fails leaves nothing', async () => {
  const failing = database.transaction(async ({ query }) => {
    await query("insert into desk_slot (key, state, at) values ('x', 'done', 'now')");
    throw new Error('half way');
  });
  await expect(failing).rejects.toThrow('half way');
  expect(await database.query('select * from desk_slot')).toEqual([]);
});
