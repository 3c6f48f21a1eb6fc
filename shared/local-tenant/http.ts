import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as the tenant's rooms see it: read whole, headers in lower case, the path decoded only piece by piece. */
export interface Ask {
  readonly method: string;
  /** Without the query, as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** `http://localhost:4000`, as the asker names us: addresses in answers lead back the same way. */
  readonly origin: string;
}

/** `body`: bytes and text go as they are, everything else as JSON; undefined sends none. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of an answer: the connection breaks at once, after so many seconds, or when the asker gives up. */
  readonly wire?: { readonly breaks: 'at once' | 'never' | number };
}

const bodyLimit = 64 * 1024 * 1024;

export class TooLarge extends Error {}

export const readBody = async (request: IncomingMessage): Promise<Uint8Array> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > bodyLimit) throw new TooLarge('the body is larger than 64 MB');
    parts.push(part);
  }
  return Buffer.concat(parts);
};

export const headersOf = (request: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

/** The body as JSON; undefined when it is empty or no JSON. */
export const jsonOf = (body: Uint8Array): unknown => {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
};

/** An object of unknown fields, or an empty one: callers check each field they read. */
export const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const breakWire = (response: ServerResponse, { breaks }: NonNullable<Reply['wire']>): void => {
  if (breaks === 'at once') response.socket?.resetAndDestroy();
  else if (breaks !== 'never') setTimeout(() => response.socket?.resetAndDestroy(), breaks * 1000).unref();
};

export const sendReply = (response: ServerResponse, { status, body, headers = {}, wire }: Reply): void => {
  if (wire) {
    breakWire(response, wire);
    return;
  }
  if (body === undefined) {
    response.writeHead(status, { 'content-length': '0', ...headers }).end();
    return;
  }
  const asIs = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = asIs ? Buffer.from(body as string) : Buffer.from(JSON.stringify(body));
  const kind = asIs ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': kind, 'content-length': String(bytes.length), ...headers }).end(bytes);
};
