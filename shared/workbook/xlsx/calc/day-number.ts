/**
 * Excel's number of a day and back, in whole numbers. Months and days beyond their ends run on into the next ones. Excel's
 * 1900 had a 29 February, so that days before March 1900 lie one lower; a workbook of 1904 counts from there.
 */
const offsetOf1904 = 1462;
/** Days from 30 December 1899 to 1 March of the year 0, from which a year ends with its February. */
const toMarchOfYear0 = 693_899;

/** Undefined: before the calendar begins, or (`strict`) no day at all. */
export const dayNumber = (
  year: number,
  month: number,
  day: number,
  date1904: boolean,
  strict = false,
): number | undefined => {
  const months = year * 12 + (month - 3);
  const fromMarch = Math.floor(months / 12);
  const monthsIn = months - fromMarch * 12;
  const days =
    fromMarch * 365 +
    Math.floor(fromMarch / 4) -
    Math.floor(fromMarch / 100) +
    Math.floor(fromMarch / 400) +
    Math.floor((monthsIn * 153 + 2) / 5) +
    (day - 1) -
    toMarchOfYear0;
  const number = (days < 61 ? days - 1 : days) - (date1904 ? offsetOf1904 : 0);
  if (number < 0 || number > 2_958_465) return undefined;
  if (!strict) return number;
  const back = dayOf(number, date1904);
  return back.year === year && back.month === month && back.day === day ? number : undefined;
};

export const dayOf = (number: number, date1904: boolean): { year: number; month: number; day: number } => {
  const whole = Math.floor(number) + (date1904 ? offsetOf1904 : 0);
  // The day that never was.
  if (whole === 60) return { year: 1900, month: 2, day: 29 };
  const days = (whole < 60 ? whole + 1 : whole) + toMarchOfYear0;
  const era = Math.floor(days / 146_097);
  const inEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthsIn = Math.floor((5 * inYear + 2) / 153);
  const month = monthsIn < 10 ? monthsIn + 3 : monthsIn - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: inYear - Math.floor((153 * monthsIn + 2) / 5) + 1,
  };
};

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (number: number, date1904: boolean): number =>
  ((((Math.floor(number) + (date1904 ? offsetOf1904 : 0) - 2) % 7) + 7) % 7) + 1;
