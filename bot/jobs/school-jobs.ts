import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import { isOutside } from '../../shared/ports/outside-error.ts';
import type { Press } from '../../shared/ports/press-log.ts';
import type { IsoDate } from '../../shared/vocabulary/session.ts';
import type { SchoolData } from '../../shared/workflows/school-data.ts';
import type { SlotBook } from '../database/slot-book.ts';
import { errorFields } from '../log.ts';
import { dueSlots, roundsAfter, type Slot, slotsOf } from './due-slots.ts';
import type { JobData, JobHandlers, JobQueue, QueueName } from './job-queue.ts';

/** What the jobs do, as the composition wires it. */
export interface Work {
  /** Reads the inbox; true when marks, registers or people changed. */
  readInbox(): Promise<boolean>;
  /** `again`: something is left that the slot's next round may do. */
  post(slot: Slot): Promise<'again' | undefined>;
  postWaitingLeave(): Promise<void>;
  /** Keeps the versions of policy and calendar that are new. */
  keepVersions(): Promise<void>;
  /** Counts what has had its time, for the log. */
  countRetention(): Promise<void>;
  refreshCards(): Promise<void>;
  /** Looks at what the desk stands on, and tells the office. */
  check?(): Promise<void>;
  carryOut(press: Press): Promise<void>;
  /** Carries posts and conversations to their lists; answers how many were written. */
  mirror(): Promise<number>;
}

export interface SchoolJobsParts {
  readonly school: string;
  readonly clock: Clock;
  readonly data: SchoolData;
  readonly slots: SlotBook;
  readonly log: Log;
  readonly queue: JobQueue;
  /** A press that was taken and is not yet carried to its list. */
  readonly unsettled: (key: string) => Promise<Press | undefined>;
}

/** What a look at the clock and the calendar says is due, by the school's own policy: done already or not. */
export interface Due {
  readonly now: { readonly date: IsoDate; readonly time: string };
  readonly run: readonly Slot[];
  readonly skip: readonly Slot[];
}

/** What fails each minute is looked into now and then: nobody is told twice anyway. */
const betweenLooksMs = 10 * 60_000;

const nothingDone: ReadonlySet<string> = new Set();

/** The jobs of one school: what each does, and which of them the clock says are due. */
export class SchoolJobs {
  readonly school: string;
  readonly #parts: SchoolJobsParts;
  readonly #work: Work;
  /** Jobs that failed for good in this minute: they are due again in the next. */
  #held = new Set<string>();
  #trouble: string | undefined;
  #lookedWhyAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SchoolJobsParts, work: Work) {
    this.school = parts.school;
    this.#parts = parts;
    this.#work = work;
    parts.queue.serve(parts.school, this.#handlers, (name) => {
      this.#held.add(name);
      this.#lookWhy(name);
    });
  }

  /** A job that failed for good may have failed for something that the checks find: then the office hears it now. */
  #lookWhy(name: string): void {
    const now = this.#parts.clock.now().epochMilliseconds;
    if (name === 'checks' || now - this.#lookedWhyAt < betweenLooksMs) return;
    this.#lookedWhyAt = now;
    this.enqueue('upkeep', { name: 'checks' }).catch((error: unknown) =>
      this.#parts.log.error('checks not begun', { school: this.school, ...errorFields(error) }),
    );
  }

  readonly #handlers: JobHandlers = {
    import: async () => await this.#import(),
    send: async (data) => await this.#send(data),
    press: async (data) => await this.#press(data),
    upkeep: async (data) => await this.#upkeep(data),
  };

  /** Why the school could not be reached when its work last asked something of it; undefined: it could. */
  trouble(): string | undefined {
    return this.#trouble;
  }

  /** Throws OutsideError when the school's policy or calendar cannot be had. */
  async due(): Promise<Due> {
    const { clock, data } = this.#parts;
    const [policy, calendar] = [await data.policy(), await data.calendar()];
    const now = calendar.at(clock.now());
    return { now, ...dueSlots(policy, calendar, now, nothingDone) };
  }

  async skip(key: string): Promise<void> {
    const { slots, clock, log } = this.#parts;
    log.info('slot skipped', { school: this.school, slot: key });
    await slots.remember({ school: this.school, key }, 'skipped', clock.now().toString());
  }

  /** What was held back may be tried again: a new minute, or somebody asks for everything. */
  releaseHeld(): void {
    this.#held = new Set();
  }

  async enqueue(queue: QueueName, data: Omit<JobData, 'school'>): Promise<void> {
    const { name } = data as { name: string };
    if (!this.#held.has(name)) await this.#parts.queue.send(queue, { ...data, name, school: this.school });
  }

  async #import(): Promise<void> {
    try {
      const isNew = await this.#work.readInbox();
      this.#trouble = undefined;
      if (isNew) await this.enqueue('upkeep', { name: 'refresh' });
    } catch (error) {
      this.#trouble = isOutside(error) ? error.kind : 'unexpected';
      throw error;
    }
  }

  /** One slot: the inbox is read once more, so that nobody is accused by old data, then it is posted and remembered. */
  async #send({ name }: JobData): Promise<void> {
    const { clock, data, slots } = this.#parts;
    await this.#import();
    const [policy, calendar] = [await data.policy(), await data.calendar()];
    const now = calendar.at(clock.now());
    const today = slotsOf(policy, calendar, now.date);
    const slot = today.find(({ key }) => key === name);
    const known = { school: this.school, key: name };
    if ((await slots.open([known])).length === 0) return;
    // The calendar or the policy changed meanwhile, or the day is over: the slot is none any more.
    if (!slot || now.time >= slot.until) return await slots.remember(known, 'skipped', clock.now().toString());
    if (now.time < slot.from) return;
    const left = await this.#work.post(slot);
    await slots.remember(known, 'done', clock.now().toString());
    if (left !== 'again')
      for (const { key } of roundsAfter(slot, today))
        await slots.remember({ school: this.school, key }, 'done', clock.now().toString());
    await this.enqueue('upkeep', { name: 'mirror' });
  }

  async #press({ press: key }: JobData): Promise<void> {
    const press = await this.#parts.unsettled(String(key));
    if (!press) return;
    await this.#work.carryOut(press);
    await this.enqueue('upkeep', { name: 'mirror' });
  }

  async #upkeep({ name }: JobData): Promise<void> {
    if (name === 'checks') {
      await this.#work.check?.();
      return await this.enqueue('upkeep', { name: 'mirror' });
    }
    if (name === 'refresh') await this.#work.refreshCards();
    else if (name === 'leave') await this.#work.postWaitingLeave();
    else if (name === 'versions') await this.#work.keepVersions();
    else if (name === 'retention') await this.#work.countRetention();
    const count = await this.#work.mirror();
    if (count > 0) this.#parts.log.info('lists brought up to date', { school: this.school, count });
  }
}
