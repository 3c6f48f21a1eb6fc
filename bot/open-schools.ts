import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../shared/ports/log.ts';
import { isOutside } from '../shared/ports/outside-error.ts';
import type { Desk } from '../shared/workflows/desk.ts';
import type { Database } from './database/database.ts';
import { SchoolBook } from './database/school-book.ts';
import { SlotBook } from './database/slot-book.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { errorFields } from './log.ts';
import { type OpenSchool, openSchool, type SchoolHooks, type Shared } from './open-school.ts';
import type { SchoolSettings } from './schools-config.ts';

/** What was due and running when asked, and what of it failed: names of jobs, `2026-03-10/nudge/AM/1`. */
export interface Settled {
  readonly jobs: number;
  readonly failed: readonly string[];
}

export type OpenSchoolsParts = Pick<Shared, 'clock' | 'log' | 'outside' | 'sign' | 'room'> & {
  readonly database: Database;
  readonly host?: Shared['host'];
  readonly schools: readonly SchoolSettings[];
  readonly tabLink: (school: SchoolSettings) => Desk['tabLink'];
  readonly hooks?: (school: SchoolSettings) => SchoolHooks;
  /** Before a job that failed is tried again. */
  readonly retrySeconds?: number | undefined;
};

/** Every school's desk in this process, over one database and one queue of jobs. Nothing runs before `watch`. */
export interface OpenSchools {
  readonly all: readonly OpenSchool[];
  /** Looks at the clock and puts what is due into the queue. */
  tick(): Promise<void>;
  /** Does everything due, and answers when nothing is due or running. */
  settle(): Promise<Settled>;
  /** Keeps looking at the clock until everything is stopped. */
  watch(): void;
  backlog(): Promise<number>;
  /** Ends after the jobs that are running now; the database is the caller's. */
  stop(): Promise<void>;
}

/**
 * Does something at every school: one that fails is logged and stops no other. Throws the first failure when it failed
 * everywhere.
 */
export const eachSchool = async <T>(
  schools: readonly OpenSchool[],
  work: (school: OpenSchool) => Promise<T>,
  log: Log,
): Promise<T[]> => {
  const done: T[] = [];
  const failed: unknown[] = [];
  for (const school of schools)
    try {
      done.push(await work(school));
    } catch (error) {
      failed.push(error);
      if (schools.length > 1) log.error('school left out', { school: school.settings.id, ...errorFields(error) });
    }
  if (done.length === 0 && failed.length > 0) throw failed[0];
  return done;
};

/** Opens the desks of the schools over an outside that is given: Microsoft 365, or in tests a small one. */
export const openSchools = async (parts: OpenSchoolsParts): Promise<OpenSchools> => {
  const { database, clock, log } = parts;
  const queue = new JobQueue(database, log, { retrySeconds: parts.retrySeconds });
  const [slots, book] = [new SlotBook(database), new SchoolBook(database)];
  let scheduler: Scheduler | undefined;
  const all = parts.schools.map((school) => {
    const { outside, sign, room, host } = parts;
    const onChange = (id: string, changes: number) => scheduler?.knows(id, changes);
    const shared = { database, clock, log, queue, slots, book, outside, sign, onChange, room, host };
    return openSchool(school, { ...shared, tabLink: parts.tabLink(school) }, parts.hooks?.(school) ?? {});
  });
  scheduler = new Scheduler({ clock, slots, book, queue, log }, all);
  // Two processes that start at once on an empty server would make the queue's tables twice.
  await database.alone('start', async () => await queue.start());

  const closing = new AbortController();
  let watching: Promise<void> | undefined;
  const idle = async (): Promise<void> => {
    await Promise.all(all.map(async (school) => await school.idle()));
  };
  /** Whose posts and conversations could not be carried to their lists: they are carried later. */
  const notMirrored = async (): Promise<string[]> => {
    const failed: string[] = [];
    for (const school of all)
      try {
        await school.mirror();
      } catch (error) {
        if (!isOutside(error)) throw error;
        log.warn('lists not brought up to date', { school: school.settings.id, ...errorFields(error) });
        failed.push(all.length > 1 ? `${school.settings.id}/mirror` : 'mirror');
      }
    return failed;
  };
  return {
    all,
    tick: async () => await scheduler.tick(),
    settle: async () => {
      await idle();
      await scheduler.tick(true);
      const done = await queue.idle();
      await idle();
      return { ...done, failed: [...new Set([...done.failed, ...(await notMirrored())])] };
    },
    watch: () => {
      watching ??= scheduler.watch(closing.signal, async (seconds) => {
        await sleep(seconds * 1000, undefined, { signal: closing.signal }).catch(() => undefined);
      });
    },
    backlog: async () => await queue.backlog(),
    stop: async () => {
      closing.abort();
      await queue.stop();
      await watching;
      await idle();
    },
  };
};
