import { citationText } from '../../vocabulary/citation.ts';
import { type IsoDate, sessionName } from '../../vocabulary/session.ts';
import type { PupilCase } from '../history.ts';
import type { Reason } from '../reason.ts';
import { countingSessions } from './counting-sessions.ts';
import { penaltyPosition } from './position.ts';
import { penaltyTermsThen } from './terms.ts';

/** What becomes of an alert after marks were amended. */
export interface Withdrawal {
  /** Withdrawn when no request has been made; afterwards the authority is told, and decides. */
  readonly do: 'withdraw the alert' | 'tell the authority';
  /** `confirmed` of the alert's sessions are left; `sessions` are those that count no more. */
  readonly why: Reason;
}

/**
 * Whether an alert is to be withdrawn (§6.2 step 5, PN-F): the threshold was met as the marks stood before, and is not
 * any more because sessions it rested on were amended. A notice that has used them is no amendment. `requested` is the
 * day a request was made, where it was.
 */
export const withdrawal = (before: PupilCase, after: PupilCase, requested?: IsoDate): Withdrawal | undefined => {
  const alert = penaltyPosition(before);
  if (!alert.met || penaltyPosition(after).met) return undefined;
  const counting = new Set(
    countingSessions(after)
      .filter(({ isConfirmed }) => isConfirmed)
      .map(({ session }) => sessionName(after.calendar.sessions[session]!)),
  );
  const amended = alert.sessions.filter((session) => !counting.has(session));
  if (amended.length === 0) return undefined;
  const { sessions: needed, law } = penaltyTermsThen(after.on);
  return {
    do: requested === undefined ? 'withdraw the alert' : 'tell the authority',
    why: {
      rule: 'penalty.amended',
      numbers: { before: alert.confirmed, confirmed: alert.confirmed - amended.length, needed },
      names: { metAt: alert.metAt!, requested: requested ?? '' },
      source: citationText(law),
      sessions: amended,
    },
  };
};
