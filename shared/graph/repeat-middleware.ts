import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { retryAfterOf } from './retry-after.ts';

export interface RepeatOptions {
  /** Waits so many seconds. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  /** How often one question is sent at most. */
  readonly tries?: number;
  /** How long one question may wait between its tries, in all. */
  readonly budgetSeconds?: number;
  readonly timeoutMs?: number;
}

/** Refused before anything was done: to be repeated whatever was asked. */
const notDone = new Set([429, 503]);
/** May have been done: repeated only where a repeat changes nothing. */
const perhapsDone = new Set([500, 502, 504]);

/**
 * Sends a question again: `Retry-After` is obeyed, else the wait doubles, with jitter, within a budget. A question that
 * changes something and may have been done (an answer lost, 502, 504) is not sent again here: its adapter looks first
 * what stands there.
 */
export class RepeatMiddleware implements Middleware {
  readonly #options: Required<RepeatOptions>;
  #next: Middleware | undefined;

  constructor(options: RepeatOptions) {
    this.#options = { tries: 5, budgetSeconds: 60, timeoutMs: 30_000, ...options };
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const { tries, budgetSeconds, timeoutMs, sleep, random } = this.#options;
    const safe = (context.options?.method ?? 'GET') === 'GET';
    let left = budgetSeconds;
    for (let attempt = 1; ; attempt++) {
      let wait: number | undefined;
      try {
        context.options = { ...context.options, signal: AbortSignal.timeout(timeoutMs) };
        await this.#next!.execute(context);
        const response = context.response!;
        const again = notDone.has(response.status) || (safe && perhapsDone.has(response.status));
        if (!again) return;
        wait = retryAfterOf(response.headers);
      } catch (error) {
        if (!safe || attempt >= tries) throw error;
      }
      const seconds = wait ?? 0.25 * 2 ** (attempt - 1) * (0.5 + random());
      if (attempt >= tries || seconds > left) {
        if (context.response) return;
        throw new Error('No answer within the budget of repeats');
      }
      await context.response?.body?.cancel();
      delete context.response;
      left -= seconds;
      await sleep(seconds);
    }
  }
}
