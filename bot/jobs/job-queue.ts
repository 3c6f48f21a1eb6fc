import { setTimeout as sleep } from 'node:timers/promises';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Log } from '../../shared/ports/log.ts';
import { isOutside } from '../../shared/ports/outside-error.ts';
import type { Database } from '../database/database.ts';
import { errorFields } from '../log.ts';

/** The queues in the order in which they are worked off: presses before everything. */
const queues = ['press', 'import', 'send', 'upkeep'] as const;
export type QueueName = (typeof queues)[number];

/** A job's payload: its school, its name, and ids alone. */
export interface JobData {
  readonly school: string;
  /** `2026-03-10/nudge/AM/1`; the same job of a school is queued once at a time, whoever queues it. */
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
  /** The wait before the first repeat; each next one is longer. 0: no wait at all. */
  readonly retrySeconds?: number | undefined;
}

/** How many schools are worked for at once in one process. */
const lanes = 8;

interface Served {
  readonly handlers: JobHandlers;
  readonly onFailed: (name: string) => void;
}

/**
 * The jobs of all schools on pg-boss. Work is taken the moment it is queued, in order and one at a time for each school,
 * several schools side by side; there is no polling in between, and so `idle` knows when everything is finished. On a
 * server several processes share the queue, and each job is taken by one of them.
 */
export class JobQueue {
  readonly #boss: PgBoss;
  readonly #log: Log;
  readonly #kind: Database['kind'];
  readonly #retrySeconds: number;
  readonly #served = new Map<string, Served>();
  /** By school, the job that runs. */
  readonly #running = new Map<string, Promise<void>>();
  #working: Promise<void> | undefined;
  #again = false;
  #wake: () => void = () => undefined;
  #stopped = false;
  #done = 0;
  #failed: string[] = [];

  constructor(database: Database, log: Log, { retrySeconds = 1 }: JobQueueOptions = {}) {
    this.#retrySeconds = retrySeconds;
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

  /** Takes a school's jobs from now on. `onFailed` hears the name of each job that is not tried again by itself. */
  serve(school: string, handlers: JobHandlers, onFailed: (name: string) => void = () => undefined): void {
    this.#served.set(school, { handlers, onFailed });
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
    const { school, name } = data;
    await this.#boss.send(queue, data, { singletonKey: `${school}/${name}`, group: { id: school } });
  }

  /** Works off what is queued; answers when nothing more can be taken now. */
  async work(): Promise<void> {
    this.lookAgain();
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined;
    });
    await this.#working;
  }

  /** Something may have been queued: whoever is working takes it. */
  lookAgain(): void {
    this.#again = true;
    this.#wake();
  }

  async #workOff(): Promise<void> {
    let broken: { readonly error: unknown } | undefined;
    while (!broken && !this.#stopped) {
      this.#again = false;
      const isFull = this.#running.size >= Math.min(lanes, this.#served.size);
      const taken = isFull ? undefined : await this.#take();
      if (taken) {
        const { school } = taken.job.data;
        const run = this.#run(taken.queue, taken.job)
          .catch((error: unknown) => {
            broken = { error };
          })
          .finally(() => {
            this.#running.delete(school);
            // Its school's next job could not be taken until now.
            this.lookAgain();
          });
        this.#running.set(school, run);
      } else if (this.#running.size > 0) {
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        if (!this.#again) await Promise.race([...this.#running.values(), woken]);
      } else if (!this.#again) break;
    }
    await Promise.all(this.#running.values());
    if (broken) throw (broken as { readonly error: unknown }).error;
  }

  /** The next job of a school that is not being worked for already. */
  async #take(): Promise<{ readonly queue: QueueName; readonly job: JobWithMetadata<JobData> } | undefined> {
    const ignoreGroups = [...this.#running.keys()];
    for (const queue of queues)
      for (;;) {
        const [job] = await this.#boss.fetch<JobData>(queue, { includeMetadata: true, ignoreGroups });
        if (!job) break;
        if (this.#served.has(job.data.school)) return { queue, job };
        // A school that is not in the settings any more, or a job of the time before a school had an id.
        this.#failure('job of an unknown school', job, undefined);
        await this.#boss.cancel(queue, job.id);
      }
    return undefined;
  }

  async #run(queue: QueueName, job: JobWithMetadata<JobData>): Promise<void> {
    const { handlers, onFailed } = this.#served.get(job.data.school)!;
    const beat = setInterval(() => {
      this.#boss.touch(queue, job.id).catch((error: unknown) => this.#failure('heartbeat missed', job, error));
    }, heartbeatMs);
    try {
      await handlers[queue](job.data);
      await this.#boss.complete(queue, job.id);
      this.#done++;
    } catch (error) {
      // What the outside did may pass; a mistake of ours does not pass by itself.
      const again = isOutside(error) && job.retryCount < job.retryLimit;
      this.#failure(again ? 'job failed, tried again' : 'job failed', job, error);
      await (again ? this.#boss.fail(queue, job.id) : this.#boss.cancel(queue, job.id));
      if (!again) {
        this.#failed.push(this.#served.size > 1 ? `${job.data.school}/${job.data.name}` : job.data.name);
        onFailed(job.data.name);
      }
    } finally {
      clearInterval(beat);
    }
  }

  #failure(event: string, { data }: JobWithMetadata<JobData>, error: unknown): void {
    this.#log.warn(event, { school: data.school, job: data.name, ...(error === undefined ? {} : errorFields(error)) });
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

  /** Ends after the jobs that are running now; what is queued stays queued. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#working?.catch(() => undefined);
    await this.#boss.stop({ graceful: false, close: false });
  }
}
