import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const project = resolve(import.meta.dirname, '../..');

const ready = z.object({
  event: z.literal('ready'),
  desk: z.string(),
  tenant: z.string(),
  control: z.string(),
  pid: z.number(),
});

const person = z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) });
export type PersonInTeams = z.infer<typeof person>;

const post = z.object({
  id: z.string(),
  at: z.string(),
  to: z.object({ kind: z.enum(['channel', 'person']), name: z.string() }),
  from: z.string(),
  card: z.record(z.string(), z.unknown()).nullable(),
  text: z.string(),
  summary: z.string().nullable(),
  versions: z.number(),
});
export type PostInTeams = z.infer<typeof post>;

const settled = z.object({ jobs: z.number(), failed: z.array(z.string()) });

export interface Press {
  readonly post: string;
  readonly as: string;
  readonly button: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly twice?: boolean;
}

/** A whole school on this machine, seen from outside: `npm start` and the local tenant's controls. */
export interface RunningDesk {
  readonly desk: string;
  readonly tenant: string;
  readonly folder: string;
  /** What the process wrote so far: its log, a JSON line each. */
  readonly log: () => string;
  readonly clockTo: (time: string) => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly people: () => Promise<PersonInTeams[]>;
  /** The first person who holds a role, e.g. `deputy-head`. */
  readonly whoIs: (role: string) => Promise<PersonInTeams>;
  readonly posts: () => Promise<PostInTeams[]>;
  /** The bot's answer, word for word. */
  readonly press: (press: Press) => Promise<unknown>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** The items of a SharePoint list, as the list holds them. */
  readonly list: (name: string) => Promise<Record<string, unknown>[]>;
  /** The desk's API as a person's tab asks it. */
  readonly api: (
    as: string,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: unknown }>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

export interface StartOptions {
  /** School time at which the clock stands still until it is moved; default 08:30 on the sample's Tuesday. */
  readonly clock?: string;
  /** A data folder to go on with; by default a copy of a school that has just been set up. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export const tuesday = '2026-03-10';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'attendance-desk-'));

const launch = async (folder: string, environment: Readonly<Record<string, string>>): Promise<RunningDesk> => {
  const child: ChildProcess = spawn(process.execPath, ['bot/main.ts', '--json'], {
    cwd: project,
    env: { ...process.env, PORT: '0', TENANT_PORT: '0', DESK_DATA: folder, DESK_CLOCK_FROZEN: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (status) => done(status)));
  const first = await Promise.race([
    new Promise<string>((line) => createInterface({ input: child.stdout! }).once('line', line)),
    ended.then((status) => {
      throw new Error(`The desk ended with status ${status} before it was ready:\n${written.slice(-4000)}`);
    }),
  ]);
  const { desk, tenant, control: address } = ready.parse(JSON.parse(first));

  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(address + path, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const noneFailed = (answer: unknown): void => {
    const { failed } = settled.parse(answer);
    if (failed.length > 0) throw new Error(`Jobs failed: ${failed.join(', ')}\n${written.slice(-4000)}`);
  };
  const people = async (): Promise<PersonInTeams[]> => z.array(person).parse(await control('GET', '/people'));

  return {
    desk,
    tenant,
    folder,
    log: () => written,
    control,
    clockTo: async (time) => noneFailed(await control('POST', '/clock', { to: `${tuesday}T${time}` })),
    settle: async () => noneFailed(await control('POST', '/settle')),
    people,
    whoIs: async (role) => {
      const found = (await people()).find(({ roles }) => roles.includes(role));
      if (found === undefined) throw new Error(`Nobody at the sample school is ${role}`);
      return found;
    },
    posts: async () => z.array(post).parse(await control('GET', '/posts')),
    press: async (press) => await control('POST', '/press', press),
    list: async (name) => {
      const answer = z
        .object({ items: z.array(z.object({ fields: z.record(z.string(), z.unknown()) })) })
        .parse(await control('GET', `/lists/${encodeURIComponent(name)}`));
      return answer.items.map(({ fields }) => fields);
    },
    api: async (as, method, path, body) => {
      const { token } = z.object({ token: z.string() }).parse(await control('POST', '/token', { kind: 'tab', as }));
      const response = await fetch(`${desk}/api/${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
};

/** Where a school that has just been set up is kept for the journeys of one run; `before-journeys.ts` makes and clears it. */
const template = join(process.env.DESK_TEST_FOLDER ?? newFolder(), 'template');

const schoolFolder = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const folder = newFolder();
  if (Object.keys(environment).length > 0) return folder;
  if (!existsSync(template)) {
    const desk = await launch(folder, { DESK_CLOCK: `${tuesday}T08:30` });
    await desk.settle();
    await desk.stop();
    cpSync(folder, template, { recursive: true });
    return folder;
  }
  cpSync(template, folder, { recursive: true });
  return folder;
};

/** Starts the sample school with its clock standing at 08:30, or where the folder given had stopped. Stop it when done. */
export const startDesk = async ({
  clock = `${tuesday}T08:30`,
  folder,
  environment = {},
}: StartOptions = {}): Promise<RunningDesk> =>
  await launch(folder ?? (await schoolFolder(environment)), { DESK_CLOCK: clock, ...environment });

/** Ends the desk and throws its data away. */
export const endDesk = async (desk: RunningDesk): Promise<void> => {
  await desk.stop();
  rmSync(desk.folder, { recursive: true, force: true });
};
