import { Temporal } from '../../vocabulary/temporal.ts';

/**
 * The school's clock: stands still until it is let run, then keeps step with the machine from where it stands. It is
 * the only place here that asks the machine for the time of the school.
 */
export class TenantClock {
  readonly timeZone: string;
  readonly frozen: boolean;
  #at: Temporal.Instant;
  /** The machine's time when it was let run; undefined while it stands. */
  #since: Temporal.Instant | undefined;

  /** `at` is where it starts; it stands until `run()`. */
  constructor({ timeZone, at, frozen }: { timeZone: string; at: Temporal.Instant; frozen: boolean }) {
    this.timeZone = timeZone;
    this.frozen = frozen;
    this.#at = at;
  }

  now(): Temporal.Instant {
    if (this.#since === undefined) return this.#at;
    return this.#at.add(Temporal.Now.instant().since(this.#since));
  }

  nowIso(): string {
    return this.now().toString({ fractionalSecondDigits: 3 });
  }

  get running(): boolean {
    return this.#since !== undefined;
  }

  /** Keeps step with the machine from now on; a frozen clock stays where it is. */
  run(): void {
    if (this.frozen || this.#since !== undefined) return;
    this.#since = Temporal.Now.instant();
  }

  /** Stops and stands where it is. */
  stand(): void {
    this.#at = this.now();
    this.#since = undefined;
  }

  /** Puts the clock forward; never back. Running goes on from there. */
  moveTo(instant: Temporal.Instant): void {
    if (Temporal.Instant.compare(instant, this.now()) < 0) return;
    this.#at = instant;
    if (this.#since !== undefined) this.#since = Temporal.Now.instant();
  }

  /** School date and `HH:MM` of an instant. */
  schoolTime(instant: Temporal.Instant = this.now()): { date: string; time: string } {
    const local = instant.toZonedDateTimeISO(this.timeZone);
    return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
  }

  /** The instant of a school time `2026-03-10T09:10`; throws RangeError when it is none. */
  instantOf(schoolTime: string): Temporal.Instant {
    return TenantClock.instantAt(schoolTime, this.timeZone);
  }

  static instantAt(schoolTime: string, timeZone: string): Temporal.Instant {
    return Temporal.PlainDateTime.from(schoolTime).toZonedDateTime(timeZone).toInstant();
  }
}
