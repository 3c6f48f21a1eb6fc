import type { Calendar } from '../../vocabulary/calendar.ts';
import { type IsoDate, sessionName } from '../../vocabulary/session.ts';
import type { CountingSession } from './counting-sessions.ts';
import type { PenaltyTerms } from './terms.ts';

type Threshold = Pick<PenaltyTerms, 'sessions' | 'schoolWeeks'>;

/** What stands in one window of ten school weeks. */
export interface PenaltyWindow {
  /** G, O and U. */
  readonly confirmed: number;
  /** With the Ns whose reason is not known yet. */
  readonly includingN: number;
  /** The Monday of its first school week, and the day of its last session. */
  readonly window: { readonly from: IsoDate; readonly to: IsoDate } | null;
  /** The G, O and U sessions: `2025-12-08 AM`. */
  readonly sessions: readonly string[];
  readonly openN: readonly string[];
  readonly isHolidayAlone: boolean;
}

/**
 * The first session at which ten of those left stand in ten school weeks (§6.2): the tenth before it, itself counted,
 * lies in week k - 9 or later. Undefined when that never happens.
 */
export const thresholdMetAt = (
  counting: readonly CountingSession[],
  { sessions, schoolWeeks }: Threshold,
): CountingSession | undefined => {
  const confirmed = counting.filter(({ isConfirmed }) => isConfirmed);
  return confirmed.find(
    ({ week }, at) => at >= sessions - 1 && week - confirmed[at - sessions + 1]!.week < schoolWeeks,
  );
};

/** What stands in the ten school weeks that end in a week (its number), counted to before the session `until`. */
export const penaltyWindow = (
  counting: readonly CountingSession[],
  { calendar, week, until, to }: { calendar: Calendar; week: number; until: number; to: IsoDate },
  { schoolWeeks }: Threshold,
): PenaltyWindow => {
  const first = Math.max(0, week - schoolWeeks + 1);
  const inside = counting.filter((one) => one.week >= first && one.session < until);
  const confirmed = inside.filter(({ isConfirmed }) => isConfirmed);
  const names = (of: readonly CountingSession[]): string[] =>
    of.map(({ session }) => sessionName(calendar.sessions[session]!));
  return {
    confirmed: confirmed.length,
    includingN: inside.length,
    window: week < 0 ? null : { from: calendar.weeks[first]!, to },
    sessions: names(confirmed),
    openN: names(inside.filter(({ isConfirmed }) => !isConfirmed)),
    isHolidayAlone: confirmed.length > 0 && confirmed.every(({ isHoliday }) => isHoliday),
  };
};
