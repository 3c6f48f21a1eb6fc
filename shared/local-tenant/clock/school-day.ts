import { Temporal } from '../../vocabulary/temporal.ts';
import type { DeskConnection, Settled, TenantLog } from '../local-tenant.ts';
import type { SampleEvent, SampleFile, SampleSchool } from '../sample/sample-school.ts';
import type { Kept } from '../store/kept.ts';
import type { TenantClock } from './tenant-clock.ts';

export interface SchoolDayParts {
  /** Made when it is first needed: a restart in the afternoon may never ask. */
  readonly school: () => SampleSchool;
  readonly clock: TenantClock;
  readonly kept: Kept;
  readonly desk: () => DeskConnection | undefined;
  /** The MIS writes files into the inbox. */
  readonly export: (files: readonly SampleFile[]) => Promise<void>;
  /** Somebody asks the desk something; answers with the status. */
  readonly request: (event: Extract<SampleEvent, { kind: 'request' }>) => Promise<number>;
  readonly minutePassed: () => void;
  readonly log: TenantLog;
}

/** How many events of which day have happened; those of earlier days have. */
interface Played {
  readonly date: string;
  readonly count: number;
}

const clockName = 'clock';
const playedName = 'played';
const awake = { from: '07:00', until: '18:00' };
const tickEvery = 1000;
const requestTries = 3;

/**
 * Lets the school's day happen: the MIS's exports and what people ask, each at its minute and once, and the clock's
 * moves. After each minute the desk settles, so that what is due at 08:50 knows what came at 08:49 and no more.
 */
export class SchoolDay {
  readonly #parts: SchoolDayParts;
  #played: Played | undefined;
  #events: { date: string; list: readonly SampleEvent[] } | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #busy = 0;
  #minute = '';

  private constructor(parts: SchoolDayParts, played: Played | undefined) {
    this.#parts = parts;
    this.#played = played;
  }

  static async open(parts: SchoolDayParts): Promise<SchoolDay> {
    return new SchoolDay(parts, await parts.kept.get<Played>(playedName));
  }

  /** The minute a folder's clock had reached, undefined in a new one. */
  static async reached(kept: Kept): Promise<Temporal.Instant | undefined> {
    const at = await kept.get<string>(clockName);
    return at === undefined ? undefined : Temporal.Instant.from(at);
  }

  /** True while the clock is moved or played. */
  get moving(): boolean {
    return this.#busy > 0;
  }

  /**
   * Moves the clock to an instant, minute by minute while the school is awake; answers when all is settled. `leap`: at
   * once, so that of what happened meanwhile the desk sees how it ended.
   */
  moveTo(
    target: Temporal.Instant,
    { onMinute, leap = false }: { onMinute?: ((time: string) => void) | undefined; leap?: boolean } = {},
  ): Promise<Settled> {
    return this.#inTurn(async () => {
      const { clock } = this.#parts;
      const wasRunning = clock.running;
      clock.stand();
      let total = await this.#happen();
      const step = () => (leap ? this.#leap(target) : this.#nextStep(target));
      for (let next = step(); next !== undefined; next = step()) {
        clock.moveTo(next);
        total = added(total, await this.#happen());
        onMinute?.(clock.schoolTime().time);
      }
      if (wasRunning) clock.run();
      return total;
    });
  }

  /** What is due now happens, and the desk settles. */
  settle(): Promise<Settled> {
    return this.#inTurn(() => this.#happen());
  }

  /** Lets the clock keep step with the machine; what is due happens by itself. */
  run(): void {
    const { clock, log } = this.#parts;
    clock.run();
    if (!clock.running || this.#timer !== undefined) return;
    this.#timer = setInterval(() => {
      if (this.#busy > 0) return;
      this.#inTurn(() => this.#tick()).catch((error: unknown) => {
        log.warn('the school day stopped', { error: error instanceof Error ? error.message : 'unknown' });
      });
    }, tickEvery);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn.catch(() => undefined);
    this.#parts.clock.stand();
    await this.#keepClock();
  }

  async #tick(): Promise<void> {
    const { date, time } = this.#parts.clock.schoolTime();
    if (`${date} ${time}` === this.#minute) return;
    this.#minute = `${date} ${time}`;
    await this.#playDue();
    await this.#keepClock();
    this.#parts.minutePassed();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    const result = this.#turn
      .catch(() => undefined)
      .then(work)
      .finally(() => {
        this.#busy -= 1;
      });
    this.#turn = result;
    return result;
  }

  #leap(target: Temporal.Instant): Temporal.Instant | undefined {
    return Temporal.Instant.compare(this.#parts.clock.now(), target) < 0 ? target : undefined;
  }

  /** The next minute to stop at on the way; whole hours while the school sleeps; undefined when it is there. */
  #nextStep(target: Temporal.Instant): Temporal.Instant | undefined {
    const { clock } = this.#parts;
    const now = clock.now().toZonedDateTimeISO(clock.timeZone);
    if (Temporal.Instant.compare(now.toInstant(), target) >= 0) return undefined;
    const { time } = clock.schoolTime();
    const isAwake = time >= awake.from && time < awake.until && now.dayOfWeek <= 5;
    const unit = isAwake ? 'minute' : 'hour';
    const next = now.round({ smallestUnit: unit, roundingMode: 'floor' }).add(isAwake ? { minutes: 1 } : { hours: 1 });
    return Temporal.Instant.compare(next.toInstant(), target) < 0 ? next.toInstant() : target;
  }

  async #happen(): Promise<Settled> {
    await this.#playDue();
    const settled = (await this.#parts.desk()?.settle()) ?? { jobs: 0, failed: [] };
    await this.#keepClock();
    this.#parts.minutePassed();
    return settled;
  }

  async #keepClock(): Promise<void> {
    await this.#parts.kept.set(clockName, this.#parts.clock.nowIso());
  }

  #eventsOf(date: string): readonly SampleEvent[] {
    if (this.#events?.date !== date) this.#events = { date, list: eventsOrNone(this.#parts.school(), date) };
    return this.#events.list;
  }

  /** Everything up to now that has not happened yet; of files that were written several times, only the last. */
  async #playDue(): Promise<void> {
    const { date, time } = this.#parts.clock.schoolTime();
    if (this.#played === undefined && this.#eventsOf(date).length === 0) await this.#beginWithoutSchool(date);
    let count = this.#played?.date === date ? this.#played.count : 0;
    const due = this.#eventsOf(date).slice(count);
    const ready = due.findIndex((event) => event.time > time);
    let waiting = new Map<string, SampleFile>();
    const write = async () => {
      if (waiting.size > 0) await this.#parts.export([...waiting.values()]);
      waiting = new Map();
      await this.#keepPlayed({ date, count });
    };
    for (const event of ready < 0 ? due : due.slice(0, ready)) {
      if (event.kind === 'export') for (const file of event.files) waiting.set(file.name, file);
      else {
        if (this.#parts.desk() === undefined) break;
        await write();
        await this.#parts.desk()?.settle();
        await this.#ask(event);
      }
      count += 1;
    }
    if (count !== (this.#played?.date === date ? this.#played.count : 0)) await write();
  }

  /** A tenant that is born in a holiday still knows its pupils and the year so far. */
  async #beginWithoutSchool(date: string): Promise<void> {
    const school = this.#parts.school();
    for (let days = 1; days <= 60; days += 1) {
      const next = Temporal.PlainDate.from(date).add({ days }).toString();
      if (eventsOrNone(school, next).length === 0) continue;
      await this.#parts.export(school.exports.arbor(next));
      break;
    }
    await this.#keepPlayed({ date, count: 0 });
  }

  async #keepPlayed(played: Played): Promise<void> {
    this.#played = played;
    await this.#parts.kept.set(playedName, played);
  }

  async #ask(event: Extract<SampleEvent, { kind: 'request' }>): Promise<void> {
    for (let left = requestTries; left > 0; left -= 1) {
      const status = await this.#parts.request(event);
      if (status < 500) {
        if (status >= 400) this.#parts.log.warn('the desk refused a request of the day', { path: event.path, status });
        return;
      }
      await this.#parts.desk()?.settle();
    }
    this.#parts.log.warn('the desk did not answer a request of the day', { path: event.path });
  }
}

const eventsOrNone = (school: SampleSchool, date: string): readonly SampleEvent[] => {
  try {
    return school.morning(date);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};

const added = (a: Settled, b: Settled): Settled => ({ jobs: a.jobs + b.jobs, failed: [...a.failed, ...b.failed] });
