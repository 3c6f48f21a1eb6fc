import { DeskRequests } from './clock/desk-requests.ts';
import { SchoolDay } from './clock/school-day.ts';
import { TenantClock } from './clock/tenant-clock.ts';
import { BotLine } from './connector/bot-line.ts';
import { Teams } from './connector/teams.ts';
import { RequestLog } from './control/request-log.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { GraphDoor } from './graph/graph-door.ts';
import type { DeskConnection, LocalTenant, LocalTenantOptions } from './local-tenant.ts';
import { directoryOf } from './school.ts';
import { botIssuer, Issuer } from './sign-in/issuer.ts';
import { openKeys } from './sign-in/keys.ts';
import { openDatabase } from './store/database.ts';
import { Directory, type DirectoryData } from './store/directory.ts';
import { Kept } from './store/kept.ts';
import { TeamPosts } from './store/team-posts.ts';
import type { Tenant } from './tenant.ts';
import { type Made, openTenantSchool, SchoolMaker, type TenantSchool } from './tenant-school.ts';
import { libraryOf } from './web/book-routes.ts';
import { BookSessions } from './web/book-sessions.ts';
import { PageEvents } from './web/page-events.ts';
import { clockOf } from './web/page-state.ts';
import { startServer } from './web/server.ts';

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
  ...(data.schools ? { DESK_CONFIG: JSON.stringify(deskConfigOf(data)) } : {}),
});

/** The schools of the tenant as a desk's `DESK_CONFIG` names them. */
const deskConfigOf = ({ schools = [], trust }: DirectoryData): unknown => ({
  trust,
  schools: schools.map(({ id, name, site }) => ({ id, name, site: site.id })),
});

/**
 * Starts Microsoft 365 for one machine: takes a port on loopback, opens (or makes) its folder and fills it with the
 * sample school. The clock stands at its start, or where a folder's clock had got to, until `play()`. Throws
 * FolderInUse when another process has the folder.
 */
export const startLocalTenant = async (options: LocalTenantOptions): Promise<LocalTenant> => {
  const { folder, fresh, log } = options;
  const sql = options.memory?.sql ?? openDatabase(folder, { fresh });
  const closeDatabase = () => {
    if (!options.memory) sql.close();
  };
  const failed = (error: unknown) =>
    log.warn('the local tenant failed to answer', {
      error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    });
  const server = await startServer(options.port, failed).catch(async (error: unknown) => {
    closeDatabase();
    throw error;
  });
  const address = `http://localhost:${server.port}`;

  const kept = new Kept(sql);
  const before = await kept.get<Made>('school');
  const made = before ?? {
    seed: options.seed,
    canary: options.canary,
    size: options.size,
    schools: options.schools ?? 1,
  };
  const isOther = before && (before.seed !== options.seed || before.canary !== options.canary);
  const isMore = before && options.schools !== undefined && options.schools !== (before.schools ?? 1);
  if (isOther || isMore)
    log.warn('the folder holds other sample schools, which go on; start with --fresh for new ones', {
      seed: made.seed,
      schools: made.schools ?? 1,
    });
  const makers: SchoolMaker[] = [];
  for (let number = 1; number <= (made.schools ?? 1); number += 1)
    makers.push(await SchoolMaker.open(made, kept, number));
  const [first, ...others] = makers;
  const data = before
    ? (await kept.get<DirectoryData>('directory'))!
    : directoryOf([first!.school, ...others.map(({ school }) => school)]);
  const directory = new Directory(data);

  const start = { timeZone: data.timeZone, frozen: options.clock.frozen };
  const clock = new TenantClock({ ...start, at: startOf(options, data.timeZone, await SchoolDay.reached(kept)) });
  const now = () => clock.nowIso();
  const posts = await TeamPosts.open(sql, now);

  let desk: DeskConnection | undefined;
  const keys = await openKeys(kept, made.seed);
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
  const schools: TenantSchool[] = [];
  for (const [at, maker] of makers.entries())
    schools.push(
      await openTenantSchool(maker, directory.schools[at]!, {
        sql,
        kept,
        now,
        schoolTime: () => clock.schoolTime(),
        isNew: before === undefined,
        ask: (event) => new DeskRequests({ desk: () => desk, directory, issuer, log }).ask(event),
        filesChanged: () => events.changed('files'),
      }),
    );
  if (!before) {
    await kept.set('directory', data);
    await kept.set('school', made);
  }
  const day: SchoolDay = new SchoolDay({
    schools: schools.map((school) => school.events),
    clock,
    kept,
    log,
    desk: () => desk,
    minutePassed: () => events.changed('clock'),
  });
  const graph = new GraphDoor({
    sites: schools,
    isInstalled: (conversation) => teams.isInstalled(conversation),
    directory,
    issuer,
    keys,
    requests,
    faults,
    changed: (what) => events.changed(what),
  });
  const books = new BookSessions(libraryOf(schools[0]!.files, () => events.changed('files')));
  const outside = { books, directory, keys, issuer, line, teams, graph, requests, faults, events };
  const tenant: Tenant = {
    ...schools[0]!,
    address,
    clock,
    kept,
    schools,
    posts,
    day,
    ...outside,
    desk: () => desk,
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
      books.stop();
      await server.close();
      await day.stop();
      closeDatabase();
    },
  };
};

/** A folder's clock goes on where it was; a new one starts where it is told. */
const startOf = (
  { clock: { start } }: LocalTenantOptions,
  timeZone: string,
  reached: ReturnType<TenantClock['now']> | undefined,
): ReturnType<TenantClock['now']> => reached ?? TenantClock.instantAt(start, timeZone);
