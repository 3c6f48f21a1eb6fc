import type { Calendar } from '../../vocabulary/calendar.ts';
import { addDays, type IsoDate, mondayOf, weekdayNames } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';

/** One attempt to reach a parent or carer, as the contact log keeps it; school time `HH:MM`. */
export interface ContactMade {
  readonly date: IsoDate;
  readonly time: string;
  readonly outcome: string;
  readonly personSpokenTo?: string | undefined;
}

/** Red: a band of the policy's red group, or put there by a person (§9.6). */
export const isRed = ({ band, isAdded = false }: { band: string | null; isAdded?: boolean }, policy: Policy): boolean =>
  isAdded || (band !== null && policy.redGroup.bands.includes(band));

export interface WeeklyContact {
  /** The Monday of the week. */
  readonly week: IsoDate;
  readonly status: 'met' | 'attempted' | 'not met' | 'exempt';
  readonly attempts: number;
  /** The day of the first contact that counts. */
  readonly metOn: IsoDate | null;
  /** Who must have it on their list by now: the office from Thursday noon, the deputy head from Friday afternoon. */
  readonly toldTo: readonly ('office' | 'deputy')[];
}

type Deadline = Policy['redGroup']['officeToldBy'];

const moment = (date: IsoDate, time: string): string => `${date} ${time}`;

const deadlineIn = (monday: IsoDate, { weekday, time }: Deadline): string =>
  moment(addDays(monday, weekdayNames.indexOf(weekday)), time);

/** Two-way: somebody was reached, and it is written down who. An attempt alone is no contact. */
const isTwoWay = ({ outcome, personSpokenTo = '' }: ContactMade): boolean =>
  outcome === 'reached' && personSpokenTo.trim() !== '';

/**
 * One red pupil's contact in the school week of a day, as it stands at that day and time (§9.6): one two-way contact
 * with a parent or carer a week. A week without school is exempt; a week lost to snow is not.
 */
export const weeklyContact = (
  contacts: readonly ContactMade[],
  calendar: Calendar,
  { date, time }: { readonly date: IsoDate; readonly time: string },
  policy: Policy,
): WeeklyContact => {
  const week = mondayOf(date);
  const now = moment(date, time);
  const made = contacts
    .filter((contact) => mondayOf(contact.date) === week && moment(contact.date, contact.time) <= now)
    .toSorted((a, b) => moment(a.date, a.time).localeCompare(moment(b.date, b.time)));
  const met = made.find(isTwoWay);
  const soFar = { week, attempts: made.length, metOn: met?.date ?? null, toldTo: [] };
  if (!calendar.weeks.includes(week)) return { ...soFar, status: 'exempt' };
  if (met !== undefined) return { ...soFar, status: 'met' };
  const { officeToldBy, deputyToldBy } = policy.redGroup;
  return {
    ...soFar,
    status: made.length > 0 ? 'attempted' : 'not met',
    toldTo: [
      ...(now >= deadlineIn(week, officeToldBy) ? (['office'] as const) : []),
      ...(now >= deadlineIn(week, deputyToldBy) ? (['deputy'] as const) : []),
    ],
  };
};
