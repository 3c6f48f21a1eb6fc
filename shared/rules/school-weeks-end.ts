import type { Calendar } from '../vocabulary/calendar.ts';
import { addDays, type IsoDate, weekdayNames, weekdayOf } from '../vocabulary/session.ts';

/**
 * The last school day of so many school weeks that begin on a day: that before the same weekday, so many school weeks
 * later; what begins in a holiday begins with the next school week. Undefined when the calendar does not reach so far.
 */
export const schoolWeeksEnd = (calendar: Calendar, from: IsoDate, weeks: number): IsoDate | undefined => {
  const week = calendar.weeks.findIndex((monday) => addDays(monday, 6) >= from);
  const monday = calendar.weeks[week];
  if (monday === undefined) return undefined;
  const weekday = monday >= from ? 0 : weekdayNames.indexOf(weekdayOf(from));
  const last = calendar.weeks[weekday === 0 ? week + weeks - 1 : week + weeks];
  if (last === undefined) return undefined;
  return calendar.days.findLast((day) => day < addDays(last, weekday === 0 ? 7 : weekday));
};
