import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../bot/settings.ts';
import { placeOf } from '../../shared/local-tenant/sample/trust.ts';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';

let it: TestTenant;
let token = '';
/** Takes whatever it is told, and knows who asked for leave. */
const asked: string[] = [];
const desk = createServer(async (request, response) => {
  for await (const _ of request);
  if (request.url === '/api/leave') asked.push(request.headers.authorization!);
  response.writeHead(200).end();
});
const sites: Record<string, string> = {};
const file = async (school: string, path: string) => {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const answer = await fetch(`${it.tenant.address}/graph/v1.0/sites/${sites[school]}/drive/root:/${encoded}:/content`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return await answer.text();
};
const graph = (method: string, path: string, body?: unknown) =>
  askJson(`${it.tenant.address}/graph/v1.0${path}`, { method, body, headers: { authorization: `Bearer ${token}` } });
const upns = (text: string) => new Set(text.match(/\b[A-Z]999\d{9}\b/g));

const trust = ['saltmarsh', 'fernbrook', 'marlbrook'];
beforeAll(async () => {
  it = await openTestTenant({ schools: 3 });
  token = await it.appToken('https://graph.microsoft.com/.default');
  for (const { id, site } of JSON.parse(it.tenant.environment.DESK_CONFIG!).schools) sites[id] = site;
  await new Promise<void>((done) => desk.listen(0, '127.0.0.1', done));
  const address = `http://localhost:${(desk.address() as AddressInfo).port}`;
  await it.tenant.connectDesk({ address, settle: async () => ({ jobs: 0, failed: [] }) });
  await it.tenant.play();
});
afterAll(async () => {
  desk.close();
  desk.closeAllConnections();
  await it?.stop();
});

test('the settings name them as a desk reads them', () => {
  const { tenant } = readSettings(it.tenant.environment);
  expect(tenant!.schools.map(({ id, name }) => [id, name])).toEqual([
    ['saltmarsh', 'Saltmarsh Academy'],
    ['fernbrook', 'Fernbrook School'],
    ['marlbrook', 'Marlbrook School'],
  ]);
  expect(tenant!.site).toBe(sites.saltmarsh);
});

describe('each school', () => {
  test('has a site with policy, calendar and its MIS’s export; no pupil stands in two', async () => {
    const known = new Set<string>();
    for (const school of trust) {
      const policy = JSON.parse(await file(school, 'Desk/policy.json'));
      expect(policy.channels).toHaveLength(5);
      const pupils = upns(await file(school, 'Inbox/students.csv'));
      expect(pupils.size).toBeGreaterThan(school === 'saltmarsh' ? 1100 : 100);
      expect(pupils.intersection(known).size).toBe(0);
      for (const upn of pupils) known.add(upn);
    }
  });

  test('has channels, groups and people of its own', async () => {
    const channels = new Set<string>();
    const groups = new Set<string>();
    for (const school of trust) {
      const policy = JSON.parse(await file(school, 'Desk/policy.json'));
      for (const { channel, team } of policy.channels) {
        channels.add(channel);
        const { json } = await graph('GET', `/teams/${team}/channels`);
        expect(json.value.map(({ id }: { id: string }) => id)).toContain(channel);
      }
      for (const { group } of policy.roleGroups) groups.add(group);
    }
    expect([channels.size, groups.size]).toEqual([15, 42]);
    const people = (await it.control('GET', '/people')).json as { id: string; school: string }[];
    expect(new Set(people.map(({ school }) => school))).toEqual(new Set(trust));
    const own = (await it.control('GET', '/people?school=marlbrook')).json as { id: string }[];
    expect(own.length).toBeGreaterThan(15);
    expect(own.length).toBeLessThan(30);
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
  });

  test('keeps its lists, files and changes to itself', async () => {
    const at = (school: string) => `/sites/${sites[school]}`;
    const made = await graph('POST', `${at('fernbrook')}/lists`, {
      displayName: 'Visits',
      columns: [{ name: 'key', text: {}, indexed: true, enforceUniqueValues: true }],
      list: { template: 'genericList' },
    });
    await graph('POST', `${at('fernbrook')}/lists/${made.json.id}/items`, { fields: { key: 'a' } });
    expect((await graph('GET', `${at('saltmarsh')}/lists/${made.json.id}`)).status).toBe(404);
    expect((await graph('GET', `${at('marlbrook')}/lists`)).json.value).toEqual([]);
    const same = await graph('POST', `${at('marlbrook')}/lists`, {
      displayName: 'Visits',
      list: { template: 'genericList' },
    });
    expect(same.status).toBe(201);

    const latest = async (school: string) =>
      (await graph('GET', `${at(school)}/drive/root/delta?token=latest`)).json['@odata.deltaLink'] as string;
    const [own, other] = [await latest('fernbrook'), await latest('saltmarsh')];
    await graph('PUT', `${at('fernbrook')}/drive/root:/Desk/policy.json:/content`, { school: 'changed' });
    const changed = async (link: string) =>
      (await graph('GET', link.slice(`${it.tenant.address}/graph/v1.0`.length))).json.value.length;
    expect([(await changed(own)) > 0, await changed(other)]).toEqual([true, 0]);
    expect(await file('saltmarsh', 'Desk/policy.json')).not.toContain('changed');
    expect((await it.control('GET', '/lists/Visits?school=fernbrook')).json.items).toHaveLength(1);
    expect((await it.control('GET', '/lists/Visits')).status).toBe(404);
  });

  test('has a day of its own, on one clock: its exports, and its own people who ask the desk', async () => {
    await it.control('POST', '/clock', { to: '2026-03-10T09:20', leap: true });
    for (const school of trust)
      expect(await file(school, 'Inbox/registers.csv')).toMatch(/"9A".*"10\/03\/2026","AM",".*","09:19"/);
    const people = (await it.control('GET', '/people')).json as { id: string; school: string }[];
    const who = asked.map((header) => decodeJwt(header.replace('Bearer ', '')).oid);
    expect(who.map((id) => people.find((person) => person.id === id)!.school)).toEqual(trust);
  });

  test('is entered into, damaged and looked at by its name alone', async () => {
    const register = { register: '9A', session: 'AM', date: '2026-03-10', taken: '08:41', marks: {} };
    await it.control('POST', '/mis', { ...register, school: 'fernbrook' });
    const line = /"9A".*"10\/03\/2026","AM",".*","08:41"/;
    expect(await file('fernbrook', 'Inbox/registers.csv')).toMatch(line);
    expect(await file('marlbrook', 'Inbox/registers.csv')).not.toMatch(line);
    await it.control('POST', '/tamper', { do: 'read-only', school: 'fernbrook' });
    const write = (school: string) => graph('PUT', `/sites/${sites[school]}/drive/root:/x.txt:/content`, {});
    expect([(await write('fernbrook')).status, (await write('marlbrook')).status]).toEqual([403, 201]);
    await it.control('POST', '/tamper', {
      do: 'rename-channel',
      channel: 'Year 9',
      to: 'Ninth year',
      school: 'marlbrook',
    });
    const { team } = JSON.parse(await file('marlbrook', 'Desk/policy.json')).channels[0];
    const names = (await graph('GET', `/teams/${team}/channels`)).json.value.map(
      (each: { displayName: string }) => each.displayName,
    );
    expect(names).toContain('Ninth year');
    const wrong = await it.control('GET', '/state?school=nowhere');
    expect(wrong).toMatchObject({ status: 404, json: { error: expect.stringContaining('fernbrook') } });
  });
});

test('the first is what it is alone, to the byte; all of it lasts', async () => {
  const state = async (of: TestTenant, query = '') => (await of.control('GET', `/state/hash${query}`)).json.hash;
  const [alone, several] = [await openTestTenant(), await openTestTenant({ schools: 2 })];
  try {
    await alone.tenant.play();
    await several.tenant.play();
    expect(await state(several, '?school=saltmarsh')).toBe(await state(alone));
    expect(await state(several)).not.toBe(await state(alone));
    expect(alone.tenant.environment.DESK_SITE).toBe(several.tenant.environment.DESK_SITE);
    expect(alone.tenant.environment.DESK_CONFIG).toBeUndefined();
  } finally {
    await alone.stop();
    await several.stop();
  }
  const before = await state(it);
  await it.stop({ keep: true });
  it = await openTestTenant({ folder: it.folder, schools: 3 });
  expect(await state(it)).toBe(before);
});

test('a hundred schools have a hundred names', () => {
  const places = Array.from({ length: 100 }, (_none, at) => placeOf(at + 1));
  for (const part of ['id', 'name', 'domain', 'path'] as const)
    expect(new Set(places.map((place) => place[part])).size).toBe(100);
  expect(places.every(({ id }) => /^[a-z][a-z-]{0,30}$/.test(id))).toBe(true);
});
