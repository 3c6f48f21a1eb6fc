import { Temporal } from '../../vocabulary/temporal.ts';
import type { DeskConnection, Settled, TenantLog } from '../local-tenant.ts';
import type { Kept } from '../store/kept.ts';
import type { SchoolEvents } from './school-events.ts';
import type { TenantClock } from './tenant-clock.ts';

export interface SchoolDayParts {
  readonly schools: readonly SchoolEvents[];
  readonly clock: TenantClock;
  readonly kept: Kept;
  readonly desk: () => DeskConnection | undefined;
  readonly minutePassed: () => void;
  readonly log: TenantLog;
}

const clockName = 'clock';
const awake = { from: '07:00', until: '18:00' };
const tickEvery = 1000;

/**
 * Lets the schools' day happen: the MIS's exports and what people ask, each at its minute and once, and the clock's
 * moves. After each minute the desk settles, so that what is due at 08:50 knows what came at 08:49 and no more.
 */
export class SchoolDay {
  readonly #parts: SchoolDayParts;
  #turn: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #busy = 0;
  #minute = '';

  constructor(parts: SchoolDayParts) {
    this.#parts = parts;
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

  async #playDue(): Promise<void> {
    const now = this.#parts.clock.schoolTime();
    for (const school of this.#parts.schools) await school.playDue(now);
  }
}

const added = (a: Settled, b: Settled): Settled => ({ jobs: a.jobs + b.jobs, failed: [...a.failed, ...b.failed] });
