import { setTimeout as sleep } from 'node:timers/promises';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Log } from '../../shared/ports/log.ts';
import { isOutside } from '../../shared/ports/outside-error.ts';
import type { Database } from '../database/database.ts';
import { errorFields } from '../log.ts';

/** The queues in the order in which they are worked off: presses before everything. */
const queues = ['press', 'import', 'send', 'upkeep'] as const;
export type QueueName = (typeof queues)[number];

/** A job's payload: its name, and ids alone. */
export interface JobData {
  /** `nudge/2026-03-10/AM/1`; the same job is queued once at a time. */
  readonly name: string;
  readonly [id: string]: string | number;
}

export type JobHandlers = Readonly<Record<QueueName, (data: JobData) => Promise<void>>>;

/** A killed job comes back when its heartbeat is missed, a failed one after a short and growing wait. */
const options = {
  policy: 'exclusive',
  expireInSeconds: 600,
  heartbeatSeconds: 10,
  retryLimit: 4,
  deleteAfterSeconds: 600,
} as const;

const heartbeatMs = 3000;
const longestRetrySeconds = 20;

export interface JobQueueOptions {
  /** Hears the name of each job that is not tried again by itself. */
  readonly onFailed?: ((name: string) => void) | undefined;
  /** The wait before the first repeat; each next one is longer. 0: no wait at all. */
  readonly retrySeconds?: number | undefined;
}

/**
 * The desk's jobs on pg-boss. Work is taken the moment it is queued, in order and one at a time for each lane: there is
 * no polling in between, and so `idle` knows when everything is finished.
 */
export class JobQueue {
  readonly #boss: PgBoss;
  readonly #school: string;
  readonly #handlers: JobHandlers;
  readonly #log: Log;
  readonly #onFailed: (name: string) => void;
  readonly #retrySeconds: number;
  readonly #kind: Database['kind'];
  #working: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #done = 0;
  #failed: string[] = [];

  constructor(
    database: Database,
    school: string,
    handlers: JobHandlers,
    log: Log,
    { onFailed = () => undefined, retrySeconds = 1 }: JobQueueOptions = {},
  ) {
    this.#onFailed = onFailed;
    this.#retrySeconds = retrySeconds;
    this.#school = school;
    this.#handlers = handlers;
    this.#log = log;
    this.#kind = database.kind;
    this.#boss = new PgBoss({
      db: database.forJobs,
      backend: database.kind,
      schema: 'desk_jobs',
      schedule: false,
      registerInstance: false,
      reindex: false,
      monitorVacuum: false,
      superviseIntervalSeconds: 3,
      monitorIntervalSeconds: 3,
      maintenanceIntervalSeconds: 300,
    });
    this.#boss.on('error', (error) => log.error('job queue', { error: error.name }));
  }

  async start(): Promise<void> {
    await this.#boss.start();
    const wait =
      this.#retrySeconds > 0
        ? { retryDelay: this.#retrySeconds, retryBackoff: true, retryDelayMax: longestRetrySeconds }
        : { retryDelay: 0 };
    for (const queue of queues) await this.#boss.createQueue(queue, { ...options, ...wait });
    // The embedded database has one owner: what is still running there died with the owner before.
    if (this.#kind === 'pglite')
      for (const queue of queues) {
        const jobs = await this.#boss.findJobs<JobData>(queue, { limit: 100_000 });
        for (const { id, state } of jobs) if (state === 'active') await this.#boss.fail(queue, id);
      }
  }

  /** Queues a job unless the same is queued or running already. */
  async send(queue: QueueName, data: JobData): Promise<void> {
    await this.#boss.send(queue, data, { singletonKey: `${this.#school}/${data.name}` });
  }

  /** Works off what is queued; answers when nothing more can be taken now. */
  async work(): Promise<void> {
    this.#again = true;
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined;
    });
    await this.#working;
  }

  async #workOff(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      for (let at = 0; at < queues.length && !this.#stopped; ) {
        const queue = queues[at]!;
        const [job] = await this.#boss.fetch<JobData>(queue, { includeMetadata: true });
        if (!job) at++;
        else {
          await this.#run(queue, job);
          at = 0;
        }
      }
    }
  }

  async #run(queue: QueueName, job: JobWithMetadata<JobData>): Promise<void> {
    const beat = setInterval(() => {
      this.#boss.touch(queue, job.id).catch((error: unknown) => this.#failure('heartbeat missed', job, error));
    }, heartbeatMs);
    try {
      await this.#handlers[queue](job.data);
      await this.#boss.complete(queue, job.id);
      this.#done++;
    } catch (error) {
      // What the outside did may pass; a mistake of ours does not pass by itself.
      const again = isOutside(error) && job.retryCount < job.retryLimit;
      this.#failure(again ? 'job failed, tried again' : 'job failed', job, error);
      await (again ? this.#boss.fail(queue, job.id) : this.#boss.cancel(queue, job.id));
      if (!again) {
        this.#failed.push(job.data.name);
        this.#onFailed(job.data.name);
      }
    } finally {
      clearInterval(beat);
    }
  }

  #failure(event: string, { data }: JobWithMetadata<JobData>, error: unknown): void {
    this.#log.warn(event, { school: this.#school, job: data.name, ...errorFields(error) });
  }

  /** Works until nothing is queued, running or waiting to be tried again: how many were done, which failed for good. */
  async idle(): Promise<{ readonly jobs: number; readonly failed: readonly string[] }> {
    await this.work();
    while (!this.#stopped && (await this.#waiting()) > 0) {
      await sleep(100);
      await this.work();
    }
    const answer = { jobs: this.#done, failed: this.#failed };
    this.#done = 0;
    this.#failed = [];
    return answer;
  }

  async #waiting(): Promise<number> {
    let waiting = 0;
    for (const queue of queues) waiting += (await this.#boss.findJobs(queue, { queued: true })).length;
    return waiting;
  }

  /** How many are queued or waiting to be tried again: for `/readyz` and `/metrics`. */
  async backlog(): Promise<number> {
    return await this.#waiting();
  }

  /** Ends after the job that is running now; what is queued stays queued. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
    await this.#boss.stop({ graceful: false, close: false });
  }
}
