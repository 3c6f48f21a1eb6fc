import type { Temporal } from '../vocabulary/temporal.ts';
import type { SchoolSize } from './sample/mis.ts';
import type { Memory } from './store/database.ts';

/** Where the tenant's clock starts and how it moves. Times are school time, `YYYY-MM-DDTHH:MM`. */
interface TenantClockOptions {
  readonly start: string;
  /** Moves only by `/_control/clock`. */
  readonly frozen: boolean;
  /** `play()` goes fast from `start` to here; null plays nothing. */
  readonly playTo: string | null;
}

export interface LocalTenantOptions {
  /** The folder of the tenant's own database; it is made when it is not there. */
  readonly folder: string;
  /** 0 takes a free port; when it is in use the next free one is taken. */
  readonly port: number;
  readonly seed: number;
  /** Every pupil's and parent's name contains `Zqx`. */
  readonly canary: boolean;
  /** A small school in the whole one's place; undefined: all of it. */
  readonly size?: SchoolSize | undefined;
  /** How many schools the tenant holds, 1 when nothing is said. Further ones are small. */
  readonly schools?: number | undefined;
  readonly clock: TenantClockOptions;
  /** Empties the folder first. */
  readonly fresh: boolean;
  /** In the folder's place; it stays open when the tenant stops. */
  readonly memory?: Memory | undefined;
  readonly log: TenantLog;
}

/** What the tenant says while it works: `info('sample school ready', { pupils: 1200 })`. Counts and ids only. */
export interface TenantLog {
  info(event: string, fields?: Readonly<Record<string, string | number>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number>>): void;
}

/** The desk as the tenant knows it: where Teams finds the bot, and how to wait until it has done what is due. */
export interface DeskConnection {
  /** `http://localhost:3978` */
  readonly address: string;
  /** Does everything due at the clock's time and answers when nothing is due or running. */
  readonly settle: () => Promise<Settled>;
}

export interface Settled {
  readonly jobs: number;
  readonly failed: readonly string[];
}

/** Microsoft 365 on this machine, with the sample school in it. */
export interface LocalTenant {
  /** `http://localhost:4000` */
  readonly address: string;
  /** The settings a desk needs to use this tenant, as it would read them from its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: { now(): Temporal.Instant };
  /** True when the folder held a school already and this start goes on with it. */
  readonly resumed: boolean;
  /** Tells Teams where the bot is: installs the app in the teams and for the staff, and waits until that is settled. */
  connectDesk(desk: DeskConnection): Promise<void>;
  /**
   * Plays the sample's morning fast up to `playTo`, minute by minute, settling the desk after each; then lets the
   * clock run in real time (unless it is frozen). `onMinute` hears the school time of each minute played.
   */
  play(onMinute?: (time: string) => void): Promise<void>;
  stop(): Promise<void>;
}
