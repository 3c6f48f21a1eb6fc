import { readMarkBook } from '../records/mark-book-text.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { Desk } from './desk.ts';

/** The mark book of every school year that is still kept, oldest first; what was put aside is none. Throws MarkBookDamaged for one that is. */
export const everyMarkBook = async (desk: Desk): Promise<MarkBook[]> => {
  const files = await desk.files.list('Mark book');
  const books: MarkBook[] = [];
  for (const { path } of files) {
    const file = path.endsWith('.txt') && !path.includes(' damaged ') ? await desk.files.read(path) : undefined;
    if (file) books.push(readMarkBook(new TextDecoder('utf-8', { fatal: true }).decode(file.content)));
  }
  // Before the first import there is no file, and the desk's own book is empty.
  return books.length > 0 ? books : [await desk.data.book()];
};
