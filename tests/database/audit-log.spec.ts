import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseAuditLog } from '../../bot/database/database-audit-log.ts';
import { ListMirror } from '../../bot/database/list-mirror.ts';
import { type Memory, openMemory } from '../../bot/database/open-pglite.ts';
import type { AuditLog, Unchained } from '../../shared/ports/audit-log.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { InMemoryAuditLog } from '../support/in-memory/in-memory-audit-log.ts';
import { InMemoryRecordStore } from '../support/in-memory/in-memory-record-store.ts';

const school = 'larkrise';
const event = (key: string): Unchained => ({
  key,
  at: '2026-03-10T09:15:00Z',
  by: 'id-manager',
  byName: 'Mercy Okafor',
  verb: 'log-contact',
  record: 'first-day-task 2026-03-10/AM/P1',
  detail: '{"outcome":"reached"}',
});
const keys = (count: number) => Array.from({ length: count }, (_none, at) => `key-${at + 1}`);

let memory: Memory;
let list: InMemoryRecordStore;
const listed = async () => (await list.find(auditEvents)).map(({ record }) => record);

beforeAll(async () => {
  memory = await openMemory([{ id: school, site: 'site' }]);
  await memory.rows.keep();
});
beforeEach(async () => {
  await memory.rows.putBack();
  list = new InMemoryRecordStore();
});
afterAll(async () => await memory.database.close());

const logs: readonly (readonly [string, () => AuditLog])[] = [
  ['in the database', () => new DatabaseAuditLog(memory.database, school, list)],
  ['in memory', () => new InMemoryAuditLog(list)],
];

describe.each(logs)('a chain of audit events %s', (_name, open) => {
  test('each event has the next number and follows the one before it', async () => {
    const log = open();
    const events = [];
    for (const key of keys(3)) events.push(await log.append(event(key)));
    expect(events.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await brokenIn(events)).toEqual([]);
    expect(await log.events()).toEqual(events);
  });

  test('the same action twice is one event', async () => {
    const log = open();
    const first = await log.append(event('press-1'));
    await log.append(event('press-2'));
    expect(await log.append(event('press-1'))).toEqual(first);
    expect((await log.append(event('press-3'))).number).toBe(3);
  });

  test('fifty at once make one chain without a gap', async () => {
    const log = open();
    const events = await Promise.all(keys(50).map(async (key) => await log.append(event(key))));
    expect(new Set(events.map(({ number }) => number)).size).toBe(50);
    expect(await brokenIn(events)).toEqual([]);
  });
});

describe('the chain on disk and its list', () => {
  const open = () => new DatabaseAuditLog(memory.database, school, list);

  test('two processes on one database write one chain', async () => {
    const [one, other] = [open(), open()];
    const events = await Promise.all(keys(20).map(async (key, at) => await (at % 2 ? one : other).append(event(key))));
    expect(await brokenIn(events)).toEqual([]);
  });

  test('events reach the list once, however often they are carried; another school’s do not', async () => {
    const mirror = new ListMirror(memory.database, school, list);
    for (const key of keys(25)) await open().append(event(key));
    await new DatabaseAuditLog(memory.database, 'other', new InMemoryRecordStore()).append(event('theirs'));
    expect(await mirror.carry()).toBe(25);
    expect(await mirror.carry()).toBe(0);
    expect((await listed()).map(({ key }) => key)).toEqual(keys(25));
    expect(await brokenIn(await listed())).toEqual([]);
  });

  test('the answer of the list was lost: carried again, nothing stands twice', async () => {
    const mirror = new ListMirror(memory.database, school, list);
    const [first] = [await open().append(event('a')), await open().append(event('b'))];
    await list.create(auditEvents, first!);
    await mirror.carry();
    expect((await listed()).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('the database was lost: the chain goes on where its list ends', async () => {
    for (const key of keys(3)) await open().append(event(key));
    await new ListMirror(memory.database, school, list).carry();
    await memory.rows.putBack();
    const next = await open().append(event('afterwards'));
    expect(next.number).toBe(4);
    expect(await brokenIn([...(await listed()), next])).toEqual([]);
  });

  test('an older copy of the database was put back: what it lacks comes from the list', async () => {
    const first = await open().append(event('key-1'));
    for (const key of ['key-2', 'key-3']) await open().append(event(key));
    await new ListMirror(memory.database, school, list).carry();
    await memory.database.query('delete from desk_audit where number > $1', [first.number]);
    expect(await open().catchUp()).toBe(2);
    expect((await open().append(event('key-4'))).number).toBe(4);
  });

  test('a lost database whose list cannot be asked begins no second chain: it says so', async () => {
    class Away extends InMemoryRecordStore {
      override async find(): Promise<never> {
        throw new OutsideError('busy', 'SharePoint is away');
      }
    }
    const log = new DatabaseAuditLog(memory.database, school, new Away());
    await expect(log.append(event('a'))).rejects.toMatchObject({ kind: 'busy' });
  });
});
