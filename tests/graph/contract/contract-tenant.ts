import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseEnv } from 'node:util';
import { test } from 'vitest';
import { onLocalTenant, readSettings } from '../../../bot/settings.ts';
import { entraTokens } from '../../../shared/graph/entra-tokens.ts';
import { sitePath } from '../../../shared/graph/sharepoint-lists.ts';
import { guidOf } from '../../../shared/local-tenant/sample/random.ts';
import { openTestTenant } from '../../support/local-tenant.ts';

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the suite reads answers of many shapes
  readonly json: any;
}

export interface BatchPart {
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: object;
  readonly dependsOn?: readonly string[];
}

/** A tenant that keeps the contract: the stand-in, or Microsoft's own. */
export interface ContractTenant {
  /** `/sites/…` */
  readonly site: string;
  /** A team with the app in it, a person of it, a group that the person is in: named in a real tenant's settings. */
  readonly team: string | undefined;
  readonly person: string | undefined;
  readonly group: string | undefined;
  /** `path` below `/v1.0`, or an absolute address that Graph gave. */
  ask(method: string, path: string, body?: object | Uint8Array, headers?: Record<string, string>): Promise<Said>;
  batch(parts: readonly BatchPart[]): Promise<Said>;
  /** A name that nothing else in the site has. */
  fresh(what: string): string;
  /** The routes of the stand-in that were asked; nothing of a real tenant. */
  uses?(): Promise<string[]>;
  close(): Promise<void>;
}

const open = (
  address: string,
  token: () => Promise<string>,
  parts: Pick<ContractTenant, 'site' | 'team' | 'person' | 'group' | 'uses' | 'close'>,
): ContractTenant => {
  let made = 0;
  const run = Date.now().toString(36);
  const ask: ContractTenant['ask'] = async (method, path, body, headers = {}) => {
    const bytes = body instanceof Uint8Array;
    const answer = await fetch(path.startsWith('http') ? path : `${address}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    let json: unknown = text;
    try {
      json = JSON.parse(text);
    } catch {
      // A file, or nothing.
    }
    return { status: answer.status, headers: answer.headers, json };
  };
  return {
    ...parts,
    ask,
    batch: (requests) =>
      ask('POST', '/$batch', {
        requests: requests.map((part, at) => ({
          id: `${at + 1}`,
          ...part,
          ...(part.body ? { headers: { 'Content-Type': 'application/json', ...part.headers } } : {}),
        })),
      }),
    fresh: (what) => {
      made += 1;
      return `Contract ${run} ${made} ${what}`;
    },
  };
};

/** The stand-in with the sample school, and an endpoint that takes whatever Teams says to the bot. */
export const openStandIn = async (): Promise<ContractTenant> => {
  const bot = createServer((_request, response) => response.writeHead(200).end());
  await new Promise<void>((done) => bot.listen(0, '127.0.0.1', done));
  const it = await openTestTenant({ canary: false });
  await it.tenant.connectDesk({
    address: `http://localhost:${(bot.address() as AddressInfo).port}`,
    settle: async () => ({ jobs: 0, failed: [] }),
  });
  const { tenant } = onLocalTenant(readSettings({}), it.tenant.environment);
  const [person] = (await it.control('GET', '/people')).json.filter(({ roles }: { roles: string[] }) =>
    roles.includes('teacher'),
  );
  return open(tenant.graphUrl, entraTokens(tenant), {
    site: sitePath(tenant.site),
    team: guidOf(1, 'team', 'Pastoral'),
    person: person.id,
    group: guidOf(1, 'group', 'Teachers'),
    uses: async () => Object.keys((await it.control('GET', '/requests/uses')).json),
    close: async () => {
      bot.close();
      bot.closeAllConnections();
      await it.stop();
    },
  });
};

/** The settings of a real tenant, as `NAME=value` lines; the three beside the desk's own are the suite's. */
export const openRealTenant = async (file: string): Promise<ContractTenant> => {
  const environment = parseEnv(readFileSync(file, 'utf8'));
  const { tenant } = readSettings(environment);
  if (!tenant) throw new Error(`${file}: the settings of a real tenant expected`);
  return open(tenant.graphUrl, entraTokens(tenant), {
    site: sitePath(tenant.site),
    team: environment.CONTRACT_TEAM,
    person: environment.CONTRACT_PERSON,
    group: environment.CONTRACT_GROUP,
    close: async () => undefined,
  });
};

/** One promise of Graph's, and the page below https://learn.microsoft.com that makes it. */
export const promised = (says: string, page: string, keep: () => Promise<void>, timeout?: number): void => {
  test(`${says} (${page})`, keep, timeout);
};
