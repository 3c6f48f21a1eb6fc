import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultsFrom } from '../../shared/local-tenant/faults/fault-plan.ts';
import { type GraphAlone, openGraphAlone } from '../support/graph-alone.ts';
import { openTestTenant, type TestTenant } from '../support/local-tenant.ts';

let local: GraphAlone;
let list = '';
beforeAll(async () => {
  local = await openGraphAlone();
});
afterAll(() => local.close());

const send = async (method: string, path: string, body?: unknown, signal?: AbortSignal) =>
  await fetch(`${local.address}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${await local.token()}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await send(method, path, body);
  return { status: answer.status, headers: answer.headers, json: await answer.json() };
};
const site = () => `/sites/${local.site}`;
const items = () => `${site()}/lists/${list}/items`;
const create = (key: string) => ({ fields: { key } });
const fail = (...faults: unknown[]) => local.faults.add(faultsFrom(faults));
const keys = async (): Promise<string[]> => {
  local.faults.clear();
  const { json } = await ask('GET', `${items()}?$expand=fields`);
  return json.value.map(({ fields }: { fields: { key: string } }) => fields.key).sort();
};
const batch = (...parts: object[]) =>
  ask('POST', '/$batch', {
    requests: parts.map((part, at) => ({
      id: `${at + 1}`,
      method: 'POST',
      url: items(),
      headers: { 'Content-Type': 'application/json' },
      body: create(`k${at + 1}`),
      ...part,
    })),
  });
interface Said {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: { error?: { code: string } };
}
const statuses = (json: { responses: Said[] }) => json.responses.map(({ status }) => status);

beforeEach(async () => {
  local.faults.clear();
  await local.empty();
  const made = await ask('POST', `${site()}/lists`, {
    displayName: 'Posts',
    columns: [{ name: 'key', text: {}, indexed: true, enforceUniqueValues: true }],
    list: { template: 'genericList' },
  });
  list = made.json.id;
  local.requests.clear();
});

describe('a call that Graph refuses does nothing, in Graph’s words', () => {
  test.each([
    ['429', 429, 'activityLimitReached', '7'],
    ['503', 503, 'serviceNotAvailable', '7'],
    ['504', 504, 'UnknownError', null],
    ['500', 500, 'generalException', null],
    ['412', 412, 'resourceModified', null],
    ['401', 401, 'InvalidAuthenticationToken', null],
    ['403', 403, 'accessDenied', null],
    ['404', 404, 'itemNotFound', null],
  ])('%s', async (kind, status, code, retryAfter) => {
    fail({ match: { method: 'POST', path: '/items' }, do: kind, retryAfter: 7 });
    const answer = await ask('POST', items(), create('a'));
    expect(answer).toMatchObject({
      status,
      json: { error: { code, innerError: { 'request-id': expect.any(String) } } },
    });
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect((await ask('POST', items(), create('b'))).status).toBe(201);
    expect(await keys()).toEqual(['b']);
  });

  test('the directory throttles under a name of its own', async () => {
    fail({ match: { path: '/users' }, do: '429' });
    expect((await ask('GET', '/users')).json.error.code).toBe('TooManyRequests');
  });
});

describe('a call whose answer goes astray', () => {
  test('drop-answer: it is done, and the connection breaks', async () => {
    fail({ match: { method: 'POST', path: '/items' }, do: 'drop-answer' });
    await expect(send('POST', items(), create('a'))).rejects.toThrow('fetch failed');
    expect(await keys()).toEqual(['a']);
  });

  test('reset: nothing is done, and the connection breaks', async () => {
    fail({ match: { method: 'POST', path: '/items' }, do: 'reset' });
    await expect(send('POST', items(), create('a'))).rejects.toThrow('fetch failed');
    expect(await keys()).toEqual([]);
  });

  test('timeout: nothing is done and nothing is said, until the asker gives up or it hangs up', async () => {
    fail({ do: 'timeout' }, { do: 'timeout', seconds: 0.05 });
    await expect(send('GET', items(), undefined, AbortSignal.timeout(100))).rejects.toThrow(/timeout/i);
    await expect(send('GET', items())).rejects.toThrow('fetch failed');
  });

  test('slow: it is done at once and said late', async () => {
    fail({ match: { method: 'POST' }, do: 'slow', seconds: 0.2 });
    const from = performance.now();
    expect((await ask('POST', items(), create('a'))).status).toBe(201);
    expect(performance.now() - from).toBeGreaterThan(180);
  });

  test('bad-json: it is done, the status is right, the body breaks off', async () => {
    fail({ match: { method: 'POST' }, do: 'bad-json' });
    const answer = await send('POST', items(), create('a'));
    expect(answer.status).toBe(201);
    await expect(answer.json()).rejects.toThrow(SyntaxError);
    expect(await keys()).toEqual(['a']);
  });
});

describe('a batch', () => {
  test('may fail as a whole, and then does nothing', async () => {
    fail({ match: { path: '/$batch' }, do: '429' });
    expect((await batch({}, {})).status).toBe(429);
    expect(await keys()).toEqual([]);
  });

  test('half-batch: the first half is done; each of the rest is told to wait', async () => {
    fail({ do: 'half-batch', retryAfter: 3 });
    const { status, json } = await batch({}, {}, {}, {}, {});
    expect(status).toBe(200);
    expect(statuses(json)).toEqual([201, 201, 429, 503, 429]);
    expect(json.responses.slice(2).map(({ headers }: Said) => headers['Retry-After'])).toEqual(['3', '3', '3']);
    expect(await keys()).toEqual(['k1', 'k2']);
  });

  test('one of its requests fails by its path; the others stand', async () => {
    fail({ match: { method: 'POST', path: '/items', nth: 2 }, do: '429', retryAfter: 9 });
    const { json } = await batch({}, {}, {});
    expect(statuses(json)).toEqual([201, 429, 201]);
    expect(json.responses[1]).toMatchObject({
      headers: { 'Retry-After': '9' },
      body: { error: { code: 'activityLimitReached' } },
    });
    expect(await keys()).toEqual(['k1', 'k3']);
  });

  test.each([
    ['drop-answer', 504, ['k1', 'k2']],
    ['reset', 504, ['k2']],
    ['timeout', 504, ['k2']],
    ['bad-json', 201, ['k1', 'k2']],
  ])('%s inside it leaves the connection whole', async (kind, status, standing) => {
    fail({ match: { path: '/items' }, do: kind });
    const { json } = await batch({}, {});
    expect(statuses(json)).toEqual([status, 201]);
    expect(typeof json.responses[0].body).toBe(kind === 'bad-json' ? 'string' : 'object');
    expect(await keys()).toEqual(standing);
  });

  test('what depends on a request that failed is not done', async () => {
    fail({ match: { path: '/items' }, do: '503' });
    const { json } = await batch({}, { dependsOn: ['1'] }, {});
    expect(statuses(json)).toEqual([503, 424, 201]);
    expect(await keys()).toEqual(['k3']);
  });
});

test('the log tells the fault of a request, and the fault the number of its request', async () => {
  fail({ match: { path: '/items', nth: 2 }, do: '503' }, { match: { path: '/users' }, do: '404' });
  await ask('GET', '/users');
  await ask('GET', '/users');
  await batch({}, {}, {});
  expect(local.requests.all()).toMatchObject([
    { n: 1, status: 404, fault: '404' },
    { n: 2, status: 200, route: '/users' },
    { n: 3, status: 200, batched: 3, inner: [{ status: 201 }, { status: 503, fault: '503' }, { status: 201 }] },
  ]);
  expect(local.faults.fired.map(({ do: kind, n }) => [kind, n])).toEqual([
    ['404', 1],
    ['503', 3],
  ]);
});

describe('at the controls', () => {
  let it: TestTenant;
  const bot = createServer((_request, response) => response.writeHead(200).end());
  beforeAll(async () => {
    it = await openTestTenant();
    await new Promise<void>((done) => bot.listen(0, '127.0.0.1', done));
    const address = `http://localhost:${(bot.address() as AddressInfo).port}`;
    await it.tenant.connectDesk({ address, settle: async () => ({ jobs: 0, failed: [] }) });
  });
  afterAll(async () => {
    bot.close();
    bot.closeAllConnections();
    await it?.stop();
  });

  const say = async () =>
    await fetch(`${it.tenant.address}/connector/v3/conversations/19:year9@thread.tacv2/activities`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await it.appToken('https://api.botframework.com/.default')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ type: 'message', text: 'Hello' }),
    });

  test('Teams fails in Teams’ words', async () => {
    const { json } = await it.control('POST', '/faults', [
      { match: { method: 'POST', path: '/v3/conversations/*/activities' }, do: '429', retryAfter: 2 },
      { match: { path: 'activities' }, do: '412' },
    ]);
    expect(json.waiting).toHaveLength(2);
    const first = await say();
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([
      429,
      '2',
      { error: { code: 'Throttled', message: 'Too many requests.' } },
    ]);
    expect((await (await say()).json()).error.code).toBe('PreconditionFailed');
    const { waiting, fired } = (await it.control('GET', '/faults')).json;
    const log = (await it.control('GET', '/requests')).json;
    expect(waiting).toEqual([]);
    expect(fired.map(({ n }: { n: number }) => log.find((line: { n: number }) => line.n === n).status)).toEqual([
      429, 412,
    ]);
    expect((await it.control('DELETE', '/faults')).json).toEqual({ waiting: [], fired: [] });
  });

  test('a post whose answer is lost stands in the channel; one that is reset does not', async () => {
    const posts = async () => (await it.control('GET', '/posts')).json.length;
    const before = await posts();
    await it.control('POST', '/faults', [{ match: { path: '/activities' }, do: 'drop-answer' }]);
    await expect(say()).rejects.toThrow('fetch failed');
    expect(await posts()).toBe(before + 1);
    await it.control('POST', '/faults', [{ match: { path: '/activities' }, do: 'reset' }]);
    await expect(say()).rejects.toThrow('fetch failed');
    expect(await posts()).toBe(before + 1);
    expect((await say()).status).toBe(201);
    await it.control('DELETE', '/faults');
  });

  test('a wrong one is said in words and none of its list is taken', async () => {
    const answer = await it.control('POST', '/faults', [{ do: '429' }, { do: 'explode' }]);
    expect(answer).toMatchObject({ status: 400, json: { error: expect.stringContaining('drop-answer') } });
    expect((await it.control('GET', '/faults')).json.waiting).toEqual([]);
  });
});
