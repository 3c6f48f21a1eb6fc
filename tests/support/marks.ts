import { figuresOf } from '../../shared/rules/figures/figures.ts';
import { sessionsBefore, spanTo } from '../../shared/rules/span.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import {
  byteOf,
  type Code,
  codes,
  missingSymbol,
  type PupilMarks,
  symbolOfCode,
} from '../../shared/vocabulary/mark.ts';
import { referenceCalendar } from './reference-calendar.ts';

const byteOfSymbol = new Map<string, number>(codes.map((code) => [symbolOfCode[code], byteOf(code)]));
byteOfSymbol.set(missingSymbol, 0);

const byteOf1 = (symbol: string): number => {
  const byte = byteOfSymbol.get(symbol);
  if (byte === undefined) throw new Error(`no mark is written "${symbol}"`);
  return byte;
};

/**
 * The register's own notation: morning, afternoon, a space for each day, and one at the end. One character a mark: the
 * code itself, or the mark book's symbol for a code of two characters (c C1, t C2, j J1, 1 to 7 for Y1 to Y7); a point
 * is a missing mark. `${…}` sets in marks made elsewhere.
 *
 *     marks`/\ /\ I\ ..  /\ `
 */
export const marks = (text: TemplateStringsArray, ...more: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(text.raw.flatMap((part, at) => [...[...part.replace(/\s/g, '')].map(byteOf1), ...(more[at] ?? [])]));

/** So many sessions of each code, one code after the other; `/` takes turns with `\`, as a register would. */
export const sessions = (of: Partial<Record<Code | 'missing', number>>): Uint8Array => {
  const row = Object.entries(of).flatMap(([code, times]) =>
    Array.from({ length: times }, () => (code === 'missing' ? 0 : byteOf(code as Code))),
  );
  return Uint8Array.from(row, (byte, at) => (byte === byteOf('/') && at % 2 === 1 ? byteOf('\\') : byte));
};

/** The same marks so many times over. */
export const times = (count: number, row: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: count * row.length }, (_, at) => row[at % row.length]!);

interface Placed {
  readonly calendar?: Calendar;
  /** The day of the first mark; the calendar's first day when not said. */
  readonly starting?: string;
  readonly from?: string;
  readonly to?: string;
  readonly id?: string;
}

/** A pupil with these marks, in a row from a day on, and a register that is blank before and after. */
export const pupilWith = (
  row: Uint8Array,
  { calendar = referenceCalendar, starting, from, to, id = 'P1' }: Placed = {},
): PupilMarks => {
  const year = new Uint8Array(calendar.sessions.length);
  year.set(row, starting === undefined ? 0 : sessionsBefore(calendar, starting));
  return { pupil: id, row: year, from, to };
};

/** A pupil with these marks on these sessions: `{ '2025-09-12 AM': 'O' }`; every other session of the calendar as `otherwise`. */
export const pupilWithMarksOn = (
  on: Readonly<Record<string, Code>>,
  { calendar = referenceCalendar, otherwise }: Placed & { otherwise?: 'present' } = {},
): PupilMarks => ({
  pupil: 'P1',
  row: Uint8Array.from(calendar.sessions, ({ date, half }) => {
    const code = on[`${date} ${half}`] ?? (otherwise === 'present' ? (half === 'AM' ? '/' : '\\') : undefined);
    return code === undefined ? 0 : byteOf(code);
  }),
});

/** The figures of these marks alone: everything given counts. */
export const figures = (row: Uint8Array, placed: Placed = {}) => {
  const calendar = placed.calendar ?? referenceCalendar;
  return figuresOf(pupilWith(row, placed), calendar, spanTo(calendar));
};
