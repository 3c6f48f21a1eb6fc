import type { Policy } from '../rules/policy.ts';
import { type Span, spanAt, spanTo } from '../rules/span.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { IsoDate } from '../vocabulary/session.ts';

/**
 * The school year to date as the product counts it: the whole day, or, during a day, to the last session whose
 * registers have closed and of which the school's system has told us.
 */
export const trackerSpan = ({
  book,
  calendar,
  policy,
  on,
  time,
}: {
  readonly book: MarkBook;
  readonly calendar: Calendar;
  readonly policy: Policy;
  readonly on: IsoDate;
  /** School time, `HH:MM`; without it the whole day counts. */
  readonly time?: string | undefined;
}): Span => {
  if (time === undefined) return spanTo(calendar, on);
  const span = spanAt(calendar, on, time, policy.registers);
  const last = book.lastSession;
  const known = last === null ? 0 : (calendar.numberOf(last.date, last.half) ?? -1) + 1;
  return { from: span.from, until: Math.max(span.from, Math.min(span.until, known)) };
};

/** The first and the last day of a span of sessions. */
export const daysOf = (calendar: Calendar, { from, until }: Span, on: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: calendar.sessions[from]?.date ?? on,
  to: calendar.sessions[until - 1]?.date ?? on,
});
