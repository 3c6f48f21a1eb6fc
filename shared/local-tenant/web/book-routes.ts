import { type Ask, jsonOf, type Reply, recordOf, textOf } from '../http.ts';
import type { StoredFile } from '../store/site-files.ts';
import type { Tenant } from '../tenant.ts';
import type { BookOps, BookPlace } from './book-api.ts';
import type { BookLibrary, BookSessions } from './book-sessions.ts';

const json = (body: unknown): Reply => ({ status: 200, body, headers: { 'cache-control': 'no-store' } });
const refusal = (status: number, error: string): Reply => ({ status, body: { error } });

export const eTagOf = ({ id, version }: StoredFile): string => `"{${id}},${version}"`;

/** The site's library as workbooks are opened from it. */
export const libraryOf = (files: Tenant['files'], changed: () => void): BookLibrary => ({
  read: async (path) => {
    const file = await files.find(path);
    return file === undefined ? undefined : { bytes: await files.content(file.id), eTag: eTagOf(file) };
  },
  write: async (path, bytes, eTag) => {
    const written = await files.put(path, bytes, (there) => there !== undefined && eTagOf(there) === eTag);
    if (written === undefined) return undefined;
    changed();
    return eTagOf(written.file);
  },
});

const gone = refusal(410, 'This workbook is not open here any more. Open it again.');
const changedOutside = refusal(412, 'Somebody else saved this workbook first.');

/** What pages ask of workbooks that several have open; undefined for another path. Shapes: `book-api.ts`. */
export const bookReply = async (
  books: BookSessions,
  ask: Ask,
  nameOf: (id: string) => string,
): Promise<Reply | undefined> => {
  const body = recordOf(ask.method === 'POST' ? jsonOf(ask.body) : undefined);
  const book = ask.query.get('book') ?? textOf(body.book) ?? '';
  switch (`${ask.method} ${ask.path.slice('/_page'.length)}`) {
    case 'POST /book': {
      const joined = await books.join(textOf(body.path) ?? '');
      return joined === undefined ? refusal(404, 'There is no such workbook in the library.') : json(joined);
    }
    case 'GET /book-file': {
      const bytes = books.bytes(book);
      return bytes === undefined ? gone : { status: 200, body: bytes, headers: { 'cache-control': 'no-store' } };
    }
    case 'POST /book-ops': {
      const entries = books.receive(book, body.batch as BookOps['batch']);
      return entries === undefined ? gone : json(entries);
    }
    case 'POST /book-place':
      return books.moved(book, body.place as BookPlace) ? json({ ok: true }) : gone;
    case 'PUT /book-file': {
      if (books.bytes(book) === undefined) return gone;
      const by = nameOf(ask.query.get('as') ?? '');
      const saved = await books.save(book, Number(ask.query.get('revision')), ask.body, by);
      return saved === undefined ? changedOutside : json(saved);
    }
    default:
      return undefined;
  }
};

/** The stream of a workbook that is open. */
export const bookEvents = (
  books: BookSessions,
  query: URLSearchParams,
  name: string,
  response: Parameters<BookSessions['listen']>[3],
): boolean => {
  const client = query.get('client') ?? '';
  const place = { client, name, sheet: '', row: 1, column: 1 };
  return books.listen(query.get('book') ?? '', place, Number(query.get('since') ?? 0), response);
};
