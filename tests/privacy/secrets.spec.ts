import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDesk, openDesk } from '../../bot/compose.ts';
import { jsonLog } from '../../bot/log.ts';
import { onLocalTenant, readSettings } from '../../bot/settings.ts';
import { smallSize } from '../../shared/local-tenant/sample/sample-school.ts';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';

/** The beginning of every signed token: `{"alg":` in base64url. */
const token = 'eyJhbGciOi';

describe('secrets stand neither in the log, nor in an answer, nor on the desk’s disk', () => {
  const data = mkdtempSync(join(tmpdir(), 'desk-secrets-'));
  let tenant: TestTenant;
  let desk: OpenDesk;
  let secrets: readonly string[];
  const log: string[] = [];
  const answers: string[] = [];

  beforeAll(async () => {
    tenant = await openTestTenant({ size: smallSize });
    const { environment, clock } = tenant.tenant;
    secrets = [environment.DESK_CLIENT_SECRET!, environment.DESK_PRESS_KEY!, token];
    const settings = onLocalTenant(readSettings({}), environment);
    desk = await openDesk(
      { ...settings, data, port: 0 },
      {
        clock,
        log: jsonLog((line) => log.push(line), clock),
        patience: { sleep: async () => undefined, random: () => 0 },
      },
    );
    await desk.provision();
    const address = await desk.listen();
    await tenant.tenant.connectDesk({ address, settle: desk.settle });
    // A token that Graph does not take, a site that is forbidden, an answer that makes no sense: each is logged.
    for (const kind of ['401', '403', 'bad-json', 'reset'])
      await tenant.control('POST', '/faults', [{ match: { nth: 3 }, do: kind }]);
    for (const to of ['08:50', '09:10', '09:16'])
      await tenant.control('POST', '/clock', { to: `2026-03-10T${to}`, leap: true });
    const people = (await tenant.control('GET', '/people')).json as { id: string }[];
    const tab = (await tenant.control('POST', '/token', { kind: 'tab', as: people[0]!.id })).json.token as string;
    for (const [path, authorization] of [
      ['api/today', `Bearer ${tab}`],
      ['api/today', `Bearer ${tab.slice(0, -5)}AAAAA`],
      ['api/today', 'Bearer nonsense'],
      ['api/messages', `Bearer ${tab}`],
      ['readyz', ''],
      ['metrics', ''],
    ] as const) {
      const { json } = await askJson(`${address}/${path}`, { headers: { authorization } });
      answers.push(JSON.stringify(json ?? ''));
    }
    await desk.close();
  }, 180_000);
  afterAll(async () => {
    await tenant.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('the morning had something to say, and what failed is in the log', () => {
    expect(log.length).toBeGreaterThan(5);
    expect(log.some((line) => line.includes('"level":"warn"') || line.includes('"level":"error"'))).toBe(true);
  });

  test('the log', () => {
    for (const secret of secrets) expect(log.join('\n')).not.toContain(secret);
    expect(log.join('\n')).not.toMatch(/bearer/i);
  });

  test('answers, to whoever asks with a right token or a wrong one', () => {
    for (const secret of secrets) expect(answers.join('\n')).not.toContain(secret);
  });

  test('the desk’s database and whatever else it writes: every file, byte by byte', () => {
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(100);
    for (const { parentPath, name } of files) {
      const content = readFileSync(join(parentPath, name));
      for (const secret of secrets) expect(content.includes(secret), name).toBe(false);
    }
  });
});
