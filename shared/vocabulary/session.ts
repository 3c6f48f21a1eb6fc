import { Temporal } from './temporal.ts';

/** A school date as it is written everywhere: `2026-03-10`. */
export type IsoDate = string;

/** A session is half a school day; "AM" always means the morning session. */
export const halves = ['AM', 'PM'] as const;
export type Half = (typeof halves)[number];

export const isHalf = (text: string): text is Half => text === 'AM' || text === 'PM';

export interface Session {
  readonly date: IsoDate;
  readonly half: Half;
}

/** `2026-03-10 AM`, the way a session is written in reasons, reports and records. */
export const sessionName = ({ date, half }: Session): string => `${date} ${half}`;

export const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export type Weekday = (typeof weekdayNames)[number];

export const weekdayOf = (date: IsoDate): Weekday => weekdayNames[Temporal.PlainDate.from(date).dayOfWeek - 1]!;

/** The Monday of the date's week; weeks run Monday to Sunday. */
export const mondayOf = (date: IsoDate): IsoDate => {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
};

export const addDays = (date: IsoDate, days: number): IsoDate => Temporal.PlainDate.from(date).add({ days }).toString();

/** True for a real calendar date written `YYYY-MM-DD`: 2026-02-30 is none. */
export const isIsoDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
};
