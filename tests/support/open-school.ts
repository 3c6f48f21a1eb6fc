import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { besideWork } from '../../bot/beside-work.ts';
import { openDesks } from '../../bot/compose.ts';
import { usualPatience } from '../../bot/patience.ts';
import { onLocalTenant, readSettings } from '../../bot/settings.ts';
import { entraTokens } from '../../shared/graph/entra-tokens.ts';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { startLocalTenant } from '../../shared/local-tenant/main.ts';
import { smallSize } from '../../shared/local-tenant/sample/sample-school.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { DoctorReport, Finding } from '../../shared/workflows/doctor/doctor.ts';
import type { ProvisionReport } from '../../shared/workflows/provision.ts';

interface Post {
  readonly id: string;
  readonly to: { readonly kind: string; readonly name: string };
  readonly card: unknown;
  readonly summary: string | null;
}

/** A small school on its local tenant with the whole desk, in this process, its clock standing at 08:30. */
export const openSmallSchool = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-school-'));
  const quiet = () => undefined;
  const tenant = await startLocalTenant({
    folder: join(folder, 'tenant'),
    port: 0,
    seed: 1,
    canary: true,
    size: smallSize,
    clock: { start: '2026-03-10T08:30', frozen: true, playTo: null },
    fresh: true,
    log: { info: quiet, warn: quiet },
  });
  const settings = { ...onLocalTenant(readSettings({}), tenant.environment), data: folder, port: 0 };
  const logged: { readonly level: string; readonly event: string; readonly fields: LogFields | undefined }[] = [];
  const write = (level: string) => (event: string, fields?: LogFields) => void logged.push({ level, event, fields });
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  const patience = { ...usualPatience, sleep: async () => undefined, retrySeconds: 0 };
  const desk = await openDesks(settings, { clock: tenant.clock, log, checks: true, patience });
  await desk.provision();
  const address = await desk.listen();
  await tenant.connectDesk({ address, settle: desk.settle });
  await tenant.play();
  const beside = besideWork(settings, { desk, address, log });

  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${tenant.address}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const graph = openGraph({
    address: settings.tenant.graphUrl,
    tokens: entraTokens(settings.tenant),
    sleep: async () => undefined,
    random: () => 0.5,
  });
  const settle = async (): Promise<readonly string[]> =>
    ((await control('POST', '/settle')) as { failed: string[] }).failed;
  const [school] = desk.schools;
  return {
    desk,
    /** The site's library and lists as somebody else writes them. */
    graph,
    site: settings.tenant.site,
    tenant,
    logged,
    control,
    tamper: async (body: Readonly<Record<string, unknown>>) => await control('POST', '/tamper', body),
    /** Does what is due; answers with the jobs that failed. */
    settle,
    /** What the desk does each morning at 07:30. */
    check: async (): Promise<readonly string[]> => {
      await school.jobs.enqueue('upkeep', { name: 'checks' });
      return await settle();
    },
    /** The desk's API as a person's tab asks it. */
    api: async (as: string, path: string): Promise<{ status: number; body: unknown }> => {
      const { token } = (await control('POST', '/token', { kind: 'tab', as })) as { token: string };
      const answer = await fetch(`${address}/api/${path}`, { headers: { authorization: `Bearer ${token}` } });
      return { status: answer.status, body: await answer.json() };
    },
    /** Answers with the jobs that failed. */
    clockTo: async (time: string): Promise<readonly string[]> =>
      (
        (await control('POST', '/clock', { to: time.includes('T') ? time : `2026-03-10T${time}` })) as {
          failed: string[];
        }
      ).failed,
    posts: async () => (await control('GET', '/posts')) as Post[],
    ready: async () => {
      const answer = await fetch(`${address}/readyz`);
      return { status: answer.status, text: await answer.text() };
    },
    doctor: async () => (await beside.doctor!({})) as DoctorReport,
    /** What is the matter, as `desk doctor` would say. */
    troubles: async (): Promise<Finding[]> =>
      ((await beside.doctor!({})) as DoctorReport).checks.filter(({ ok }) => !ok),
    provision: async () => (await beside.provision!({})) as ProvisionReport,
    close: async () => {
      await desk.close();
      await tenant.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
