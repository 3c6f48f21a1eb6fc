import type { Code } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { type Session, sessionName } from '../../vocabulary/session.ts';
import { categoryOf } from '../codes/codes.ts';
import type { Policy } from '../policy.ts';

/** A session at a provider of alternative provision on our single roll. */
export interface ProviderSession extends Session {
  /** Our register's code: B (or K) where the pupil attended, else the true reason; absent: no mark yet. */
  readonly code?: Code | undefined;
  /** When the provider said who attended: `HH:MM` of that day; absent: it has not. */
  readonly confirmedAt?: string | undefined;
}

export interface ProviderFigures {
  readonly scheduled: number;
  /** Confirmed by the provider and marked as attended. */
  readonly attended: number;
  readonly absent: Readonly<Partial<Record<Code, number>>>;
  /** `2026-03-10 AM`: nobody at the provider has said anything. */
  readonly unconfirmed: readonly string[];
  /** Marked as attended (B, K, …) without the provider's word: not allowed. */
  readonly attendedUnconfirmed: readonly string[];
  /** Sessions confirmed by 10:00 or 14:00 (school policy), of those scheduled. */
  readonly confirmedInTime: Rate;
}

/** What stands of a placement's sessions so far (§8.6). */
export const providerFigures = (
  sessions: readonly ProviderSession[],
  { placements }: Pick<Policy, 'placements'>,
): ProviderFigures => {
  const absent: Partial<Record<Code, number>> = {};
  let attended = 0;
  let inTime = 0;
  const unconfirmed: string[] = [];
  const attendedUnconfirmed: string[] = [];
  for (const session of sessions) {
    const { code, confirmedAt, half, date } = session;
    const counts = code === undefined ? undefined : categoryOf(code, date);
    const isAttended = counts === 'aea' || counts === 'present';
    if (confirmedAt === undefined) unconfirmed.push(sessionName(session));
    else if (confirmedAt <= placements.confirmedBy[half]) inTime++;
    if (isAttended && confirmedAt === undefined) attendedUnconfirmed.push(sessionName(session));
    if (isAttended && confirmedAt !== undefined) attended++;
    if (code !== undefined && (counts === 'authorised' || counts === 'unauthorised'))
      absent[code] = (absent[code] ?? 0) + 1;
  }
  return {
    scheduled: sessions.length,
    attended,
    absent,
    unconfirmed,
    attendedUnconfirmed,
    confirmedInTime: rate(inTime, sessions.length),
  };
};
