import type { Contact } from '../records/contact.ts';
import type { ImportedMark } from '../records/mark-book.ts';
import type { Pupil } from '../records/pupil.ts';
import type { StaffMember } from '../records/staff-member.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { Register } from '../vocabulary/register.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { FileTally } from './file-tally.ts';
import type { Column, Field } from './headings.ts';
import { kindOfFile } from './kind-of-file.ts';
import type { ExportKind, Mapping } from './mapping.ts';
import { MarkSieve } from './mark-sieve.ts';
import { isOnRoll, PupilIndex, type RollEntry } from './pupil-index.ts';
import { readContacts } from './read-contacts.ts';
import { type MarksFile, siftMarks } from './read-marks.ts';
import { readRegisters } from './read-registers.ts';
import { readStaff } from './read-staff.ts';
import { readStudents } from './read-students.ts';
import type { FileCount, Remark } from './report.ts';
import { headingsOf } from './table.ts';

/** One file of an export. */
export type ExportFile = MarksFile;

export interface ExportOptions {
  readonly calendar: Calendar;
  /** The school's today: marks after it are refused, and its own marks may be those of a few forms only. */
  readonly today?: IsoDate | undefined;
  /** Who is known to be on roll, or was; absent when nobody is known yet. */
  readonly roll?: readonly RollEntry[] | undefined;
  readonly mapping?: Mapping | undefined;
  /** How many pupils the mark book has a mark for on a day; a day that is known well may be amended by a short file. */
  readonly covered?: ((date: IsoDate) => number) | undefined;
}

/** What the files of an export say, with everything that was refused left out and said. */
export interface ReadExport {
  /** `arbor`, `sims`, as the mapping says, or `csv`. */
  readonly source: string;
  readonly files: readonly FileCount[];
  readonly refused: readonly Remark[];
  readonly warnings: readonly Remark[];
  /** Undefined when no students file was taken. */
  readonly pupils: readonly Pupil[] | undefined;
  /** The properties of a pupil that the students files give; the others are none of their business. */
  readonly pupilKnows: ReadonlySet<keyof Pupil>;
  readonly contacts: readonly Contact[];
  readonly staff: readonly StaffMember[];
  readonly marks: readonly ImportedMark[];
  readonly registers: readonly Register[];
  /** Names of files that were refused as a whole. */
  readonly refusedWhole: readonly string[];
}

/** Below four fifths of the roll a file is half a school (reliability: "an import is whole or nothing"). */
const share = 0.8;
/** Smaller rolls say nothing by their share. */
const fewestPupils = 10;
const fewestForMarks = 50;

/**
 * Reads the files of one export together: students first, since the others name pupils; then contacts, staff,
 * registers; marks last, through one sieve. Nothing is written. Columns may be called anything in §12.1, and what the
 * mapping adds.
 */
export const readExport = (files: readonly ExportFile[], options: ExportOptions): ReadExport => {
  const { mapping, roll } = options;
  const sorted = new Map<ExportKind | 'unknown', ExportFile[]>();
  const everyHeading = new Set<string>();
  const tallies = new Map<ExportFile, FileTally>();
  for (const file of files) {
    if (file.unreadable !== undefined) {
      const tally = new FileTally(file.name, kindOfFile(file.name, undefined, mapping) ?? 'unknown');
      tally.refuseWhole(file.unreadable);
      tallies.set(file, tally);
      continue;
    }
    const columns = headingsOf(file.bytes, ownHeadings(mapping));
    for (const { heading } of columns ?? []) everyHeading.add(heading.toLowerCase());
    const kind = kindOfFile(file.name, columns, mapping) ?? 'unknown';
    sorted.set(kind, [...(sorted.get(kind) ?? []), file]);
  }
  const headingsFor = (kind: ExportKind) => mapping?.files[kind]?.headings;

  for (const file of sorted.get('unknown') ?? []) tallies.set(file, refusedAsUnknown(file));
  const { pupils, knows } = takeStudents(sorted.get('students') ?? [], options, headingsFor('students'), tallies);
  const known = joinRolls(roll, pupils);
  const index = new PupilIndex(known);

  const contacts = new Map<string, Contact>();
  for (const file of sorted.get('contacts') ?? []) {
    const read = readContacts(file, index, headingsFor('contacts'));
    tallies.set(file, read.tally);
    for (const contact of read.contacts) contacts.set(contact.key, contact);
  }
  const staff = new Map<string, StaffMember>();
  for (const file of sorted.get('staff') ?? []) {
    const read = readStaff(file, headingsFor('staff'));
    tallies.set(file, read.tally);
    for (const member of read.staff) staff.set(member.key, member);
  }
  const registers = new Map<string, Register>();
  for (const file of byAge(sorted.get('registers') ?? [])) {
    const read = readRegisters(file, { today: options.today, headings: headingsFor('registers') });
    tallies.set(file, read.tally);
    for (const register of read.registers)
      registers.set(`${register.date} ${register.half} ${register.group}`, register);
  }

  const sieve = new MarkSieve(options.calendar);
  const studentsRefused = pupils === undefined && (sorted.get('students') ?? []).length > 0;
  for (const file of sorted.get('marks') ?? []) {
    if (index.isOpen && studentsRefused) {
      const tally = new FileTally(file.name, 'marks');
      tally.refuseWhole('nobody is known to be on roll: the students file was refused');
      tallies.set(file, tally);
      continue;
    }
    const headings = headingsFor('marks');
    tallies.set(file, siftMarks(file, { ...options, roll: known, headings, checkUpns: index.isOpen }, index, sieve));
  }
  refuseHalfSchools(sieve, options, known);

  const all = files.map((file) => tallies.get(file)!);
  return {
    source: sourceOf(everyHeading) ?? mapping?.source ?? 'csv',
    files: all.map(({ count }) => count),
    refused: all.flatMap(({ refused }) => refused),
    warnings: all.flatMap(({ warnings }) => warnings),
    pupils,
    pupilKnows: knows,
    contacts: [...contacts.values()],
    staff: [...staff.values()],
    marks: sieve.rows().map(({ mark }) => mark),
    registers: [...registers.values()],
    refusedWhole: all.filter(({ isRefusedWhole }) => isRefusedWhole).map(({ file }) => file),
  };
};

const ownHeadings = (mapping: Mapping | undefined): Readonly<Record<string, Field>> =>
  Object.assign({}, ...Object.values(mapping?.files ?? {}).map((file) => file?.headings ?? {}));

const byAge = (files: readonly ExportFile[]): readonly ExportFile[] =>
  [...files].sort((a, b) =>
    (a.modified ?? '') < (b.modified ?? '') ? -1 : (a.modified ?? '') > (b.modified ?? '') ? 1 : 0,
  );

const refusedAsUnknown = (file: ExportFile): FileTally => {
  const tally = new FileTally(file.name, 'unknown');
  const columns: readonly Column[] | undefined = headingsOf(file.bytes);
  tally.refuseWhole(
    columns === undefined
      ? 'no export: no row of headings was found; the desk reads CSV'
      : 'no export of students, contacts, staff, registers or marks: its headings are not known; name them in Desk/mapping.json',
  );
  return tally;
};

/** Reads students files; undefined when there is none, or when they hold too little of the roll to be believed. */
const takeStudents = (
  files: readonly ExportFile[],
  { calendar, roll, today }: ExportOptions,
  headings: Readonly<Record<string, Field>> | undefined,
  tallies: Map<ExportFile, FileTally>,
): { readonly pupils: readonly Pupil[] | undefined; readonly knows: ReadonlySet<keyof Pupil> } => {
  const pupils = new Map<string, Pupil>();
  let knows: ReadonlySet<keyof Pupil> | undefined;
  const taken: FileTally[] = [];
  for (const file of byAge(files)) {
    const read = readStudents(file, { calendar, headings });
    tallies.set(file, read.tally);
    if (read.tally.isRefusedWhole) continue;
    taken.push(read.tally);
    knows = new Set([...read.knows].filter((property) => knows?.has(property) ?? true));
    for (const pupil of read.pupils) pupils.set(pupil.key, pupil);
  }
  if (taken.length === 0) return { pupils: undefined, knows: new Set() };
  const current = (roll ?? []).filter(({ to }) => !to || today === undefined || to >= today);
  const found = current.filter(({ key }) => pupils.has(key)).length;
  if (current.length >= fewestPupils && found < share * current.length) {
    for (const tally of taken) tally.refuseWhole(`half a school: ${found} of ${current.length} pupils on roll`);
    return { pupils: undefined, knows: new Set() };
  }
  const gone = current.length - found;
  if (gone > 0)
    taken[0]!.warn(
      null,
      null,
      String(gone),
      'pupils on roll are not in this file; they stay on roll until a leaving date says otherwise',
    );
  return { pupils: [...pupils.values()], knows: knows! };
};

const joinRolls = (
  roll: readonly RollEntry[] | undefined,
  pupils: readonly Pupil[] | undefined,
): readonly RollEntry[] | undefined => {
  if (pupils === undefined) return roll !== undefined && roll.length > 0 ? roll : undefined;
  const byKey = new Map<string, RollEntry>((roll ?? []).map((entry) => [entry.key, entry]));
  for (const pupil of pupils) byKey.set(pupil.key, pupil);
  return [...byKey.values()];
};

/**
 * A past day that these files bring for the first time must name four fifths of the roll, else its files are half a
 * school and are refused whole. Today may come form by form, and a day that is known may be amended by a few rows.
 */
const refuseHalfSchools = (
  sieve: MarkSieve,
  { calendar, today, covered }: ExportOptions,
  roll: readonly RollEntry[] | undefined,
): void => {
  if (roll === undefined || roll.length < fewestForMarks || today === undefined) return;
  const days = new Map<IsoDate, { pupils: Set<string>; tallies: Set<FileTally> }>();
  for (const { mark, tally } of sieve.rows()) {
    if (mark.date >= today || !calendar.isSchoolDay(mark.date)) continue;
    let day = days.get(mark.date);
    if (day === undefined) {
      day = { pupils: new Set(), tallies: new Set() };
      days.set(mark.date, day);
    }
    day.pupils.add(mark.pupil);
    day.tallies.add(tally);
  }
  for (const [date, { pupils, tallies }] of days) {
    const onRoll = roll.filter((entry) => isOnRoll(entry, date)).length;
    if (onRoll < fewestForMarks || pupils.size >= share * onRoll || (covered?.(date) ?? 0) >= share * onRoll) continue;
    for (const tally of tallies)
      if (!tally.isRefusedWhole)
        tally.refuseWhole(`half a school: ${pupils.size} of ${onRoll} pupils on roll on ${date}`);
  }
};

const sourceOf = (headings: ReadonlySet<string>): string | undefined => {
  if (
    ['legal forename', 'legal surname', 'roll call mark', 'enrolment start date'].some((heading) =>
      headings.has(heading),
    )
  )
    return 'arbor';
  return ['adno', 'adm no', 'doa'].some((heading) => headings.has(heading)) ? 'sims' : undefined;
};
