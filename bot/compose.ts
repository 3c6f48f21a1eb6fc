import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EntraDirectory } from '../shared/graph/entra-directory.ts';
import { signInAsApp } from '../shared/graph/entra-tokens.ts';
import { openGraph } from '../shared/graph/graph-client.ts';
import { KeptRecords } from '../shared/graph/kept-records.ts';
import { SharePointFiles } from '../shared/graph/sharepoint-files.ts';
import { SharePointLists } from '../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../shared/graph/sharepoint-records.ts';
import type { ImportReport } from '../shared/mis/report.ts';
import type { Clock } from '../shared/ports/clock.ts';
import { ownRevisions } from '../shared/ports/list-revisions.ts';
import type { Log } from '../shared/ports/log.ts';
import { recordKinds } from '../shared/records/all.ts';
import { addDays } from '../shared/vocabulary/session.ts';
import { carryOutPress } from '../shared/workflows/carry-out-press.ts';
import type { Desk } from '../shared/workflows/desk.ts';
import { importInbox } from '../shared/workflows/import-inbox.ts';
import type { JobReport } from '../shared/workflows/job-report.ts';
import { nudgeTeachers } from '../shared/workflows/nudge-teachers.ts';
import { postFirstDay } from '../shared/workflows/post-first-day.ts';
import { postUnmarkedRegisters } from '../shared/workflows/post-unmarked-registers.ts';
import { postWaitingLeave } from '../shared/workflows/post-waiting-leave.ts';
import { type ProvisionReport, provision } from '../shared/workflows/provision.ts';
import { readAhead } from '../shared/workflows/read-ahead.ts';
import { refreshCards } from '../shared/workflows/refresh-cards.ts';
import { SchoolDataReader } from '../shared/workflows/school-data-reader.ts';
import { apiHandler } from './api/api.ts';
import { cards } from './cards/cards.ts';
import { openConversations } from './conversations/door.ts';
import type { Database } from './database/database.ts';
import { DatabaseConversationBook } from './database/database-conversation-book.ts';
import { DatabasePostLedger } from './database/database-post-ledger.ts';
import { DatabasePressLog } from './database/database-press-log.ts';
import { ListMirror } from './database/list-mirror.ts';
import { openDatabase } from './database/open-database.ts';
import { SlotBook } from './database/slot-book.ts';
import { announcing, type Posted } from './jobs/announce.ts';
import type { Slot } from './jobs/due-slots.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { Later } from './posts/later.ts';
import type { DeskSettings } from './settings.ts';
import { signWith } from './sign.ts';
import { tabLinks } from './tab-link.ts';
import { type Check, listenOn, webServer } from './web/server.ts';

/** What was due and running when asked, and what of it failed: names of jobs, `2026-03-10/nudge/AM/1`. */
export interface Settled {
  readonly jobs: number;
  readonly failed: readonly string[];
}

export interface OpenDeskOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Hears of every message that Teams took. */
  readonly onPosted?: (posted: Posted) => void;
  /** Hears of every import that found something new in the inbox. */
  readonly onImport?: (report: ImportReport) => void;
  /** Hears what each posting job did, its silences included. */
  readonly onReport?: (slot: Slot, report: JobReport) => void;
  /** Posting jobs say what they would post, and write and send nothing. */
  readonly rehearse?: boolean;
  /** How patient the desk is with what is outside; a simulation waits in no time. */
  readonly patience?: Patience;
  /** A database that is open already, in the one's place that the settings name; the desk does not close it. */
  readonly database?: Database;
}

/** How the desk waits between tries, and how long for an answer. */
export interface Patience {
  /** Waits so many seconds. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  readonly answerMs?: number;
  /** Before a job that failed is tried again. */
  readonly retrySeconds?: number;
}

const usualPatience: Patience = {
  sleep: async (seconds) => await sleep(seconds * 1000),
  random: Math.random,
};

/** A desk that is open: connected, wired, with its jobs. Nothing runs by itself before `watch`. */
export interface OpenDesk {
  readonly desk: Desk;
  /** Makes the lists that are missing. */
  provision(): Promise<ProvisionReport>;
  /** Fills a lost database from the lists; answers how many posts and conversations came back. */
  restore(): Promise<number>;
  /** Looks at the clock and puts what is due into the queue. */
  tick(): Promise<void>;
  /** Does everything due, and answers when nothing is due or running. */
  settle(): Promise<Settled>;
  /** Runs one posting job now, whatever the clock says. */
  run(slot: Slot): Promise<void>;
  /** Opens the web server; answers with its address, `http://localhost:3978`. */
  listen(): Promise<string>;
  /** Keeps looking at the clock until the desk is closed. */
  watch(): void;
  close(): Promise<void>;
}

const built = (name: string): string => join(import.meta.dirname, '../.built', name);

/** How far back posts are brought back into a lost database: cards older than that are no longer changed. */
const restoreDays = 14;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Wires one school's desk: everything that the product consists of meets here and nowhere else. */
export const openDesk = async (settings: DeskSettings, options: OpenDeskOptions): Promise<OpenDesk> => {
  const { tenant } = settings;
  const { clock, log, rehearse = false } = options;
  const school = tenant.site;
  const { patience = usualPatience } = options;
  const database = options.database ?? (await openDatabase(settings));
  const token = signInAsApp(tenant);
  const graph = openGraph({
    address: tenant.graphUrl,
    tokens: async () => await token('https://graph.microsoft.com/.default'),
    sleep: patience.sleep,
    random: patience.random,
    ...(patience.answerMs === undefined ? {} : { timeoutMs: patience.answerMs }),
  });
  const lists = new SharePointLists(graph, tenant.site);
  const records = new KeptRecords(
    new SharePointRecords(graph, lists, ({ list, item, column }) =>
      log.warn('item cannot be read', { school, record: `${list}/${item}`, kind: column }),
    ),
    { clock, revisions: ownRevisions() },
  );
  const files = new SharePointFiles(graph, tenant.site);
  const conversationBook = new DatabaseConversationBook(database);
  const presses = new DatabasePressLog(database);
  const mirror = new ListMirror(database, records);
  const later = new Later(log, school);
  const conversations = openConversations(
    { ...tenant, playground: settings.playground },
    { token, book: conversationBook, log, sleep: patience.sleep, answerMs: patience.answerMs },
  );
  const desk: Desk = {
    school,
    clock,
    data: new SchoolDataReader({ files, records, clock, log }),
    records,
    files,
    directory: new EntraDirectory(graph),
    messenger: announcing(conversations.messenger, options.onPosted ?? (() => undefined)),
    presses,
    ledger: new DatabasePostLedger(database),
    conversations: conversationBook,
    log,
    sign: signWith(tenant.pressKey),
    tabLink: tabLinks(tenant.teamsAppId),
    cards,
    later: later.run,
  };

  const post = async (slot: Slot): Promise<void> => {
    const { date, half, round } = slot;
    const report =
      slot.job === 'nudge'
        ? await nudgeTeachers(desk, { date, half, round }, { rehearse })
        : slot.job === 'unmarked'
          ? await postUnmarkedRegisters(desk, { date, half }, { rehearse })
          : await postFirstDay(desk, { date, half }, { rehearse });
    options.onReport?.(slot, report);
  };
  const readInbox = async (): Promise<boolean> => {
    await Promise.all([desk.data.refresh(), records.look(), readAhead(desk)]);
    const report = await importInbox(desk);
    if (report.files.length > 0) options.onImport?.(report);
    for (const { file, line, column } of report.refused.slice(0, 20))
      log.warn('import refused', { school, file, kind: column ?? 'file', ...(line === null ? {} : { line }) });
    return report.written;
  };
  const scheduler = new Scheduler(
    {
      school,
      clock,
      data: desk.data,
      slots: new SlotBook(database),
      log,
      unsettled: async (seconds) => await presses.unsettledSince(seconds),
    },
    {
      readInbox,
      post,
      postWaitingLeave: async () => void (await postWaitingLeave(desk)),
      refreshCards: async () => void (await refreshCards(desk)),
      carryOut: async (press) => void (await carryOutPress(desk, press)),
      mirror: async () => await mirror.carry(),
    },
  );
  const queue = new JobQueue(database, school, scheduler.handlers, log, {
    onFailed: scheduler.hold,
    retrySeconds: patience.retrySeconds,
  });
  scheduler.connect(queue);
  await queue.start();

  const checks = async (): Promise<Check[]> => {
    const check = async (name: string, look: () => Promise<string | undefined>): Promise<Check> => {
      const why = await look().catch((error: unknown) => asError(error).name);
      return why === undefined ? { check: name, ok: true } : { check: name, ok: false, why };
    };
    return [
      await check('database', async () => void (await database.query('select 1'))),
      await check('tenant', async () => void (await lists.lists())),
      await check('jobs', async () => {
        const stuck = await presses.unsettledSince(60);
        return stuck.length === 0 ? undefined : `${stuck.length} presses wait to be carried to their list`;
      }),
      await check('data', async () => {
        const { exportedAt } = await desk.data.book();
        return exportedAt === null ? 'no export has been read yet' : undefined;
      }),
    ];
  };
  const count = async (sql: string): Promise<number> =>
    (await database.query<{ count: number }>(`select count(*)::int as count from ${sql}`))[0]!.count;
  const metrics = async () => ({
    posts_sent: await count("desk_post where state = 'sent'"),
    posts_unconfirmed: await count("desk_post where state = 'unconfirmed'"),
    presses: await count('desk_press'),
    presses_saving: await count("desk_press where state = 'saving'"),
    conversations: await count('desk_conversation where not gone'),
    jobs_waiting: await queue.backlog(),
  });

  const server = webServer({
    messages: async (request, response) => await conversations.handle(desk, request, response),
    api: apiHandler(desk, {
      tenantId: tenant.tenantId,
      audience: tenant.apiAudience,
      issuer: tenant.apiIssuer,
      keysUrl: tenant.apiKeysUrl,
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
  const closing = new AbortController();
  let watching: Promise<void> | undefined;

  const settle = async (): Promise<Settled> => {
    await later.idle();
    await scheduler.tick(true);
    const done = await queue.idle();
    await later.idle();
    await mirror.carry();
    return done;
  };

  return {
    desk,
    provision: async () => await provision(lists, recordKinds),
    restore: async () => {
      const { date } = (await desk.data.calendar()).at(clock.now());
      return await mirror.restore(addDays(date, -restoreDays));
    },
    tick: async () => await scheduler.tick(),
    settle,
    run: post,
    listen: async () => {
      const port = await listenOn(
        server,
        settings.port,
        tenant.graphUrl.startsWith('https:') ? '0.0.0.0' : 'localhost',
      );
      return `http://localhost:${port}`;
    },
    watch: () => {
      watching ??= scheduler.watch(closing.signal, async (seconds) => {
        await sleep(seconds * 1000, undefined, { signal: closing.signal }).catch(() => undefined);
      });
    },
    close: async () => {
      closing.abort();
      await watching;
      if (server.listening) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await later.idle();
      await queue.stop();
      if (!options.database) await database.close();
    },
  };
};
