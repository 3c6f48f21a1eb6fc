import type { Calendar } from '../vocabulary/calendar.ts';
import { cite } from '../vocabulary/citation.ts';
import { type Dated, rowOn } from '../vocabulary/dated.ts';
import { addDays, type IsoDate, mondayOf } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { type Span, sessionsBefore } from './span.ts';

interface SchoolLeaving extends Dated {
  /** The age that is reached in the school year whose summer ends it. */
  readonly age: number;
  /** The leaving date is the last Friday of this month. */
  readonly lastFridayOf: number;
  /** A school year begins in this month. */
  readonly yearBeginsIn: number;
}

/** When compulsory school age ends: at the end of the last Friday in June, the day itself included. */
export const schoolLeaving = [
  {
    from: '1998-06-26',
    age: 16,
    lastFridayOf: 6,
    yearBeginsIn: 9,
    law: cite(
      'Education Act 1996',
      's.8(3): at the end of the leaving date; the last Friday in June as restated by Norfolk',
      '2026-11-25',
    ),
  },
] as const satisfies readonly SchoolLeaving[];

/** The last Friday of a month. */
const lastFriday = (year: number, month: number): IsoDate => {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const last = first.with({ day: first.daysInMonth }).toString();
  // The Friday of the week of three days before the last day is never after it.
  return addDays(mondayOf(addDays(last, -4)), 4);
};

/**
 * The last day of compulsory school age of a pupil born on that day: the last Friday in June of the school year,
 * September to August, in which the pupil turns 16 (§0). 26 June 2026 for all born from 1 September 2009 to
 * 31 August 2010.
 */
export const schoolAgeEnds = (born: IsoDate): IsoDate => {
  const { year, month } = Temporal.PlainDate.from(born);
  const { age, lastFridayOf, yearBeginsIn } = rowOn(schoolLeaving, born) ?? schoolLeaving[0];
  return lastFriday(year + age + (month >= yearBeginsIn ? 1 : 0), lastFridayOf);
};

/**
 * Whether a pupil born on that day is of compulsory school age on a day, its last day included. Without a date of birth
 * a pupil counts as of that age (§14), and whoever shows a figure that rests on it says so.
 */
export const isOfCompulsorySchoolAge = (born: IsoDate | undefined, day: IsoDate): boolean =>
  born === undefined || day <= schoolAgeEnds(born);

/** The part of a span in which a pupil born on that day is of compulsory school age. */
export const whileOfSchoolAge = (calendar: Calendar, born: IsoDate | undefined, { from, until }: Span): Span => {
  if (born === undefined) return { from, until };
  const ended = sessionsBefore(calendar, addDays(schoolAgeEnds(born), 1));
  return { from, until: Math.max(from, Math.min(until, ended)) };
};
