import { beforeEach, expect, test } from 'vitest';
import { BookSessions } from '../../shared/local-tenant/web/book-sessions.ts';

let version: number;
let books: BookSessions;
beforeEach(() => {
  version = 1;
  books = new BookSessions({
    read: async () => ({ bytes: new Uint8Array([version]), eTag: `"${version}"` }),
    write: async () => undefined,
  });
});

test('two who open a workbook at the same moment work at the same one', async () => {
  const [one, two] = await Promise.all([books.join('Tracker.xlsx'), books.join('tracker.xlsx')]);
  expect(two!.book).toBe(one!.book);
  expect(two!.client).not.toBe(one!.client);
});

test('one whose page has only just opened it is there for the next who comes', async () => {
  const first = await books.join('Tracker.xlsx');
  expect((await books.join('Tracker.xlsx'))!.book).toBe(first!.book);
});

test('a file that was changed from outside is opened anew', async () => {
  const first = await books.join('Tracker.xlsx');
  version = 2;
  const next = await books.join('Tracker.xlsx');
  expect(next!.book).not.toBe(first!.book);
  expect(books.bytes(next!.book)).toEqual(new Uint8Array([2]));
});
