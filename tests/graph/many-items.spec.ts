import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../../shared/graph/sharepoint-records.ts';
import type { Condition } from '../../shared/ports/record-store.ts';
import { type ContactLogEntry, contactLog, contactLogSchema } from '../../shared/records/contact-log.ts';
import { type GraphAlone, openGraphAlone } from '../support/graph-alone.ts';

const count = 12_000;
const days = 190;
const pupils = 1200;

/** Two school years of contact: some sixty entries a day. */
const entry = (at: number): ContactLogEntry => {
  const day = new Date(Date.UTC(2025, 8, 1 + (at % days))).toISOString().slice(0, 10);
  const pupil = `P${at % pupils}`;
  return contactLogSchema.parse({
    key: `press-${at}`,
    pupil,
    date: day,
    time: '09:20',
    by: 'id-manager',
    byName: 'Mercy Okafor',
    channel: 'call',
    outcome: at % 2 === 0 ? 'reached' : 'no answer',
    task: `${day}/AM/${pupil}`,
  });
};

let graph: GraphAlone;
let records: SharePointRecords;
beforeAll(async () => {
  graph = await openGraphAlone();
  const client = openGraph({
    address: graph.address,
    tokens: graph.token,
    sleep: async () => undefined,
    random: () => 0.5,
  });
  const lists = new SharePointLists(client, graph.site);
  await lists.createList({ list: contactLog.list, columns: contactLog.columns });
  records = new SharePointRecords(client, lists);
  await records.createAll(
    contactLog,
    Array.from({ length: count }, (_none, at) => entry(at)),
  );
}, 120_000);
afterAll(async () => await graph.close());

const asked = async <T>(question: () => Promise<T>): Promise<{ readonly answer: T; readonly requests: number }> => {
  graph.requests.clear();
  const answer = await question();
  return { answer, requests: graph.requests.all().length };
};

describe(`a list of ${count} items, past SharePoint's threshold of 5,000`, () => {
  const one = entry(4321);
  test.each<[string, Condition[], number, number]>([
    ['the log of a day', [{ column: 'date', is: 'eq', value: one.date }], 63, 1],
    ['a pupil’s log', [{ column: 'pupil', is: 'eq', value: one.pupil }], 10, 1],
    ['what was tried for a task', [{ column: 'task', is: 'eq', value: one.task! }], 1, 1],
    [
      'a pupil’s log since a day',
      [
        { column: 'pupil', is: 'eq', value: one.pupil },
        { column: 'date', is: 'ge', value: '2025-12-01' },
      ],
      4,
      1,
    ],
    ['the last fortnight', [{ column: 'date', is: 'ge', value: '2026-02-24' }], 882, 1],
  ])('%s: answered in one request', async (_what, where, found, requests) => {
    const reply = await asked(async () => await records.find(contactLog, where));
    expect(reply.answer).toHaveLength(found);
    expect(reply.requests).toBe(requests);
  });

  test('one entry by its key', async () => {
    const reply = await asked(async () => await records.byKey(contactLog, one.key));
    expect(reply.answer?.record).toEqual(one);
    expect(reply.requests).toBe(1);
  });

  test('everything, for the year’s report: six pages, none missing', async () => {
    const reply = await asked(async () => await records.find(contactLog));
    expect(new Set(reply.answer.map(({ record }) => record.key)).size).toBe(count);
    expect(reply.requests).toBeLessThanOrEqual(7);
  });

  test('a filter that SharePoint refuses for its length is answered all the same, by reading the list', async () => {
    const reply = await asked(
      async () => await records.find(contactLog, [{ column: 'date', is: 'le', value: '2026-01-31' }]),
    );
    expect(reply.answer.length).toBeGreaterThan(5000);
    expect(reply.answer.every(({ record }) => record.date <= '2026-01-31')).toBe(true);
    expect(reply.requests).toBeLessThanOrEqual(8);
  });

  test('an entry more, and the same again: one item', async () => {
    const fresh = { ...one, key: 'press-new' };
    const reply = await asked(async () => [
      await records.create(contactLog, fresh),
      await records.create(contactLog, fresh),
    ]);
    expect(reply.answer[0]!.id).toBe(reply.answer[1]!.id);
    expect(reply.requests).toBeLessThanOrEqual(3);
  });
});
