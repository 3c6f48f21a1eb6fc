import { addDays, type IsoDate } from '../../vocabulary/session.ts';
import { Temporal } from '../../vocabulary/temporal.ts';

/** Easter Sunday of a year, by the Gregorian calendar's own rule (Gauss, as corrected by Meeus, Jones and Butcher). */
export const easterSunday = (year: number): IsoDate => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const skipped = Math.floor(century / 4);
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - skipped - moon + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  return addDays(`${year}-03-22`, epact + toSunday - 7 * late);
};

/** The spring bank holiday: the last Monday in May (moved in 2002, 2012 and 2022 alone). */
export const springBankHoliday = (year: number): IsoDate => {
  const end = Temporal.PlainDate.from(`${year}-05-31`);
  return end.subtract({ days: end.dayOfWeek - 1 }).toString();
};
