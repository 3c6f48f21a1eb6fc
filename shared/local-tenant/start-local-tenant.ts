import { SchoolDay } from './clock/school-day.ts';
import { TenantClock } from './clock/tenant-clock.ts';
import { BotLine } from './connector/bot-line.ts';
import { Teams } from './connector/teams.ts';
import { RequestLog } from './control/request-log.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { GraphDoor } from './graph/graph-door.ts';
import type { DeskConnection, LocalTenant, LocalTenantOptions } from './local-tenant.ts';
import type { SchoolSize } from './sample/mis.ts';
import { makeSampleSchool, type SampleEntry, type SampleFile, type SampleSchool } from './sample/sample-school.ts';
import { directoryOf, fillLibrary } from './school.ts';
import { botIssuer, Issuer } from './sign-in/issuer.ts';
import { openKeys } from './sign-in/keys.ts';
import { lent, openDatabase } from './store/database.ts';
import { Directory, type DirectoryData } from './store/directory.ts';
import { Kept } from './store/kept.ts';
import { SiteChanges } from './store/site-changes.ts';
import { SiteFiles } from './store/site-files.ts';
import { SiteLists } from './store/site-lists.ts';
import { SiteLocks } from './store/site-locks.ts';
import { TeamPosts } from './store/team-posts.ts';
import { inbox, type Tenant } from './tenant.ts';
import { PageEvents } from './web/page-events.ts';
import { clockOf } from './web/page-routes.ts';
import { startServer } from './web/server.ts';

const entriesName = 'mis-entries';

interface KeptEntry {
  readonly entry: SampleEntry;
  readonly on: string;
  readonly time: string;
}

/** The sample school, made when it is first asked for: which school a folder holds was decided when it was new. */
interface Made {
  readonly seed: number;
  readonly canary: boolean;
  readonly size?: SchoolSize | undefined;
}

const schoolMaker = (made: Made, entries: readonly KeptEntry[]): (() => SampleSchool) => {
  let school: SampleSchool | undefined;
  return () => {
    if (school === undefined) {
      school = makeSampleSchool(made);
      for (const { entry, on, time } of entries) school.enter(entry, on, time);
    }
    return school;
  };
};

const environmentOf = ({ directory: { data }, keys, address, issuer }: Tenant): Record<string, string> => ({
  M365_TENANT_ID: data.tenantId,
  DESK_CLIENT_ID: data.clientId,
  DESK_CLIENT_SECRET: keys.clientSecret,
  DESK_SITE: data.site.id,
  GRAPH_URL: `${address}/graph`,
  TEAMS_URL: `${address}/connector`,
  LOGIN_URL: address,
  BOT_METADATA_URL: `${address}/botframework/v1/.well-known/openidconfiguration`,
  BOT_TOKEN_ISSUER: botIssuer,
  DESK_API_AUDIENCE: data.clientId,
  DESK_API_ISSUER: issuer.issuer,
  DESK_API_KEYS_URL: `${address}/${data.tenantId}/discovery/v2.0/keys`,
  TEAMS_APP_ID: data.teamsAppId,
  DESK_PRESS_KEY: keys.pressKey,
});

/**
 * Starts Microsoft 365 for one machine: takes a port on loopback, opens (or makes) its folder and fills it with the
 * sample school. The clock stands at its start, or where a folder's clock had got to, until `play()`. Throws
 * FolderInUse when another process has the folder.
 */
export const startLocalTenant = async (options: LocalTenantOptions): Promise<LocalTenant> => {
  const { folder, fresh, log } = options;
  const database = options.database ? await lent(options.database) : await openDatabase(folder, { fresh });
  const failed = (error: unknown) =>
    log.warn('the local tenant failed to answer', {
      error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    });
  const server = await startServer(options.port, failed).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const address = `http://localhost:${server.port}`;

  const kept = new Kept(database.sql);
  const before = await kept.get<Made>('school');
  const made = before ?? { seed: options.seed, canary: options.canary, size: options.size };
  if (before && (before.seed !== options.seed || before.canary !== options.canary))
    log.warn('the folder holds another sample school, which goes on; start with --fresh for a new one', {
      seed: before.seed,
    });
  const entries = (await kept.get<KeptEntry[]>(entriesName)) ?? [];
  const school = schoolMaker(made, entries);
  const data = before ? (await kept.get<DirectoryData>('directory'))! : directoryOf(school());
  const directory = new Directory(data);

  const start = { timeZone: data.timeZone, frozen: options.clock.frozen };
  const clock = new TenantClock({ ...start, at: startOf(options, data.timeZone, await SchoolDay.reached(kept)) });
  const now = () => clock.nowIso();
  const lists = await SiteLists.open(database.sql, now);
  const files = new SiteFiles(database.sql, now);
  const locks = await SiteLocks.open(kept);
  const changes = await SiteChanges.open(database.sql, kept);
  const posts = await TeamPosts.open(database.sql, now);
  if (!before) {
    await fillLibrary(school(), files);
    await kept.set('directory', data);
    await kept.set('school', made);
  }

  let desk: DeskConnection | undefined;
  const keys = await openKeys(kept);
  const issuer = new Issuer(keys, directory, address);
  const requests = new RequestLog(now);
  const faults = new FaultPlan();
  const line = new BotLine(issuer);
  const sees = (person: string, conversation: string) =>
    directory.conversation(conversation)?.members.some(({ id }) => id === person) ?? false;
  const events: PageEvents = new PageEvents(() => clockOf({ clock, day }), sees);
  const teams = await Teams.open({
    directory,
    posts,
    kept,
    line,
    now,
    serviceUrl: issuer.serviceUrl,
    changed: (conversation) => events.changed('posts', conversation),
  });
  const exportFiles = async (given: readonly SampleFile[]) => {
    for (const { name, bytes } of given) await files.put(`${inbox}/${name}`, bytes);
    events.changed('files');
  };
  const day: SchoolDay = await SchoolDay.open({
    school,
    clock,
    kept,
    log,
    desk: () => desk,
    export: exportFiles,
    minutePassed: () => events.changed('clock'),
    request: async ({ as, method, path, body }) => {
      const token = await issuer.personToken(directory.account(as)!);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${desk?.address}${path}`, { method, headers, body: JSON.stringify(body) }).catch(
        () => undefined,
      );
      return answer?.status ?? 503;
    },
  });
  const enterIntoMis = async (entry: SampleEntry): Promise<string[]> => {
    const { date, time } = clock.schoolTime();
    const exported = school().enter(entry, date, time);
    entries.push({ entry, on: date, time });
    await kept.set(entriesName, entries);
    await exportFiles(exported);
    return exported.map(({ name }) => name);
  };
  const graph = new GraphDoor({
    lists,
    files,
    locks,
    changes,
    isInstalled: (conversation) => teams.isInstalled(conversation),
    directory,
    issuer,
    keys,
    requests,
    faults,
    changed: (what) => events.changed(what),
  });
  const outside = { directory, keys, issuer, line, teams, graph, requests, faults, events };
  const tenant: Tenant = {
    address,
    clock,
    kept,
    lists,
    files,
    locks,
    changes,
    posts,
    day,
    ...outside,
    desk: () => desk,
    enterIntoMis,
  };
  server.open(tenant);

  return {
    address,
    environment: environmentOf(tenant),
    clock,
    resumed: before !== undefined,
    connectDesk: async (connection) => {
      desk = connection;
      line.connect(connection.address);
      const { installed, failed } = await teams.install();
      if (failed > 0) log.warn('the bot did not take every installation; the next start tells it again', { failed });
      else log.info('the app is installed', { places: installed });
    },
    play: async (onMinute) => {
      await day.settle();
      const { playTo } = options.clock;
      if (playTo !== null) await day.moveTo(clock.instantOf(playTo), { onMinute });
      day.run();
    },
    stop: async () => {
      events.stop();
      await server.close();
      await day.stop();
      await database.close();
    },
  };
};

/** A folder's clock goes on where it was; a new one starts where it is told. */
const startOf = (
  { clock: { start } }: LocalTenantOptions,
  timeZone: string,
  reached: ReturnType<TenantClock['now']> | undefined,
): ReturnType<TenantClock['now']> => reached ?? TenantClock.instantAt(start, timeZone);
