import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../shared/ports/log.ts';
import { isOutside } from '../../shared/ports/outside-error.ts';

const tries = 3;
const firstWaitMs = 100;

interface Running {
  done: Promise<void>;
  /** The work that waits behind the one that runs: of several under one name only the last is done. */
  next: (() => Promise<void>) | undefined;
}

/**
 * Work after the answer: cards to refresh, messages to send. One at a time under each name, and what waits is replaced
 * by what comes later under the same name, so that ten presses in a second redraw a card twice and not ten times.
 */
export class Later {
  readonly #log: Log;
  readonly #school: string;
  readonly #running = new Map<string, Running>();

  constructor(log: Log, school: string) {
    this.#log = log;
    this.#school = school;
  }

  readonly run = (job: string, work: () => Promise<void>): void => {
    const running = this.#running.get(job);
    if (running) {
      running.next = work;
      return;
    }
    const started: Running = { done: Promise.resolve(), next: undefined };
    this.#running.set(job, started);
    started.done = this.#carry(job, work, started);
  };

  async #carry(job: string, first: () => Promise<void>, running: Running): Promise<void> {
    for (let work: (() => Promise<void>) | undefined = first; work; work = running.next) {
      running.next = undefined;
      // The answer goes first: nothing here runs within the turn that asked for it.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await this.#withRepeats(work);
      } catch (error) {
        const kind = isOutside(error) ? error.kind : error instanceof Error ? error.name : 'unknown';
        this.#log.error('later', { school: this.#school, job: job.split('/')[0]!, kind });
      }
    }
    this.#running.delete(job);
  }

  /** What the outside did may pass: everything done here may be done again, as the ledger and its keys see to it. */
  async #withRepeats(work: () => Promise<void>): Promise<void> {
    for (let turn = 1; ; turn++)
      try {
        return await work();
      } catch (error) {
        if (turn === tries || !isOutside(error, 'busy', 'unanswered', 'broken')) throw error;
        await sleep(firstWaitMs * 4 ** (turn - 1));
      }
  }

  /** Answers when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done));
  }
}
