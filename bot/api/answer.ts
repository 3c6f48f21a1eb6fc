import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const sentences = {
  400: ['bad-request', 'The request is not as it should be.'],
  401: ['not-signed-in', 'Sign in first.'],
  403: ['not-permitted', 'Your role does not allow this.'],
  404: ['not-found', 'There is nothing here.'],
  405: ['wrong-method', 'This is not answered here.'],
  409: ['refused', 'This was not saved.'],
  503: ['outside-unavailable', 'Microsoft 365 cannot be reached at the moment. Try again soon.'],
} as const;
export type ErrorStatus = keyof typeof sentences;

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** `{ "error": { "code", "says" } }`: what the person is told, never what went wrong inside. */
export const refuse = (response: ServerResponse, status: ErrorStatus, says?: string): void => {
  const [code, usual] = sentences[status];
  response.writeHead(status, headers).end(JSON.stringify({ error: { code, says: says ?? usual } }));
};

export const give = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, headers).end(JSON.stringify(body));
};

/** The same with an ETag: a page that asks again and again hears 304 while nothing changed. */
export const giveIfChanged = (request: IncomingMessage, response: ServerResponse, body: unknown, key = body): void => {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(JSON.stringify(key)).digest('base64url').slice(0, 27)}"`;
  const kept = { 'cache-control': 'private, no-cache', etag };
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) response.writeHead(304, kept).end();
  else response.writeHead(200, { ...headers, ...kept }).end(text);
};
