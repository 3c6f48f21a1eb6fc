import { Calendar } from '../../shared/vocabulary/calendar.ts';

const inset = (date: string) => ({ date, why: 'INSET' });

/**
 * The calendar of every dated example: pupil days Wed 3 Sep 2025 to Mon 20 Jul 2026, 190 days, 380 sessions, 40 school
 * weeks; INSET on 2 Sep, 28 Nov, 5 Jan, 26 Jun, 21 Jul, bank holiday 4 May; next year starts Wed 2 Sep 2026.
 */
export const year2025to26 = {
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
    inset('2025-09-02'),
    inset('2025-11-28'),
    inset('2026-01-05'),
    { date: '2026-05-04', why: 'Bank holiday' },
    inset('2026-06-26'),
    inset('2026-07-21'),
  ],
  nextYearStarts: '2026-09-02',
};

export const referenceCalendar = Calendar.parse(year2025to26);

/** The autumn after it as well, for what looks back over the summer (PN-D). */
export const twoYearCalendar = Calendar.parse({
  years: [
    year2025to26,
    { year: '2026/27', terms: [{ from: '2026-09-02', to: '2026-10-23' }], nextYearStarts: '2027-09-01' },
  ],
});

/** A calendar of a school with these pupil days alone. */
export const calendarOf = (
  from: string,
  to: string,
  closures: { date: string; session?: string; why: string }[] = [],
) => Calendar.parse({ year: from.slice(0, 4), terms: [{ from, to }], closures });
