import { cite } from '../../vocabulary/citation.ts';
import type { Dated } from '../../vocabulary/dated.ts';
import { addDays, type IsoDate } from '../../vocabulary/session.ts';
import { easterSunday, springBankHoliday } from './easter.ts';

const law = cite(
  'Pupil absence statistics: methodology (DfE)',
  'collection windows of the school census',
  '2026-11-25',
);

type Edge = (yearBegun: number) => IsoDate;

interface CollectionWindow extends Dated {
  readonly window: 'autumn' | 'spring' | 'summer, first half' | 'summer, second half';
  readonly begins: Edge;
  readonly ends: Edge;
  /** The census in which its absence is returned: the next one. */
  readonly returnedIn: 'spring census' | 'summer census' | 'autumn census';
}

/** Which absence each census asks for, by the year in which the school year began (§2.3). */
export const collectionWindows = [
  {
    from: '2024-08-01',
    window: 'autumn',
    begins: (year) => `${year}-08-01`,
    ends: (year) => `${year}-12-31`,
    returnedIn: 'spring census',
    law,
  },
  {
    from: '2024-08-01',
    window: 'spring',
    begins: (year) => `${year + 1}-01-01`,
    ends: (year) => easterSunday(year + 1),
    returnedIn: 'summer census',
    law,
  },
  {
    from: '2024-08-01',
    window: 'summer, first half',
    begins: (year) => addDays(easterSunday(year + 1), 1),
    ends: (year) => addDays(springBankHoliday(year + 1), -1),
    returnedIn: 'autumn census',
    law,
  },
  {
    from: '2024-08-01',
    window: 'summer, second half',
    begins: (year) => springBankHoliday(year + 1),
    ends: (year) => `${year + 1}-07-31`,
    returnedIn: 'autumn census',
    law,
  },
] as const satisfies readonly CollectionWindow[];

/** The calendar year in which the school year of a day began; school years turn over on 1 August. */
export const schoolYearBegun = (day: IsoDate): number => Number(day.slice(0, 4)) - (day.slice(5) < '08-01' ? 1 : 0);

/** The four windows of the day's school year with their dates, both included, and the census that returns each. */
export const collectionWindowsOn = (day: IsoDate) =>
  collectionWindows.map(({ window, begins, ends, returnedIn }) => ({
    window,
    from: begins(schoolYearBegun(day)),
    to: ends(schoolYearBegun(day)),
    returnedIn,
  }));
