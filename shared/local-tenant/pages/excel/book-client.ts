import type { Batch, Entry } from '../../excel-host/together/entry.ts';
import type { BookEvent, BookPlace, BookSaved, JoinedBook, SampleTracker } from '../../web/book-api.ts';
import type { PageFile } from '../../web/page-api.ts';
import { ask, reach } from '../common/tenant-client.ts';

const at = (of: Readonly<Record<string, string | number>>): string =>
  new URLSearchParams(Object.entries(of).map(([key, value]) => [key, String(value)])).toString();

/** What the Excel page asks of the local tenant, by the names of `web/book-api.ts`. */
export const books = {
  join: (path: string) => ask<JoinedBook>('book', { path }),
  file: async (book: string): Promise<Uint8Array> =>
    new Uint8Array(await (await reach(`book-file?${at({ book })}`)).arrayBuffer()),
  send: (book: string, batch: Batch) => ask<readonly Entry[]>('book-ops', { book, batch }),
  place: (book: string, place: BookPlace) => ask<{ ok: true }>('book-place', { book, place }),
  /** Throws TenantError 412 when somebody saved the file first, 410 when it is not open there any more. */
  save: async (book: string, revision: number, as: string, bytes: Uint8Array): Promise<BookSaved> =>
    (await (await reach(`book-file?${at({ book, revision, as })}`, put(bytes))).json()) as BookSaved,
  trackers: () => ask<readonly SampleTracker[]>('trackers'),
  tracker: (name: string) => ask<PageFile>('tracker', { name }),
  upload: async (name: string, bytes: Uint8Array): Promise<PageFile> =>
    (await (await reach(`upload?${at({ name })}`, { ...put(bytes), method: 'POST' })).json()) as PageFile,
};

const put = (bytes: Uint8Array): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/octet-stream' },
  body: bytes as Uint8Array<ArrayBuffer>,
});

/** Hears what happens to a workbook until the returned function is called; reconnects by itself. */
export const hearBook = (
  { book, client, as, since }: { book: string; client: string; as: string; since: number },
  hear: (event: BookEvent) => void,
): (() => void) => {
  const source = new EventSource(`/_page/book-events?${at({ book, client, as, since })}`);
  source.onmessage = ({ data }) => hear(JSON.parse(data) as BookEvent);
  return () => source.close();
};
