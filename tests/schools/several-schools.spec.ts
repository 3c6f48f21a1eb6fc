import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiHandler } from '../../bot/api/api.ts';
import type { Database } from '../../bot/database/database.ts';
import { openPglite } from '../../bot/database/open-pglite.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { registerNotes } from '../../shared/records/register-note.ts';
import { atSchools, deskOf } from '../../shared/workflows/desks.ts';
import { introduce } from '../../shared/workflows/introduce.ts';
import { pressCard } from '../../shared/workflows/press-card.ts';
import { trustCounts, trustSummary } from '../../shared/workflows/trust-summary.ts';
import { buttonsOf } from '../support/desk.ts';
import { clientId, type Issuer, listen, openIssuer, tenantId } from '../support/issuer.ts';
import { type OpenSmall, openSmall } from '../support/open-small.ts';
import { SmallTrust } from '../support/small-trust.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-schools-'));
const trust = new SmallTrust(3);
const [first, second, third] = trust.schools.map(({ id }) => id) as [string, string, string];
let database: Database;
let open: OpenSmall;

beforeAll(async () => {
  database = await openPglite(join(folder, 'desk'));
  open = await openSmall(trust, database);
  for (const time of ['08:46', '08:50', '09:00', '09:10', '09:15']) {
    trust.at(time);
    for (const { id } of trust.schools) trust.export(id);
    const { failed } = await open.settle();
    expect(failed).toEqual([]);
  }
}, 60_000);
afterAll(async () => {
  await open.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const desks = () => open.all.map(({ desk }) => desk);
const chase = (school: string) => {
  const post = trust.postTo(trust.channel(school), 'Registers to chase')!;
  const button = buttonsOf(post.versions.at(-1)!.card).find(({ title }) => title === 'Somebody is going')!;
  return { post, data: { ...button.data, register: '9H' } };
};
const notes = async (school: string) =>
  (await trust.site(school).records.find(registerNotes)).filter(({ record }) => record.action === 'somebody-going');

describe('one process, several schools, one database', () => {
  test('each has its own morning: nudges to its teacher, cards in its channel', () => {
    for (const { id } of trust.schools) {
      expect(
        trust.teams.posts.filter(({ to }) => to.kind === 'person' && to.person === trust.person(id, '9H')),
      ).toHaveLength(2);
      expect(trust.postTo(trust.channel(id), 'Registers to chase')).toBeDefined();
      expect(trust.postTo(trust.channel(id), 'First-day contact')).toBeDefined();
    }
    expect([...trust.posted().values()].filter((times) => times > 1)).toEqual([]);
  });

  test('every row of the database and every line of the log names its school', async () => {
    for (const table of ['desk_post', 'desk_slot'])
      expect(
        (await database.query(`select distinct school from ${table} order by school`)).map((row) => row.school),
      ).toEqual([first, second, third]);
    const [job] = await database.query<{ without: number }>(
      "select count(*)::int as without from desk_jobs.job where data ->> 'school' is null and name not like '\\_\\_%'",
    );
    expect(job!.without).toBe(0);
    for (const { event, fields } of open.logged) expect(fields, event).toHaveProperty('school');
  });

  test('the same post key in two schools is two posts', async () => {
    const keys = await database.query<{ key: string; schools: number }>(
      "select key, count(*)::int as schools from desk_post where kind = 'unmarked' group by key",
    );
    expect(keys).toEqual([{ key: '2026-03-10/unmarked/AM/9', schools: 3 }]);
  });
});

describe('a press goes to the school that made the button', () => {
  test('and is kept there alone', async () => {
    const { post, data } = chase(second);
    const desk = deskOf(desks(), data)!;
    expect(desk.school).toBe(second);
    const answer = await pressCard(desk, { person: trust.person(second, 'manager'), data, at: post.sent });
    expect(answer.kind).toBe('card');
    expect([await notes(first), await notes(second), await notes(third)].map(({ length }) => length)).toEqual([
      0, 1, 0,
    ]);
    expect(await database.query('select distinct school from desk_press')).toEqual([{ school: second }]);
  });

  test('a button that was made for one school is nothing at another, whatever school its data are changed to', async () => {
    const { post, data } = chase(first);
    const forged = { ...data, school: third };
    const desk = deskOf(desks(), forged)!;
    const answer = await pressCard(desk, { person: trust.person(third, 'manager'), data: forged, at: post.sent });
    expect(answer).toEqual({ kind: 'says', says: expect.stringMatching(/does not come from Attendance Desk/) });
    expect(await notes(third)).toEqual([]);
  });

  test('a manager of one school may not press another’s button', async () => {
    const { post, data } = chase(third);
    const answer = await pressCard(deskOf(desks(), data)!, {
      person: trust.person(first, 'manager'),
      data,
      at: post.sent,
    });
    expect(answer).toEqual({ kind: 'says', says: expect.stringMatching(/does not know you/) });
    expect(await notes(third)).toEqual([]);
  });

  test('a button that names no school belongs to nobody where there are several', () => {
    expect(deskOf(desks(), { action: 'taken' })).toBeUndefined();
    expect(deskOf(desks().slice(0, 1), { action: 'taken' })?.school).toBe(first);
  });
});

describe('who belongs where is the directory’s to say', () => {
  test('a person of one school is found at that one, a stranger at none', async () => {
    expect((await atSchools(desks(), trust.person(second, 'deputy'))).map(({ desk }) => desk.school)).toEqual([second]);
    expect(await atSchools(desks(), 'nobody')).toEqual([]);
  });

  test('somebody at two schools hears who they are at each', async () => {
    trust.directory.join(`attendance-manager-of-${third}`, trust.person(first, 'dsl'));
    trust.at('09:21');
    const said = await introduce(desks(), trust.person(first, 'dsl'), 'who am i');
    expect(said).toMatch(/School 1: You are Person dsl: dsl\./);
    expect(said).toMatch(/School 3: You are Person dsl: attendance manager\./);
    expect(said).not.toMatch(/School 2/);
  });
});

describe('the API answers for one’s own schools', () => {
  let issuer: Issuer;
  let api: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    issuer = await openIssuer();
    const at = { tenantId, audience: clientId, issuer: 'https://login.example/v2.0', keysUrl: issuer.keysUrl };
    const pane = { clientId, tenantId, scope: 'access_as_user', loginUrl: 'https://login.example' };
    const group = 'trust-office';
    trust.directory.join(group, trust.person(second, 'deputy'));
    api = await listen(apiHandler(desks(), { ...at, pane, trust: { name: 'Fenwick Trust', group } }));
  });
  afterAll(async () => {
    await api.close();
    await issuer.close();
  });
  const ask = async (who: string, path: string) => {
    const claims = { iss: 'https://login.example/v2.0', aud: clientId, tid: tenantId, oid: who, scp: 'access_as_user' };
    const token = await issuer.sign(claims, {});
    const response = await fetch(`${api.address}/api/${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('without a question it is the only one', async () => {
    expect((await ask(trust.person(second, 'deputy'), 'today')).body).toMatchObject({ school: 'School 2' });
    expect((await ask(trust.person(second, 'deputy'), 'me')).body).toMatchObject({
      school: second,
      schools: [{ id: second, name: 'School 2' }],
    });
  });

  test('of several one chooses', async () => {
    const both = trust.person(first, 'dsl');
    expect((await ask(both, 'me')).body.schools).toEqual([
      { id: first, name: 'School 1' },
      { id: third, name: 'School 3' },
    ]);
    expect((await ask(both, `today?school=${third}`)).body).toMatchObject({ school: 'School 3' });
    expect((await ask(both, `first-day?year=9&school=${third}`)).status).toBe(200);
  });

  test.each([
    ['another’s', second],
    ['one that is not there', 'nowhere'],
  ])('%s is refused alike', async (_says, school) => {
    const { status, body } = await ask(trust.person(first, 'manager'), `today?school=${school}`);
    expect([status, body]).toEqual([403, { error: { code: 'not-permitted', says: 'Your role does not allow this.' } }]);
  });

  test('the trust’s summary is for its group', async () => {
    expect((await ask(trust.person(second, 'deputy'), 'trust')).body).toMatchObject({ trust: 'Fenwick Trust' });
    expect((await ask(trust.person(first, 'manager'), 'trust')).status).toBe(403);
  });
});

describe('a school that cannot be reached stops no other', () => {
  test('its work waits, the others’ goes on; when it is back it is made up for', async () => {
    trust.away.add(first);
    trust.at('13:50');
    for (const id of [second, third]) trust.export(id);
    await expect(open.settle()).resolves.toBeDefined();
    const slots = await database.query<{ school: string }>(
      "select school from desk_slot where key = '2026-03-10/unmarked/PM' order by school",
    );
    expect(slots.map(({ school }) => school)).toEqual([second, third]);
    expect(open.logged.some(({ fields }) => fields?.school === first && fields.kind === 'busy')).toBe(true);
    trust.away.delete(first);
    await open.settle();
    expect(await database.query("select school from desk_slot where key = '2026-03-10/unmarked/PM'")).toHaveLength(3);
  }, 60_000);

  test('a policy that is broken from the start stops its own school alone', async () => {
    const others = new SmallTrust(2);
    const [broken, sound] = others.schools.map(({ id }) => id) as [string, string];
    others.site(broken).files.put('Desk/policy.json', '{ "version": 1, ');
    const at = await openPglite(join(folder, 'broken'));
    const both = await openSmall(others, at);
    others.at('09:10');
    for (const { id } of others.schools) others.export(id);
    expect((await both.settle()).failed).toEqual([]);
    expect(others.postTo(others.channel(sound), 'Registers to chase')).toBeDefined();
    expect(others.postTo(others.channel(broken))).toBeUndefined();
    expect(both.logged).toContainEqual({
      level: 'error',
      event: 'school not reached',
      fields: expect.objectContaining({ school: broken, kind: 'broken' }),
    });
    await both.stop();
    await at.close();
  }, 60_000);

  test('a site that never answers makes nobody of another school wait, and is then left alone for a while', async () => {
    const [one, two] = desks();
    let asked = 0;
    const never = async (): Promise<never> => {
      asked++;
      return await new Promise(() => undefined);
    };
    const hanging = { ...one!, data: { ...one!.data, policy: never, staff: never, book: never, calendar: never } };
    const began = performance.now();
    const ask = async () => await atSchools([hanging, two!], trust.person(second, 'deputy'));
    expect((await ask()).map(({ desk }) => desk.school)).toEqual([second]);
    expect(performance.now() - began).toBeLessThan(4500);
    const before = asked;
    for (let request = 0; request < 50; request++) await ask();
    expect(asked).toBe(before);
  });

  test('whoever no other school knows hears that it cannot be told now, not that they are a stranger', async () => {
    const [one, two] = desks();
    const away = async (): Promise<never> => {
      throw new OutsideError('busy', 'The site does not answer');
    };
    const closed = { ...one!, data: { ...one!.data, policy: away, staff: away, book: away, calendar: away } };
    await expect(atSchools([closed, two!], trust.person(first, 'manager'))).rejects.toThrow(OutsideError);
  });

  test('a look at the clock asks no site anything: a hundred looks, no request', async () => {
    await open.tick();
    const before = [...trust.asked.values()];
    for (let look = 0; look < 100; look++) await open.tick();
    expect([...trust.asked.values()]).toEqual(before);
  });
});

describe('the trust’s own summary is all that crosses schools', () => {
  test('counts of each school, no names', async () => {
    const view = await trustCounts(desks(), { name: 'Fenwick Trust' });
    expect(view.schools.map(({ school, onRoll, noMark }) => [school, onRoll, noMark])).toEqual([
      [first, 16, 16],
      [second, 16, 16],
      [third, 16, 16],
    ]);
    expect(JSON.stringify(view)).not.toMatch(/Zqx|Person|9H|Teacher/);
  });

  test('for whoever is in the trust’s group, and for nobody else', async () => {
    trust.directory.join('trust-office', trust.person(second, 'deputy'));
    const who = { name: 'Fenwick Trust', group: 'trust-office' };
    expect((await trustSummary(desks(), who, trust.person(second, 'deputy')))?.schools).toHaveLength(3);
    expect(await trustSummary(desks(), who, trust.person(first, 'manager'))).toBeUndefined();
    expect(await trustSummary(desks(), { ...who, group: 'gone' }, trust.person(second, 'deputy'))).toBeUndefined();
  });

  test('a school that cannot be reached is named there', async () => {
    trust.away.add(second);
    await open.all[1]!.desk.data.refresh('people').catch(() => undefined);
    expect((await trustCounts(desks(), { name: 'T' })).unavailable).toEqual([{ school: second, why: 'busy' }]);
    trust.away.delete(second);
  });
});
