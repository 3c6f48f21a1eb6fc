import { join } from 'node:path';
import type { Clock } from '../shared/ports/clock.ts';
import { ownRevisions } from '../shared/ports/list-revisions.ts';
import type { Log } from '../shared/ports/log.ts';
import type { Desk } from '../shared/workflows/desk.ts';
import type { ProvisionReport } from '../shared/workflows/provision.ts';
import { apiHandler } from './api/api.ts';
import type { Database } from './database/database.ts';
import { databaseClock } from './database/database-clock.ts';
import { DatabaseListRevisions } from './database/database-list-revisions.ts';
import { DiskRoom, freeIn } from './database/disk-room.ts';
import { openDatabase } from './database/open-database.ts';
import { health } from './health.ts';
import type { Slot } from './jobs/due-slots.ts';
import { openMicrosoft365 } from './microsoft365.ts';
import type { OpenSchool, SchoolHooks } from './open-school.ts';
import { eachSchool, type OpenSchools, openSchools, type Settled } from './open-schools.ts';
import { type Patience, usualPatience } from './patience.ts';
import { ProcessHost } from './process-host.ts';
import type { DeskSettings } from './settings.ts';
import { signWith } from './sign.ts';
import { tabLinks } from './tab-link.ts';
import { listenOn, webServer } from './web/server.ts';

export interface OpenDesksOptions {
  /** Without one the clock is the database's where several processes share a server, else this machine's. */
  readonly clock?: Clock | undefined;
  readonly log: Log;
  /** How patient the desk is with what is outside; a simulation waits in no time. */
  readonly patience?: Patience;
  /** A database that is open already, in the one's place that the settings name; the desk does not close it. */
  readonly database?: Database;
}

/** The desks of all schools that the settings name, open: connected, wired, with their jobs. */
export interface OpenDesks {
  readonly schools: readonly [OpenSchool, ...OpenSchool[]];
  readonly clock: Clock;
  /** Makes the lists that are missing, at each school that can be reached. */
  provision(): Promise<(ProvisionReport & { readonly school: string })[]>;
  /** Fills what was lost of the database from the lists; answers how many posts and conversations came back. */
  restore(): Promise<number>;
  /** Looks at the clock and puts what is due into the queue. */
  tick(): Promise<void>;
  /** Does everything due, and answers when nothing is due or running. */
  settle(): Promise<Settled>;
  /** Opens the web server; answers with its address, `http://localhost:3978`. */
  listen(): Promise<string>;
  /** Keeps looking at the clock until the desks are closed. */
  watch(): void;
  close(): Promise<void>;
}

/** Why the database does not answer; undefined: it does. */
const whyNot = async (database: Database): Promise<string | undefined> => {
  try {
    await database.query('select 1');
    return undefined;
  } catch (error) {
    return `it does not answer (${error instanceof Error ? error.name : 'unknown'})`;
  }
};

const built = (name: string): string => join(import.meta.dirname, '../.built', name);

/** Wires the desks of all schools: everything that the product consists of meets here and nowhere else. */
export const openDesks = async (
  settings: DeskSettings,
  options: OpenDesksOptions & SchoolHooks,
): Promise<OpenDesks> => {
  const { tenant } = settings;
  const { log, patience = usualPatience } = options;
  const database = options.database ?? (await openDatabase(settings, tenant.schools));
  const shared = await databaseClock(database, log);
  const clock = options.clock ?? shared;
  // A database that was lent, or a server's, has its disk elsewhere.
  const ownDisk = !options.database && database.kind === 'pglite';
  const room = ownDisk ? new DiskRoom(freeIn(settings.data), log) : undefined;
  let open: OpenSchools;
  const { outside, conversations, asked } = openMicrosoft365(settings, {
    clock,
    log,
    patience,
    revisions: (school) => (database.kind === 'pglite' ? ownRevisions() : new DatabaseListRevisions(database, school)),
  });
  try {
    open = await openSchools({
      database,
      clock,
      log,
      outside,
      schools: tenant.schools,
      room,
      sign: signWith(tenant.pressKey),
      tabLink: ({ id }) => tabLinks(tenant.teamsAppId, tenant.schools.length > 1 ? id : undefined),
      hooks: () => options,
      host: (work) =>
        new ProcessHost({
          settings,
          address: () => settings.address ?? '',
          database: async () => await whyNot(database),
          work,
        }),
      retrySeconds: patience.retrySeconds,
    });
  } catch (error) {
    if (!options.database) await database.close();
    throw error;
  }
  const desks = open.all.map(({ desk }) => desk);
  const { checks, metrics } = health(database, open, { room, asked });

  const server = webServer({
    messages: async (request, response) => await conversations.handle(desks, request, response),
    api: apiHandler(desks, {
      tenantId: tenant.tenantId,
      audience: tenant.apiAudience,
      issuer: tenant.apiIssuer,
      keysUrl: tenant.apiKeysUrl,
      trust: tenant.trust,
      pane: {
        clientId: tenant.clientId,
        tenantId: tenant.tenantId,
        // The pane asks for a token of its own registration: Entra takes that by its GUID alone.
        scope: `${tenant.clientId}/access_as_user`,
        loginUrl: tenant.loginUrl,
      },
    }),
    ready: checks,
    metrics,
    tab: built('teams-app'),
    pane: built('excel-addin'),
    log,
  });

  return {
    schools: open.all as readonly OpenSchool[] as OpenDesks['schools'],
    clock,
    provision: async () =>
      await eachSchool(
        open.all,
        async (school) => ({ school: school.settings.id, ...(await school.provision()) }),
        log,
      ),
    restore: async () =>
      (await eachSchool(open.all, async (school) => await school.restore(), log)).reduce(
        (sum, count) => sum + count,
        0,
      ),
    tick: open.tick,
    settle: open.settle,
    listen: async () => {
      const port = await listenOn(
        server,
        settings.port,
        tenant.graphUrl.startsWith('https:') ? '0.0.0.0' : 'localhost',
      );
      return `http://localhost:${port}`;
    },
    watch: open.watch,
    close: async () => {
      if (server.listening) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await open.stop();
      shared.stop();
      if (!options.database) await database.close();
    },
  };
};

export type OpenDeskOptions = SchoolHooks & OpenDesksOptions & { readonly clock: Clock };

/** One school's desk that is open, for a command or a test. Nothing runs by itself before `watch`. */
export interface OpenDesk {
  readonly desk: Desk;
  /** Makes the lists that are missing. */
  provision(): Promise<ProvisionReport>;
  /** Fills a lost database from the lists; answers how many posts and conversations came back. */
  restore(): Promise<number>;
  /** Does everything due, and answers when nothing is due or running. */
  settle(): Promise<Settled>;
  /** Runs one posting job now, whatever the clock says. */
  run(slot: Slot): Promise<'again' | undefined>;
  /** Opens the web server; answers with its address, `http://localhost:3978`. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the desk of the one school in the settings (`forSchool` chooses it where there are several). */
export const openDesk = async (settings: DeskSettings, options: OpenDeskOptions): Promise<OpenDesk> => {
  if (settings.tenant.schools.length > 1) throw new Error('openDesk opens one school: choose it first');
  const open = await openDesks(settings, options);
  const { desk, provision, restore, run } = open.schools[0];
  return { desk, provision, restore, run, settle: open.settle, listen: open.listen, close: open.close };
};
