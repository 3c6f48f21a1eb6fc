import { afterEach, describe, expect, test } from 'vitest';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { GraphTenantHealth } from '../../shared/graph/graph-tenant-health.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { type Answering, type Asked, fakeGraph } from '../support/fake-graph.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const jwt = (payload: object) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;
const teamsAppId = '55555555-5555-4555-a555-555555555555';

const tenant = async (answer: (asked: Asked) => Answering, token = jwt({ roles: ['Sites.Selected'] })) => {
  const graph = await fakeGraph(answer);
  close = graph.close;
  const tokens = async () => token;
  const client = openGraph({ address: graph.address, tokens, sleep: async () => undefined, random: () => 0.5 });
  const lists = new SharePointLists(client, 'school,1,2');
  const health = new GraphTenantHealth({ graph: client, lists, tokens, site: 'school,1,2', teamsAppId });
  return { health, asked: () => graph.asked.map(({ method, path }) => `${method} ${path.replace('/graph/v1.0', '')}`) };
};
const refusal = (status: number, code = 'accessDenied'): Answering => ({ status, body: { error: { code } } });

describe('what the app was given', () => {
  test('stands in its token', async () => {
    expect(await (await tenant(() => refusal(500))).health.permissions()).toEqual(['Sites.Selected']);
  });
  test.each(['opaque', 'a.b.c', jwt({ roles: 'all' })])('is not known from a token like %s', async (token) => {
    expect(await (await tenant(() => refusal(500), token)).health.permissions()).toBeUndefined();
  });
});

describe('the site', () => {
  test('is asked for by its id; Graph’s Date header is its clock', async () => {
    const { health, asked } = await tenant(() => ({
      status: 200,
      headers: { date: 'Tue, 10 Mar 2026 08:30:00 GMT' },
      body: { id: 'x' },
    }));
    expect(await health.site()).toEqual({ time: Date.UTC(2026, 2, 10, 8, 30) });
    expect(asked()).toEqual(['GET /sites/school,1,2?$select=id']);
  });

  test.each([
    ['refused for the ETag: the app may write', 412, true],
    ['no such file to replace: the app may write', 404, true],
    ['forbidden: it may not', 403, false],
  ])('a write with an ETag that no file has is %s', async (_says, status, may) => {
    const { health, asked } = await tenant(() => refusal(status));
    expect(await health.mayWrite()).toBe(may);
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toMatch(/^PUT .*\/drive\/root:\/Desk\//);
  });

  test('the write can never be carried out: its If-Match names an ETag of nothing', async () => {
    let seen: unknown;
    const { health } = await tenant(({ headers }) => {
      seen = headers['if-match'];
      return refusal(412);
    });
    await health.mayWrite();
    expect(seen).toBe('"{00000000-0000-0000-0000-000000000000},0"');
  });

  test.each([
    [403, false],
    [404, false],
    [200, true],
  ])('who was given what on it, and another site: %i', async (status, open) => {
    const { health } = await tenant(() => (status === 200 ? { status, body: { id: 'other' } } : refusal(status)));
    expect(await health.maySeeGrants()).toBe(open);
    expect(await health.maySeeOtherSite()).toBe(open);
  });

  test('the school’s own site may be the root', async () => {
    const { health } = await tenant(() => ({ status: 200, body: { id: 'school,1,2' } }));
    expect(await health.maySeeOtherSite()).toBe(false);
  });
});

describe('Teams', () => {
  test('the channels of a team, by id', async () => {
    const { health, asked } = await tenant(() => ({
      status: 200,
      body: { value: [{ id: '19:a@thread.tacv2', displayName: 'Year 9' }] },
    }));
    expect(await health.channelsOf('team')).toEqual([{ id: '19:a@thread.tacv2', name: 'Year 9' }]);
    expect(asked()).toEqual(['GET /teams/team/channels?$select=id,displayName']);
  });

  test.each([
    ['by the catalogue’s id', { teamsApp: { id: teamsAppId } }, true],
    ['by the manifest’s', { teamsApp: { id: 'other', externalId: teamsAppId } }, true],
    ['another app alone', { teamsApp: { id: 'other', externalId: null } }, false],
  ])('the app is found in a team and with a person %s', async (_says, installed, is) => {
    const { health, asked } = await tenant(() => ({ status: 200, body: { value: [installed] } }));
    expect(await health.isInstalled({ team: 't' })).toBe(is);
    expect(await health.isInstalled({ person: 'p' })).toBe(is);
    expect(asked()).toEqual([
      'GET /teams/t/installedApps?$expand=teamsApp',
      'GET /users/p/teamwork/installedApps?$expand=teamsApp',
    ]);
  });
});

test('items are counted over every page; those that are no record are named by item and column, never by what they hold', async () => {
  const good = {
    key: 'P1',
    admission: '1',
    surname: 'Secret',
    forename: 'F',
    year: '9',
    form: '9A',
    from: '2025-09-03',
  };
  const item = (id: string, fields: object) => ({ id, eTag: `"${id},1"`, fields });
  const { health } = await tenant(({ path, headers }) => {
    if (path.includes('/lists?'))
      return { status: 200, body: { value: [{ id: 'l', name: 'Pupils', displayName: 'Pupils' }] } };
    if (path.includes('after')) return { status: 200, body: { value: [item('3', { ...good, year: 9 })] } };
    const next = `http://${headers.host}/graph/v1.0/sites/school,1,2/lists/l/items?after`;
    return {
      status: 200,
      body: { value: [item('1', good), item('2', { ...good, flags: 'Secret' })], '@odata.nextLink': next },
    };
  });
  expect(await health.itemsOf(pupils)).toEqual({
    count: 3,
    unreadable: [
      { item: '2', column: 'flags' },
      { item: '3', column: 'year' },
    ],
  });
});
