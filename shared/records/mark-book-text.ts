import { Calendar, calendarSchema } from '../vocabulary/calendar.ts';
import {
  codeOfByte,
  codes,
  isCode,
  missingByte,
  missingSymbol,
  type PupilMarks,
  symbolOfCode,
} from '../vocabulary/mark.ts';
import type { AmendmentSource, Correction, OtherMark } from '../vocabulary/mark-book.ts';
import type { Register } from '../vocabulary/register.ts';
import { type Half, halves, mondayOf, type Session, sessionName, weekdayOf } from '../vocabulary/session.ts';
import { checksum } from './checksum.ts';
import { onCalendar, placeOf, SchoolMarkBook } from './mark-book.ts';

/** The file is damaged or none of ours; `message` says where and what to do, and names no pupil. */
export class MarkBookDamaged extends Error {
  /** `line` null: the file as a whole. */
  constructor(line: number | null, why: string) {
    super(
      `The mark book is damaged${line === null ? '' : ` at line ${line}`}: ${why}. Restore its last version in SharePoint, or import the year again.`,
    );
    this.name = 'MarkBookDamaged';
  }
}

const firstLine = 'Attendance Desk mark book 1';
const endMark = '# checksum\t';

/** Text in a cell: a tab, a line end and the sign of this escape itself would break the line. */
const escaped = (text: string): string =>
  text.replace(
    /[%\p{Cc}\p{Cs}\u2028\u2029]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const unescaped = (text: string): string =>
  text.includes('%')
    ? text.replace(/%([0-9a-f]{4})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

const line = (...cells: readonly (string | number | null | undefined)[]): string =>
  cells.map((cell) => escaped(String(cell ?? ''))).join('\t');

/** The lengths of a calendar's weeks in sessions: what a line is grouped by. */
const weekSizes = ({
  sessions,
}: Calendar): readonly { readonly monday: string; readonly from: number; readonly until: number }[] => {
  const weeks: { monday: string; from: number; until: number }[] = [];
  for (const [number, { date }] of sessions.entries()) {
    const monday = mondayOf(date);
    const week = weeks.at(-1);
    if (week?.monday === monday) week.until = number + 1;
    else weeks.push({ monday, from: number, until: number + 1 });
  }
  return weeks;
};

const latin = new TextDecoder('latin1');

/**
 * The book as a person can open it: what it is, the legend of codes, two rulers (the week's Monday; the day's letter,
 * upper case in the morning), a line a pupil with one character a session grouped by weeks and the
 * days on roll, then what does not fit a
 * character, and a checksum of all lines before it.
 */
export const writeMarkBook = (book: SchoolMarkBook): string => {
  const { calendar, parts } = book;
  const weeks = weekSizes(calendar);
  const grouped = (characters: string): string =>
    weeks.map(({ from, until }) => characters.slice(from, until)).join(' ');
  const symbols = new Uint8Array(calendar.sessions.length);
  const marksLine = ({ row }: PupilMarks): string => {
    for (let at = 0; at < row.length; at++)
      symbols[at] = row[at] === missingByte ? missingSymbol.charCodeAt(0) : row[at]!;
    return grouped(latin.decode(symbols));
  };
  const days = calendar.sessions.map(({ date, half }) => {
    const letter = weekdayOf(date)[0]!;
    return half === 'AM' ? letter : letter.toLowerCase();
  });
  const lines: string[] = [
    firstLine,
    '# One character a session, in the order of the calendar; "." is no mark. Written by the desk: change nothing here.',
    line('calendar', JSON.stringify(calendar.years.length === 1 ? calendar.years[0] : { years: calendar.years })),
    line('exported', parts.exportedAt),
    line('last session', parts.lastSession && sessionName(parts.lastSession)),
    line('legend', codes.map((code) => `${symbolOfCode[code]}=${code}`).join(' ')),
  ];
  for (const [path, version] of parts.inbox) lines.push(line('inbox', path, version));
  lines.push(
    line(
      '#',
      'UPN'.padEnd(13),
      weeks
        .map(({ monday, from, until }) =>
          `${monday.slice(8)}/${monday.slice(5, 7)}`.padEnd(until - from).slice(0, until - from),
        )
        .join(' '),
    ),
    line('#', ' '.repeat(13), grouped(days.join(''))),
  );
  for (const marks of parts.rows.values())
    lines.push(`${line('pupil', marks.pupil)}\t${marksLine(marks)}\t${line(marks.from, marks.to)}`);
  for (const { pupil, date, half, code } of parts.others.values())
    lines.push(line('other', pupil, `${date} ${half}`, code));
  for (const [place, raw] of parts.raw) lines.push(line('raw', ...splitPlace(place), raw));
  for (const [place, minutes] of parts.late) lines.push(line('late', ...splitPlace(place), minutes));
  for (const correction of parts.corrections) lines.push(correctionLine(correction));
  lines.push(...registerLines(parts.registers));
  const text = `${lines.join('\n')}\n`;
  return `${text}${endMark}${checksum(text)}\n`;
};

const splitPlace = (place: string): [string, string] => {
  const at = place.lastIndexOf('|');
  return [place.slice(0, at), place.slice(at + 1)];
};

/** One of an earlier release knows nothing of the later cells, and its line stays as it was. */
const correctionLine = (correction: Correction): string => {
  const { pupil, date, half, from, to, at, by, why, fromAt, fromBy, role, source, batch, evidence } = correction;
  const later = [fromAt, fromBy, role, source, batch, evidence];
  const known = later.slice(0, later.findLastIndex((cell) => cell !== undefined) + 1);
  return line('correction', pupil, `${date} ${half}`, from, to, at, by, why, ...known);
};

/** A register's who and where once, numbered; then a line a session: `number opened taken`, `-` for not. */
const registerLines = (registers: ReadonlyMap<string, ReadonlyMap<string, Register>>): string[] => {
  const numbers = new Map<string, number>();
  const heads: string[] = [];
  const sessions: string[] = [];
  for (const [session, groups] of registers) {
    const states: string[] = [];
    for (const { group, year, teacher, teacherCode, room, opened, taken } of groups.values()) {
      const head = line(group, year, teacher, teacherCode, room);
      let number = numbers.get(head);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(head, number);
        heads.push(`register\t${number}\t${head}`);
      }
      states.push(`${number} ${opened ?? '-'} ${taken ?? '-'}`);
    }
    sessions.push(line('taken', session, states.join('; ')));
  }
  return [...heads, ...sessions];
};

/**
 * Reads what `writeMarkBook` wrote; throws `MarkBookDamaged` for anything else, also when a character was lost or
 * changed. With `calendar` the book is moved onto it: marks keep their date.
 */
export const readMarkBook = (text: string, calendar?: Calendar): SchoolMarkBook => {
  const whole = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (!whole.startsWith(`${firstLine}\n`)) throw new MarkBookDamaged(1, `it does not begin with "${firstLine}"`);
  const end = whole.lastIndexOf(`\n${endMark}`) + 1;
  if (end === 0) throw new MarkBookDamaged(null, 'its last line, the checksum, is missing: the file is cut off');
  const said = whole.slice(end + endMark.length);
  if (said !== `${checksum(whole.slice(0, end))}\n`) throw new MarkBookDamaged(null, 'its checksum does not match');
  const book = new BookReader(whole.slice(0, end - 1).split('\n')).read();
  return calendar === undefined ? book : onCalendar(book, calendar);
};

class BookReader {
  readonly #lines: readonly string[];
  #calendar: Calendar | undefined;
  #gaps: readonly number[] = [];
  readonly #rows = new Map<string, PupilMarks>();
  readonly #others = new Map<string, OtherMark>();
  readonly #raw = new Map<string, string>();
  readonly #late = new Map<string, number>();
  readonly #corrections: Correction[] = [];
  readonly #registers = new Map<string, Map<string, Register>>();
  readonly #heads = new Map<string, readonly string[]>();
  readonly #inbox = new Map<string, string>();
  #exportedAt: string | null = null;
  #lastSession: Session | null = null;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(): SchoolMarkBook {
    for (const [index, text] of this.#lines.entries()) {
      if (index === 0 || text.startsWith('#')) continue;
      const [kind, ...cells] = text.split('\t');
      const fault = this.#take(kind!, cells.map(unescaped), cells);
      if (fault !== undefined) throw new MarkBookDamaged(index + 1, fault);
    }
    if (this.#calendar === undefined) throw new MarkBookDamaged(null, 'it has no calendar');
    return new SchoolMarkBook({
      calendar: this.#calendar,
      rows: this.#rows,
      others: this.#others,
      raw: this.#raw,
      late: this.#late,
      corrections: this.#corrections,
      registers: this.#registers,
      exportedAt: this.#exportedAt,
      lastSession: this.#lastSession,
      inbox: this.#inbox,
    });
  }

  /** Takes one line; answers with what is wrong with it. */
  #take(kind: string, cells: readonly string[], asWritten: readonly string[]): string | undefined {
    const [first = '', second = '', third = ''] = cells;
    switch (kind) {
      case 'calendar':
        return this.#takeCalendar(first);
      case 'exported':
        this.#exportedAt = first || null;
        return undefined;
      case 'last session':
        this.#lastSession = first === '' ? null : (sessionOf(first) ?? null);
        return undefined;
      case 'legend':
        return first === codes.map((code) => `${symbolOfCode[code]}=${code}`).join(' ')
          ? undefined
          : 'another legend of codes';
      case 'inbox':
        this.#inbox.set(first, second);
        return undefined;
      case 'pupil':
        return this.#takePupil(cells, asWritten[1] ?? '');
      case 'register':
        this.#heads.set(first, cells.slice(1));
        return undefined;
      case 'taken':
        return this.#takeRegisters(first, second);
    }
    const session = sessionOf(second);
    if (session === undefined) return `"${kind}" is no line of a mark book, or its session is none`;
    const place = placeOf(first, session.date, session.half);
    switch (kind) {
      case 'other':
        if (!isCode(third)) return 'an unknown code';
        this.#others.set(place, { pupil: first, ...session, code: third });
        return undefined;
      case 'raw':
        this.#raw.set(place, third);
        return undefined;
      case 'late':
        this.#late.set(place, Number(third));
        return undefined;
      case 'correction': {
        const [, , from, to, at, by, why, fromAt, fromBy, role, source, batch, evidence] = cells;
        if (source !== undefined && source !== '' && !isAmendmentSource(source))
          return 'an amendment of an unknown source';
        this.#corrections.push({
          pupil: first,
          ...session,
          from: from || null,
          fromAt: fromAt || undefined,
          fromBy: fromBy || undefined,
          to: to || null,
          at: at!,
          by: by!,
          role: role || undefined,
          source: source || undefined,
          why: why!,
          evidence: evidence || undefined,
          batch: batch || undefined,
        });
        return undefined;
      }
    }
    return `"${kind}" is no line of a mark book`;
  }

  #takeCalendar(json: string): string | undefined {
    const parsed = calendarSchema.safeParse(parseJson(json));
    if (!parsed.success) return 'its calendar cannot be read';
    this.#calendar = new Calendar(parsed.data);
    const weeks = weekSizes(this.#calendar);
    this.#gaps = weeks.flatMap(({ from, until }, at) => [
      ...Array<number>(until - from).fill(1),
      ...(at === weeks.length - 1 ? [] : [0]),
    ]);
    return undefined;
  }

  #takePupil([pupil, , from, to]: readonly string[], characters: string): string | undefined {
    if (this.#calendar === undefined) return 'a pupil before the calendar';
    if (characters.length !== this.#gaps.length) return 'a line of marks that does not fit the calendar';
    const row = new Uint8Array(this.#calendar.sessions.length);
    let at = 0;
    for (let index = 0; index < characters.length; index++) {
      if (this.#gaps[index] === 0) {
        if (characters[index] !== ' ') return 'a line of marks that is not grouped by weeks';
        continue;
      }
      const byte = characters.charCodeAt(index);
      if (characters[index] === missingSymbol) row[at] = missingByte;
      else if (byte < 256 && codeOfByte(byte) !== undefined) row[at] = byte;
      else return `"${characters[index]}" is no mark`;
      at++;
    }
    this.#rows.set(pupil!, { pupil: pupil!, from: from || undefined, to: to || undefined, row });
    return undefined;
  }

  #takeRegisters(session: string, states: string): string | undefined {
    const known = sessionOf(session);
    if (known === undefined) return 'registers of no session';
    const groups = new Map<string, Register>();
    for (const state of states === '' ? [] : states.split('; ')) {
      const [number, opened, taken] = state.split(' ');
      const head = this.#heads.get(number!);
      if (head === undefined) return 'a register that was not named before';
      const [group, year, teacher, teacherCode, room] = head;
      groups.set(group!, {
        group: group!,
        year: year!,
        ...known,
        teacher: teacher!,
        teacherCode: teacherCode!,
        room: room!,
        opened: opened === '-' ? undefined : opened,
        taken: taken === '-' ? undefined : taken,
      });
    }
    this.#registers.set(session, groups);
    return undefined;
  }
}

const isAmendmentSource = (text: string): text is AmendmentSource => text === 'MIS' || text === 'product';

const sessionOf = (text: string): Session | undefined => {
  const half = text.slice(11) as Half;
  return text.length === 13 && halves.includes(half) ? { date: text.slice(0, 10), half } : undefined;
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
