import type { Desk } from '../shared/workflows/desk.ts';

/** What was due and running when asked, and what of it failed: names of jobs, `nudge/2026-03-10/AM/1`. */
export interface Settled {
  readonly jobs: number;
  readonly failed: readonly string[];
}

/** A desk that is open: connected, wired, with its jobs. */
export interface OpenDesk {
  readonly desk: Desk;
  /** Looks at the clock and puts what is due into the queue. */
  tick(): Promise<void>;
  /** Ticks, and answers when everything due and running is finished. */
  settle(): Promise<Settled>;
  /** Opens the web server; answers with its address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}
