import { z } from 'zod';
import { addDays, type Half, halves, type IsoDate, isIsoDate, mondayOf, type Session, weekdayOf } from './session.ts';
import { Temporal } from './temporal.ts';

const date = z.string().refine(isIsoDate, { error: 'expected a date like 2026-03-10' });

/** One school year as the school writes it. `terms` are stretches of pupil days (half terms). */
export const schoolYearSchema = z
  .object({
    timeZone: z.string().default('Europe/London'),
    year: z.string(),
    terms: z.array(z.object({ from: date, to: date })).min(1),
    closures: z.array(z.object({ date, session: z.enum(halves).optional(), why: z.string() })).default([]),
    nextYearStarts: date.optional(),
  })
  .refine(({ terms }) => terms.every(({ from, to }) => from <= to), { error: 'a term ends before it begins' })
  .refine(({ terms }) => terms.every(({ from }, at) => at === 0 || from > terms[at - 1]!.to), {
    error: 'terms must be in order and must not overlap',
  });
export type SchoolYear = z.infer<typeof schoolYearSchema>;

/** A calendar file: one school year, or `{ "years": [ … ] }` in order. */
export const calendarSchema = z
  .union([z.object({ years: z.array(schoolYearSchema).min(1) }), schoolYearSchema])
  .transform((file) => ('years' in file ? file.years : [file]));

export interface Closure {
  readonly date: IsoDate;
  readonly half: Half;
  readonly why: string;
}

/**
 * The school's calendar. Rules know session numbers, not dates; this turns one into the other once.
 * Weekends are never school days; a closure may be a day or one session.
 */
export class Calendar {
  readonly timeZone: string;
  readonly years: readonly SchoolYear[];
  /** Every session of the calendar in order; its index is the session's number. */
  readonly sessions: readonly Session[];
  /** The Mondays of the school weeks: weeks with at least one session. A week of snow stays one. */
  readonly weeks: readonly IsoDate[];
  readonly days: readonly IsoDate[];
  readonly closures: readonly Closure[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(years: readonly SchoolYear[]) {
    this.years = years;
    this.timeZone = years[0]!.timeZone;
    this.closures = years.flatMap(({ closures }) =>
      closures.flatMap(({ date, session, why }) =>
        (session === undefined ? halves : [session]).map((half) => ({ date, half, why })),
      ),
    );
    const closed = new Set(this.closures.map(({ date, half }) => `${date} ${half}`));
    const sessions: Session[] = [];
    for (const { terms } of years)
      for (const { from, to } of terms)
        for (let day = from; day <= to; day = addDays(day, 1)) {
          const weekday = weekdayOf(day);
          if (weekday === 'Sat' || weekday === 'Sun') continue;
          for (const half of halves) if (!closed.has(`${day} ${half}`)) sessions.push({ date: day, half });
        }
    this.sessions = sessions;
    this.#numbers = new Map(sessions.map((session, number) => [`${session.date} ${session.half}`, number]));
    this.days = [...new Set(sessions.map((session) => session.date))];
    this.weeks = [...new Set(this.days.map(mondayOf))];
  }

  /** Parses a calendar file's JSON; throws a ZodError that names the field. */
  static parse(json: unknown): Calendar {
    return new Calendar(calendarSchema.parse(json));
  }

  /** The number of a session, or undefined when there is no school then. */
  numberOf(date: IsoDate, half: Half): number | undefined {
    return this.#numbers.get(`${date} ${half}`);
  }

  isSchoolDay(date: IsoDate): boolean {
    return halves.some((half) => this.numberOf(date, half) !== undefined);
  }

  whyClosed(date: IsoDate, half: Half): string | undefined {
    return this.closures.find((closure) => closure.date === date && closure.half === half)?.why;
  }

  /** The school year a date belongs to: the last that has begun, counted from its first pupil day; undefined before the first. */
  yearOf(date: IsoDate): SchoolYear | undefined {
    return this.years.findLast(({ terms }) => terms[0]!.from <= date);
  }

  /** The half term that holds the date, or, in a holiday, the one before it. Numbered from 1 within its year. */
  halfTermOf(date: IsoDate): { number: number; from: IsoDate; to: IsoDate } | undefined {
    const terms = this.yearOf(date)?.terms;
    const at = terms?.findLastIndex(({ from }) => from <= date) ?? -1;
    return at < 0 ? undefined : { number: at + 1, ...terms![at]! };
  }

  /**
   * The date that lies `count` school days after `date` (day 0), as in the N clock. Beyond the calendar's last day
   * weekdays are counted from the start of the next year; undefined when that is not known.
   */
  schoolDaysAfter(date: IsoDate, count: number): IsoDate | undefined {
    const after = this.days.filter((day) => day > date);
    if (after.length >= count) return count === 0 ? date : after[count - 1];
    const start = this.years.at(-1)!.nextYearStarts;
    if (start === undefined) return undefined;
    let left = count - after.length;
    for (let day = start; ; day = addDays(day, 1)) {
      const weekday = weekdayOf(day);
      if (weekday !== 'Sat' && weekday !== 'Sun' && --left === 0) return day;
    }
  }

  /** School time of an instant: date and `HH:MM`. */
  at(now: Temporal.Instant): { date: IsoDate; time: string } {
    const local = now.toZonedDateTimeISO(this.timeZone);
    return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
  }

  /** The instant of a school time, e.g. of `2026-03-10` `09:10`. */
  instantOf(date: IsoDate, time: string): Temporal.Instant {
    return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: this.timeZone, plainTime: time }).toInstant();
  }
}
