import { sessionName } from '../../vocabulary/session.ts';
import type { NoticeToImprove, PupilCase } from '../history.ts';
import { spanOfDates } from '../span.ts';
import { countingSessions } from './counting-sessions.ts';

export interface Improvement {
  /** `waiting`: the period is over and only sessions whose reason is not known decide it. */
  readonly outcome: 'running' | 'met' | 'failed' | 'waiting';
  /** G, O and U in the period so far, and the Ns. */
  readonly unauthorised: readonly string[];
  readonly openN: readonly string[];
}

/**
 * How a notice to improve stands on a day (§6.4): it is met without an unauthorised session in its period, or with no
 * more than were agreed in this case. It runs to the end of its last day; whether to act before is a person's decision.
 */
export const improvementOf = (
  pupil: PupilCase,
  { from, to }: Pick<NoticeToImprove, 'from' | 'to'>,
  agreedAtMost = 0,
): Improvement => {
  const { calendar } = pupil;
  const period = spanOfDates(calendar, from, to);
  const inside = countingSessions(pupil).filter(({ session }) => session >= period.from && session < period.until);
  const names = (confirmed: boolean): string[] =>
    inside
      .filter(({ isConfirmed }) => isConfirmed === confirmed)
      .map(({ session }) => sessionName(calendar.sessions[session]!));
  const [unauthorised, openN] = [names(true), names(false)];
  const outcome = (): Improvement['outcome'] => {
    if (pupil.until < period.until || pupil.on < to) return 'running';
    if (unauthorised.length > agreedAtMost) return 'failed';
    return unauthorised.length + openN.length > agreedAtMost ? 'waiting' : 'met';
  };
  return { outcome: outcome(), unauthorised, openN };
};
