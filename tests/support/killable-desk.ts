import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { SchoolOutside } from '../../bot/outside.ts';
import { isOutside } from '../../shared/ports/outside-error.ts';
import { recordKinds } from '../../shared/records/all.ts';
import type { FromDesk, PortName, ToDesk } from './desk-wire.ts';
import type { SmallTrust } from './small-trust.ts';

export interface PressAnswered {
  readonly state: string;
  readonly says: string;
}

/** A desk in a process of its own over a small trust's outside, to be killed at any moment. */
export interface KillableDesk {
  /** Moves the desk's clock to that of the trust. */
  clock(): void;
  /** Undefined: the desk was killed before it answered. */
  press(school: string, person: string, key: string, task: string): Promise<PressAnswered | undefined>;
  settle(): Promise<readonly string[]>;
  /** `kill -9`; answers when the process is gone. */
  kill(): Promise<void>;
  readonly log: readonly string[];
}

const program = join(import.meta.dirname, 'desk-process.ts');

type Call = FromDesk & { readonly is: 'call' };

/** Holds a call of the desk back for as long as the test wants: what is asked of Teams, say, at 09:10:00. */
export type Hold = (call: { readonly port: PortName; readonly method: string }) => Promise<void> | undefined;

const carryOut = async (trust: SmallTrust, { school, port, method, args }: Call): Promise<unknown> => {
  const settings = trust.schools.find(({ id }) => id === school)!;
  const outside = trust.outside(settings);
  const at = port === 'messenger' ? outside.messenger(undefined!) : outside[port as keyof SchoolOutside];
  const asked = args.map((arg) =>
    typeof arg === 'object' && arg !== null && 'kind' in arg && Object.keys(arg).length === 1
      ? recordKinds.find(({ name }) => name === arg.kind)
      : arg,
  );
  const calls = at as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  return await calls[method]!(...asked);
};

/** Starts the desk; `schools` are those of the trust that it works for. `where`: a folder or a server's address. */
export const startKillable = async (
  trust: SmallTrust,
  where: string,
  schools: readonly string[],
  hold: Hold = () => undefined,
): Promise<KillableDesk> => {
  const settings = trust.schools.filter(({ id }) => schools.includes(id));
  const child: ChildProcess = fork(program, [where, JSON.stringify(settings), trust.clock.now().toString()], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const log: string[] = [];
  child.stderr!.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  // What the outside does is done, whether or not the desk lives to hear of it.
  const answer = (message: ToDesk): void => {
    if (child.connected) child.send(message, () => undefined);
  };
  const serve = async (call: Call): Promise<void> => {
    const { id } = call;
    try {
      await hold(call);
      answer({ is: 'answer', id, value: await carryOut(trust, call) });
    } catch (error) {
      const kind = isOutside(error) ? error.kind : 'broken';
      answer({ is: 'failure', id, kind, message: error instanceof Error ? error.message : 'failed' });
    }
  };
  const ready = new Promise<void>((done) => {
    child.on('message', (message: FromDesk) => {
      if (message.is === 'call') void serve(message);
      else if (message.is === 'ready') done();
      else if (message.is === 'log') log.push(`${message.event} ${JSON.stringify(message.fields)}`);
      else waiting.get(message.id)?.(message);
    });
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`The desk ended before it was ready:\n${log.join('\n').slice(-4000)}`);
    }),
  ]);
  const ask = async <T>(message: (id: number) => ToDesk): Promise<T | undefined> => {
    const id = ++asked;
    const told = new Promise<T>((done) => waiting.set(id, done as (answer: unknown) => void));
    answer(message(id));
    return await Promise.race([told, ended.then(() => undefined)]);
  };
  return {
    log,
    clock: () => answer({ is: 'clock', at: trust.clock.now().toString() }),
    press: async (school, person, key, task) =>
      await ask<PressAnswered>((id) => ({ is: 'press', id, school, person, key, task })),
    settle: async () => (await ask<{ failed: string[] }>((id) => ({ is: 'settle', id })))?.failed ?? ['killed'],
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
