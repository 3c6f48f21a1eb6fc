import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Press } from '../../shared/ports/press-log.ts';
import type { SchoolData } from '../../shared/workflows/school-data.ts';
import type { SlotBook } from '../database/slot-book.ts';
import { errorFields } from '../log.ts';
import { dueSlots, type Slot, slotsOf } from './due-slots.ts';
import type { JobData, JobHandlers, JobQueue } from './job-queue.ts';

/** What the jobs do, as the composition wires it. */
export interface Work {
  /** Reads the inbox; true when marks, registers or people changed. */
  readInbox(): Promise<boolean>;
  post(slot: Slot): Promise<void>;
  postWaitingLeave(): Promise<void>;
  refreshCards(): Promise<void>;
  carryOut(press: Press): Promise<void>;
  /** Carries posts and conversations to their lists; answers how many were written. */
  mirror(): Promise<number>;
}

export interface SchedulerParts {
  readonly school: string;
  readonly clock: Clock;
  readonly data: SchoolData;
  readonly slots: SlotBook;
  readonly log: Log;
  /** Presses taken so many seconds ago or earlier that are not yet carried to their list, and one by its key. */
  readonly unsettled: (seconds: number) => Promise<Press[]>;
}

/** A press younger than this is being carried out by the request that took it. */
const pressGraceSeconds = 10;

/**
 * Decides by the clock what is due and queues it: the slots of the day, the inbox each minute, presses that were taken
 * and not carried out. It keeps no state that a restart would miss: what is done stands in the slot book.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #work: Work;
  #queue: JobQueue | undefined;
  #polled = '';
  /** Jobs that failed for good in this minute: they are due again in the next. */
  #held = new Set<string>();

  constructor(parts: SchedulerParts, work: Work) {
    this.#parts = parts;
    this.#work = work;
  }

  /** What the queue calls; the queue itself is handed in by `connect`. */
  readonly handlers: JobHandlers = {
    import: async () => await this.#import(),
    send: async (data) => await this.#send(data),
    press: async (data) => await this.#press(data),
    upkeep: async (data) => await this.#upkeep(data),
  };

  connect(queue: JobQueue): void {
    this.#queue = queue;
  }

  /** A job that failed for good is not queued again before the next minute, unless somebody asks for everything. */
  readonly hold = (name: string): void => {
    this.#held.add(name);
  };

  /** Queues what is due. `thorough`: the inbox is looked at whatever the minute, presses whatever their age. */
  async tick(thorough = false): Promise<void> {
    const { clock, data, slots, unsettled } = this.#parts;
    const [policy, calendar] = [await data.policy(), await data.calendar()];
    const now = calendar.at(clock.now());
    const minute = `${now.date} ${now.time}`;
    if (minute !== this.#polled || thorough) this.#held = new Set();
    if (minute !== this.#polled) {
      // A request is posted when it is entered; this finds those whose card did not get through then.
      if (this.#polled === '' || now.time.endsWith('0')) await this.#enqueue('upkeep', { name: 'leave' });
    }
    if (minute !== this.#polled || thorough) await this.#enqueue('import', { name: 'inbox' });
    this.#polled = minute;
    const { run, skip } = dueSlots(policy, calendar, now, await slots.done(now.date));
    for (const { key } of skip) {
      this.#parts.log.info('slot skipped', { school: this.#parts.school, slot: key });
      await slots.remember(key, 'skipped', clock.now().toString());
    }
    for (const { key } of run) await this.#enqueue('send', { name: key });
    for (const { key } of await unsettled(thorough ? 0 : pressGraceSeconds))
      await this.#enqueue('press', { name: `press/${key}`, press: key });
  }

  async #enqueue(queue: 'press' | 'import' | 'send' | 'upkeep', data: JobData): Promise<void> {
    if (!this.#held.has(data.name)) await this.#queue!.send(queue, data);
  }

  async #import(): Promise<void> {
    if (await this.#work.readInbox()) await this.#enqueue('upkeep', { name: 'refresh' });
  }

  /** One slot: the inbox is read once more, so that nobody is accused by old data, then it is posted and remembered. */
  async #send({ name }: JobData): Promise<void> {
    const { clock, data, slots } = this.#parts;
    await this.#import();
    const [policy, calendar] = [await data.policy(), await data.calendar()];
    const now = calendar.at(clock.now());
    const slot = slotsOf(policy, calendar, now.date).find(({ key }) => key === name);
    if ((await slots.done(now.date)).has(name)) return;
    // The calendar or the policy changed meanwhile, or the day is over: the slot is none any more.
    if (!slot || now.time >= slot.until) return await slots.remember(name, 'skipped', clock.now().toString());
    if (now.time < slot.from) return;
    await this.#work.post(slot);
    await slots.remember(name, 'done', clock.now().toString());
    await this.#enqueue('upkeep', { name: 'mirror' });
  }

  async #press({ press: key }: JobData): Promise<void> {
    const press = (await this.#parts.unsettled(0)).find((each) => each.key === key);
    if (!press) return;
    await this.#work.carryOut(press);
    await this.#enqueue('upkeep', { name: 'mirror' });
  }

  async #upkeep({ name }: JobData): Promise<void> {
    if (name === 'refresh') await this.#work.refreshCards();
    else if (name === 'leave') await this.#work.postWaitingLeave();
    const written = await this.#work.mirror();
    if (written > 0) this.#parts.log.info('lists brought up to date', { count: written });
  }

  /** Keeps looking, once a second, until the signal; a failure is logged and looked at again. */
  async watch(signal: AbortSignal, sleep: (seconds: number) => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.tick();
        await this.#queue!.work();
      } catch (error) {
        this.#parts.log.error('scheduler', { school: this.#parts.school, ...errorFields(error) });
      }
      await sleep(1);
    }
  }
}
