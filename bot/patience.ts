import { setTimeout as sleep } from 'node:timers/promises';

/** How the desk waits between tries, and how long for an answer. */
export interface Patience {
  /** Waits so many seconds. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  readonly answerMs?: number;
  /** Before a job that failed is tried again. */
  readonly retrySeconds?: number;
}

export const usualPatience: Patience = {
  sleep: async (seconds) => await sleep(seconds * 1000),
  random: Math.random,
};
