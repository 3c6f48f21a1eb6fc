import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../bot/database/database.ts';
import { DatabaseConversationBook } from '../../bot/database/database-conversation-book.ts';
import { DatabasePostLedger } from '../../bot/database/database-post-ledger.ts';
import { ListMirror } from '../../bot/database/list-mirror.ts';
import { migrate } from '../../bot/database/migrate.ts';
import { openPglite } from '../../bot/database/open-pglite.ts';
import { conversations } from '../../shared/records/conversation.ts';
import { posts } from '../../shared/records/post.ts';
import { InMemoryRecordStore } from '../support/in-memory/in-memory-record-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-mirror-'));
let database: Database;
let ledger: DatabasePostLedger;
let book: DatabaseConversationBook;

beforeAll(async () => {
  database = await openPglite(join(folder, 'desk'));
  await migrate(database, [{ id: 'larkrise', site: 'larkrise' }]);
  ledger = new DatabasePostLedger(database, 'larkrise');
  book = new DatabaseConversationBook(database, 'larkrise');
}, 60_000);

const lose = async () => {
  await database.query('delete from desk_post');
  await database.query('delete from desk_conversation');
};
beforeEach(lose);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const plan = (key: string) => ({
  key,
  kind: 'unmarked',
  date: '2026-03-10',
  toKind: 'channel' as const,
  to: '19:year9@thread.tacv2',
  at: '2026-03-10T09:10:00Z',
});
const person = {
  key: 'person/quill',
  kind: 'person' as const,
  serviceUrl: 'https://smba.trafficmanager.net/uk/',
  conversation: 'a:1',
  tenant: 't',
};

describe('what was posted where (reliability §2)', () => {
  test('the same post planned twice is known the second time, with what became of it', async () => {
    expect(await ledger.plan(plan('2026-03-10/unmarked/AM/9'))).toBeUndefined();
    await ledger.mark('2026-03-10/unmarked/AM/9', 'sent', { conversation: '19:year9', activity: '7' }, 'abc');
    expect(await ledger.plan(plan('2026-03-10/unmarked/AM/9'))).toEqual({
      ...plan('2026-03-10/unmarked/AM/9'),
      state: 'sent',
      sent: { conversation: '19:year9', activity: '7' },
      shows: 'abc',
    });
    await ledger.mark('2026-03-10/unmarked/AM/9', 'withdrawn');
    expect(await ledger.byActivity('19:year9', '7')).toMatchObject({ state: 'withdrawn', shows: 'abc' });
    expect(await ledger.onDate('2026-03-11')).toEqual([]);
  });
});

describe('a lost database posts nothing twice', () => {
  test('posts and conversations come back from their lists', async () => {
    const records = new InMemoryRecordStore();
    const mirror = new ListMirror(database, 'larkrise', records);
    await ledger.plan(plan('2026-03-10/unmarked/AM/9'));
    await ledger.mark('2026-03-10/unmarked/AM/9', 'sent', { conversation: '19:year9', activity: '7' });
    await ledger.plan(plan('2026-03-10/unmarked/AM/8'));
    await book.keep(person);
    expect(await mirror.carry()).toBe(3);
    await lose();
    expect(await mirror.restore('2026-03-03')).toBe(3);
    expect(await ledger.plan(plan('2026-03-10/unmarked/AM/9'))).toMatchObject({
      state: 'sent',
      sent: { conversation: '19:year9', activity: '7' },
    });
    expect(await ledger.plan(plan('2026-03-10/unmarked/AM/8'))).toMatchObject({ state: 'planned' });
    expect(await book.byKey('person/quill')).toEqual(person);
  });

  test('only what changed is written, and what changed again is written again', async () => {
    const records = new InMemoryRecordStore();
    const mirror = new ListMirror(database, 'larkrise', records);
    await ledger.plan(plan('2026-03-10/unmarked/AM/9'));
    await mirror.carry();
    expect([await mirror.carry(), records.writes]).toEqual([0, 1]);
    await ledger.mark('2026-03-10/unmarked/AM/9', 'unconfirmed');
    expect([await mirror.carry(), records.writes]).toEqual([1, 2]);
    expect((await records.byKey(posts, '2026-03-10/unmarked/AM/9'))?.record.state).toBe('unconfirmed');
  });

  test('a conversation that was forgotten does not come back', async () => {
    const records = new InMemoryRecordStore();
    const mirror = new ListMirror(database, 'larkrise', records);
    await book.keep(person);
    await mirror.carry();
    await book.forget('person/quill');
    expect(await book.byKey('person/quill')).toBeUndefined();
    await mirror.carry();
    await lose();
    expect(await mirror.restore('2026-03-03')).toBe(0);
    await book.keep(person);
    await mirror.carry();
    expect((await records.byKey(conversations, 'person/quill'))?.record.conversation).toBe('a:1');
  });

  test('a database that knows something is left as it is', async () => {
    const records = new InMemoryRecordStore();
    await records.create(conversations, { ...person, key: 'person/other' });
    await book.keep(person);
    expect(await new ListMirror(database, 'larkrise', records).restore('2026-03-03')).toBe(0);
    expect(await book.byKey('person/other')).toBeUndefined();
  });
});
