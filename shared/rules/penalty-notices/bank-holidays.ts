import { cite } from '../../vocabulary/citation.ts';
import { addDays, type IsoDate, weekdayOf } from '../../vocabulary/session.ts';

/** Bank holidays in England and Wales, substitute days in the place of the day itself, for the years 2024 to 2028. */
export const bankHolidays = {
  from: '2024-01-01',
  to: '2028-12-31',
  days: [
    ...['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-08-26', '2024-12-25', '2024-12-26'],
    ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25', '2025-12-26'],
    ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
    ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
    ...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26'],
  ] as readonly IsoDate[],
  law: cite(
    'UK bank holidays (gov.uk/bank-holidays)',
    'England and Wales; 2028 by the same rules, read in a public copy',
    '2026-11-25',
  ),
} as const;

/** Monday to Friday without bank holidays. */
const isWorkingDay = (date: IsoDate): boolean =>
  !['Sat', 'Sun'].includes(weekdayOf(date)) && !bankHolidays.days.includes(date);

/** The date so many working days after a day (day 0); undefined where the bank holidays are not known. */
export const workingDaysAfter = (date: IsoDate, count: number): IsoDate | undefined => {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return date >= bankHolidays.from && day <= bankHolidays.to ? day : undefined;
};
