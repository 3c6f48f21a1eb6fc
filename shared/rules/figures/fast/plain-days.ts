import type { Calendar } from '../../../vocabulary/calendar.ts';
import { byteOf } from '../../../vocabulary/mark.ts';
import { calendarIndex, schoolWeekdays } from '../../calendar-index.ts';
import { strideOf } from './school-marks.ts';

/** How many sessions of a kind lie before each session: mornings, then one column for each weekday. */
export const mornings = 0;
export const firstWeekday = 1;
export const beforeColumns = 1 + schoolWeekdays.length;

/**
 * The year of a pupil who is always present, against which every row is held: most days are the same, so that only the
 * others need to be looked at, and weekdays are the calendar's less those others.
 */
export interface PlainDays {
  readonly plain: Uint8Array;
  /** Two days a word. */
  readonly words: Uint32Array;
  /** `before[session * beforeColumns + column]`. */
  readonly before: Uint16Array;
}

const known = new WeakMap<Calendar, PlainDays>();

const makePlainDays = (calendar: Calendar): PlainDays => {
  const { weekday } = calendarIndex(calendar);
  const words = new Uint32Array(strideOf(calendar) / 4);
  const plain = new Uint8Array(words.buffer);
  const before = new Uint16Array((calendar.sessions.length + 1) * beforeColumns);
  calendar.sessions.forEach(({ half }, session) => {
    const here = session * beforeColumns;
    plain[session] = byteOf(half === 'AM' ? '/' : '\\');
    before.copyWithin(here + beforeColumns, here, here + beforeColumns);
    if (half === 'AM') before[here + beforeColumns + mornings]!++;
    before[here + beforeColumns + firstWeekday + weekday[session]!]!++;
  });
  return { plain, words, before };
};

/** The plain days of a calendar, made once. */
export const plainDays = (calendar: Calendar): PlainDays => {
  const days = known.get(calendar) ?? makePlainDays(calendar);
  known.set(calendar, days);
  return days;
};
