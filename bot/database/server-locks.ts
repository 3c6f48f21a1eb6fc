import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { Turns } from './turns.ts';

const firstWaitMs = 20;
const longestWaitMs = 250;
const patienceMs = 60_000;

/**
 * Turns among all processes on one PostgreSQL server, as advisory locks of one connection that is kept for them: the
 * server frees them the moment the process is gone. When that connection breaks, work that runs goes on without its
 * lock; the keys of what it writes are the second guard.
 */
export class ServerLocks {
  readonly #address: string;
  /** A lock is its connection's, and so a second taker in this process would not be held up by the server. */
  readonly #here = new Turns();
  readonly #asking = new Turns();
  #connection: Promise<pg.Client> | undefined;

  constructor(address: string) {
    this.#address = address;
  }

  async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    return await this.#here.take(name, async () => {
      const connection = await this.#take(name);
      try {
        return await work();
      } finally {
        // A connection that broke meanwhile has given the lock back by itself.
        await this.#ask(connection, 'select pg_advisory_unlock(hashtextextended($1, 0)) as done', name).catch(
          () => undefined,
        );
      }
    });
  }

  async #take(name: string): Promise<pg.Client> {
    const until = performance.now() + patienceMs;
    for (let wait = firstWaitMs; ; wait = Math.min(wait * 2, longestWaitMs)) {
      const connection = await this.#open();
      if (await this.#ask(connection, 'select pg_try_advisory_lock(hashtextextended($1, 0)) as done', name))
        return connection;
      if (performance.now() > until) throw new OutsideError('busy', 'Another process holds the turn');
      await sleep(wait);
    }
  }

  /** One connection is asked one thing at a time. */
  async #ask(connection: pg.Client, sql: string, name: string): Promise<boolean> {
    return await this.#asking.take('connection', async () => {
      const { rows } = await connection.query<{ done: boolean }>(sql, [name]);
      return rows[0]?.done === true;
    });
  }

  async #open(): Promise<pg.Client> {
    this.#connection ??= (async () => {
      const client = new pg.Client({ connectionString: this.#address, connectionTimeoutMillis: 10_000 });
      const lost = (): void => {
        this.#connection = undefined;
      };
      client.on('error', lost);
      client.on('end', lost);
      await client.connect();
      return client;
    })();
    try {
      return await this.#connection;
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.#connection?.catch(() => undefined))?.end();
  }
}
