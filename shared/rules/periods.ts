import type { Calendar } from '../vocabulary/calendar.ts';
import { addDays, type IsoDate, mondayOf } from '../vocabulary/session.ts';
import { lastWeeksSpan, type Span, sessionsBefore, spanOfDates, spanTo } from './span.ts';

/** The periods that every figure can be asked for (§2.3), the default first. */
export const periodNames = [
  'year to date',
  'this week',
  'last week',
  'half term',
  'term',
  'last 4 weeks',
  'last 6 weeks',
  'last 12 weeks',
] as const;
export type PeriodName = (typeof periodNames)[number];

/** A stretch of school with the name it must be shown with: PA of a term is not PA of the year (§2.3). */
export interface Period {
  readonly name: PeriodName | 'custom';
  /** Which one of its kind: `Autumn`, `half term 3`; absent where the name says it all. */
  readonly which?: string;
  /** First and last day of school in it. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly span: Span;
}

const termNames = ['Autumn', 'Spring', 'Summer'] as const;

/** A span as far as `until`, under its name; null when no session is in it. */
const named = (
  calendar: Calendar,
  name: Period['name'],
  { from, until }: Span,
  limit: number,
  which?: string,
): Period | null => {
  const span = { from, until: Math.min(until, limit) };
  if (span.until <= from) return null;
  const [first, last] = [calendar.sessions[from]!, calendar.sessions[span.until - 1]!];
  return { name, ...(which !== undefined && { which }), from: first.date, to: last.date, span };
};

/**
 * The term of the day's half term, to that day: the calendar's stretches of pupil days taken in pairs are autumn,
 * spring and summer; a seventh and later stretch belongs to summer.
 */
const termOf = (calendar: Calendar, on: IsoDate): { which: string; span: Span } | null => {
  const number = calendar.halfTermOf(on)?.number;
  if (number === undefined) return null;
  const term = Math.min(Math.ceil(number / 2), termNames.length) - 1;
  const { from } = calendar.yearOf(on)!.terms[2 * term]!;
  return { which: termNames[term]!, span: spanOfDates(calendar, from, on) };
};

/**
 * One period as it stands on a day, counting sessions up to `until` (exclusive); null when it has no session yet. A
 * week is the school week of the day, Monday to Sunday, and there is none in a holiday; last week is the school week
 * before it. In a holiday the half term and the term are those before it. Rolling weeks are school weeks.
 */
export const periodOn = (calendar: Calendar, name: PeriodName, on: IsoDate, until: number): Period | null => {
  const monday = mondayOf(on);
  switch (name) {
    case 'year to date':
      return named(calendar, name, spanTo(calendar, on), until);
    case 'this week':
      return named(calendar, name, spanOfDates(calendar, monday, addDays(monday, 6)), until);
    case 'last week':
      return named(calendar, name, lastWeeksSpan(calendar, 1, sessionsBefore(calendar, monday)), until);
    case 'half term': {
      const halfTerm = calendar.halfTermOf(on);
      if (halfTerm === undefined) return null;
      const { number, from, to } = halfTerm;
      return named(calendar, name, spanOfDates(calendar, from, to), until, `half term ${number}`);
    }
    case 'term': {
      const term = termOf(calendar, on);
      return term && named(calendar, name, term.span, until, term.which);
    }
    default:
      return named(calendar, name, lastWeeksSpan(calendar, Number(name.split(' ')[1]), until), until);
  }
};

/** A period that somebody chose by its days, both included, up to `until`; null without a session in it. */
export const customPeriod = (calendar: Calendar, from: IsoDate, to: IsoDate, until: number): Period | null =>
  named(calendar, 'custom', spanOfDates(calendar, from, to), until);
