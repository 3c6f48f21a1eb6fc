import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../bot/database/database.ts';
import { DatabasePostLedger } from '../../bot/database/database-post-ledger.ts';
import { migrate } from '../../bot/database/migrate.ts';
import { openPglite } from '../../bot/database/open-pglite.ts';

const site = 'contoso.sharepoint.com,1,2';
const key = '2026-03-10/unmarked/AM/9';
const tables = ['desk_press', 'desk_post', 'desk_conversation', 'desk_slot'] as const;

/** The tables as the first release made them, with a row in each. */
const firstRelease = [
  `create table desk_press (
     number bigint generated always as identity,
     key text primary key, at text not null, by_person text not null, verb text not null, data text not null,
     state text not null, why text, taken timestamptz not null default now())`,
  `create index desk_press_unsettled on desk_press (number) where state = 'saving'`,
  `create table desk_post (
     key text primary key, kind text not null, date text not null, to_kind text not null, to_id text not null,
     state text not null, conversation text, activity text, at text not null, shows text,
     revision integer not null default 1, mirrored integer not null default 0)`,
  `create index desk_post_date on desk_post (date)`,
  `create index desk_post_activity on desk_post (conversation, activity)`,
  `create table desk_conversation (
     key text primary key, record text not null, gone boolean not null default false,
     revision integer not null default 1, mirrored integer not null default 0)`,
  `create table desk_slot (key text primary key, state text not null, at text not null)`,
];
const rows = [
  `insert into desk_press (key, at, by_person, verb, data, state) values ('p1', '', 'okafor', 'log-contact', '{}', 'saving')`,
  `insert into desk_post (key, kind, date, to_kind, to_id, state, at) values ('${key}', 'unmarked', '2026-03-10', 'channel', 'c', 'sent', '')`,
  `insert into desk_conversation (key, record) values ('channel/c', '{}')`,
  `insert into desk_slot values ('2026-03-10/unmarked/AM', 'done', '')`,
];

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-migrate-'));
  database = await openPglite(join(folder, 'desk'));
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const schools = async () =>
  await Promise.all(
    tables.map(async (table) => (await database.query(`select school from ${table}`)).map((row) => row.school).join()),
  );

describe('a database of the first release', () => {
  beforeEach(async () => {
    await database.query('create table desk_migration (step integer primary key)');
    for (const [at, step] of firstRelease.entries()) {
      await database.query(step);
      await database.query('insert into desk_migration values ($1)', [at + 1]);
    }
    for (const row of rows) await database.query(row);
  });

  test('keeps its rows as those of its one school', async () => {
    await migrate(database, [{ id: site, site }]);
    expect(await schools()).toEqual([site, site, site, site]);
  });

  test('and they follow the school when it gets an id beside others', async () => {
    await migrate(database, [{ id: site, site }]);
    const trust = [
      { id: 'northgate', site: 'contoso.sharepoint.com,3,4' },
      { id: 'larkrise', site },
    ] as const;
    await migrate(database, [...trust]);
    expect(await schools()).toEqual(['larkrise', 'larkrise', 'larkrise', 'larkrise']);
  });

  test('straight to several schools: they are the first one’s', async () => {
    await migrate(database, [
      { id: 'larkrise', site },
      { id: 'northgate', site: 'contoso.sharepoint.com,3,4' },
    ]);
    expect(await schools()).toEqual(['larkrise', 'larkrise', 'larkrise', 'larkrise']);
  });
});

test('the same key at two schools is two rows, and neither sees the other’s', async () => {
  await migrate(database, [
    { id: 'larkrise', site: 's1' },
    { id: 'northgate', site: 's2' },
  ]);
  const [one, other] = [new DatabasePostLedger(database, 'larkrise'), new DatabasePostLedger(database, 'northgate')];
  const post = { key, kind: 'unmarked', date: '2026-03-10', toKind: 'channel', to: 'c', at: '' } as const;
  expect([await one.plan(post), await other.plan(post)]).toEqual([undefined, undefined]);
  await one.mark(key, 'sent', { conversation: 'c', activity: '7' });
  expect((await other.byKey(key))?.state).toBe('planned');
  expect(await other.byActivity('c', '7')).toBeUndefined();
  expect(await other.onDate('2026-03-10')).toHaveLength(1);
});
