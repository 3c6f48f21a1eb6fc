import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RequestLog } from '../../shared/local-tenant/control/request-log.ts';
import { FaultPlan } from '../../shared/local-tenant/faults/fault-plan.ts';
import { GraphDoor } from '../../shared/local-tenant/graph/graph-door.ts';
import { headersOf, readBody, sendReply } from '../../shared/local-tenant/http.ts';
import { graphAudience, Issuer } from '../../shared/local-tenant/sign-in/issuer.ts';
import { openKeys } from '../../shared/local-tenant/sign-in/keys.ts';
import { Memory } from '../../shared/local-tenant/store/database.ts';
import { Directory, type DirectoryData } from '../../shared/local-tenant/store/directory.ts';
import { Kept } from '../../shared/local-tenant/store/kept.ts';
import { openSite } from '../../shared/local-tenant/store/site.ts';

const site = 'saltmarsh.sharepoint.example,11111111-1111-4111-a111-111111111111,22222222-2222-4222-a222-222222222222';

/** A directory of a few invented people and one group. */
export const smallDirectory: DirectoryData = {
  school: 'Saltmarsh Academy',
  timeZone: 'Europe/London',
  tenantId: '33333333-3333-4333-a333-333333333333',
  clientId: '44444444-4444-4444-a444-444444444444',
  teamsAppId: '55555555-5555-4555-a555-555555555555',
  site: {
    id: site,
    hostname: 'saltmarsh.sharepoint.example',
    path: '/sites/desk',
    displayName: 'Desk',
    driveId: 'b!1',
  },
  accounts: Array.from({ length: 5 }, (_none, at) => ({
    id: `66666666-6666-4666-a666-66666666666${at}`,
    name: `Person ${at}`,
    givenName: 'Person',
    surname: String(at),
    email: `person.${at}@saltmarsh.example`,
    jobTitle: 'Teacher',
    enabled: at !== 4,
  })),
  groups: [
    {
      id: '77777777-7777-4777-a777-777777777777',
      name: 'Teachers',
      members: [0, 1, 2].map((at) => `66666666-6666-4666-a666-66666666666${at}`),
    },
  ],
  teams: [],
  people: [],
};

/** The local tenant's Graph without the rest of it, over a database in memory. */
export interface GraphAlone {
  readonly site: string;
  /** Without `/v1.0`. */
  readonly address: string;
  readonly token: () => Promise<string>;
  readonly requests: RequestLog;
  /** What shall fail: `faults.add(faultsFrom([{ match: { path: '/items' }, do: '429' }]))`. */
  readonly faults: FaultPlan;
  /** A site without lists and files. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export const openGraphAlone = async (): Promise<GraphAlone> => {
  const { sql } = new Memory();
  const directory = new Directory(smallDirectory);
  const now = () => '2026-03-10T08:30:00.000Z';
  const keys = await openKeys(new Kept(sql), 1);
  const requests = new RequestLog(now);
  const faults = new FaultPlan();
  const issuer = new Issuer(keys, directory, 'http://localhost');
  const open = async () => {
    const sites = [await openSite({ sql, kept: new Kept(sql), now }, smallDirectory.site)];
    const isInstalled = () => true;
    return new GraphDoor({
      sites,
      isInstalled,
      directory,
      issuer,
      keys,
      requests,
      faults,
      changed: () => undefined,
    });
  };
  let door = await open();
  const server = createServer((request, response) => {
    const answer = async () => {
      const url = new URL(request.url!, `http://${request.headers.host}`);
      const body = await readBody(request);
      const { pathname: path, searchParams: query, origin } = url;
      const ask = { method: request.method!, path, query, headers: headersOf(request), body, origin };
      sendReply(response, await door.answer(ask));
    };
    answer().catch((error: unknown) => sendReply(response, { status: 500, body: String(error) }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    site,
    address: `http://localhost:${(server.address() as AddressInfo).port}/graph`,
    token: () => issuer.appToken(graphAudience),
    requests,
    faults,
    empty: async () => {
      for (const table of ['lists', 'items', 'gone_items', 'files', 'file_versions', 'gone_files'])
        sql.exec(`delete from ${table}`);
      door = await open();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      sql.close();
    },
  };
};
