import { z } from 'zod';

const posts = z.array(
  z.object({
    id: z.string(),
    at: z.string(),
    to: z.object({ kind: z.enum(['channel', 'person']), name: z.string() }),
    card: z.unknown(),
    text: z.string(),
    summary: z.string(),
    versions: z.number(),
  }),
);
export type ShownPost = z.infer<typeof posts>[number];

const people = z.array(z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) }));
export type ShownPerson = z.infer<typeof people>[number];

const requestLine = z.object({ n: z.number(), method: z.string(), path: z.string(), status: z.number() });
const requests = z.array(
  requestLine.extend({ inner: z.array(requestLine.omit({ n: true })).optional(), batched: z.number().optional() }),
);
export type ShownRequest = z.infer<typeof requests>[number];

const state = z.object({
  lists: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  files: z.record(z.string(), z.string()),
  posts: z.array(
    z.object({
      to: z.string().optional(),
      deleted: z.boolean(),
      versions: z.array(z.object({ summary: z.string().optional(), attachments: z.unknown() })),
    }),
  ),
});
export type ShownState = z.infer<typeof state>;

const settled = z.looseObject({ jobs: z.number(), failed: z.array(z.string()) });

/** A fault as the stand-in's controls take it. */
export interface Fault {
  readonly match: {
    readonly method?: string;
    readonly path?: string;
    readonly nth?: number;
    readonly times?: number;
  };
  readonly do: string;
  readonly retryAfter?: number;
  readonly seconds?: number;
}

/** The stand-in's own controls, as anybody on this machine may use them. */
export class Controls {
  readonly #address: string;
  readonly #desk: string;

  /** `desk`: the address of the desk that the school works with. */
  constructor(address: string, desk: string) {
    this.#address = `${address}/_control`;
    this.#desk = desk;
  }

  /** What a person's pane asks of the desk. */
  async asPane(
    as: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly answer: unknown }> {
    const { token } = z.object({ token: z.string() }).parse(await this.ask('POST', '/token', { kind: 'tab', as }));
    const answer = await fetch(`${this.#desk}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, answer: await answer.json() };
  }

  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.#address + path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // A press is answered as the bot answered it, whatever its status.
    if (!answer.ok && path !== '/press') throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Lets the clock leap to a school time; answers with the jobs that failed. */
  async leapTo(time: string): Promise<readonly string[]> {
    return settled.parse(await this.ask('POST', '/clock', { to: time, leap: true })).failed;
  }

  async settle(): Promise<readonly string[]> {
    return settled.parse(await this.ask('POST', '/settle')).failed;
  }

  async posts(): Promise<ShownPost[]> {
    return posts.parse(await this.ask('GET', '/posts'));
  }

  async people(): Promise<ShownPerson[]> {
    return people.parse(await this.ask('GET', '/people'));
  }

  async requests(): Promise<ShownRequest[]> {
    return requests.parse(await this.ask('GET', '/requests'));
  }

  async state(): Promise<ShownState> {
    return state.parse(await this.ask('GET', '/state'));
  }

  async hash(): Promise<string> {
    return z.object({ hash: z.string() }).parse(await this.ask('GET', '/state/hash')).hash;
  }

  async faults(faults: readonly Fault[]): Promise<void> {
    await this.ask('POST', '/faults', faults);
  }

  async noFaults(): Promise<void> {
    await this.ask('DELETE', '/faults');
  }
}
