import type { Calendar } from '../vocabulary/calendar.ts';
import { byteOf, type Code, codeOfByte, missingByte, type PupilMarks } from '../vocabulary/mark.ts';
import type { AmendmentSource, Correction, MarkBook, OtherMark } from '../vocabulary/mark-book.ts';
import type { Register } from '../vocabulary/register.ts';
import type { Half, IsoDate, Session } from '../vocabulary/session.ts';

/** One mark as an export gives it. `code` null: the MIS says that there is no mark. */
export interface ImportedMark {
  readonly pupil: string;
  readonly date: IsoDate;
  readonly half: Half;
  readonly code: Code | null;
  /** As the MIS wrote it, where that differs from `code`. */
  readonly raw?: string | undefined;
  readonly minutesLate?: number | undefined;
}

/** What one import brings to the mark book. */
export interface BookImport {
  readonly marks: readonly ImportedMark[];
  readonly registers?: readonly Register[];
  /** First and last day on roll, by pupil; a pupil who is not named keeps what is there. */
  readonly roll?: readonly {
    readonly pupil: string;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  }[];
  /** When the newest of the files had been written: ISO instant. */
  readonly exportedAt?: string | null;
  /** When the import is made: ISO instant. It stands in each amendment with who, in what position, and why. */
  readonly at: string;
  readonly by: string;
  readonly why: string;
  /** The position of whoever amended; the information system's own by default. */
  readonly role?: string | undefined;
  readonly source?: AmendmentSource | undefined;
  readonly evidence?: string | undefined;
  /** Names what is amended together: bulk changes are looked at (RA14). */
  readonly batch?: string | undefined;
  /** Files of the inbox that are now read: path to ETag. They replace what stood there. */
  readonly inbox?: ReadonlyMap<string, string>;
}

/** The maps behind a book. `marks` have a row for each pupil; the others are keyed `pupil|2026-03-10 AM`. */
export interface BookParts {
  readonly calendar: Calendar;
  readonly rows: ReadonlyMap<string, PupilMarks>;
  readonly others: ReadonlyMap<string, OtherMark>;
  readonly raw: ReadonlyMap<string, string>;
  readonly late: ReadonlyMap<string, number>;
  readonly corrections: readonly Correction[];
  /** `2026-03-10 AM` to its registers by group. */
  readonly registers: ReadonlyMap<string, ReadonlyMap<string, Register>>;
  readonly exportedAt: string | null;
  readonly lastSession: Session | null;
  readonly inbox: ReadonlyMap<string, string>;
}

/** The side data's key of one pupil's session. */
export const placeOf = (pupil: string, date: IsoDate, half: Half): string => `${pupil}|${date} ${half}`;

/** A mark book in memory: a byte a session and pupil, and maps for the little that does not fit a byte. */
export class SchoolMarkBook implements MarkBook {
  readonly parts: BookParts;
  readonly calendar: Calendar;
  readonly pupils: readonly PupilMarks[];
  readonly corrections: readonly Correction[];
  readonly exportedAt: string | null;
  readonly lastSession: Session | null;
  readonly others: readonly OtherMark[];
  readonly late: ReadonlyMap<string, number>;

  constructor(parts: BookParts) {
    this.parts = parts;
    this.calendar = parts.calendar;
    this.pupils = [...parts.rows.values()];
    this.corrections = parts.corrections;
    this.exportedAt = parts.exportedAt;
    this.lastSession = parts.lastSession;
    this.others = [...parts.others.values()];
    this.late = parts.late;
  }

  marksOf(pupil: string): PupilMarks | undefined {
    return this.parts.rows.get(pupil);
  }

  codeOf(pupil: string, date: IsoDate, half: Half): Code | undefined {
    const number = this.calendar.numberOf(date, half);
    if (number === undefined) return this.parts.others.get(placeOf(pupil, date, half))?.code;
    return codeOfByte(this.parts.rows.get(pupil)?.row[number] ?? missingByte);
  }

  rawCodeOf(pupil: string, date: IsoDate, half: Half): string | undefined {
    return this.parts.raw.get(placeOf(pupil, date, half));
  }

  minutesLate(pupil: string, date: IsoDate, half: Half): number | undefined {
    return this.parts.late.get(placeOf(pupil, date, half));
  }

  registers(date: IsoDate, half: Half): readonly Register[] {
    return [...(this.parts.registers.get(`${date} ${half}`)?.values() ?? [])];
  }
}

/** A book without a mark. */
export const emptyMarkBook = (calendar: Calendar): SchoolMarkBook =>
  new SchoolMarkBook({
    calendar,
    rows: new Map(),
    others: new Map(),
    raw: new Map(),
    late: new Map(),
    corrections: [],
    registers: new Map(),
    exportedAt: null,
    lastSession: null,
    inbox: new Map(),
  });

/** A mark would be amended without a reason, or by nobody. Nothing was. */
export class AmendmentRefused extends Error {
  constructor(why: string) {
    super(`No mark is amended ${why} (§3.2).`);
    this.name = 'AmendmentRefused';
  }
}

/** The position that stands beside amendments of the school's information system. */
export const systemRole = 'information system';

/** The last amendment of each mark: what a further one goes on from. */
const lastAmendments = (corrections: readonly Correction[]): Map<string, Correction> =>
  new Map(corrections.map((correction) => [placeOf(correction.pupil, correction.date, correction.half), correction]));

/**
 * The book after an import, and the marks that were there before with another code. A first mark is no change; a
 * changed one is appended to the amendments, and nothing ever leaves them (§3.2). A mark withdrawn by the MIS becomes
 * missing and is an amendment too. The book that went in stays as it was. Throws AmendmentRefused where a mark changes
 * and no reason, or nobody, is named.
 */
export const withImport = (
  book: SchoolMarkBook,
  brought: BookImport,
): { readonly book: SchoolMarkBook; readonly changed: readonly Correction[] } => {
  const { calendar } = book;
  const size = calendar.sessions.length;
  const rows = new Map(book.parts.rows);
  const touched = new Set<string>();
  const others = new Map(book.parts.others);
  const raw = new Map(book.parts.raw);
  const late = new Map(book.parts.late);
  const changed: Correction[] = [];
  let amended: Map<string, Correction> | undefined;
  let last = book.lastSession === null ? -1 : (calendar.numberOf(book.lastSession.date, book.lastSession.half) ?? -1);

  for (const { pupil, from, to } of brought.roll ?? []) {
    const known = rows.get(pupil);
    if (known !== undefined && known.from === from && known.to === to) continue;
    rows.set(pupil, { pupil, from, to, row: known?.row ?? new Uint8Array(size) });
  }
  const rowOf = (pupil: string): Uint8Array => {
    const known = rows.get(pupil);
    if (known !== undefined && touched.has(pupil)) return known.row;
    const row = known === undefined ? new Uint8Array(size) : known.row.slice();
    rows.set(pupil, known === undefined ? { pupil, row } : { ...known, row });
    touched.add(pupil);
    return row;
  };
  const correct = ({ pupil, date, half, code }: ImportedMark, before: Code | undefined) => {
    if (before === undefined || before === code) return;
    const { at, by, why, role = systemRole, source = 'MIS', evidence, batch } = brought;
    if (why.trim() === '') throw new AmendmentRefused('without a reason');
    if (by.trim() === '' || role.trim() === '') throw new AmendmentRefused('by nobody');
    amended ??= lastAmendments(book.corrections);
    const place = placeOf(pupil, date, half);
    const earlier = amended.get(place);
    const fromAt = earlier?.at ?? book.exportedAt ?? undefined;
    const fromBy = earlier?.by ?? 'MIS';
    const who = { at, by, role, source, why, evidence, batch };
    const amendment = { pupil, date, half, from: before, fromAt, fromBy, to: code, ...who };
    amended.set(place, amendment);
    changed.push(amendment);
  };
  const set = (map: Map<string, string> | Map<string, number>, place: string, value: string | number | undefined) => {
    if (value === undefined) map.delete(place);
    else (map as Map<string, string | number>).set(place, value);
  };

  for (const mark of brought.marks) {
    const { pupil, date, half, code } = mark;
    const isChanged = book.codeOf(pupil, date, half) !== (code ?? undefined);
    const number = calendar.numberOf(date, half);
    if (number === undefined) {
      const place = placeOf(pupil, date, half);
      correct(mark, others.get(place)?.code);
      if (code === null) others.delete(place);
      else others.set(place, { pupil, date, half, code });
    } else {
      const byte = code === null ? missingByte : byteOf(code);
      const before = rows.get(pupil)?.row[number] ?? missingByte;
      if (byte !== before || !rows.has(pupil)) {
        correct(mark, codeOfByte(before));
        rowOf(pupil)[number] = byte;
      }
      if (byte !== missingByte && number > last) last = number;
    }
    if (mark.raw !== undefined || raw.size > 0) set(raw, placeOf(pupil, date, half), mark.raw);
    // A file without minutes that says the same mark again takes no minutes away.
    if (mark.minutesLate !== undefined || (isChanged && late.size > 0))
      set(late, placeOf(pupil, date, half), mark.minutesLate);
  }

  const registers = new Map(book.parts.registers);
  const copied = new Map<string, Map<string, Register>>();
  for (const register of brought.registers ?? []) {
    const session = `${register.date} ${register.half}`;
    const groups = copied.get(session) ?? new Map(registers.get(session));
    copied.set(session, groups.set(register.group, register));
    registers.set(session, groups);
  }
  const { exportedAt } = brought;
  return {
    book: new SchoolMarkBook({
      calendar,
      rows,
      others,
      raw,
      late,
      corrections: changed.length === 0 ? book.corrections : [...book.corrections, ...changed],
      registers,
      exportedAt:
        exportedAt == null || (book.exportedAt !== null && book.exportedAt > exportedAt) ? book.exportedAt : exportedAt,
      lastSession: last < 0 ? book.lastSession : calendar.sessions[last]!,
      inbox: new Map([...book.parts.inbox, ...(brought.inbox ?? [])]),
    }),
    changed,
  };
};

/**
 * The same book on another calendar (a closure entered, a year added): marks keep their date. A mark whose session
 * is gone stands beside the rows, one whose day became a session goes into its row.
 */
export const onCalendar = (book: SchoolMarkBook, calendar: Calendar): SchoolMarkBook => {
  if (sameSessions(book.calendar, calendar)) return new SchoolMarkBook({ ...book.parts, calendar });
  const moved = book.calendar.sessions.map(({ date, half }) => calendar.numberOf(date, half));
  const others = new Map<string, OtherMark>();
  const rows = new Map<string, PupilMarks>();
  for (const [pupil, marks] of book.parts.rows) {
    const row = new Uint8Array(calendar.sessions.length);
    for (const [number, byte] of marks.row.entries()) {
      if (byte === missingByte) continue;
      const to = moved[number];
      const { date, half } = book.calendar.sessions[number]!;
      if (to !== undefined) row[to] = byte;
      else others.set(placeOf(pupil, date, half), { pupil, date, half, code: codeOfByte(byte)! });
    }
    rows.set(pupil, { ...marks, row });
  }
  for (const [place, mark] of book.parts.others) {
    const to = calendar.numberOf(mark.date, mark.half);
    if (to === undefined) others.set(place, mark);
    else {
      const known = rows.get(mark.pupil) ?? { pupil: mark.pupil, row: new Uint8Array(calendar.sessions.length) };
      known.row[to] = byteOf(mark.code);
      rows.set(mark.pupil, known);
    }
  }
  return new SchoolMarkBook({ ...book.parts, calendar, rows, others });
};

const sameSessions = (a: Calendar, b: Calendar): boolean =>
  a.sessions.length === b.sessions.length &&
  a.sessions.every(({ date, half }, at) => b.sessions[at]!.date === date && b.sessions[at]!.half === half);
