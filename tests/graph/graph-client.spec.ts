import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openGraph } from '../../shared/graph/graph-client.ts';
import type { Unreadable } from '../../shared/graph/list-fields.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../../shared/graph/sharepoint-records.ts';
import { staff } from '../../shared/records/staff-member.ts';
import { type Answering, type Asked, fakeGraph } from '../support/fake-graph.ts';

let closing: () => Promise<void>;
afterEach(async () => await closing());

const graphThat = async (answer: (asked: Asked, number: number) => Answering) => {
  const fake = await fakeGraph(answer);
  closing = fake.close;
  const waits: number[] = [];
  const options = { sleep: async (seconds: number) => void waits.push(seconds), random: () => 0.5 };
  const graph = openGraph({ address: fake.address, tokens: async () => 'token', timeoutMs: 2000, ...options });
  const unreadable: Unreadable[] = [];
  const lists = new SharePointLists(graph, 'school,1,2');
  const records = new SharePointRecords(graph, lists, (found) => unreadable.push(found));
  return { ...fake, graph, records, waits, unreadable };
};

const ok: Answering = { status: 200, body: { value: [] } };
const page = z.object({ value: z.array(z.unknown()) });

describe('one client, patient within limits (reliability §2)', () => {
  test('it says who it is, to Graph alone', async () => {
    const { graph, asked } = await graphThat(() => ok);
    await graph.get('/users', page);
    expect(asked[0]!.headers).toMatchObject({
      authorization: 'Bearer token',
      'user-agent': 'NONISV|School|AttendanceDesk/1.0',
    });
  });

  test.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7],
    [
      'Retry-After as a date, counted from the answer’s own',
      {
        date: 'Tue, 10 Mar 2026 09:00:00 GMT',
        'retry-after': 'Tue, 10 Mar 2026 09:00:12 GMT',
      },
      12,
    ],
    ['nothing said: a quarter of a second, with jitter', {}, 0.25],
  ])('429 with %s', async (_says, headers, wait) => {
    const { graph, waits } = await graphThat((_, number) => (number === 1 ? { status: 429, headers } : ok));
    await graph.get('/users', page);
    expect(waits).toEqual([wait]);
  });

  test('it gives up within its budget, and says that Graph is busy', async () => {
    const { graph, asked, waits } = await graphThat(() => ({ status: 429, headers: { 'retry-after': '40' } }));
    await expect(graph.get('/users', page)).rejects.toMatchObject({ kind: 'busy', retryAfterSeconds: 40 });
    expect([asked.length, waits]).toEqual([2, [40]]);
  });

  test('a reading is asked again after 504, a broken connection and an answer that broke off', async () => {
    const bad: Answering[] = [{ status: 504 }, 'drop', { status: 200, body: '{"value":[', cut: true }];
    const { graph, asked } = await graphThat((_, number) => bad[number - 1] ?? ok);
    expect(await graph.get('/users', page)).toEqual({ value: [] });
    expect(asked).toHaveLength(4);
  });

  test('a change that may have been done is not sent again', async () => {
    const { graph, asked } = await graphThat(() => ({ status: 504 }));
    await expect(graph.ask({ method: 'POST', path: '/x', body: {} })).rejects.toMatchObject({ kind: 'unanswered' });
    expect(asked).toHaveLength(1);
  });

  test.each([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'absent'],
    [409, 'duplicate'],
    [412, 'stale'],
    [423, 'locked'],
    [400, 'refused'],
  ])('%s is %s, and its body is not repeated in the message', async (status, kind) => {
    const body = { error: { code: 'someCode', message: 'Name of a pupil' } };
    const { graph } = await graphThat(() => ({ status, body }));
    const failing = graph.get('/sites/s/lists?$filter=secret', page);
    await expect(failing).rejects.toMatchObject({ kind, message: `GET /sites/s/lists: ${status} someCode` });
  });

  test('no redirect, and no next page elsewhere, is followed: the other host hears nothing', async () => {
    let calls = 0;
    const other = await fakeGraph(() => {
      calls++;
      return ok;
    });
    const { graph } = await graphThat(({ path }) =>
      path.includes('/moved')
        ? { status: 302, headers: { location: `${other.address}/x` } }
        : { status: 200, body: { value: [], '@odata.nextLink': `${other.address}/v1.0/users?page=2` } },
    );
    await expect(graph.pages('/users', z.unknown())).rejects.toMatchObject({ kind: 'refused' });
    await expect(graph.get('/moved', page)).rejects.toMatchObject({ kind: 'refused' });
    expect(calls).toBe(0);
    await other.close();
  });

  test('pages are read to the end; one that breaks starts again, and nothing is taken for the whole', async () => {
    let broken = false;
    const { graph, address, asked } = await graphThat(({ path }) => {
      if (!path.includes('page=2'))
        return { status: 200, body: { value: [1, 2], '@odata.nextLink': `${address}/v1.0/users?page=2` } };
      if (broken) return { status: 200, body: { value: [3] } };
      broken = true;
      return { status: 200, body: '{"val' };
    });
    expect(await graph.pages('/users', z.number())).toEqual([1, 2, 3]);
    expect(asked).toHaveLength(4);
  });
});

const quill = { key: 'PQ', name: 'P Quill', email: 'p.quill@school.example', tutorOf: ['9A', '9B'] };
const item = (id: string, fields: object) => ({
  id,
  eTag: `"${id},1"`,
  fields: { '@odata.etag': `"${id},1"`, ...fields },
});
const kept = { ...quill, tutorOf: '["9A","9B"]' };
const lists = { status: 200, body: { value: [{ id: 'L1', name: 'Staff', displayName: 'Staff' }] } };

describe('a record is written once, whatever is lost on the way', () => {
  test('the answer to a create is lost after the write: its key is looked up, and it is there', async () => {
    const { records, asked } = await graphThat(({ method, path }) => {
      if (path.includes('/lists?')) return lists;
      return method === 'POST' ? 'drop' : { status: 200, body: { value: [item('1', kept)] } };
    });
    expect(await records.create(staff, quill)).toEqual({ id: '1', version: '"1,1"', record: quill });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(asked.at(-1)!.path).toContain("$filter=fields/key eq 'PQ'");
  });

  test('the answer is lost before the write: it is sent once more', async () => {
    let posts = 0;
    const { records } = await graphThat(({ method, path }) => {
      if (path.includes('/lists?')) return lists;
      if (method === 'GET') return ok;
      return ++posts === 1 ? 'drop' : { status: 201, body: item('1', kept) };
    });
    expect((await records.create(staff, quill)).record).toEqual(quill);
    expect(posts).toBe(2);
  });

  test('a key with an apostrophe is a value and never a part of the filter', async () => {
    const { records, asked } = await graphThat(({ path }) => (path.includes('/lists?') ? lists : ok));
    await records.byKey(staff, "O'Brien' or 1 eq 1");
    expect(asked.at(-1)!.path).toContain("fields/key eq 'O''Brien'' or 1 eq 1'");
  });

  test('of a batch only the failed parts are repeated: one too busy, one unanswered, one there already', async () => {
    const sent: string[][] = [];
    interface Asking {
      readonly method: string;
      readonly url: string;
      readonly body?: { readonly fields: { readonly key: string } };
    }
    const { records, waits } = await graphThat(({ method: outer, path, body }) => {
      if (path.includes('/lists?')) return lists;
      const isBatch = path.endsWith('/$batch');
      const requests: (Asking & { id: string })[] = isBatch
        ? (JSON.parse(body) as { requests: (Asking & { id: string })[] }).requests
        : [{ id: '1', method: outer, url: path, ...(body === '' ? {} : { body: JSON.parse(body) }) }];
      const keyOf = ({ url, body: part }: Asking): string =>
        part?.fields.key ?? /eq '(\w)'/.exec(decodeURIComponent(url))![1]!;
      sent.push(requests.map((part) => `${part.method} ${keyOf(part)}`));
      const first = sent.length === 1;
      const responses = requests.map((part) => {
        const [id, key] = [part.id, keyOf(part)];
        if (part.method === 'GET')
          return { id, status: 200, body: { value: key === 'D' ? [item('D', { ...kept, key: 'D' })] : [] } };
        if (first && key === 'B') return { id, status: 429, headers: { 'Retry-After': '3' }, body: {} };
        if (first && key === 'C') return { id, status: 504, body: {} };
        if (key === 'D') return { id, status: 409, body: { error: { code: 'nameAlreadyExists' } } };
        return { id, status: 201, body: item(key, { ...kept, key }) };
      });
      return isBatch ? { status: 200, body: { responses } } : responses[0]!;
    });
    const stored = await records.createAll(
      staff,
      ['A', 'B', 'C', 'D'].map((key) => ({ ...quill, key })),
    );
    expect(stored.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
    expect(sent).toEqual([['POST A', 'POST B', 'POST C', 'POST D'], ['POST B'], ['GET C', 'GET D'], ['POST C']]);
    expect(waits).toEqual([3]);
  });

  test('the answer to a change is lost: it stands there, so it is done; or somebody else changed it, so it is stale', async () => {
    let now = item('1', { ...kept, name: 'P Quill-Stone' });
    const { records } = await graphThat(({ method, path }) => {
      if (path.includes('/lists?')) return lists;
      return method === 'PATCH' ? 'drop' : { status: 200, body: { value: [now] } };
    });
    const seen = { id: '1', version: '"1,0"', record: quill };
    expect((await records.update(staff, seen, { name: 'P Quill-Stone' })).record.name).toBe('P Quill-Stone');
    now = item('1', { ...kept, name: 'Another' });
    await expect(records.update(staff, seen, { name: 'P Quill-Stone' })).rejects.toMatchObject({ kind: 'stale' });
  });

  test('an item that a hand has spoilt is left out and named by list, item and column, never by what it holds', async () => {
    const { records, unreadable } = await graphThat(({ path }) =>
      path.includes('/lists?')
        ? lists
        : { status: 200, body: { value: [item('8', { ...kept, tutorOf: 'Zqx' }), item('9', kept)] } },
    );
    expect((await records.find(staff)).map(({ id }) => id)).toEqual(['9']);
    expect(unreadable.map(({ message }) => message)).toEqual(['List Staff, item 8, column tutorOf']);
  });

  test('a record whose place a spoilt item holds is not written over and does not stop the others', async () => {
    const spoilt = item('8', { ...kept, key: 'A', tutorOf: 'Zqx' });
    const { records, unreadable } = await graphThat(({ method, path, body }) => {
      if (path.includes('/lists?')) return lists;
      if (method === 'GET') return { status: 200, body: { value: [spoilt] } };
      const { requests } = JSON.parse(body) as { requests: { id: string; body: { fields: { key: string } } }[] };
      const responses = requests.map(({ id, body: { fields } }) =>
        fields.key === 'A'
          ? { id, status: 409, body: { error: { code: 'nameAlreadyExists' } } }
          : { id, status: 201, body: item(fields.key, { ...kept, key: fields.key }) },
      );
      return { status: 200, body: { responses } };
    });
    const wanted = ['A', 'B', 'C'].map((key) => ({ ...quill, key }));
    expect((await records.createAll(staff, wanted)).map(({ record }) => record.key)).toEqual(['B', 'C']);
    expect(unreadable).toHaveLength(1);
    await expect(records.byKey(staff, 'A')).rejects.toMatchObject({ kind: 'broken' });
  });
});

describe('what is asked side by side is one request', () => {
  const batched = (body: string) => (JSON.parse(body) as { requests: { id: string; url: string }[] }).requests;

  test('questions of one turn go out together, twenty at most; later ones by themselves', async () => {
    const { graph, asked } = await graphThat(({ path, body }) =>
      path.endsWith('/$batch')
        ? { status: 200, body: { responses: batched(body).map(({ id }) => ({ id, ...ok })) } }
        : ok,
    );
    await Promise.all(Array.from({ length: 45 }, (_none, at) => graph.get(`/users?page=${at}`, page)));
    await graph.get('/users', page);
    expect(asked.map(({ body }) => (body === '' ? 1 : batched(body).length))).toEqual([20, 20, 5, 1]);
  });

  test('what was asked is counted: requests with their repeats, batches, questions, and how often Graph was busy', async () => {
    let first = true;
    const { graph } = await graphThat(({ path, body }) => {
      if (path.endsWith('/$batch'))
        return { status: 200, body: { responses: batched(body).map(({ id }) => ({ id, ...ok })) } };
      if (!first) return ok;
      first = false;
      return { status: 429, headers: { 'Retry-After': '1' }, body: {} };
    });
    await graph.get('/users', page);
    await Promise.all(['/users', '/groups', '/sites'].map(async (path) => await graph.get(path, page)));
    expect(graph.counts()).toEqual({ requests: 3, batches: 1, questions: 4, busy: 1 });
  });

  test('each answer is its own: one is absent, the others are there', async () => {
    const { graph } = await graphThat(({ body }) => ({
      status: 200,
      body: {
        responses: batched(body)
          .toReversed()
          .map(({ id, url }) => (url === '/users/none' ? { id, status: 404, body: {} } : { id, ...ok })),
      },
    }));
    const [there, gone] = await Promise.allSettled([graph.get('/users', page), graph.get('/users/none', page)]);
    expect(there).toMatchObject({ status: 'fulfilled' });
    expect(gone).toMatchObject({ status: 'rejected', reason: { kind: 'absent' } });
  });

  test('half a batch unanswered: readings are asked again, a change is left to its adapter', async () => {
    const sent: number[] = [];
    const { graph } = await graphThat(({ body }) => {
      const requests = batched(body);
      sent.push(requests.length);
      const done = sent.length === 1 ? requests.slice(0, 1) : requests;
      return { status: 200, body: { responses: done.map(({ id }) => ({ id, ...ok })) } };
    });
    const [, read, change] = await Promise.allSettled([
      graph.get('/users', page),
      graph.get('/groups', page),
      graph.ask({ method: 'POST', path: '/groups', body: {} }),
    ]);
    expect(read).toMatchObject({ status: 'fulfilled' });
    expect(change).toMatchObject({ status: 'rejected', reason: { kind: 'unanswered' } });
    expect(sent).toEqual([3, 1]);
  });

  test('a batch that is refused as a whole refuses each of its questions', async () => {
    const { graph } = await graphThat(() => ({ status: 403, body: { error: { code: 'accessDenied' } } }));
    const both = await Promise.allSettled([graph.get('/users', page), graph.get('/groups', page)]);
    for (const each of both) expect(each).toMatchObject({ status: 'rejected', reason: { kind: 'forbidden' } });
  });
});
