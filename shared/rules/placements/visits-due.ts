import type { Calendar } from '../../vocabulary/calendar.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';

export interface Placement {
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
  readonly visits: readonly IsoDate[];
  readonly calls: readonly IsoDate[];
}

export interface ContactDue {
  /** The last school day of the week in which it is due; undefined beyond the calendar. */
  readonly by: IsoDate | undefined;
  readonly isOverdue: boolean;
}

/** The last school day of the week so many school weeks after that of a day. */
const endOfWeekAfter = (calendar: Calendar, day: IsoDate, weeks: number): IsoDate | undefined => {
  const week = calendar.weeks.findLastIndex((monday) => monday <= day);
  const due = calendar.weeks[week + weeks];
  const next = calendar.weeks[week + weeks + 1];
  return due === undefined
    ? undefined
    : calendar.days.findLast((one) => one >= due && (next === undefined || one < next));
};

/**
 * What is due of a placement on a day (§8.6, school policy): a visit at least every 4 school weeks and a call to the
 * provider every week, counted from the last one or from the placement's start. Null when it has not begun or is over.
 */
export const placementDue = (
  { from, to, visits, calls }: Placement,
  calendar: Calendar,
  { placements }: Pick<Policy, 'placements'>,
  on: IsoDate,
): { readonly visit: ContactDue; readonly call: ContactDue } | null => {
  if (on < from || (to !== undefined && on > to)) return null;
  const due = (made: readonly IsoDate[], everyWeeks: number): ContactDue => {
    const last =
      made
        .filter((day) => day >= from && day <= on)
        .toSorted()
        .at(-1) ?? from;
    const by = endOfWeekAfter(calendar, last, everyWeeks);
    return { by, isOverdue: by !== undefined && by < on };
  };
  return { visit: due(visits, placements.visitEveryWeeks), call: due(calls, placements.callEveryWeeks) };
};
