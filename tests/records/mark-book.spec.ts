import { describe, expect, test } from 'vitest';
import { amendmentChain, amendmentSchema } from '../../shared/records/amendment.ts';
import {
  AmendmentRefused,
  type BookImport,
  emptyMarkBook,
  type ImportedMark,
  withImport,
} from '../../shared/records/mark-book.ts';
import type { Code } from '../../shared/vocabulary/mark.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

const monday = '2026-03-09';
const am = (code: Code | null, more: Partial<ImportedMark> = {}): ImportedMark => ({
  pupil: 'P1',
  date: monday,
  half: 'AM',
  code,
  ...more,
});
const brought = (marks: readonly ImportedMark[], more: Partial<BookImport> = {}): BookImport => ({
  marks,
  at: '2026-03-10T08:30:00Z',
  by: 'MIS',
  why: 'export',
  ...more,
});
const first = withImport(emptyMarkBook(referenceCalendar), brought([am('N')])).book;

describe('what an import does to the mark book (§3.2)', () => {
  test('a first mark is no change', () => {
    const { book, changed } = withImport(emptyMarkBook(referenceCalendar), brought([am('N')]));
    expect(changed).toEqual([]);
    expect(book.codeOf('P1', monday, 'AM')).toBe('N');
    expect(book.codeOf('P1', monday, 'PM')).toBeUndefined();
  });

  test('another code later is a correction with who, when and why; the same code is none', () => {
    const correction = {
      pupil: 'P1',
      date: monday,
      half: 'AM',
      from: 'N',
      fromBy: 'MIS',
      to: 'I',
      at: '2026-03-10T08:30:00Z',
      by: 'MIS',
      role: 'information system',
      source: 'MIS',
      why: 'export',
    };
    const { book, changed } = withImport(first, brought([am('I')]));
    expect(changed).toEqual([correction]);
    expect(withImport(book, brought([am('I')])).changed).toEqual([]);
    expect(first.codeOf('P1', monday, 'AM')).toBe('N');
  });

  test('corrections are appended and never leave: N, I and N again are three codes and two corrections', () => {
    const ill = withImport(first, brought([am('I')])).book;
    const again = withImport(ill, brought([am('N')])).book;
    expect(again.corrections.map(({ from, to }) => `${from}→${to}`)).toEqual(['N→I', 'I→N']);
  });

  test('the amendments of one mark are a chain of records: each goes on from the one before, the first original at its head', () => {
    const known = withImport(first, brought([], { exportedAt: '2026-03-09T16:00:00Z' })).book;
    const ill = withImport(known, brought([am('I')], { batch: 'import 1', at: '2026-03-10T09:00:00Z' })).book;
    const corrected = withImport(
      ill,
      brought([am('C')], {
        at: '2026-03-11T10:00:00Z',
        by: 'Mercy Okafor',
        role: 'Attendance manager',
        source: 'product',
        why: 'A letter came',
        evidence: 'letter of 10 March',
      }),
    ).book;
    const chain = amendmentChain(corrected.corrections);
    for (const record of chain) expect(amendmentSchema.safeParse(record).error).toBeUndefined();
    expect(chain).toMatchObject([
      {
        key: 'P1/2026-03-09/AM/1',
        from: 'N',
        fromAt: '2026-03-09T16:00:00Z',
        fromBy: 'MIS',
        to: 'I',
        batch: 'import 1',
      },
      {
        key: 'P1/2026-03-09/AM/2',
        from: 'I',
        fromAt: '2026-03-10T09:00:00Z',
        to: 'C',
        byName: 'Mercy Okafor',
        role: 'Attendance manager',
        source: 'product',
        evidence: 'letter of 10 March',
      },
    ]);
  });

  test('two changes of one mark in one import are a chain too', () => {
    const { changed } = withImport(first, brought([am('I'), am('C')]));
    expect(changed).toMatchObject([
      { from: 'N', to: 'I' },
      { from: 'I', fromAt: '2026-03-10T08:30:00Z', to: 'C' },
    ]);
  });

  test.each([
    ['without a reason', { why: ' ' }],
    ['by nobody', { by: '' }],
    ['by somebody without a position', { role: ' ' }],
  ])('a mark amended %s is refused, and the book stays as it was', (_what, more) => {
    expect(() => withImport(first, brought([am('I')], more))).toThrow(AmendmentRefused);
    expect(first.codeOf('P1', monday, 'AM')).toBe('N');
    // Where no mark changes nothing is amended, and no reason is wanted.
    expect(withImport(first, brought([am('N')], more)).changed).toEqual([]);
  });

  test('a mark that the MIS takes back becomes missing, and that is a correction', () => {
    const { book, changed } = withImport(first, brought([am(null)]));
    expect(book.codeOf('P1', monday, 'AM')).toBeUndefined();
    expect(changed).toMatchObject([{ from: 'N', to: null }]);
  });

  test('a session that no row speaks of keeps its mark', () => {
    const { book } = withImport(first, brought([am('I', { half: 'PM' })]));
    expect(book.codeOf('P1', monday, 'AM')).toBe('N');
  });

  test('minutes late stay when the same mark comes without them, and go with another mark', () => {
    const late = withImport(first, brought([am('L', { minutesLate: 7 })])).book;
    expect(late.minutesLate('P1', monday, 'AM')).toBe(7);
    expect(withImport(late, brought([am('L')])).book.minutesLate('P1', monday, 'AM')).toBe(7);
    expect(withImport(late, brought([am('M')])).book.minutesLate('P1', monday, 'AM')).toBeUndefined();
  });

  test('the raw code is kept beside the mark', () => {
    const { book } = withImport(first, brought([am('/', { raw: '\\' })]));
    expect([book.codeOf('P1', monday, 'AM'), book.rawCodeOf('P1', monday, 'AM')]).toEqual(['/', '\\']);
  });

  test('a mark on a Saturday is kept and stands in no session (RA5)', () => {
    const { book } = withImport(first, brought([am('/', { date: '2026-03-07' })]));
    expect(book.codeOf('P1', '2026-03-07', 'AM')).toBe('/');
    expect(book.others).toEqual([{ pupil: 'P1', date: '2026-03-07', half: 'AM', code: '/' }]);
    expect(withImport(book, brought([am('N', { date: '2026-03-07' })])).changed).toMatchObject([
      { from: '/', to: 'N' },
    ]);
  });

  test('the last session is that of the last mark; one without a mark is not it', () => {
    expect(first.lastSession).toEqual({ date: monday, half: 'AM' });
    expect(withImport(first, brought([am(null, { half: 'PM' })])).book.lastSession).toEqual({
      date: monday,
      half: 'AM',
    });
    expect(withImport(first, brought([am('\\', { half: 'PM' })])).book.lastSession).toEqual({
      date: monday,
      half: 'PM',
    });
  });

  test('registers are kept by group: a later one replaces its own and no other', () => {
    const register = (group: string, taken?: string) => ({
      group,
      year: '9',
      date: monday,
      half: 'AM' as const,
      teacher: 'Dew Drizzlebottom',
      teacherCode: 'DRD',
      room: 'G24',
      opened: '08:41',
      taken,
    });
    const both = withImport(first, brought([], { registers: [register('9A'), register('9B')] })).book;
    const { book } = withImport(both, brought([], { registers: [register('9A', '08:57')] }));
    expect(book.registers(monday, 'AM').map(({ group, taken }) => `${group} ${taken ?? '-'}`)).toEqual([
      '9A 08:57',
      '9B -',
    ]);
    expect(both.registers(monday, 'AM').every(({ taken }) => taken === undefined)).toBe(true);
  });

  test('an older export does not make the data look younger', () => {
    const at = (exportedAt: string) => brought([], { exportedAt });
    const book = withImport(first, at('2026-03-10T08:20:00Z')).book;
    expect(withImport(book, at('2026-03-10T07:00:00Z')).book.exportedAt).toBe('2026-03-10T08:20:00Z');
  });
});
