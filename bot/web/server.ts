import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../shared/ports/log.ts';
import { errorFields } from '../log.ts';
import { limitBody } from './limits.ts';
import { setSafeHeaders } from './safe-headers.ts';
import { serveFile } from './static-files.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** One line of `/readyz`: what was looked at, whether it is well, and why not. */
export interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly why?: string;
}

export interface WebParts {
  /** `POST /api/messages`: Teams. */
  readonly messages: Handler;
  /** Everything else below `/api/`. */
  readonly api: Handler;
  readonly ready: () => Promise<readonly Check[]>;
  /** Counts by name, no names of people: `posts_sent 12`. */
  readonly metrics: () => Promise<Readonly<Record<string, number>>>;
  /** The folders of the built front ends. */
  readonly tab: string;
  readonly pane: string;
  readonly log: Log;
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

const plain = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(text);
};

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

/** The desk's web server: Teams, the API, the two front ends, health. */
export const webServer = (parts: WebParts): Server => {
  const answer: Handler = async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://desk').pathname;
    if (!limitBody(request)) {
      response.setHeader('connection', 'close');
      return json(response, 413, { error: 'The request is larger than 256 KB.' });
    }
    if (path === '/api/messages')
      return request.method === 'POST'
        ? await parts.messages(request, response)
        : json(response, 405, { error: 'Only POST is answered here.' });
    if (path.startsWith('/api/')) return await parts.api(request, response);
    if (!isRead(request)) return json(response, 405, { error: 'Only GET is answered here.' });
    if (path === '/healthz') return json(response, 200, { ok: true });
    if (path === '/readyz') {
      const checks = await parts.ready();
      const ok = checks.every((check) => check.ok);
      return json(response, ok ? 200 : 503, { ok, checks });
    }
    if (path === '/metrics') {
      const counts = Object.entries(await parts.metrics());
      return plain(response, 200, counts.map(([name, count]) => `attendance_desk_${name} ${count}\n`).join(''));
    }
    for (const [prefix, folder] of [
      ['/tab', parts.tab],
      ['/pane', parts.pane],
    ] as const) {
      if (path === prefix) {
        response.writeHead(308, { location: `${prefix}/` });
        response.end();
        return;
      }
      if (path.startsWith(`${prefix}/`) && (await serveFile(folder, path.slice(prefix.length + 1), request, response)))
        return;
    }
    json(response, 404, { error: 'There is nothing here.' });
  };
  const server = createServer((request, response) => {
    setSafeHeaders(response);
    answer(request, response).catch((error: unknown) => {
      parts.log.error('request failed', { path: (request.url ?? '').split('?')[0]!, ...errorFields(error) });
      if (response.headersSent) response.destroy();
      else json(response, 500, { error: 'Something went wrong here. Please try again.' });
    });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
};

/** Listens on the port, 0 for a free one; when it is in use, on the next free one. Answers with the port. */
export const listenOn = async (server: Server, port: number, host: string): Promise<number> => {
  for (let at = port; ; at++)
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(at, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || at >= port + 100) throw error;
    }
};
