import type { Half, IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';

/** `Tuesday 10 March`. */
export const dayInWords = (date: IsoDate): string =>
  Temporal.PlainDate.from(date).toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

/** `10 March 2026`. */
export const dateInWords = (date: IsoDate): string =>
  Temporal.PlainDate.from(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `Tuesday 10 March, morning`. */
export const sessionInWords = (date: IsoDate, half: Half): string =>
  `${dayInWords(date)}, ${half === 'AM' ? 'morning' : 'afternoon'}`;

/** `2 to 6 March 2026`, or one date. */
export const spanInWords = (from: IsoDate, to: IsoDate): string =>
  from === to ? dateInWords(from) : `${dateInWords(from)} to ${dateInWords(to)}`;

/** `10 March 2026, 09:31`, in the school's time. */
export const instantInWords = (instant: string, timeZone = 'Europe/London'): string => {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return `${dateInWords(local.toPlainDate().toString())}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
};
