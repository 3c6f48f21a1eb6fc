import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOn, webServer } from '../../bot/web/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-web-'));
let server: Server;
let address: string;
let ready = true;
const heard: string[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, 'tab/assets'), { recursive: true });
  writeFileSync(join(folder, 'tab/index.html'), '<title>Today</title>');
  writeFileSync(join(folder, 'tab/assets/index-aB3dE5fG.js'), 'export {};');
  writeFileSync(join(folder, 'secret.json'), '{}');
  server = webServer({
    messages: async (message, response) => {
      let read = 0;
      for await (const chunk of message) read += (chunk as Buffer).length;
      response.end(`${read}`);
    },
    api: async () => {
      throw new TypeError('Zqxwick is not a function');
    },
    ready: async () => [ready ? { check: 'database', ok: true } : { check: 'database', ok: false, why: 'closed' }],
    metrics: async () => ({ posts_sent: 12 }),
    tab: join(folder, 'tab'),
    pane: join(folder, 'pane'),
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (event, fields) => void heard.push(`${event} ${JSON.stringify(fields)}`),
    },
  });
  address = `http://localhost:${await listenOn(server, 0, 'localhost')}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

describe('the front ends', () => {
  test('the tab is served to Teams and Office alone, and nothing is guessed about its type', async () => {
    const page = await fetch(`${address}/tab/`);
    expect([page.status, await page.text()]).toEqual([200, '<title>Today</title>']);
    expect(page.headers.get('content-security-policy')).toMatch(
      /frame-ancestors 'self' https:\/\/teams\.microsoft\.com/,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await fetch(`${address}/tab/assets/index-aB3dE5fG.js`);
    expect(script.headers.get('cache-control')).toMatch(/immutable/);
  });

  test.each([
    '/tab/..%2fsecret.json',
    '/tab/%2e%2e/secret.json',
    '/tab/assets',
    '/tab/%00',
    '/pane/',
    '/',
    '/secret.json',
  ])('%s is not there', async (path) => expect((await fetch(address + path)).status).toBe(404));

  test('/tab leads to /tab/', async () => {
    expect((await fetch(`${address}/tab`, { redirect: 'manual' })).headers.get('location')).toBe('/tab/');
  });
});

describe('requests are weighed', () => {
  test('256 KB is read, a byte more is refused', async () => {
    const post = async (size: number) =>
      await fetch(`${address}/api/messages`, { method: 'POST', body: new Uint8Array(size) });
    expect(await (await post(256 * 1024)).text()).toBe(`${256 * 1024}`);
    expect((await post(256 * 1024 + 1)).status).toBe(413);
  });

  test('a body that does not say how long it is ends at 256 KB', async () => {
    const sending = request(`${address}/api/messages`, { method: 'POST' });
    const ended = new Promise<string>((resolve) => {
      sending.once('error', () => resolve('broken off'));
      sending.once('response', ({ statusCode }) => resolve(`answered ${statusCode}`));
    });
    for (let sent = 0; sent < 8; sent++) sending.write(new Uint8Array(64 * 1024));
    sending.end();
    expect(await ended).toBe('broken off');
  });

  test('only POST reaches Teams’ door', async () => {
    expect((await fetch(`${address}/api/messages`)).status).toBe(405);
  });
});

test('a failure here is said in words to the caller, and logged without what its message holds', async () => {
  const answer = await fetch(`${address}/api/today?name=Zqxwick`);
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: 'Something went wrong here. Please try again.' },
  ]);
  expect(heard.join()).toMatch(/request failed .*"path":"\/api\/today"/);
  expect(heard.join()).not.toContain('Zqx');
});

describe('health', () => {
  test('alive, ready, and not ready with the reason', async () => {
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    ready = false;
    const not = await fetch(`${address}/readyz`);
    expect([not.status, await not.json()]).toEqual([
      503,
      { ok: false, checks: [{ check: 'database', ok: false, why: 'closed' }] },
    ]);
  });

  test('metrics are counts', async () => {
    expect(await (await fetch(`${address}/metrics`)).text()).toBe('attendance_desk_posts_sent 12\n');
  });
});

test('a port that is in use is left to its owner: the next free one is taken', async () => {
  const other = webServer({} as never);
  const taken = Number(new URL(address).port);
  const port = await listenOn(other, taken, 'localhost');
  expect(port).toBeGreaterThan(taken);
  await new Promise((resolve) => other.close(resolve));
});
