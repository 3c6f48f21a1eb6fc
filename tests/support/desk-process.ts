import { openPglite } from '../../bot/database/open-pglite.ts';
import { openPostgres } from '../../bot/database/open-postgres.ts';
import type { SchoolOutside } from '../../bot/outside.ts';
import type { SchoolSettings } from '../../bot/schools-config.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { OutsideError, type OutsideKind } from '../../shared/ports/outside-error.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import type { FromDesk, PortName, ToDesk } from './desk-wire.ts';
import { openOver } from './open-small.ts';

/**
 * The desk's process for the tests that kill it: its own database, jobs and workflows, over an outside that lives in
 * the test and outlives it. Started with the database (a folder or an address), the schools and the clock's minute.
 */
const [where, schoolsJson, start] = process.argv.slice(2) as [string, string, string];
const schools = JSON.parse(schoolsJson) as SchoolSettings[];

const tell = (message: FromDesk): void => void process.send!(message);

let now = Temporal.Instant.from(start);
const clock: Clock = { now: () => now };

const waiting = new Map<number, { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }>();
let calls = 0;

/** A port in the other process: each call is a message, and so is its answer. A record's kind goes by its name. */
const port = <T extends object>(school: string, name: PortName): T =>
  new Proxy({} as T, {
    get:
      (_target, method) =>
      async (...args: unknown[]) => {
        const id = ++calls;
        const sendable = args.map((arg) => (isKind(arg) ? { kind: arg.name } : arg));
        const answer = new Promise((done, failed) => waiting.set(id, { done, failed }));
        tell({ is: 'call', id, school, port: name, method: String(method), args: sendable });
        return await answer;
      },
  });

const isKind = (arg: unknown): arg is { readonly name: string } =>
  typeof arg === 'object' && arg !== null && 'schema' in arg && 'list' in arg;

const outside = ({ id }: SchoolSettings): SchoolOutside => ({
  lists: port(id, 'lists'),
  records: port(id, 'records'),
  look: async () => undefined,
  files: port(id, 'files'),
  directory: port(id, 'directory'),
  messenger: () => port(id, 'messenger'),
});

const database = where.startsWith('postgresql:') ? await openPostgres(where) : await openPglite(where);
const open = await openOver({
  schools,
  outside,
  clock,
  database,
  log: (level, event, fields) => tell({ is: 'log', level, event, fields }),
});

const press = async ({ id, school, person, key, task }: ToDesk & { is: 'press' }): Promise<void> => {
  const { desk } = open.all.find(({ settings }) => settings.id === school)!;
  try {
    const who = (await whoIs(desk, person))!;
    const taken = await takePress(desk, who, 'log-contact', key, { task, outcome: 'no answer', channel: 'call' });
    tell({ is: 'pressed', id, ...taken });
  } catch (error) {
    tell({ is: 'pressed', id, state: 'failed', says: String(error) });
  }
};

process.on('message', (message: ToDesk) => {
  if (message.is === 'answer') waiting.get(message.id)?.done(message.value);
  else if (message.is === 'failure')
    waiting.get(message.id)?.failed(new OutsideError(message.kind as OutsideKind, message.message));
  else if (message.is === 'clock') now = Temporal.Instant.from(message.at);
  else if (message.is === 'press') void press(message);
  else void open.settle().then(({ failed }) => tell({ is: 'settled', id: message.id, failed }));
});
open.watch();
tell({ is: 'ready' });
