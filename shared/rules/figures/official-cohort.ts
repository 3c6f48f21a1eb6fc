import type { Calendar } from '../../vocabulary/calendar.ts';
import { cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { Temporal } from '../../vocabulary/temporal.ts';
import { type Span, sessionsBefore } from '../span.ts';
import { schoolYearBegun } from './census-windows.ts';
import { springBankHoliday } from './easter.ts';

interface CohortRow extends Dated {
  /** Ages on 31 August before the school year, in years. */
  readonly youngest: number;
  readonly oldest: number;
  /** The age, and the year group of a secondary school, whose second half of the summer term is left out. */
  readonly noSecondHalfOfSummer: { readonly age: number; readonly year: number };
  /** The year group above which pupils are outside, where the date of birth is not known. */
  readonly lastYearGroup: number;
}

/** Whose absence the official statistics count: aged 4 to 15 at the start of the year, not boarders (§2.3). */
export const officialCohort = [
  {
    from: '2015-09-01',
    youngest: 4,
    oldest: 15,
    noSecondHalfOfSummer: { age: 15, year: 11 },
    lastYearGroup: 11,
    law: cite('Pupil absence statistics: methodology (DfE)', 'pupils and sessions that are counted', '2026-11-25'),
  },
] as const satisfies readonly CohortRow[];

export interface CohortFacts {
  readonly born?: IsoDate | undefined;
  /** The year group's number, `7`. */
  readonly year?: string | undefined;
  readonly isBoarder?: boolean | undefined;
}

/** Age in whole years on a day. */
const ageOn = (born: IsoDate, day: IsoDate): number =>
  Temporal.PlainDate.from(born).until(Temporal.PlainDate.from(day), { largestUnit: 'years' }).years;

/**
 * The part of the day's school year that the official statistics count of this pupil, up to `until`: all of it; for
 * those who turned 15 before it (Year 11) up to the spring bank holiday; null for a sixth former, a boarder, and when
 * neither the date of birth nor the year group is known. The date of birth wins over the year group.
 */
export const officialSpan = (
  { born, year, isBoarder = false }: CohortFacts,
  calendar: Calendar,
  on: IsoDate,
  until: number,
): Span | null => {
  const schoolYear = calendar.yearOf(on);
  if (schoolYear === undefined || isBoarder) return null;
  const first = schoolYear.terms[0]!.from;
  const begun = schoolYearBegun(first);
  const row = rowOn<CohortRow>(officialCohort, first);
  if (row === undefined) return null;
  const age = born === undefined ? undefined : ageOn(born, `${begun}-08-31`);
  // What is no number is no year group: every comparison with it fails.
  const group = Number(year || undefined);
  const isIn = age === undefined ? group <= row.lastYearGroup : age >= row.youngest && age <= row.oldest;
  if (!isIn) return null;
  const endsEarly = age === undefined ? group === row.noSecondHalfOfSummer.year : age === row.noSecondHalfOfSummer.age;
  const from = sessionsBefore(calendar, first);
  const end = endsEarly ? Math.min(until, sessionsBefore(calendar, springBankHoliday(begun + 1))) : until;
  return { from, until: Math.max(from, end) };
};
