import type { Calendar } from '../../../vocabulary/calendar.ts';
import { byteOf } from '../../../vocabulary/mark.ts';
import { calendarIndex } from '../../calendar-index.ts';

/** Stands at the place of a half day on which the school is closed. No mark has this byte. */
export const closedByte = 2;

/**
 * Where the sessions of a calendar stand in a row of marks: two places a day, closed or not, and what a pupil's row
 * looks like who is always present. Against it every row is held: most days are the same, and only the others need to
 * be looked at.
 */
export interface Places {
  /** Bytes from one pupil's row to the next: whole groups of four days. */
  readonly stride: number;
  /** The place of each session, and, behind the last, the place after it. */
  readonly place: Uint16Array;
  /** The places of closed halves. */
  readonly closed: readonly number[];
  /** Four plain days at a time. A day with a closed half is never plain. */
  readonly plainFours: Float64Array;
  /** The weekday of each day, 0 for Monday, and the number of its school week. */
  readonly weekday: Uint8Array;
  readonly week: Uint16Array;
  /** `before[day * 5 + weekday]`: how many days of that weekday come before the day. */
  readonly before: Uint16Array;
  /** The first day with the codes of 2024. */
  readonly codesOf2024: number;
}

/** Present in the morning and in the afternoon, both bytes in one. */
export const plainDay = byteOf('/') | (byteOf('\\') << 8);

const known = new WeakMap<Calendar, Places>();

const findPlaces = (calendar: Calendar): Places => {
  const index = calendarIndex(calendar);
  const { sessions, days } = calendar;
  const stride = ((days.length + 3) & ~3) * 2;
  const plainFours = new Float64Array(stride / 8);
  const plainDays = new Uint16Array(plainFours.buffer);
  const place = new Uint16Array(sessions.length + 1).fill(days.length * 2);
  const weekday = new Uint8Array(days.length);
  const week = new Uint16Array(days.length);
  const before = new Uint16Array((days.length + 1) * 5);
  const halves = new Uint8Array(days.length);
  sessions.forEach(({ half }, session) => {
    const day = index.day[session]!;
    place[session] = day * 2 + (half === 'AM' ? 0 : 1);
    weekday[day] = index.weekday[session]!;
    week[day] = index.week[session]!;
    halves[day]!++;
  });
  weekday.forEach((of, day) => {
    plainDays[day] = halves[day] === 2 ? plainDay : 0;
    before.copyWithin((day + 1) * 5, day * 5, (day + 1) * 5);
    before[(day + 1) * 5 + of]!++;
  });
  const open = new Set(place);
  const closed = Array.from({ length: days.length * 2 }, (_, at) => at).filter((at) => !open.has(at));
  const codesOf2024 = index.day[index.codesOf2024] ?? days.length;
  return { stride, place, closed, plainFours, weekday, week, before, codesOf2024 };
};

/** The places of a calendar, found once. */
export const placesOf = (calendar: Calendar): Places => {
  const places = known.get(calendar) ?? findPlaces(calendar);
  known.set(calendar, places);
  return places;
};
