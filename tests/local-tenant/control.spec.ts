import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLocalTenant } from '../../shared/local-tenant/main.ts';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';

/** A desk that takes everything and remembers when it was settled and what it was asked. */
const openDesk = async (clock: () => string) => {
  const settledAt: string[] = [];
  const asked: { path: string; body: unknown }[] = [];
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    if (incoming.url !== '/api/messages')
      asked.push({ path: incoming.url!, body: text === '' ? null : JSON.parse(text) });
    if (incoming.url === '/pane/index.html')
      response
        .writeHead(200, {
          'content-type': 'text/html',
          'content-security-policy': 'frame-ancestors https://teams.example',
        })
        .end('<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script>');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ echo: text }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    settledAt,
    asked,
    connection: {
      address: `http://localhost:${(server.address() as AddressInfo).port}`,
      settle: async () => {
        settledAt.push(clock());
        return { jobs: 0, failed: [] };
      },
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

let it: TestTenant;
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  it = await openTestTenant();
  desk = await openDesk(() => it.tenant.clock.now().toString());
  await it.tenant.connectDesk(desk.connection);
  await it.tenant.play();
});
afterAll(async () => {
  desk?.close();
  await it?.stop();
});

const file = async (path: string) =>
  await (await fetch(`${it.tenant.address}/_page/file?path=${encodeURIComponent(path)}`)).text();

describe('the clock', () => {
  test('stands at 08:30 with the first export in the inbox, and moves minute by minute, settling after each', async () => {
    expect((await it.control('GET', '/clock')).json).toMatchObject({ date: '2026-03-10', time: '08:30', frozen: true });
    expect(await file('Inbox/students.csv')).toContain('Zqx');
    desk.settledAt.length = 0;
    const moved = await it.control('POST', '/clock', { to: '2026-03-10T08:33' });
    expect(moved).toMatchObject({ status: 200, json: { time: '08:33', jobs: 0, failed: [] } });
    const minutes = new Set(desk.settledAt.map((at) => at.slice(11, 16)));
    expect([...minutes]).toEqual(['08:30', '08:31', '08:32', '08:33']);
  });

  test('at 08:32 the attendance manager has entered the leave request, once', async () => {
    await it.control('POST', '/clock', { advance: 'PT2M' });
    expect(desk.asked.filter(({ path }) => path === '/api/leave')).toHaveLength(1);
  });

  test('brings each export at its minute', async () => {
    const before = await file('Inbox/registers.csv');
    await it.control('POST', '/clock', { to: '2026-03-10T08:50' });
    const after = await file('Inbox/registers.csv');
    expect(before).not.toMatch(/"10\/03\/2026","AM","[\d:]+"/);
    expect(after).toMatch(/"10\/03\/2026","AM","08:4\d","08:4\d"/);
    expect(after).not.toMatch(/"10\/03\/2026","AM","08:5\d"/);
  });

  test('never goes back, and says what it wants', async () => {
    expect((await it.control('POST', '/clock', { to: '2026-03-10T08:00' })).status).toBe(400);
    expect((await it.control('POST', '/clock', { to: 'soon' })).json.error).toContain('2026-03-10T09:10');
  });
});

describe('the MIS at the controls', () => {
  test('a register is taken: it stands in this export and in every later one', async () => {
    const answer = await it.control('POST', '/mis', {
      register: '9A',
      session: 'AM',
      date: '2026-03-10',
      taken: '08:50',
      marks: {},
    });
    expect(answer.json.files).toContain('registers.csv');
    const line = /"9A","Year 9",.*"10\/03\/2026","AM",".*","08:50"/;
    expect(await file('Inbox/registers.csv')).toMatch(line);
    await it.control('POST', '/clock', { to: '2026-03-10T08:54' });
    expect(await file('Inbox/registers.csv')).toMatch(line);
  });

  test('a mistake is said in words', async () => {
    expect((await it.control('POST', '/mis', { register: '9A' })).status).toBe(400);
    expect((await it.control('POST', '/mis', { drop: '/no/such/folder' })).status).toBe(400);
  });
});

describe('the other controls', () => {
  test('the state has a hash, the same as long as nothing changes', async () => {
    const hash = async () => (await it.control('GET', '/state/hash')).json.hash;
    const before = await hash();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash()).toBe(before);
    await it.control('POST', '/say', { as: (await it.control('GET', '/people')).json[0].id, text: 'hello' });
    expect(await hash()).not.toBe(before);
    const { files } = (await it.control('GET', '/state')).json;
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['Desk/policy.json', 'Attendance tracker.xlsx']));
  });

  test('settle answers when nothing is due', async () => {
    expect((await it.control('POST', '/settle')).json).toEqual({ jobs: 0, failed: [] });
  });

  test('an unknown control, person, post or list is said', async () => {
    for (const [method, path, body] of [
      ['GET', '/nowhere', undefined],
      ['POST', '/say', { as: 'nobody', text: 'x' }],
      ['POST', '/press', { as: 'nobody', post: '1', button: 'x' }],
      ['GET', '/lists/nowhere', undefined],
      ['GET', '/posts?id=1', undefined],
    ] as const) {
      const answer = await it.control(method, path, body);
      expect(answer.status).toBe(404);
      expect(answer.json.error).toEqual(expect.any(String));
    }
  });
});

describe('the door to this machine', () => {
  const raw = (headers: Record<string, string>) =>
    new Promise<number>((done, failed) => {
      const { port } = new URL(it.tenant.address);
      request({ host: '127.0.0.1', port, path: '/_control/people', headers }, ({ statusCode }) => done(statusCode!))
        .on('error', failed)
        .end();
    });

  test('a page that rebinds its name, or posts from elsewhere, is refused', async () => {
    const { host, port } = new URL(it.tenant.address);
    expect(await raw({ host })).toBe(200);
    expect(await raw({ host: `attacker.example:${port}` })).toBe(403);
    expect(await raw({ host, origin: 'https://attacker.example' })).toBe(403);
    expect(await raw({ host, origin: 'http://localhost:9' })).toBe(403);
    expect(await raw({ host, origin: it.tenant.address })).toBe(200);
  });

  test('the desk’s pages stand behind it: posts go through, the pane gets the page’s own Office script', async () => {
    const answer = await askJson(`${it.tenant.address}/teams/app/api/leave?x=1`, { method: 'POST', body: { a: 1 } });
    expect(answer).toEqual({ status: 200, json: { echo: '{"a":1}' } });
    expect(desk.asked.at(-1)!.path).toBe('/api/leave?x=1');
    const pane = await fetch(`${it.tenant.address}/excel/addin/pane/index.html`);
    expect(await pane.text()).toBe('<script src="/excel/host.js"></script>');
    expect(pane.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
  });
});

describe('the folder', () => {
  test('is held by one process: a second is told so', async () => {
    const options = {
      folder: it.folder,
      port: 0,
      seed: 1,
      canary: true,
      clock: { start: '2026-03-10T08:30', frozen: true, playTo: null },
      fresh: false,
      log: { info: () => undefined, warn: () => undefined },
    };
    await expect(startLocalTenant(options)).rejects.toThrow(/in use by another process/);
  });

  test('goes on at the minute it had reached; nothing is played twice and nothing is lost', async () => {
    const posts = (await it.control('GET', '/posts')).json;
    const hash = (await it.control('GET', '/state/hash')).json.hash;
    const settings = it.tenant.environment;
    await it.stop({ keep: true });
    desk.asked.length = 0;
    it = await openTestTenant({ folder: it.folder });
    await it.tenant.connectDesk(desk.connection);
    await it.tenant.play();
    expect(it.tenant.resumed).toBe(true);
    expect((await it.control('GET', '/clock')).json.time).toBe('08:54');
    expect((await it.control('GET', '/posts')).json).toEqual(posts);
    expect((await it.control('GET', '/state/hash')).json.hash).toBe(hash);
    expect(desk.asked.filter(({ path }) => path === '/api/leave')).toEqual([]);
    expect(it.tenant.environment.DESK_PRESS_KEY).toBe(settings.DESK_PRESS_KEY);
    await it.control('POST', '/clock', { to: '2026-03-10T08:56' });
    expect(await file('Inbox/registers.csv')).toMatch(/"9A","Year 9",.*"10\/03\/2026","AM",".*","08:50"/);
  });
});

describe('the pages', () => {
  test('a workbook is saved over the version that was opened, and over no other', async () => {
    const url = `${it.tenant.address}/_page/workbook`;
    const opened = await fetch(url);
    const bytes = await opened.arrayBuffer();
    expect(new Uint8Array(bytes).subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    const save = () => fetch(url, { method: 'PUT', headers: { 'if-match': opened.headers.get('etag')! }, body: bytes });
    expect((await save()).status).toBe(200);
    expect((await save()).status).toBe(412);
  });

  test('a person sees their own channels and no others', async () => {
    const people = (await it.control('GET', '/people')).json as { id: string; roles: string[] }[];
    const channels = async (role: string) => {
      const as = people.find(({ roles }) => roles.join() === role)!.id;
      const { teams } = (await askJson(`${it.tenant.address}/_page/state?as=${as}`)).json;
      return teams.flatMap((team: { channels: { name: string }[] }) => team.channels.map(({ name }) => name));
    };
    expect(await channels('attendance-manager')).toEqual([
      'General',
      'Year 7',
      'Year 8',
      'Year 9',
      'Year 10',
      'Year 11',
    ]);
    expect(await channels('teacher,tutor')).toEqual([]);
  });

  test('hear that a minute passed', async () => {
    const as = (await it.control('GET', '/people')).json[0].id;
    const stream = await fetch(`${it.tenant.address}/_page/events?as=${as}`);
    const reader = stream.body!.getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toContain('"what":"hello"');
    const heard = next();
    await it.control('POST', '/clock', { advance: 'PT1M' });
    expect(await heard).toMatch(/"what":"(clock|files)"/);
    await reader.cancel();
  });
});
