import { Calendar } from '../../vocabulary/calendar.ts';
import type { IsoDate } from '../../vocabulary/session.ts';

export const schoolName = 'Saltmarsh Academy';
export const domain = 'saltmarsh.example';
export const years = ['7', '8', '9', '10', '11'] as const;
export const forms: readonly { readonly year: string; readonly form: string }[] = years.flatMap((year) =>
  [...'ABCDEFGHIJ'].map((letter) => ({ year, form: year + letter })),
);

/** The morning that the sample is told for. */
export const storyDate: IsoDate = '2026-03-10';
/** A Thursday of January on which snow closed the whole site. */
export const snowDay: IsoDate = '2026-01-08';

/** The school year 2025/26 as the school writes it in `Desk/calendar.json`. */
export const calendarJson = {
  timeZone: 'Europe/London',
  year: '2025/26',
  terms: [
    { from: '2025-09-03', to: '2025-10-24' },
    { from: '2025-11-03', to: '2025-12-19' },
    { from: '2026-01-06', to: '2026-02-13' },
    { from: '2026-02-23', to: '2026-03-27' },
    { from: '2026-04-13', to: '2026-05-22' },
    { from: '2026-06-01', to: '2026-07-20' },
  ],
  closures: [
    { date: '2025-09-02', why: 'INSET' },
    { date: '2025-11-28', why: 'INSET' },
    { date: '2026-01-05', why: 'INSET' },
    { date: '2026-05-04', why: 'Early May bank holiday' },
    { date: '2026-06-26', why: 'INSET' },
    { date: '2026-07-21', why: 'INSET' },
  ],
  nextYearStarts: '2026-09-02',
} as const;

export const calendar: Calendar = Calendar.parse(calendarJson);

/** Minutes after midnight of `HH:MM`, and back. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** `2026-03-10` as `10/03/2026`. */
export const ukDate = (date: IsoDate): string => `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

/** When the registers of a session open and close, in minutes after midnight. */
export const registerHours = {
  AM: { opens: minuteOf('08:40'), closes: minuteOf('09:10') },
  PM: { opens: minuteOf('13:20'), closes: minuteOf('13:50') },
} as const;
