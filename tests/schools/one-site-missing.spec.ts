import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenDesks, openDesks } from '../../bot/compose.ts';
import { usualPatience } from '../../bot/patience.ts';
import { onLocalTenant, readSettings } from '../../bot/settings.ts';
import { smallSize } from '../../shared/local-tenant/sample/sample-school.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';

/** Larkrise is the sample school; Northgate's site was never made, or the app was never let into it. */
const config = (site: string) => ({
  schools: [
    { id: 'northgate', name: 'Northgate School', site: 'northgate.sharepoint.example,1,2' },
    { id: 'larkrise', name: 'Larkrise Academy', site },
  ],
});

let tenant: TestTenant;
let open: OpenDesks;
let address: string;
const folder = mkdtempSync(join(tmpdir(), 'desk-two-'));
const logged: { readonly event: string; readonly fields: LogFields | undefined }[] = [];

beforeAll(async () => {
  tenant = await openTestTenant({ size: smallSize });
  const { environment, clock } = tenant.tenant;
  const settings = onLocalTenant(readSettings({ PORT: '0', DESK_DATA: folder }), {
    ...environment,
    DESK_CONFIG: JSON.stringify(config(environment.DESK_SITE!)),
  });
  const write = (event: string, fields?: LogFields): void => void logged.push({ event, fields });
  open = await openDesks(settings, {
    clock,
    log: { info: write, warn: write, error: write },
    patience: { ...usualPatience, retrySeconds: 0 },
  });
  await open.provision();
  await open.restore();
  address = await open.listen();
  await tenant.tenant.connectDesk({ address, settle: open.settle });
  await tenant.control('POST', '/clock', { to: '2026-03-10T09:16' });
}, 120_000);
afterAll(async () => {
  await open.close();
  await tenant.stop();
  rmSync(folder, { recursive: true, force: true });
});

const people = async (role: string): Promise<{ id: string }> => {
  const { json } = await tenant.control('GET', '/people');
  return (json as { id: string; roles: string[] }[]).find(({ roles }) => roles.includes(role))!;
};
const api = async (path: string) => {
  const as = (await people('attendance-manager')).id;
  const { token } = (await tenant.control('POST', '/token', { kind: 'tab', as })).json;
  return await askJson(`${address}/api/${path}`, { headers: { authorization: `Bearer ${token}` } });
};

describe('one school’s site is not there: the other school’s morning is as always', () => {
  test('its lists are made, its registers chased, its first-day lists posted', async () => {
    const posts = (await tenant.control('GET', '/posts')).json as { summary: string }[];
    const summaries = new Set(posts.map(({ summary }) => summary));
    expect([...summaries]).toEqual(expect.arrayContaining(['Registers to chase', 'First-day contact']));
  });

  test('a button of its card is answered, through the one door', async () => {
    const posts = (await tenant.control('GET', '/posts')).json as { id: string; summary: string; text: string }[];
    const card = posts.find(({ summary }) => summary === 'First-day contact')!;
    const as = (await people('attendance-manager')).id;
    const { status, json } = await tenant.control('POST', '/press', { post: card.id, as, button: 'Show me the names' });
    expect([status, JSON.stringify(json)]).toEqual([200, expect.stringContaining('Your list is in your own chat')]);
  });

  test('the API knows the person at their school alone', async () => {
    expect((await api('me')).json).toMatchObject({ school: 'larkrise', schools: [{ id: 'larkrise' }] });
    expect((await api('today?school=larkrise')).status).toBe(200);
    expect((await api('today?school=northgate')).status).toBe(403);
  });

  test('the log names the school that is not there, and /readyz says so without taking the desk away', async () => {
    expect(logged.filter(({ fields }) => fields?.school === 'northgate').length).toBeGreaterThan(0);
    const { status, json } = await askJson(`${address}/readyz`);
    const checks = json.checks as { check: string; ok: boolean; why?: string }[];
    expect([status, checks.find(({ check }) => check === 'data')]).toEqual([
      200,
      { check: 'data', ok: true, why: expect.stringMatching(/^northgate: /) },
    ]);
  });
});
