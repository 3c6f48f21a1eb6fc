import {
  Client,
  type Context,
  GraphClientError,
  HTTPMessageHandler,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import { type Answer, answerOf } from './answer.ts';
import { RepeatMiddleware, type RepeatOptions } from './repeat-middleware.ts';
import { together } from './together.ts';

/** Answers with a token for Graph; kept and renewed by whoever gives it. */
export type Tokens = () => Promise<string>;

export interface GraphOptions extends RepeatOptions {
  /** `https://graph.microsoft.com`, or a loopback address; `/v1.0` is added here. */
  readonly address: string;
  readonly tokens: Tokens;
}

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/v1.0`, each part and value already encoded: `/sites/x/lists?$top=200`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | Uint8Array;
  /** Not in a batch: a file's content. */
  readonly alone?: true;
}

/** Asks Graph. Throws OutsideError for every status but 2xx, and when there is no answer. */
export type Ask = (question: Question) => Promise<Answer>;

/** What was asked of Graph since the start: repeats count, and so does each question in a batch. */
export interface GraphCounts {
  readonly requests: number;
  readonly batches: number;
  readonly questions: number;
  /** Answered 429 or 503. */
  readonly busy: number;
}

/** The one way to Graph. What is asked side by side goes out in one `$batch`. */
export interface Graph {
  readonly counts: () => GraphCounts;
  readonly ask: Ask;
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** All pages of a collection, to the end: a page that breaks is an error, never a shorter list. */
  pages<T>(path: string, item: z.ZodType<T>, headers?: Readonly<Record<string, string>>): Promise<T[]>;
  /** Below `/v1.0`: an absolute address of Graph's own as a path; throws when it leads elsewhere. */
  pathOf(address: string): string;
}

/** SharePoint asks that traffic says who it is (platform: throttling). */
const userAgent = 'NONISV|School|AttendanceDesk/1.0';

/** Microsoft's client turns every error into its own, but for its own: a failure of ours goes through it in this. */
class Carried extends GraphClientError {
  readonly outside: OutsideError;
  constructor(outside: OutsideError) {
    super(outside.message);
    this.outside = outside;
  }
}

/** Adds the token, for Graph's own host alone: anywhere else the question is refused before it is sent. */
class TokenMiddleware implements Middleware {
  readonly #origin: string;
  readonly #tokens: Tokens;
  #next: Middleware | undefined;

  constructor(origin: string, tokens: Tokens) {
    this.#origin = origin;
    this.#tokens = tokens;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    if (new URL(address).origin !== this.#origin)
      throw new Carried(new OutsideError('refused', 'An address outside Microsoft Graph was not called'));
    const headers = new Headers(context.options?.headers as HeadersInit | undefined);
    headers.set('authorization', `Bearer ${await this.#token()}`);
    headers.set('user-agent', userAgent);
    context.options = { ...context.options, headers: Object.fromEntries(headers), redirect: 'manual' };
    await this.#next!.execute(context);
  }

  async #token(): Promise<string> {
    try {
      return await this.#tokens();
    } catch (error) {
      throw new Carried(
        isOutside(error) ? error : new OutsideError('forbidden', 'No token for Microsoft Graph', { cause: error }),
      );
    }
  }
}

/** Counts what goes out over the wire; the last before it does. */
class CountMiddleware implements Middleware {
  readonly counts = { requests: 0, batches: 0, busy: 0 };
  #next: Middleware | undefined;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    this.counts.requests++;
    if (address.endsWith('/$batch')) this.counts.batches++;
    await this.#next!.execute(context);
    if (context.response?.status === 429 || context.response?.status === 503) this.counts.busy++;
  }
}

const readAgain = new Set(['unanswered', 'broken']);

/** A reading whose answer broke off or made no sense is begun again, twice at most: nothing is taken for a part. */
const reading = async <T>(read: () => Promise<T>, left = 2): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (left > 0 && isOutside(error) && readAgain.has(error.kind)) return await reading(read, left - 1);
    throw error;
  }
};

const downloadHosts = /(^|\.)(sharepoint\.com|svc\.ms)$/;

/** The client of Graph over Microsoft's own, with our token, our repeats and no redirect but a file's download. */
export const openGraph = ({ address, tokens, ...repeat }: GraphOptions): Graph => {
  const { origin } = new URL(address);
  const counting = new CountMiddleware();
  let questions = 0;
  const client = Client.initWithMiddleware({
    baseUrl: `${address}/`,
    defaultVersion: 'v1.0',
    middleware: [new TokenMiddleware(origin, tokens), new RepeatMiddleware(repeat), counting, new HTTPMessageHandler()],
  });
  const base = `${address}/v1.0`;

  const pathOf = (absolute: string): string => {
    if (!absolute.startsWith(`${base}/`))
      throw new OutsideError('refused', 'Graph named a next page outside Microsoft Graph; it was not called');
    return absolute.slice(base.length);
  };

  const send = async ({ method = 'GET', path, headers = {}, body }: Question): Promise<Response> => {
    const request = client.api(path).headers(headers).responseType(ResponseType.RAW);
    if (method === 'GET') return await request.get();
    if (method === 'DELETE') return await request.delete();
    const content = body instanceof Uint8Array ? body : JSON.stringify(body ?? {});
    return await request[method === 'POST' ? 'post' : method === 'PUT' ? 'put' : 'patch'](content);
  };

  const download = async (asked: string, location: string): Promise<Response> => {
    const to = new URL(location, base);
    if (to.origin !== origin && !(to.protocol === 'https:' && downloadHosts.test(to.hostname)))
      throw new OutsideError('refused', `${asked}: a download outside Microsoft 365 was not followed`);
    return await fetch(to, { redirect: 'error', signal: AbortSignal.timeout(repeat.timeoutMs ?? 30_000) });
  };

  const askAlone: Ask = async (question) => {
    const asked = `${question.method ?? 'GET'} ${question.path.split('?')[0]}`;
    let response: Response;
    try {
      response = await send(question);
      const location = response.headers.get('location');
      if (response.status === 302 && location !== null && (question.method ?? 'GET') === 'GET')
        response = await download(asked, location);
    } catch (error) {
      if (error instanceof Carried) throw error.outside;
      throw isOutside(error) ? error : new OutsideError('unanswered', `${asked}: no answer`, { cause: error });
    }
    return await answerOf(response, asked);
  };
  const askTogether = together(askAlone, repeat);
  const ask: Ask = async (question) => {
    questions++;
    return await askTogether(question);
  };

  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
    await reading(async () => await (await ask({ path })).json(schema));

  const pages = async <T>(path: string, item: z.ZodType<T>, headers: Readonly<Record<string, string>> = {}) => {
    const page = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
    return await reading(async () => {
      const all: T[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const answer: z.infer<typeof page> = await (await ask({ path: next, headers })).json(page);
        all.push(...answer.value);
        const link: string | undefined = answer['@odata.nextLink'];
        next = link === undefined ? undefined : pathOf(link);
      }
      return all;
    });
  };

  return { ask, get, pages, pathOf, counts: () => ({ ...counting.counts, questions }) };
};
