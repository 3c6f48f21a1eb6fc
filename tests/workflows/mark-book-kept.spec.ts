import { beforeEach, describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import type { SiteFiles } from '../../shared/ports/site-files.ts';
import { emptyMarkBook, withImport } from '../../shared/records/mark-book.ts';
import { MarkBookDamaged, readMarkBook, writeMarkBook } from '../../shared/records/mark-book-text.ts';
import type { Code } from '../../shared/vocabulary/mark.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { SchoolDataReader } from '../../shared/workflows/school-data-reader.ts';
import { type ImportDesk, openImportDesk } from '../support/import-desk.ts';
import { referenceCalendar, year2025to26 } from '../support/reference-calendar.ts';
import { everybody, marksCsv, smallPupils, studentsCsv, upnAt } from '../support/small-export.ts';

const bookPath = 'Mark book/2025-26.txt';
const kilobyte = 1024;

let school: ImportDesk;
const put = (name: string, text: string) => school.files.put(`Inbox/${name}`, text);
const bookNow = async () => readMarkBook(new TextDecoder().decode((await school.files.read(bookPath))!.content));

/** A second desk on the same site, which knows nothing of the first. */
const anotherDesk = (): Desk => {
  const files: SiteFiles = {
    list: (folder) => school.files.list(folder),
    read: (path) => school.files.read(path),
    write: (path, content, seen) => school.files.write(path, content, seen),
    delete: (path, seen) => school.files.delete(path, seen),
  };
  const { clock, log } = school.desk;
  const data = new SchoolDataReader({ files, records: school.records, clock, log });
  const own: Partial<Desk> = { data, files };
  return new Proxy(school.desk, { get: (target, name) => Reflect.get(name in own ? own : target, name) });
};

beforeEach(async () => {
  school = openImportDesk(year2025to26);
  put('students.csv', studentsCsv());
  put('marks.csv', marksCsv(...everybody('09/03/2026', 'AM', '/'), ...everybody('09/03/2026', 'PM', '\\')));
  await importInbox(school.desk);
  await school.desk.data.book();
});

describe('a mark book cut off is put aside, and the last good version goes on', () => {
  test('cut at each kilobyte: screens go on and say so; the next import keeps all that was known and adds to it', async () => {
    const { content: whole } = (await school.files.read(bookPath))!;
    expect(whole.length).toBeGreaterThan(4 * kilobyte);
    for (let size = 0; size < whole.length; size += kilobyte) {
      school.files.put(bookPath, whole.slice(0, size));
      await school.desk.data.refresh('files');
      expect(school.desk.data.damaged(), `${size} bytes`).toEqual([bookPath]);
      expect((await school.desk.data.book()).codeOf(upnAt(4), '2026-03-09', 'AM')).toBe('/');

      const asideBefore = (await school.files.list('Mark book')).length;
      school.setTime(`2026-03-10T09:${String(10 + size / kilobyte)}`);
      put('marks-today.csv', marksCsv([size / kilobyte, '10/03/2026', 'AM', '/']));
      await importInbox(school.desk);
      const book = await bookNow();
      expect(book.codeOf(upnAt(4), '2026-03-09', 'AM'), `${size} bytes`).toBe('/');
      expect(book.codeOf(upnAt(size / kilobyte), '2026-03-10', 'AM')).toBe('/');
      const aside = (await school.files.list('Mark book')).filter(({ path }) => path.includes('damaged'));
      expect(aside).toHaveLength(asideBefore);
      expect(aside.map((file) => file.size)).toContain(size);
      await school.desk.data.refresh('files');
      expect(school.desk.data.damaged()).toEqual([]);
    }
    expect(school.logged.map(({ event }) => event)).toContain('mark book damaged');
  });

  test('a school’s whole year cut at each kilobyte is never read as a shorter year', () => {
    const marks = Array.from({ length: 300 }, (_none, at) =>
      referenceCalendar.sessions.map(({ date, half }) => ({
        pupil: `P${at}`,
        date,
        half,
        code: (half === 'AM' ? '/' : '\\') as Code,
      })),
    ).flat();
    const { book } = withImport(emptyMarkBook(referenceCalendar), {
      marks,
      at: '2026-03-10T08:30:00Z',
      by: 'MIS',
      why: 'export',
    });
    const text = writeMarkBook(book);
    for (let size = 0; size < text.length; size += kilobyte)
      expect(() => readMarkBook(text.slice(0, size)), `${size} characters`).toThrow(MarkBookDamaged);
  });

  test('a desk that starts on a damaged book and knows no good one writes nothing over it, and says what to do', async () => {
    const { content: whole } = (await school.files.read(bookPath))!;
    school.files.put(bookPath, whole.slice(0, 3 * kilobyte));
    const fresh = anotherDesk();
    put('marks-today.csv', marksCsv([0, '10/03/2026', 'AM', '/']));
    await expect(importInbox(fresh)).rejects.toMatchObject({ kind: 'broken' });
    expect((await school.files.read(bookPath))!.content).toHaveLength(3 * kilobyte);
    expect(await school.files.list('Mark book')).toHaveLength(1);
    school.files.put(bookPath, whole);
    expect(await importInbox(fresh)).toMatchObject({ marks: 1 });
  });
});

describe('two desks that write at once', () => {
  test('both imports are in the book, whoever came second; no mark of the other is amended by it', async () => {
    const [here, there] = [school.desk, anotherDesk()];
    for (let round = 0; round < smallPupils.length; round++) {
      put(
        'marks-today.csv',
        marksCsv(...smallPupils.slice(0, round + 1).map((_one, at) => [at, '10/03/2026', 'AM', '/'] as const)),
      );
      await Promise.all([importInbox(here), importInbox(there)]);
    }
    const book = await bookNow();
    expect(smallPupils.map(({ upn }) => book.codeOf(upn, '2026-03-10', 'AM'))).toEqual(smallPupils.map(() => '/'));
    expect(book.corrections).toEqual([]);
  });

  test('a mark that somebody amended in between is the original that the next amendment names', async () => {
    const write = school.files.write.bind(school.files);
    let stale = 0;
    school.files.write = async (path, content, seen) => {
      if (path === bookPath && stale === 0) {
        stale++;
        const theirs = withImport(await bookNow(), {
          marks: [{ pupil: upnAt(3), date: '2026-03-09', half: 'AM', code: 'N' }],
          at: '2026-03-10T08:29:00Z',
          by: 'MIS',
          why: 'changed in the export of the MIS',
        });
        school.files.put(bookPath, writeMarkBook(theirs.book));
      }
      return await write(path, content, seen);
    };
    put('amended.csv', marksCsv([3, '09/03/2026', 'AM', 'I']));
    await importInbox(school.desk);
    expect((await bookNow()).corrections).toMatchObject([
      { from: '/', to: 'N' },
      { from: 'N', fromAt: '2026-03-10T08:29:00Z', to: 'I', batch: expect.stringContaining('import 2026-03-10T08:30') },
    ]);
  });

  test('when every write is stale the import gives up, says so, and has changed nothing', async () => {
    const before = (await school.files.read(bookPath))!.version;
    school.files.write = async (path) => {
      throw new OutsideError('stale', `${path} was changed`);
    };
    put('amended.csv', marksCsv([3, '09/03/2026', 'AM', 'I']));
    await expect(importInbox(school.desk)).rejects.toMatchObject({ kind: 'stale' });
    expect((await school.files.read(bookPath))!.version).toBe(before);
  });
});
