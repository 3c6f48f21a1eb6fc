import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { graphRoutes } from '../../shared/local-tenant/graph/routes.ts';
import { type GraphAlone, openGraphAlone, smallDirectory } from '../support/graph-alone.ts';
import { askJson } from '../support/local-tenant.ts';

let local: GraphAlone;
let list = '';
beforeAll(async () => {
  local = await openGraphAlone();
});
afterAll(() => local.close());

const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  askJson(`${local.address}/v1.0${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${await local.token()}`, ...headers },
  });
const site = () => `/sites/${local.site}`;
const items = () => `${site()}/lists/${list}/items`;

beforeEach(async () => {
  await local.empty();
  const made = await ask('POST', `${site()}/lists`, {
    displayName: 'Leave requests',
    columns: [
      { name: 'key', text: {}, indexed: true, enforceUniqueValues: true },
      { name: 'state', choice: { choices: ['waiting', 'granted'] }, indexed: true },
      { name: 'sessions', number: {}, indexed: true },
      { name: 'reason', text: { allowMultipleLines: true } },
    ],
    list: { template: 'genericList' },
  });
  list = made.json.id;
});

const add = (count: number) =>
  ask('POST', '/$batch', {
    requests: Array.from({ length: count }, (_none, at) => ({
      id: String(at),
      method: 'POST',
      url: items(),
      headers: { 'Content-Type': 'application/json' },
      body: { fields: { key: `k${at}`, state: at % 2 ? 'granted' : 'waiting', sessions: at } },
    })),
  });

describe('an error looks like Graph’s', () => {
  test('with code, message, date and the client’s own request id', async () => {
    const answer = await ask('GET', '/me/messages', undefined, { 'client-request-id': 'asked-by-me' });
    expect(answer).toEqual({
      status: 400,
      json: {
        error: {
          code: 'BadRequest',
          message: "Resource not found for the segment 'messages'.",
          innerError: {
            date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
            'request-id': expect.any(String),
            'client-request-id': 'asked-by-me',
          },
        },
      },
    });
  });

  test('a token that is missing or not for Graph is 401', async () => {
    expect((await askJson(`${local.address}/v1.0/users`)).status).toBe(401);
    const headers = { authorization: 'Bearer abc.def.ghi' };
    const answer = await askJson(`${local.address}/v1.0/users`, { headers });
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'InvalidAuthenticationToken' } } });
  });

  test.each([
    ['another site', 'GET', () => '/sites/other,a,b/lists', 403],
    ['a list that is not there', 'GET', () => `${site()}/lists/none/items`, 404],
    ['an item that is not there', 'PATCH', () => `${items()}/77/fields`, 404],
    ['a method the route has not', 'DELETE', () => `${items()}`, 405],
    ['an option it does not know', 'GET', () => `${items()}?$orderby=fields/key`, 400],
    ['a word it does not filter by', 'GET', () => `${items()}?$filter=contains(fields/key,'k')`, 400],
    ['a column that is not there', 'GET', () => `${items()}?$filter=fields/nowhere eq 'k'`, 400],
    ['a number compared with a text', 'GET', () => `${items()}?$filter=fields/sessions eq '3'`, 400],
  ])('%s', async (_says, method, path, status) => {
    const answer = await ask(method, path(), method === 'PATCH' ? {} : undefined);
    expect(answer.status).toBe(status);
    expect(answer.json.error.code).toEqual(expect.any(String));
  });
});

describe('the items of a list', () => {
  test('come in pages of 200, each with the address of the next, none twice and none missing', async () => {
    for (let round = 0; round < 21; round += 1)
      await ask('POST', '/$batch', {
        requests: Array.from({ length: 20 }, (_none, at) => ({
          id: String(at),
          method: 'POST',
          url: items(),
          headers: { 'Content-Type': 'application/json' },
          body: { fields: { key: `${round}-${at}` } },
        })),
      });
    const sizes: number[] = [];
    const keys = new Set<string>();
    for (let path: string | undefined = `${items()}?$expand=fields($select=key)`; path !== undefined; ) {
      const { json } = await ask('GET', path);
      sizes.push(json.value.length);
      for (const { fields } of json.value) keys.add(fields.key);
      const next: string | undefined = json['@odata.nextLink'];
      path = next?.slice(`${local.address}/v1.0`.length);
    }
    expect(sizes).toEqual([200, 200, 20]);
    expect(keys.size).toBe(420);
  });

  test('are filtered by what is indexed; a note is refused in the documented words', async () => {
    await add(6);
    const filter = encodeURIComponent("fields/state eq 'waiting' and fields/sessions ge 1 and fields/sessions le 4");
    const { json } = await ask('GET', `${items()}?$expand=fields&$filter=${filter}`);
    expect(json.value.map(({ fields }: { fields: { key: string } }) => fields.key)).toEqual(['k2', 'k4']);
    const refused = await ask('GET', `${items()}?$filter=fields/reason eq 'x'`);
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toContain(
      "Field 'reason' cannot be referenced in filter or orderby as it is not indexed.",
    );
  });

  test('carry an ETag that moves on; a change of an old one is 412 and changes nothing', async () => {
    const made = await ask('POST', items(), { fields: { key: 'a', sessions: 10 } });
    expect(made.status).toBe(201);
    const path = `${items()}/${made.json.id}/fields`;
    const changed = await ask('PATCH', path, { sessions: 12 }, { 'if-match': made.json.eTag });
    expect(changed.status).toBe(200);
    expect(changed.json['@odata.etag']).not.toBe(made.json.eTag);
    const stale = await ask('PATCH', path, { sessions: 99 }, { 'if-match': made.json.eTag });
    expect(stale.status).toBe(412);
    const { json } = await ask('GET', `${items()}?$expand=fields`);
    expect(json.value[0].fields).toMatchObject({ sessions: 12, '@odata.etag': changed.json['@odata.etag'] });
  });

  test.each([
    ['a field the list has not', { key: 'a', surname: 'x' }],
    ['a text for a number', { key: 'a', sessions: '10' }],
    ['a line longer than 255 characters', { key: 'x'.repeat(256) }],
  ])('%s is refused', async (_says, fields) => {
    expect((await ask('POST', items(), { fields })).status).toBe(400);
  });
});

describe('a batch', () => {
  test('answers each request for itself: a taken key, a bad field and a wrong address beside what is right', async () => {
    const create = (id: string, fields: unknown, more = {}) => ({
      id,
      method: 'POST',
      url: items(),
      headers: { 'Content-Type': 'application/json' },
      body: { fields },
      ...more,
    });
    const { status, json } = await ask('POST', '/$batch', {
      requests: [
        create('1', { key: 'a' }),
        create('2', { key: 'A' }),
        create('3', { nowhere: 1 }),
        create('4', { key: 'b' }),
        { id: '5', method: 'GET', url: '/nowhere' },
        create('6', { key: 'c' }, { dependsOn: ['5'] }),
        { id: '7', method: 'GET', url: `${items()}?$filter=fields/key eq 'b'&$expand=fields` },
      ],
    });
    expect(status).toBe(200);
    const statuses = json.responses.map(({ id, status: each }: { id: string; status: number }) => [id, each]);
    expect(statuses).toEqual([
      ['1', 201],
      ['2', 409],
      ['3', 400],
      ['4', 201],
      ['5', 400],
      ['6', 424],
      ['7', 200],
    ]);
    expect(json.responses[6].body.value[0].fields.key).toBe('b');
  });

  test('takes twenty requests and no more, and needs a Content-Type beside a body', async () => {
    expect((await add(20)).json.responses).toHaveLength(20);
    expect((await add(21)).status).toBe(400);
    const bare = { id: '1', method: 'POST', url: items(), body: { fields: {} } };
    expect((await ask('POST', '/$batch', { requests: [bare] })).status).toBe(400);
  });

  test('counts as one request that carried so many, and each route is counted', async () => {
    local.requests.clear();
    await add(3);
    expect(local.requests.all()).toEqual([
      expect.objectContaining({ n: 1, method: 'POST', path: '/$batch', status: 200, batched: 3 }),
    ]);
    expect(local.requests.uses()).toEqual({ 'POST /$batch': 1, 'POST /sites/{site}/lists/{list}/items': 3 });
  });
});

describe('a list', () => {
  test('of a name that is taken is 409; a column twice too', async () => {
    const again = { displayName: 'leave REQUESTS', list: { template: 'genericList' } };
    expect((await ask('POST', `${site()}/lists`, again)).status).toBe(409);
    expect((await ask('POST', `${site()}/lists/${list}/columns`, { name: 'Key', text: {} })).status).toBe(409);
  });

  test('has at most twenty indexes, and a unique column needs one', async () => {
    const columns = (count: number) =>
      Array.from({ length: count }, (_none, at) => ({ name: `c${at}`, text: {}, indexed: true }));
    const make = (displayName: string, given: unknown[]) =>
      ask('POST', `${site()}/lists`, { displayName, columns: given, list: { template: 'genericList' } });
    expect((await make('Twenty', columns(20))).status).toBe(201);
    expect((await make('Too many', columns(21))).status).toBe(400);
    expect((await make('Bare', [{ name: 'key', text: {}, enforceUniqueValues: true }])).status).toBe(400);
  });
});

describe('the directory', () => {
  test('pages its people, and knows who is in a group', async () => {
    const first = await ask('GET', '/users?$top=3&$select=id,accountEnabled');
    expect(first.json.value).toHaveLength(3);
    const next = await ask('GET', first.json['@odata.nextLink'].slice(`${local.address}/v1.0`.length));
    expect(next.json.value).toEqual([
      { id: smallDirectory.accounts[3]!.id, accountEnabled: true },
      { id: smallDirectory.accounts[4]!.id, accountEnabled: false },
    ]);
    const members = await ask('GET', `/groups/${smallDirectory.groups[0]!.id}/members`);
    expect(members.json.value.map(({ mail }: { mail: string }) => mail)).toEqual(
      [0, 1, 2].map((at) => `person.${at}@saltmarsh.example`),
    );
    expect((await ask('GET', '/users/00000000-0000-4000-a000-000000000000')).status).toBe(404);
  });
});

describe('a column without an index', () => {
  test('gets one, and then its values are kept apart', async () => {
    const made = await ask('POST', `${site()}/lists/${list}/columns`, { name: 'code', text: {} });
    const path = `${site()}/lists/${list}/columns/${made.json.id}`;
    expect((await ask('PATCH', path, { indexed: true, enforceUniqueValues: true })).status).toBe(200);
    expect((await ask('POST', items(), { fields: { key: 'a', code: 'one' } })).status).toBe(201);
    expect((await ask('POST', items(), { fields: { key: 'b', code: 'ONE' } })).status).toBe(409);
  });
});

test('the table names each route once', () => {
  const names = graphRoutes.map(({ method, template }) => `${method} ${template}`);
  expect(new Set(names).size).toBe(names.length);
});
