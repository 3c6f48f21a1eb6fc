import { type Mapping, mappingSchema } from '../mis/mapping.ts';
import type { RollEntry } from '../mis/pupil-index.ts';
import { type ExportFile, type ReadExport, readExport } from '../mis/read-export.ts';
import type { ImportReport, Remark } from '../mis/report.ts';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { SiteFile } from '../ports/site-files.ts';
import { emptyMarkBook, onCalendar, SchoolMarkBook, withImport } from '../records/mark-book.ts';
import { MarkBookDamaged, readMarkBook, writeMarkBook } from '../records/mark-book-text.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { certificatesAfterImport } from './certificates-after-import.ts';
import type { Desk } from './desk.ts';
import { bringPeople } from './import-people.ts';
import { markBookPath } from './school-data-reader.ts';

export const mappingPath = 'Desk/mapping.json';

/** The mark book as it stands in the site, with the version that a write must carry; null: there is none. */
export interface HeldBook {
  readonly book: SchoolMarkBook;
  readonly path: string;
  readonly version: string | null;
}

const lastRead = new WeakMap<Desk['files'], HeldBook>();

/** Reads the mark book of the school's today; what was read last is used again while its ETag is the same. */
export const heldBook = async (desk: Desk, calendar: Calendar, today: IsoDate): Promise<HeldBook> => {
  const path = markBookPath(calendar, today);
  const folder = path.slice(0, path.lastIndexOf('/'));
  const version = (await desk.files.list(folder)).find((file) => file.path === path)?.version ?? null;
  const known = lastRead.get(desk.files);
  if (known?.path === path && known.version === version && known.book.calendar === calendar) return known;
  if (version === null) return { book: emptyMarkBook(calendar), path, version };
  const file = await desk.files.read(path);
  if (file === undefined) return { book: emptyMarkBook(calendar), path, version: null };
  const held = await bookOf(desk, file, calendar);
  lastRead.set(desk.files, held);
  return held;
};

/**
 * A damaged book is put aside under another name and the last good one is written in its place; where none is known,
 * nothing is written over it and OutsideError `broken` says so.
 */
const bookOf = async (
  desk: Desk,
  { path, content, version }: SiteFile & { readonly content: Uint8Array },
  calendar: Calendar,
): Promise<HeldBook> => {
  try {
    return { book: readMarkBook(new TextDecoder().decode(content), calendar), path, version };
  } catch (error) {
    if (!(error instanceof MarkBookDamaged)) throw error;
    desk.log.error('mark book damaged', { school: desk.school, file: path });
    const good = lastRead.get(desk.files)?.book ?? (await desk.data.book());
    if (!(good instanceof SchoolMarkBook)) throw new OutsideError('broken', `${path} is damaged`, { cause: error });
    const aside = path.replace(/\.txt$/, ` damaged ${desk.clock.now().epochMilliseconds}.txt`);
    await desk.files.write(aside, content, null);
    const book = onCalendar(good, calendar);
    const written = await desk.files.write(path, new TextEncoder().encode(writeMarkBook(book)), version);
    return { book, path, version: written.version };
  }
};

export interface ParsedMapping {
  readonly mapping?: Mapping;
  /** What is wrong with it: then nothing is imported by it. */
  readonly refused: readonly Remark[];
}

/** A mapping file; each fault is named with its place. */
export const parseMapping = (file: string, content: Uint8Array): ParsedMapping => {
  const fault = (column: string | null, why: string): Remark => ({ file, line: null, column, value: null, why });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(content));
  } catch (error) {
    if (error instanceof SyntaxError) return { refused: [fault(null, 'not JSON')] };
    throw error;
  }
  const parsed = mappingSchema.safeParse(json);
  return parsed.success
    ? { mapping: parsed.data, refused: [] }
    : { refused: parsed.error.issues.map(({ path, message }) => fault(path.join('.'), message)) };
};

/** The school's own mapping in its site, if it has one. */
export const readMapping = async (desk: Desk): Promise<ParsedMapping> => {
  const file = await desk.files.read(mappingPath);
  return file === undefined ? { refused: [] } : parseMapping(mappingPath, file.content);
};

export interface FilesToImport {
  readonly files: readonly ExportFile[];
  readonly calendar: Calendar;
  /** Says in corrections where a change came from: "export of 2026-03-10". */
  readonly why: string;
  readonly dryRun?: boolean | undefined;
  readonly mapping?: Mapping | undefined;
  /** What the mark book's header will say about the inbox, once it is known what was refused. */
  readonly seen?: ((read: ReadExport) => ReadonlyMap<string, string>) | undefined;
}

const attempts = 5;

/**
 * Brings export files into the school's records: people first, then every mark and register in one write of the mark
 * book, so that a day is there whole or not at all. Somebody else's write in between is read and built upon. What is
 * there already is not written again.
 */
export const importFiles = async (desk: Desk, work: FilesToImport): Promise<ImportReport> => {
  const { files, calendar, mapping, dryRun = false } = work;
  const now = desk.clock.now();
  const today = calendar.at(now).date;
  const roll: RollEntry[] = [...(await desk.data.pupils()).values()];
  let people = 0;
  for (let attempt = 1; ; attempt++) {
    const held = await heldBook(desk, calendar, today);
    const read = readExport(files, {
      calendar,
      today,
      roll: roll.length === 0 ? undefined : roll,
      mapping,
      covered: (date) => covered(held.book, date),
    });
    const { book, changed } = withImport(held.book, {
      marks: read.marks,
      registers: read.registers,
      roll: rollOf(read, roll),
      exportedAt: exportedAt(files, read),
      at: now.toString({ smallestUnit: 'second' }),
      by: 'MIS',
      why: work.why,
      batch: `import ${now.toString({ smallestUnit: 'second' })}`,
      ...(work.seen === undefined ? {} : { inbox: work.seen(read) }),
    });
    const text = writeMarkBook(book);
    const isNew =
      held.version === null
        ? read.marks.length + read.registers.length + book.parts.inbox.size > 0
        : writeMarkBook(held.book) !== text;
    const report = reportOf(read, changed.length, !dryRun && read.files.some(({ accepted }) => accepted > 0));
    if (dryRun) return { ...report, written: false };
    if (attempt === 1) {
      people = await bringPeople(desk, read);
      // At once: when the book cannot be written now, the next import finds nobody new and would not say so.
      if (people > 0) await desk.data.refresh('people');
    }
    try {
      if (isNew) {
        const written = await desk.files.write(held.path, new TextEncoder().encode(text), held.version);
        lastRead.set(desk.files, { book, path: held.path, version: written.version });
      }
    } catch (error) {
      if (!isOutside(error, 'stale') || attempt === attempts) throw error;
      continue;
    }
    if (isNew) await desk.data.refresh('files');
    const voided = isNew ? await certificatesAfterImport(desk, held.book, book, today) : 0;
    tell(desk, report);
    return { ...report, written: isNew || people > 0, ...(voided > 0 ? { voided } : {}) };
  }
};

const covered = (book: SchoolMarkBook, date: IsoDate): number => {
  const numbers = (['AM', 'PM'] as const).flatMap((half) => book.calendar.numberOf(date, half) ?? []);
  return book.pupils.filter(({ row }) => numbers.some((number) => row[number] !== 0)).length;
};

/** First and last day of each pupil; the book's own stay where the files do not say. */
const rollOf = ({ pupils, pupilKnows }: ReadExport, known: readonly RollEntry[]) => {
  const before = new Map(known.map((entry) => [entry.key, entry]));
  return (
    pupils?.map(({ key, from, to }) => ({
      pupil: key,
      from: pupilKnows.has('from') ? from : (before.get(key)?.from ?? undefined),
      to: pupilKnows.has('to') ? to : before.get(key)?.to,
    })) ?? known.map(({ key, from, to }) => ({ pupil: key, from, to }))
  );
};

const exportedAt = (files: readonly ExportFile[], { refusedWhole }: ReadExport): string | null =>
  files
    .filter(({ name }) => !refusedWhole.includes(name))
    .reduce<string | null>(
      (newest, { modified }) => (modified !== undefined && (newest === null || modified > newest) ? modified : newest),
      null,
    );

const reportOf = (read: ReadExport, changed: number, saved: boolean): Omit<ImportReport, 'written'> => {
  let marks = 0;
  const pupils = new Set<string>();
  for (const { pupil, code } of read.marks) {
    pupils.add(pupil);
    if (code !== null) marks++;
  }
  return {
    source: read.source,
    files: read.files,
    refused: read.refused,
    warnings: read.warnings,
    pupils: read.pupils?.length ?? pupils.size,
    registers: new Set(read.registers.map(({ group }) => group)).size,
    marks,
    changed,
    saved,
  };
};

/** Counts, files and lines only: a refused value may be a name. */
const tell = (desk: Desk, { files, refused, marks, changed }: Omit<ImportReport, 'written'>): void => {
  desk.log.info('import', { school: desk.school, count: marks, kind: `${changed} changed` });
  for (const file of files)
    if (file.refused > 0 || refused.some((remark) => remark.file === file.file && remark.line === null))
      desk.log.warn('import refused rows', {
        school: desk.school,
        file: file.file,
        kind: file.kind,
        count: file.refused,
      });
};
