import type { IsoDate } from '../../vocabulary/session.ts';

export interface DecidedLeave {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly received: IsoDate;
  /** The wish is a holiday, so that what is not granted is G. */
  readonly isHoliday: boolean;
  /** Absent: nobody has decided yet. */
  readonly decision?: { readonly granted: boolean; readonly on: IsoDate } | undefined;
}

/**
 * The code of an absent session of a leave on a day (§7): C where leave was granted in advance, for the days granted;
 * G or O where it was refused; without a decision by its beginning N, never C, and never C for what was asked for
 * afterwards. A day beyond what was granted is N until its reason is known, then G for a holiday.
 */
export const leaveCode = (
  { from, to, received, isHoliday, decision }: DecidedLeave,
  day: IsoDate,
  isReasonKnown = true,
): 'C' | 'G' | 'O' | 'N' => {
  const notGranted = isHoliday ? 'G' : 'O';
  if (day < from || day > to) return isReasonKnown && isHoliday ? 'G' : 'N';
  if (received > from) return notGranted;
  if (decision === undefined || decision.on > from) return decision?.granted === false ? notGranted : 'N';
  return decision.granted ? 'C' : notGranted;
};
