import type { Calendar } from '../vocabulary/calendar.ts';
import { mondayOf, type Weekday, weekdayNames, weekdayOf } from '../vocabulary/session.ts';
import { codesOf2024From } from './codes/codes.ts';
import { sessionsBefore } from './span.ts';

/** What counting needs to know of each session, by its number, so that no pupil asks the calendar for a date. */
export interface CalendarIndex {
  /** The session's weekday, 0 for Monday. */
  readonly weekday: Uint8Array;
  /** The number of the session's school week in `calendar.weeks`. */
  readonly week: Uint16Array;
  /** The number of the session's day in `calendar.days`. */
  readonly day: Uint16Array;
  /** The first session to which the codes of 2024 apply. */
  readonly codesOf2024: number;
}

/** Monday to Friday: the weekdays a session can fall on. */
export const schoolWeekdays = weekdayNames.slice(0, 5) as readonly Exclude<Weekday, 'Sat' | 'Sun'>[];

const known = new WeakMap<Calendar, CalendarIndex>();

const makeIndex = (calendar: Calendar): CalendarIndex => {
  const { sessions, weeks, days } = calendar;
  const weekday = new Uint8Array(sessions.length);
  const week = new Uint16Array(sessions.length);
  const day = new Uint16Array(sessions.length);
  let number = 0;
  let inWeek = 0;
  let onDay = 0;
  days.forEach((date, at) => {
    onDay = weekdayNames.indexOf(weekdayOf(date));
    while (weeks[inWeek] !== mondayOf(date)) inWeek++;
    for (; sessions[number]?.date === date; number++) {
      weekday[number] = onDay;
      week[number] = inWeek;
      day[number] = at;
    }
  });
  return { weekday, week, day, codesOf2024: sessionsBefore(calendar, codesOf2024From) };
};

/** The index of a calendar, made once. */
export const calendarIndex = (calendar: Calendar): CalendarIndex => {
  const index = known.get(calendar) ?? makeIndex(calendar);
  known.set(calendar, index);
  return index;
};
