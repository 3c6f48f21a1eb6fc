import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalTenant, type LocalTenantOptions, startLocalTenant } from '../../shared/local-tenant/main.ts';

type Json = Record<string, unknown>;

/** What an address answered; `json` is undefined when it is no JSON. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes
  readonly json: any;
}

export const askJson = async (
  url: string,
  { method = 'GET', body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answered> => {
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  try {
    return { status: answer.status, json: JSON.parse(text) };
  } catch {
    return { status: answer.status, json: undefined };
  }
};

export interface TestTenant {
  readonly tenant: LocalTenant;
  readonly folder: string;
  control(method: string, path: string, body?: unknown): Promise<Answered>;
  /** A token of the desk for Graph or the connector, got as the desk gets it. */
  appToken(scope: string): Promise<string>;
  /** Stops it and, unless it goes on, removes its folder. */
  stop(options?: { keep: boolean }): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined };

/** A local tenant with the sample school on a port of its own; its clock stands at 08:30 unless told otherwise. */
export const openTestTenant = async (change: Partial<LocalTenantOptions> = {}): Promise<TestTenant> => {
  const folder = change.folder ?? (await mkdtemp(join(tmpdir(), 'local-tenant-')));
  const tenant = await startLocalTenant({
    folder,
    port: 0,
    seed: 1,
    canary: true,
    clock: { start: '2026-03-10T08:30', frozen: true, playTo: null },
    fresh: false,
    log: quiet,
    ...change,
  });
  return {
    tenant,
    folder,
    control: (method, path, body) => askJson(`${tenant.address}/_control${path}`, { method, body }),
    appToken: async (scope) => {
      const { LOGIN_URL, M365_TENANT_ID, DESK_CLIENT_ID, DESK_CLIENT_SECRET } = tenant.environment;
      const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
      form.set('client_id', DESK_CLIENT_ID!);
      form.set('client_secret', DESK_CLIENT_SECRET!);
      const answer = await fetch(`${LOGIN_URL}/${M365_TENANT_ID}/oauth2/v2.0/token`, { method: 'POST', body: form });
      return ((await answer.json()) as Json).access_token as string;
    },
    stop: async ({ keep } = { keep: false }) => {
      await tenant.stop();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
};
