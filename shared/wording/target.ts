import type { Target } from '../rules/figures/target.ts';
import { counted } from './counts.ts';
import { schoolDaysInWords } from './school-days.ts';

/** What a pupil's attendance target asks from now on, in a sentence or two that a parent can read. */
export const targetSays = ({
  target,
  sessionsToReach,
  bestPossible,
  affordableAbsences,
  isReachable,
  remaining,
}: Target): string => {
  if (bestPossible === null) return `Target ${target} %: no session has been or will be possible this year.`;
  if (!isReachable || sessionsToReach === null)
    return `${target} % is out of reach this year: with every remaining session attended it would be ${bestPossible} %.`;
  if (remaining === 0) return `The year has ended at ${bestPossible} %, on the target of ${target} %.`;
  const reach =
    sessionsToReach === 0
      ? `On the target of ${target} %.`
      : `${schoolDaysInWords(sessionsToReach)} (${counted(sessionsToReach, 'session')}) in a row reach ${target} %.`;
  const afford =
    affordableAbsences === 0
      ? 'No further session can be missed.'
      : `At most ${counted(affordableAbsences, 'more session')} can be missed to end the year on it.`;
  return `${reach} ${afford}`;
};
