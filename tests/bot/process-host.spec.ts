import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProcessHost } from '../../bot/process-host.ts';
import type { DeskSettings } from '../../bot/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-host-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hostWith = (tenant: Partial<DeskSettings['tenant']>, address = 'http://localhost:9') =>
  new ProcessHost({
    settings: { data: folder, tenant: tenant as DeskSettings['tenant'] },
    address: () => address,
    database: async () => undefined,
    work: async () => [],
  });

/** A server that answers one status, and remembers what it was asked. */
const door = async (status: number, headers: Record<string, string> = {}) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'without a token'}`);
    response.writeHead(status, headers).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = async () => await new Promise((closed) => server.close(closed));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
};

describe('the credential', () => {
  test.each([
    ['managed-identity', { kind: 'managed-identity', clientId: 'x' }],
    ['secret', { kind: 'secret', secret: 'x' }],
  ] as const)('%s: no end can be seen from here', async (kind, credential) => {
    expect(await hostWith({ credential }).credential()).toEqual({ kind, until: undefined });
  });

  test.each([
    ['is not there', undefined],
    ['is no certificate', 'nonsense'],
  ])('a certificate file that %s is refused, and nothing of it is said', async (_says, content) => {
    const file = join(folder, 'desk.pem');
    if (content !== undefined) writeFileSync(file, content);
    await expect(hostWith({ credential: { kind: 'certificate', file } }).credential()).rejects.toMatchObject({
      kind: 'refused',
      message: 'DESK_CLIENT_CERTIFICATE cannot be read',
    });
  });
});

describe('doors', () => {
  test('the bot’s is knocked at without a token, and its answer is told', async () => {
    const { address, asked, close } = await door(401);
    expect(await hostWith({}, address).botDoor()).toEqual({ address: `${address}/api/messages`, status: 401 });
    expect(asked).toEqual(['POST /api/messages without a token']);
    await close();
  });

  test('one that leads elsewhere is not followed', async () => {
    const elsewhere = await door(401);
    const { address, close } = await door(302, { location: elsewhere.address });
    expect((await hostWith({}, address).botDoor()).status).toBe(302);
    expect(elsewhere.asked).toEqual([]);
    await Promise.all([close(), elsewhere.close()]);
  });

  test('nobody there is no failure: there is no status', async () => {
    const nobody = 'http://127.0.0.1:9/keys';
    expect(await hostWith({ botMetadataUrl: nobody, apiKeysUrl: nobody }).keyDoors()).toEqual([
      { address: nobody, status: undefined },
      { address: nobody, status: undefined },
    ]);
  });
});

test('free bytes of the data’s disk; undefined where there is no such folder', async () => {
  expect(await hostWith({}).freeBytes()).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
  expect(await hostWith({}).freeBytes()).toBeUndefined();
});

test.each([
  [31, false],
  [32, true],
])('a press key of %i characters', (length, is) => {
  expect(hostWith({ pressKey: 'k'.repeat(length) }).hasPressKey()).toBe(is);
});
