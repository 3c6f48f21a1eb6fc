import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectorReply } from '../connector/connector-door.ts';
import { controlReply } from '../control/control-routes.ts';
import { type Ask, headersOf, type Reply, readBody, sendReply, TooLarge } from '../http.ts';
import { signInReply } from '../sign-in/sign-in-routes.ts';
import type { Tenant } from '../tenant.ts';
import { bookEvents } from './book-routes.ts';
import { builtPage } from './built-pages.ts';
import { pageReply } from './page-routes.ts';
import { proxiedPath, proxyToDesk } from './proxy.ts';
import { isFromHere } from './same-machine.ts';

const portsTried = 50;

const listenOn = (server: Server, port: number): Promise<number> =>
  new Promise((done, failed) => {
    const onError = (error: Error) => failed(error);
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      done((server.address() as AddressInfo).port);
    });
  });

/** Listens on loopback: on the port, or the next free one after it; 0 takes any. Answers with the port taken. */
const listen = async (server: Server, port: number): Promise<number> => {
  for (let next = port; ; next += 1)
    try {
      return await listenOn(server, next);
    } catch (error) {
      const isTaken = (error as { code?: string }).code === 'EADDRINUSE';
      if (!isTaken || next >= port + portsTried || next >= 65_535) throw error;
    }
};

const route = async (tenant: Tenant, ask: Ask): Promise<Reply> => {
  const { path } = ask;
  if (path.startsWith('/graph/v1.0/')) return await tenant.graph.answer(ask);
  if (path.startsWith('/connector/v3/'))
    return await connectorReply(ask, {
      ...tenant,
      changed: (conversation) => tenant.events.changed('posts', conversation),
    });
  if (path.startsWith('/_control/')) return await controlReply(tenant, ask);
  if (path.startsWith('/_page/')) return await pageReply(tenant, ask);
  const page = ask.method === 'GET' ? await builtPage(path) : undefined;
  return (
    page ??
    (await signInReply(ask, tenant)) ?? {
      status: 404,
      body: 'There is nothing here.',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    }
  );
};

const askOf = async (request: IncomingMessage, url: URL): Promise<Ask> => ({
  method: request.method ?? 'GET',
  path: url.pathname,
  query: url.searchParams,
  headers: headersOf(request),
  body: await readBody(request),
  origin: url.origin,
});

const handle = async (tenant: Tenant, request: IncomingMessage, response: ServerResponse, port: number) => {
  if (!isFromHere(request, port)) {
    sendReply(response, { status: 403, body: { error: 'Only pages and programs of this machine are answered.' } });
    return;
  }
  const raw = request.url ?? '/';
  const url = new URL(raw, `http://${request.headers.host}`);
  const behind = proxiedPath(raw);
  if (behind !== undefined) {
    const desk = tenant.desk();
    if (desk) proxyToDesk(desk.address, behind, request, response);
    else sendReply(response, { status: 502, body: { error: 'The desk is not connected yet.' } });
    return;
  }
  if (url.pathname === '/_page/events') {
    const account = tenant.directory.account(url.searchParams.get('as') ?? '');
    if (account) tenant.events.listen(account.id, response);
    else sendReply(response, { status: 404, body: { error: 'There is no such person in this school.' } });
    return;
  }
  if (url.pathname === '/_page/book-events') {
    const account = tenant.directory.account(url.searchParams.get('as') ?? '');
    if (!account || !bookEvents(tenant.books, url.searchParams, account.name, response))
      sendReply(response, { status: 410, body: { error: 'This workbook is not open here any more.' } });
    return;
  }
  sendReply(response, await route(tenant, await askOf(request, url)));
};

export interface TenantServer {
  readonly port: number;
  /** From now on requests are answered. */
  open(tenant: Tenant): void;
  close(): Promise<void>;
}

/** Takes a port first, since the tenant's tokens name its address; answers 503 until it is opened. */
export const startServer = async (port: number, failed: (error: unknown) => void): Promise<TenantServer> => {
  let tenant: Tenant | undefined;
  let taken = 0;
  const server = createServer((request, response) => {
    if (!tenant) {
      sendReply(response, { status: 503, body: { error: 'The tenant is starting.' }, headers: { 'retry-after': '1' } });
      return;
    }
    handle(tenant, request, response, taken).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof TooLarge) sendReply(response, { status: 413, body: { error: error.message } });
      else sendReply(response, { status: 500, body: { error: 'The local tenant failed.' } });
      if (!(error instanceof TooLarge)) failed(error);
    });
  });
  server.keepAliveTimeout = 65_000;
  taken = await listen(server, port);
  return {
    port: taken,
    open: (opened) => {
      tenant = opened;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};
