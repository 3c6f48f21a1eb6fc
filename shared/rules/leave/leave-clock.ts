import type { Calendar } from '../../vocabulary/calendar.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';

export interface LeaveClock {
  /** The applicant is spoken to by the end of this day; undefined beyond the calendar. */
  readonly contactBy: IsoDate | undefined;
  /** The head decides by the end of this day: within the school days of the policy and before the leave begins. */
  readonly decideBy: IsoDate | undefined;
  /** It arrived so late that it is decided the same or the next day. */
  readonly isShortNotice: boolean;
  /** It was asked for after the leave had begun: it can be granted no more. */
  readonly isRetrospective: boolean;
}

const earliest = (...days: readonly (IsoDate | undefined)[]): IsoDate | undefined =>
  days.filter((day) => day !== undefined).toSorted()[0];

/**
 * By when a request for leave is answered (§7): contact within 2 school days, a decision within 5 or before the leave
 * begins, and on the same or the next day when it arrives fewer than 5 school days before (school policy).
 */
export const leaveClock = (
  { received, from }: { readonly received: IsoDate; readonly from: IsoDate },
  calendar: Calendar,
  { leave }: Pick<Policy, 'leave'>,
): LeaveClock => {
  const daysLeft = calendar.days.filter((day) => day > received && day <= from).length;
  const isRetrospective = received > from;
  const isShortNotice = !isRetrospective && daysLeft < leave.shortNoticeBelow;
  const within = isShortNotice ? 1 : leave.decideWithinSchoolDays;
  const lastBefore = calendar.days.findLast((day) => day >= received && day < from) ?? received;
  const decideBy = earliest(calendar.schoolDaysAfter(received, within), isRetrospective ? undefined : lastBefore);
  return {
    contactBy: earliest(calendar.schoolDaysAfter(received, leave.contactWithinSchoolDays), decideBy),
    decideBy,
    isShortNotice,
    isRetrospective,
  };
};
