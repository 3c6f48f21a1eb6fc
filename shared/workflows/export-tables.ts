import type { Pupil } from '../records/pupil.ts';
import { categoryOf, codesOf2024From } from '../rules/codes/codes.ts';
import { countSchool, figuresAt } from '../rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../rules/figures/fast/school-groups.ts';
import { schoolMarksOf } from '../rules/figures/fast/school-marks.ts';
import { onRoll, type Span, spanOfDates } from '../rules/span.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import { byteOf, codeOfByte, codes, missingByte, type PupilMarks } from '../vocabulary/mark.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import { type Half, halves, type IsoDate, sessionName } from '../vocabulary/session.ts';

/** A column of an exported table; every column of one table has as many values. A `day` is a date. */
export type TableColumn =
  | { readonly name: string; readonly type: 'text' | 'day'; readonly values: readonly (string | null)[] }
  | { readonly name: string; readonly type: 'count'; readonly values: readonly (number | null)[] }
  | { readonly name: string; readonly type: 'flag'; readonly values: readonly (boolean | null)[] };

export interface Table {
  readonly name: 'marks' | 'pupils' | 'figures';
  readonly columns: readonly TableColumn[];
}

export const rowsOf = ({ columns }: Table): number => columns[0]!.values.length;

interface YearSpan {
  readonly year: string;
  readonly span: Span;
}

/** The sessions of each school year that figures count: all of the years before, and of this one to `until`. */
export const yearSpans = (calendar: Calendar, on: IsoDate, until: number): readonly YearSpan[] =>
  calendar.years
    .filter(({ terms }) => terms[0]!.from <= on)
    .map(({ year, terms }) => {
      const { from, until: end } = spanOfDates(calendar, terms[0]!.from, terms.at(-1)!.to);
      return { year, span: { from, until: Math.max(from, Math.min(end, until)) } };
    });

/** What each byte counts as, in a word, before the codes of 2024 and since. */
const categoriesOn = (date: IsoDate): readonly (string | undefined)[] => {
  const byByte: (string | undefined)[] = [];
  for (const code of codes) byByte[byteOf(code)] = categoryOf(code, date);
  return byByte;
};
const [categories2023, categories2024] = [categoriesOn('2024-08-18'), categoriesOn(codesOf2024From)];

/** Minutes late of each pupil, by session: `2026-03-10 AM`. */
const minutesByPupil = (late: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, Map<string, number>> => {
  const of = new Map<string, Map<string, number>>();
  for (const [place, minutes] of late) {
    const at = place.lastIndexOf('|');
    const pupil = place.slice(0, at);
    of.set(pupil, (of.get(pupil) ?? new Map()).set(place.slice(at + 1), minutes));
  }
  return of;
};

/**
 * A row a mark, by pupil and session; a mark that was taken back has a row without a code. `counts` is false for what no
 * figure counts: on what is no session of the school, before joining or after leaving, or not yet closed.
 */
export const marksTable = (book: MarkBook, calendar: Calendar, years: readonly YearSpan[]): Table => {
  const pupil: string[] = [];
  const date: string[] = [];
  const session: string[] = [];
  const code: (string | null)[] = [];
  const category: (string | null)[] = [];
  const minutesLate: (number | null)[] = [];
  const amended: boolean[] = [];
  const counts: boolean[] = [];
  const { sessions } = calendar;
  const sessionNames = sessions.map(sessionName);
  const lateOf = minutesByPupil(book.late);
  const amendedOf = Map.groupBy(book.corrections, (correction) => correction.pupil);
  const othersOf = Map.groupBy(book.others ?? [], (mark) => mark.pupil);
  const ids = new Set([...book.pupils.map((marks) => marks.pupil), ...othersOf.keys(), ...amendedOf.keys()]);

  for (const id of ids) {
    const marks: PupilMarks = book.marksOf(id) ?? { pupil: id, row: new Uint8Array(sessions.length) };
    const changed = new Set(amendedOf.get(id)?.map(sessionName));
    const counted = new Uint8Array(sessions.length);
    for (const { span } of years) {
      const { from, until } = onRoll(calendar, marks, span);
      counted.fill(1, from, until);
    }
    const late = lateOf.get(id);
    const add = (on: IsoDate, half: Half, name: string, byte: number, isCounted: boolean): void => {
      pupil.push(id);
      date.push(on);
      session.push(half);
      code.push(codeOfByte(byte) ?? null);
      category.push((on < codesOf2024From ? categories2023 : categories2024)[byte] ?? null);
      minutesLate.push(late?.get(name) ?? null);
      amended.push(changed.has(name));
      counts.push(isCounted);
    };
    // Few have a mark on what is no session, or one taken back there: their days are gone through one by one.
    const odd = new Set([
      ...(othersOf.get(id) ?? []).map((mark) => mark.date),
      ...[...changed].map((name) => name.slice(0, 10)).filter((on) => !calendar.isSchoolDay(on)),
    ]);
    const oddDays = [...odd].sort();
    const addOdd = (before: IsoDate | undefined): void => {
      while (oddDays.length > 0 && (before === undefined || oddDays[0]! < before)) {
        const on = oddDays.shift()!;
        for (const half of halves) {
          if (calendar.numberOf(on, half) !== undefined) continue;
          const [name, other] = [`${on} ${half}`, book.codeOf(id, on, half)];
          if (other !== undefined || changed.has(name))
            add(on, half, name, other === undefined ? missingByte : byteOf(other), false);
        }
      }
    };
    for (let number = 0; number < sessions.length; number++) {
      const byte = marks.row[number]!;
      if (byte === missingByte && changed.size === 0) continue;
      const { date: on, half } = sessions[number]!;
      if (oddDays.length > 0) addOdd(on);
      const name = sessionNames[number]!;
      if (byte !== missingByte || changed.has(name)) add(on, half, name, byte, counted[number] === 1);
    }
    addOdd(undefined);
  }
  return {
    name: 'marks',
    columns: [
      { name: 'pupil', type: 'text', values: pupil },
      { name: 'date', type: 'day', values: date },
      { name: 'session', type: 'text', values: session },
      { name: 'code', type: 'text', values: code },
      { name: 'category', type: 'text', values: category },
      { name: 'minutesLate', type: 'count', values: minutesLate },
      { name: 'amended', type: 'flag', values: amended },
      { name: 'counts', type: 'flag', values: counts },
    ],
  };
};

/**
 * A row a pupil, leavers included: id, place in the school and days on roll. Names on demand; flags, dates of birth and
 * contacts are no part of an export of marks.
 */
export const pupilsTable = (pupils: Iterable<Pupil>, { names }: { readonly names: boolean }): Table => {
  const all = [...pupils];
  const text = (name: string, of: (pupil: Pupil) => string | undefined): TableColumn => ({
    name,
    type: 'text',
    values: all.map((pupil) => of(pupil) ?? null),
  });
  const day = (name: 'from' | 'to'): TableColumn => ({
    name,
    type: 'day',
    values: all.map((pupil) => pupil[name] || null),
  });
  return {
    name: 'pupils',
    columns: [
      text('pupil', ({ key }) => key),
      ...(names
        ? [
            text('admission', ({ admission }) => admission),
            text('surname', ({ surname }) => surname),
            text('forename', ({ forename }) => forename),
          ]
        : []),
      text('year', ({ year }) => year),
      text('form', ({ form }) => form),
      day('from'),
      day('to'),
    ],
  };
};

const whole = [
  'possible',
  'attended',
  'authorised',
  'unauthorised',
  'missing',
  'lateBefore',
  'lateAfter',
  'illnessSessions',
  'unauthorisedMost10Weeks',
  'longestUnauthorisedDays',
] as const;
const flags = ['persistent', 'severe'] as const;

/** A row a pupil and school year in which they were on roll. Whole numbers: whoever reads them divides. */
export const figuresTable = (book: MarkBook, calendar: Calendar, years: readonly YearSpan[]): Table => {
  const marks = schoolMarksOf(calendar, book.pupils);
  const groups = schoolGroups(book.pupils);
  const rows = years.flatMap(({ year, span }) => {
    const school = countSchool(marks, groups, span);
    return book.pupils.flatMap((of, at) => {
      const { from, until } = onRoll(calendar, of, span);
      return until > from ? [{ year, pupil: of.pupil, figures: figuresAt(school, at) }] : [];
    });
  });
  return {
    name: 'figures',
    columns: [
      { name: 'schoolYear', type: 'text', values: rows.map(({ year }) => year) },
      { name: 'pupil', type: 'text', values: rows.map(({ pupil }) => pupil) },
      ...whole.map((name) => ({ name, type: 'count' as const, values: rows.map(({ figures }) => figures[name]) })),
      ...flags.map((name) => ({ name, type: 'flag' as const, values: rows.map(({ figures }) => figures[name]) })),
    ],
  };
};
