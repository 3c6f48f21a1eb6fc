import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import { errorFields } from '../log.ts';
import { systemClock } from '../system-clock.ts';
import type { Database } from './database.ts';

/** How often the two clocks are compared: a machine's drifts by far less than a second in that time. */
const compareEveryMs = 60_000;

export interface RunningClock extends Clock {
  stop(): void;
}

/**
 * The database server's clock, so that several processes agree what is due: this machine's, put right by how far the
 * server's is away. The embedded database has no clock but this machine's.
 */
export const databaseClock = async (database: Database, log: Log, own: Clock = systemClock): Promise<RunningClock> => {
  if (database.kind === 'pglite') return { now: () => own.now(), stop: () => undefined };
  let aheadMs = 0;
  const compare = async (): Promise<void> => {
    const asked = own.now().epochMilliseconds;
    const [row] = await database.query<{ now: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
    );
    const answered = own.now().epochMilliseconds;
    aheadMs = Math.round(row!.now - (asked + answered) / 2);
  };
  await compare();
  const timer = setInterval(() => {
    compare().catch((error: unknown) => log.warn('clock not compared', errorFields(error)));
  }, compareEveryMs);
  timer.unref();
  return { now: () => own.now().add({ milliseconds: aheadMs }), stop: () => clearInterval(timer) };
};
