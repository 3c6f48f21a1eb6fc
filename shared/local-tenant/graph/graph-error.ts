import { randomUUID } from 'node:crypto';
import type { Ask, Reply } from '../http.ts';

/** An answer of Graph's that is no: status, code and message as Graph words them. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  /** Graph's more exact word, in `innerError`. */
  readonly inner: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    message: string,
    { inner, headers = {} }: { inner?: string; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.inner = inner;
    this.headers = headers;
  }
}

export const invalidRequest = (message: string): GraphError => new GraphError(400, 'invalidRequest', message);
export const itemNotFound = (): GraphError => new GraphError(404, 'itemNotFound', 'The resource could not be found.');
export const accessDenied = (): GraphError => new GraphError(403, 'accessDenied', 'Access denied');
export const locked = (): GraphError =>
  new GraphError(423, 'resourceLocked', 'The resource you are attempting to access is locked');
export const stale = (): GraphError =>
  new GraphError(412, 'resourceModified', 'ETag does not match current item’s value');

/** Graph's error body; it repeats the client's own request id. */
export const errorReply = (
  { status, code, message, inner, headers }: GraphError,
  clientRequestId: string | undefined,
): Reply => {
  const id = randomUUID();
  return {
    status,
    body: {
      error: {
        code,
        message,
        innerError: {
          ...(inner === undefined ? {} : { code: inner }),
          date: new Date().toISOString().slice(0, 19),
          'request-id': id,
          'client-request-id': clientRequestId ?? id,
        },
      },
    },
    headers: { 'content-type': 'application/json', 'request-id': id, ...headers },
  };
};

/** A call's answer, or the error that Graph answers in its place. */
export const answerOf = async (headers: Ask['headers'], make: () => Promise<Reply> | Reply): Promise<Reply> => {
  try {
    return await make();
  } catch (error) {
    if (error instanceof GraphError) return errorReply(error, headers['client-request-id']);
    throw error;
  }
};
