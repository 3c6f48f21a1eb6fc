import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amendmentChain } from '../../shared/records/amendment.ts';
import { checksum } from '../../shared/records/checksum.ts';
import { emptyMarkBook, type ImportedMark, SchoolMarkBook, withImport } from '../../shared/records/mark-book.ts';
import { MarkBookDamaged, readMarkBook, writeMarkBook } from '../../shared/records/mark-book-text.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { codes } from '../../shared/vocabulary/mark.ts';
import { halves } from '../../shared/vocabulary/session.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

const calendar = Calendar.parse({
  year: '2025/26',
  terms: [
    { from: '2026-03-04', to: '2026-03-10' },
    { from: '2026-03-18', to: '2026-03-20' },
  ],
  closures: [{ date: '2026-03-19', session: 'PM', why: 'Early close' }],
});

const dates = fc.constantFrom('2026-03-04', '2026-03-07', '2026-03-10', '2026-03-19', '2026-03-20');
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const marks = fc.array(
  fc.record({
    pupil: text,
    date: dates,
    half: fc.constantFrom(...halves),
    code: fc.option(fc.constantFrom(...codes)),
    raw: fc.option(text, { nil: undefined }),
    minutesLate: fc.option(fc.nat(300), { nil: undefined }),
  }),
  { maxLength: 30 },
);
const time = fc.option(fc.constantFrom('08:41', '08:57', '13:22'), { nil: undefined });
const registers = fc.array(
  fc.record({
    group: text,
    year: text,
    date: dates,
    half: fc.constantFrom(...halves),
    teacher: text,
    teacherCode: text,
    room: text,
    opened: time,
    taken: time,
  }),
  { maxLength: 8 },
);
const word = text.filter((written) => written.trim() !== '');
const who = {
  why: word,
  by: word,
  role: fc.option(word, { nil: undefined }),
  source: fc.constantFrom('MIS' as const, 'product' as const),
  evidence: fc.option(text, { nil: undefined }),
  batch: fc.option(text, { nil: undefined }),
};
const imports = fc.array(fc.record({ marks, registers, path: text, version: text, ...who }), {
  minLength: 1,
  maxLength: 3,
});

describe('the mark book as text', () => {
  test('whatever was imported comes back exactly, and is written the same again', () => {
    fc.assert(
      fc.property(imports, (several) => {
        let book = emptyMarkBook(calendar);
        for (const [at, { path, version, ...brought }] of several.entries())
          book = withImport(book, {
            ...brought,
            roll: [{ pupil: 'P1', from: '2026-03-04', to: at > 0 ? '2026-03-10' : undefined }],
            exportedAt: `2026-03-10T08:0${at}:00Z`,
            at: '2026-03-10T08:30:00Z',
            inbox: new Map([[path, version]]),
          }).book;
        const written = writeMarkBook(book);
        const back = readMarkBook(written);
        expect(back.parts.rows).toEqual(book.parts.rows);
        expect(back.parts.others).toEqual(book.parts.others);
        expect(back.parts.raw).toEqual(book.parts.raw);
        expect(back.parts.late).toEqual(book.parts.late);
        expect(back.corrections).toEqual(book.corrections);
        expect(back.parts.registers).toEqual(book.parts.registers);
        expect(back.parts.inbox).toEqual(book.parts.inbox);
        expect([back.exportedAt, back.lastSession]).toEqual([book.exportedAt, book.lastSession]);
        expect(writeMarkBook(back)).toBe(written);
        expect(new TextDecoder().decode(new TextEncoder().encode(written))).toBe(written);
      }),
      { numRuns: 150 },
    );
  });

  const mark = (pupil: string, half: 'AM' | 'PM', code: ImportedMark['code']): ImportedMark => ({
    pupil,
    date: '2026-03-04',
    half,
    code,
  });
  const small = withImport(emptyMarkBook(calendar), {
    marks: [mark('M999999016155', 'AM', '/'), { ...mark('M999999016155', 'PM', 'C1'), raw: 'c1 ' }],
    roll: [{ pupil: 'M999999016155', from: '2025-09-03' }],
    at: '2026-03-04T14:00:00Z',
    by: 'MIS',
    why: 'export',
  }).book;

  test('a person can read it: a ruler of weeks and days above a line a pupil', () => {
    const lines = writeMarkBook(small).split('\n');
    const ruler = lines.findIndex((line) => line.startsWith('#\tUPN'));
    expect(lines[ruler]).toBe('#\tUPN          \t02/03  09/0 16/03');
    expect(lines[ruler + 1]).toBe('#\t             \tWwTtFf MmTt WwTFf');
    expect(lines[ruler + 2]).toBe('pupil\tM999999016155\t/c.... .... .....\t2025-09-03\t');
    expect(lines).toContain('raw\tM999999016155\t2026-03-04 PM\tc1 ');
  });

  test('corrections of a book of an earlier release are read, and their lines stay as they were', () => {
    const lines = writeMarkBook(small).trimEnd().split('\n').slice(0, -1);
    lines.push('correction\tM999999016155\t2026-03-04 AM\tN\t/\t2026-03-05T08:00:00Z\tMIS\texport');
    const body = `${lines.join('\n')}\n`;
    const old = `${body}# checksum\t${checksum(body)}\n`;
    const book = readMarkBook(old);
    expect(book.corrections).toEqual([
      {
        pupil: 'M999999016155',
        date: '2026-03-04',
        half: 'AM',
        from: 'N',
        to: '/',
        at: '2026-03-05T08:00:00Z',
        by: 'MIS',
        why: 'export',
      },
    ]);
    expect(writeMarkBook(book)).toBe(old);
    expect(amendmentChain(book.corrections)[0]).toMatchObject({ source: 'MIS', role: 'information system' });
  });

  test('cut off after any number of characters, it is damaged and says so', () => {
    const written = writeMarkBook(small);
    for (let length = 0; length < written.length; length += 7)
      expect(() => readMarkBook(written.slice(0, length)), `${length} characters`).toThrow(MarkBookDamaged);
  });

  test('one character changed, anywhere: damaged', () => {
    const written = writeMarkBook(small);
    for (let at = 0; at < written.length; at += 5) {
      const changed = written.slice(0, at) + (written[at] === 'x' ? 'y' : 'x') + written.slice(at + 1);
      expect(() => readMarkBook(changed), `character ${at}`).toThrow(MarkBookDamaged);
    }
  });

  test('what is wrong is said without a name, and with what to do', () => {
    expect(() => readMarkBook('Dear head,\n')).toThrow(
      'The mark book is damaged at line 1: it does not begin with "Attendance Desk mark book 1". Restore its last version in SharePoint, or import the year again.',
    );
  });

  test('on a calendar with a new closure its marks keep their date and stand beside the rows', () => {
    const closed = Calendar.parse({
      year: '2025/26',
      terms: [{ from: '2026-03-04', to: '2026-03-10' }],
      closures: [{ date: '2026-03-04', session: 'AM', why: 'Burst pipe' }],
    });
    const moved = readMarkBook(writeMarkBook(small), closed);
    expect(moved.others).toEqual([{ pupil: 'M999999016155', date: '2026-03-04', half: 'AM', code: '/' }]);
    expect(moved.codeOf('M999999016155', '2026-03-04', 'PM')).toBe('C1');
    const back = readMarkBook(writeMarkBook(moved), calendar);
    expect(back.parts.rows).toEqual(small.parts.rows);
    expect(back.others).toEqual([]);
  });

  test('1,200 pupils and 380 sessions: below a megabyte, written and read in well under a second', () => {
    const letters = codes.filter((code) => code !== '#');
    const many: ImportedMark[] = [];
    for (let pupil = 0; pupil < 1200; pupil++)
      for (const [at, { date, half }] of referenceCalendar.sessions.entries())
        many.push({
          pupil: `M99999901${String(pupil).padStart(4, '0')}`,
          date,
          half,
          code: letters[(pupil * at) % 11]!,
        });
    const { book } = withImport(emptyMarkBook(referenceCalendar), { marks: many, at: '', by: '', why: '' });
    const began = performance.now();
    const written = writeMarkBook(book);
    const back = readMarkBook(written);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(written.length).toBeLessThan(1_000_000);
    expect(back).toBeInstanceOf(SchoolMarkBook);
    expect(back.parts.rows).toEqual(book.parts.rows);
  });
});
