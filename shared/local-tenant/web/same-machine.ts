import type { IncomingMessage } from 'node:http';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const hostOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/**
 * True when a request names this machine and, where a browser sent it, comes from a page of this very address. A
 * strange page that rebinds its own name to 127.0.0.1 names itself in Host, and one that posts here names itself in
 * Origin.
 */
export const isFromHere = (request: IncomingMessage, port: number): boolean => {
  const host = hostOf(`http://${request.headers.host ?? ''}`);
  if (!host || !loopback.has(host.hostname)) return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const from = hostOf(origin);
  return from !== undefined && loopback.has(from.hostname) && Number(from.port || 80) === port;
};
