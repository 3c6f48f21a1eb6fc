import type { Calendar } from '../vocabulary/calendar.ts';
import type { PupilMarks } from '../vocabulary/mark.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';

/** A stretch of sessions by their numbers in the calendar; `until` is not part of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
  /** Nobody asked about a date: a pupil who has not left is on roll to their last mark. */
  readonly toLastMark?: true;
}

/** How many of the calendar's sessions lie before a date: the number of its first session, or of the next one. */
export const sessionsBefore = (calendar: Calendar, date: IsoDate): number => {
  let low = 0;
  let high = calendar.sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calendar.sessions[middle]!.date < date) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many sessions lie on or before a date. */
const sessionsThrough = (calendar: Calendar, date: IsoDate): number => {
  let until = sessionsBefore(calendar, date);
  while (calendar.sessions[until]?.date === date) until++;
  return until;
};

/** The sessions from one date to another, both included. */
export const spanOfDates = (calendar: Calendar, from: IsoDate, to: IsoDate): Span => {
  const start = sessionsBefore(calendar, from);
  return { from: start, until: Math.max(start, sessionsThrough(calendar, to)) };
};

/**
 * "On a date" is the school year to that date, the whole day included; without a date, everything given (§14a).
 * Before the first school year nothing is.
 */
export const spanTo = (calendar: Calendar, on?: IsoDate): Span => {
  if (on === undefined) return { from: 0, until: calendar.sessions.length, toLastMark: true };
  const year = calendar.yearOf(on);
  return year === undefined ? { from: 0, until: 0 } : spanOfDates(calendar, year.terms[0]!.from, on);
};

/**
 * During a day figures count to the last session whose registers have closed by `time` (`HH:MM`, school time): the
 * school year to then.
 */
export const spanAt = (
  calendar: Calendar,
  date: IsoDate,
  time: string,
  registers: Readonly<Record<Half, { readonly closes: string }>>,
): Span => {
  const { from, until } = spanTo(calendar, date);
  let closed = until;
  while (closed > from) {
    const session = calendar.sessions[closed - 1]!;
    if (session.date < date || registers[session.half].closes <= time) break;
    closed--;
  }
  return { from, until: closed };
};

/** The half terms of the date's school year that have begun by it, in order, each as far as `until`. */
export const halfTermSpans = (calendar: Calendar, on: IsoDate, until: number): readonly (Span & { number: number })[] =>
  (calendar.yearOf(on)?.terms ?? [])
    .filter(({ from }) => from <= on)
    .map(({ from, to }, at) => {
      const span = spanOfDates(calendar, from, to);
      return { number: at + 1, from: Math.min(span.from, until), until: Math.min(span.until, until) };
    });

/** The last `count` school weeks that end in the week of the session before `until`; they cross half terms and years. */
export const lastWeeksSpan = (calendar: Calendar, count: number, until: number): Span => {
  const last = calendar.sessions[until - 1];
  if (last === undefined) return { from: 0, until: 0 };
  const week = calendar.weeks.findLastIndex((monday) => monday <= last.date);
  return { from: sessionsBefore(calendar, calendar.weeks[Math.max(0, week - count + 1)]!), until };
};

/**
 * The part of a span that the pupil is on roll: from the first day on roll, else the first mark given, to the last day
 * on roll, else the end of the span, or the pupil's last mark when nobody asked about a date (§14b). Without a roll and
 * without a mark the pupil is on roll throughout.
 */
export const onRoll = (calendar: Calendar, { from, to, row }: PupilMarks, span: Span): Span => {
  const first = from === undefined ? row.findIndex((byte) => byte !== 0) : sessionsBefore(calendar, from);
  let until = span.until;
  if (to !== undefined) until = Math.min(until, sessionsThrough(calendar, to));
  else if (span.toLastMark) {
    const last = row.findLastIndex((byte) => byte !== 0);
    if (last >= 0) until = Math.min(until, last + 1);
  }
  const start = Math.max(span.from, first);
  return { from: start, until: Math.max(start, until) };
};
