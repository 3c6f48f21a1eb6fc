import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve } from 'node:path';
import { sendReply } from '../../shared/local-tenant/http.ts';
import { bookEvents, bookReply } from '../../shared/local-tenant/web/book-routes.ts';
import { BookSessions } from '../../shared/local-tenant/web/book-sessions.ts';
import type {
  PageClock,
  PageListRows,
  PagePerson,
  PagePost,
  PageState,
  PressAnswer,
  PressRequest,
} from '../../shared/local-tenant/web/page-api.ts';

/** What the pages are shown in a test, and what they did. The test changes it and calls `tell`. */
export interface Shown {
  people: PagePerson[];
  posts: PagePost[];
  lists: PageListRows[];
  workbook: Uint8Array;
  workbookVersion: number;
  readonly presses: PressRequest[];
  answer: (press: PressRequest) => Promise<PressAnswer> | PressAnswer;
}

export interface PageServer {
  readonly address: string;
  readonly shown: Shown;
  /** Tells every open page that something changed. */
  tell(what: 'posts' | 'lists'): void;
  stop(): Promise<void>;
}

const clock: PageClock = { date: '2026-03-10', time: '09:16', frozen: true, playing: false };
export const appId = '6f1b1a52-6a3b-4a53-9b1e-0d6f6f3f9a01';
export const channel = '19:year9@thread.tacv2';
export const chat = 'a:chat';

export const postOf = (id: string, change: Partial<PagePost>): PagePost => ({
  id,
  conversation: channel,
  at: `2026-03-10T09:1${id}:00Z`,
  time: `09:1${id}`,
  date: '2026-03-10',
  from: { id: 'bot', name: 'Attendance Desk', bot: true },
  card: null,
  text: '',
  version: 1,
  edited: false,
  replyTo: null,
  wantsRefresh: false,
  ...change,
});

/** The built pages over a tenant that holds what a test gives it: `web/page-api.ts`, and no bot behind it. */
export const startPageServer = async (): Promise<PageServer> => {
  const listening = new Set<ServerResponse>();
  const shown: Shown = {
    people: [],
    posts: [],
    lists: [],
    workbook: new Uint8Array(),
    workbookVersion: 1,
    presses: [],
    answer: () => ({ status: 200, message: null, card: null }),
  };
  const nameOf = (id: string): string => shown.people.find((person) => person.id === id)?.name ?? '';
  const books = new BookSessions({
    read: async () => ({ bytes: shown.workbook, eTag: `"${shown.workbookVersion}"` }),
    write: async (_path, bytes, eTag) => {
      if (eTag !== `"${shown.workbookVersion}"`) return undefined;
      shown.workbook = new Uint8Array(bytes);
      shown.workbookVersion++;
      return `"${shown.workbookVersion}"`;
    },
  });
  const server = createServer((request, response) => void serve(request, response));

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url!, 'http://localhost');
    const json = (value: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    switch (url.pathname) {
      case '/_page/people':
        return json(shown.people);
      case '/_page/state':
        return json(stateOf(shown, url.searchParams.get('as')!));
      case '/_page/events':
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(`data: ${JSON.stringify({ what: 'hello', clock })}\n\n`);
        listening.add(response);
        response.on('close', () => listening.delete(response));
        return;
      case '/_page/press': {
        const press = JSON.parse(body.toString()) as PressRequest;
        shown.presses.push(press);
        return json(await shown.answer(press));
      }
      case '/_page/lists':
        return json(shown.lists.map(({ id, name, items }) => ({ id, name, items: items.length })));
      case '/_page/list':
        return json(shown.lists.find(({ id }) => id === url.searchParams.get('id')));
      case '/_page/files':
        return json([]);
      case '/_page/token':
        return json({ token: `token of ${url.searchParams.get('as')}` });
      case '/_page/trackers':
        return json([{ name: 'Year sheets.xlsx', says: 'A sheet for each year' }]);
      case '/_page/book-events':
        bookEvents(books, url.searchParams, nameOf(url.searchParams.get('as') ?? ''), response);
        return;
      default:
        if (url.pathname.startsWith('/_page/book')) {
          const ask = {
            method: request.method!,
            path: url.pathname,
            query: url.searchParams,
            headers: {},
            body,
            origin: '',
          };
          return sendReply(response, (await bookReply(books, ask, nameOf)) ?? { status: 404 });
        }
        return await file(url.pathname, response);
    }
  };

  await new Promise<void>((listen) => server.listen(0, '127.0.0.1', listen));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    shown,
    tell: (what) => {
      for (const response of listening) response.write(`data: ${JSON.stringify({ what, clock })}\n\n`);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

const stateOf = ({ people, posts }: Shown, as: string): PageState => ({
  me: people.find(({ id }) => id === as)!,
  school: 'Larkmere School',
  clock,
  app: {
    id: appId,
    name: 'Attendance Desk',
    botId: 'bot',
    tenantId: '0c1f7c1e-1f0e-4f59-9a5e-3e6f3b1c9d02',
    tabs: [{ entityId: 'today', name: 'Today', contentUrl: '/teams/app/tab/' }],
  },
  teams: [
    {
      id: 'team',
      name: 'Year 9 team',
      channels: [{ id: channel, name: 'Attendance', posts: posts.filter((post) => post.conversation === channel) }],
    },
  ],
  chats: [
    { id: chat, name: 'Attendance Desk', withBot: true, posts: posts.filter((post) => post.conversation === chat) },
  ],
  feed: [],
});

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const built = resolve(import.meta.dirname, '../../.built');

/** Pages as the tenant serves them; the tab's place holds a page that speaks to Teams as the real one does. */
const file = async (path: string, response: ServerResponse): Promise<void> => {
  const name = /^\/(?:teams|excel|sharepoint)$/.test(path) ? `${path}.html` : path;
  const from = path.startsWith('/teams/app/tab/')
    ? resolve(built, 'teams-app', path.slice(15) || 'index.html')
    : resolve(built, 'local-tenant', `.${name === '/' ? '/index.html' : name}`);
  try {
    const bytes = await readFile(from);
    response.writeHead(200, { 'content-type': types[extname(from)] ?? 'application/octet-stream' }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
};
