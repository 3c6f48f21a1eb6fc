import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { SchoolBook } from '../database/school-book.ts';
import type { SlotBook } from '../database/slot-book.ts';
import { errorFields } from '../log.ts';
import type { JobQueue } from './job-queue.ts';
import type { Due, SchoolJobs } from './school-jobs.ts';

/** A school whose work is scheduled. */
export interface Scheduled {
  readonly jobs: SchoolJobs;
  /** Something of this school changed in another process: what is known of it is looked at again. */
  readonly lookAgain: () => Promise<void>;
}

export interface SchedulerParts {
  readonly clock: Clock;
  readonly slots: SlotBook;
  readonly book: SchoolBook;
  readonly queue: JobQueue;
  readonly log: Log;
}

/** A press younger than this is being carried out by the request that took it. */
const pressGraceSeconds = 10;

/** Before anybody needs the desk, and late enough that somebody may mend what is wrong. School time. */
const checksAt = '07:30';

/** A slot that was queued a moment ago is not queued again each second while it waits for its turn. */
const queueAgainMs = 5000;

/** How long one look waits for a school whose policy is not at hand, and how soon a school that failed is asked again. */
const patienceMs = 1000;
const firstPauseMs = 5000;
const longestPauseMs = 60_000;

interface Watched extends Scheduled {
  /** A look that is still under way: no second one is begun beside it. */
  looking: Promise<Due | undefined> | undefined;
  failures: number;
  askAgainAt: number;
  /** The school's minute that was looked at last. */
  minute: string;
  changes: number | undefined;
}

/** When nobody is asked for anything: what has had its time is counted once a night. */
const isNight = (time: string): boolean => time >= '02:00' && time < '06:00';

/**
 * Decides by the clock what is due and queues it: the slots of the day, the inbox each minute, presses that were taken
 * and not carried out. It keeps no state that a restart would miss: what is done stands in the slot book. A look costs
 * a few statements whatever the number of schools, and asks Graph nothing; a school that cannot be reached is asked
 * again later and holds up no other.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #schools: readonly Watched[];
  /** Slots, with the minute that they were looked at in, by when they were queued last. */
  readonly #queued = new Map<string, number>();

  constructor(parts: SchedulerParts, schools: readonly Scheduled[]) {
    this.#parts = parts;
    this.#schools = schools.map((school) => ({
      ...school,
      looking: undefined,
      failures: 0,
      askAgainAt: 0,
      minute: '',
      changes: undefined,
    }));
  }

  /**
   * Queues what is due. `thorough`: the inboxes are looked at whatever the minute, presses whatever their age, and it
   * throws when no school at all could be looked at.
   */
  async tick(thorough = false): Promise<void> {
    await this.#noticeChanges(thorough);
    const looked: { readonly school: Watched; readonly due: Due }[] = [];
    const failed: unknown[] = [];
    await Promise.all(
      this.#schools.map(async (school) => {
        try {
          const due = await this.#look(school, thorough);
          if (due) looked.push({ school, due });
        } catch (error) {
          failed.push(error);
        }
      }),
    );
    await this.#pollInboxes(looked, thorough);
    await this.#queueSlots(looked, thorough);
    await this.#queuePresses(thorough);
    if (thorough && looked.length === 0 && failed.length > 0) throw failed[0];
  }

  async #look(school: Watched, thorough: boolean): Promise<Due | undefined> {
    if (!thorough && performance.now() < school.askAgainAt) return undefined;
    school.looking ??= this.#ask(school).finally(() => {
      school.looking = undefined;
    });
    if (thorough) return await school.looking;
    school.looking.catch(() => undefined);
    return await Promise.race([school.looking.catch(() => undefined), sleep(patienceMs, undefined, { ref: false })]);
  }

  async #ask(school: Watched): Promise<Due> {
    try {
      const due = await school.jobs.due();
      school.failures = 0;
      return due;
    } catch (error) {
      const pause = Math.min(firstPauseMs * 2 ** school.failures++, longestPauseMs);
      school.askAgainAt = performance.now() + pause;
      this.#parts.log.error('school not reached', { school: school.jobs.school, ...errorFields(error) });
      throw error;
    }
  }

  /** The inbox of each school once a minute, in one of all processes. */
  async #pollInboxes(
    looked: readonly { readonly school: Watched; readonly due: Due }[],
    thorough: boolean,
  ): Promise<void> {
    const minute = this.#parts.clock.now().toString({ smallestUnit: 'minute' });
    const inNewMinute = looked.filter(({ school, due }) => school.minute !== `${due.now.date} ${due.now.time}`);
    const taken = new Set(
      await this.#parts.book.takeMinute(
        inNewMinute.map(({ school }) => school.jobs.school),
        minute,
      ),
    );
    for (const { school, due } of looked) {
      const isNew = inNewMinute.some((one) => one.school === school);
      if (isNew || thorough) school.jobs.releaseHeld();
      // A request is posted when it is entered; this finds those whose card did not get through then.
      if (isNew && (school.minute === '' || due.now.time.endsWith('0'))) {
        await school.jobs.enqueue('upkeep', { name: 'leave' });
        await school.jobs.enqueue('upkeep', { name: 'versions' });
      }
      await this.#check(school, due, taken.has(school.jobs.school));
      if (
        isNew &&
        isNight(due.now.time) &&
        !(school.minute.startsWith(due.now.date) && isNight(school.minute.slice(11)))
      )
        await school.jobs.enqueue('upkeep', { name: 'retention' });
      if (taken.has(school.jobs.school) || thorough) await school.jobs.enqueue('import', { name: 'inbox' });
      school.minute = `${due.now.date} ${due.now.time}`;
    }
  }

  /** With the first look of this process, and once a day from 07:30 on, in one of all processes. */
  async #check({ jobs, minute }: Watched, { now }: Due, isOurs: boolean): Promise<void> {
    const isFirst = minute === '';
    const today = { school: jobs.school, key: `${now.date}/checks` };
    const isHour = now.time >= checksAt;
    if (!isFirst && !(isHour && isOurs && (await this.#parts.slots.open([today])).length > 0)) return;
    await jobs.enqueue('upkeep', { name: 'checks' });
    // Begun before the hour of the checks it is looked at again when that comes.
    if (isHour) await this.#parts.slots.remember(today, 'done', this.#parts.clock.now().toString());
  }

  async #queueSlots(
    looked: readonly { readonly school: Watched; readonly due: Due }[],
    thorough: boolean,
  ): Promise<void> {
    const now = performance.now();
    for (const [key, at] of this.#queued) if (thorough || now - at > queueAgainMs) this.#queued.delete(key);
    const slots = looked.flatMap(({ school: { jobs }, due }) => [
      ...due.skip.map(({ key }) => ({ jobs, school: jobs.school, key, at: due.now.time, skip: true })),
      ...due.run.map(({ key }) => ({ jobs, school: jobs.school, key, at: due.now.time, skip: false })),
    ]);
    for (const { jobs, key, at, skip } of await this.#parts.slots.open(slots)) {
      const name = `${jobs.school} ${key} ${at}`;
      if (skip) await jobs.skip(key);
      else if (!this.#queued.has(name)) {
        await jobs.enqueue('send', { name: key });
        this.#queued.set(name, now);
      }
    }
  }

  async #queuePresses(thorough: boolean): Promise<void> {
    const jobs = new Map(this.#schools.map((school) => [school.jobs.school, school.jobs]));
    const waiting = await this.#parts.book.unsettledPresses([...jobs.keys()], thorough ? 0 : pressGraceSeconds);
    for (const { school, key } of waiting)
      await jobs.get(school)!.enqueue('press', { name: `press/${key}`, press: key });
  }

  /** What another process brought into a school's mark book or saw change in its files. */
  async #noticeChanges(thorough: boolean): Promise<void> {
    const changes = await this.#parts.book.changes(this.#schools.map(({ jobs }) => jobs.school));
    const looks: Promise<void>[] = [];
    for (const school of this.#schools) {
      const now = changes.get(school.jobs.school);
      const before = school.changes;
      school.changes = now;
      if (before === undefined || now === before) continue;
      const look = school.lookAgain().catch((error: unknown) => {
        // It is looked at again with the next try: the number is not taken as seen.
        school.changes = before;
        this.#parts.log.warn('school not looked at again', { school: school.jobs.school, ...errorFields(error) });
      });
      looks.push(look);
    }
    if (thorough) await Promise.all(looks);
  }

  /** This process itself brought the change: it knows already what is new. */
  knows(school: string, changes: number): void {
    const own = this.#schools.find(({ jobs }) => jobs.school === school);
    if (own && own.changes === changes - 1) own.changes = changes;
  }

  /** Keeps looking, once a second, until the signal; a failure is logged and looked at again. */
  async watch(signal: AbortSignal, pause: (seconds: number) => Promise<void>): Promise<void> {
    const failed = (error: unknown): void => this.#parts.log.error('scheduler', errorFields(error));
    let working: Promise<void> | undefined;
    while (!signal.aborted) {
      try {
        await this.tick();
      } catch (error) {
        failed(error);
      }
      // A job that takes long holds up neither the clock nor another school.
      if (working) this.#parts.queue.lookAgain();
      else
        working = this.#parts.queue
          .work()
          .catch(failed)
          .finally(() => {
            working = undefined;
          });
      await pause(1);
    }
    await working;
  }
}
