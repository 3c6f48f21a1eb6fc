import type { IsoDate } from '../../vocabulary/session.ts';
import type { BegunStage, PupilCase } from '../history.ts';
import { spanOfDates } from '../span.ts';
import { didNotImprove } from './active-stage.ts';
import { meets } from './entries.ts';
import { type LadderWindow, windowOver } from './windows.ts';

export interface StepDown {
  /** The stage below, `0` under the first. */
  readonly to: string;
  /** The day of the review. */
  readonly reviewed: IsoDate;
  /** Net absence from the stage's day to its review. */
  readonly review: LadderWindow;
  /** The share of absence that the stage below needs and the review stayed under. */
  readonly below: number;
}

/**
 * A stage steps down once, at its review, by one: when the net absence of its review window lies below the entry of
 * the stage below (§5.2 c, §14); under the first stage, below its own. Undefined before the review was held, when it
 * found no change or worse, for a review window with too few possible sessions, and for the stages 5 and 6, which
 * people end.
 */
export const stepDownOf = (pupil: PupilCase, active: BegunStage): StepDown | undefined => {
  const { calendar, policy, on, until } = pupil;
  const { stages, minPossible } = policy.ladder;
  const { reviewed } = active;
  const at = stages.findIndex(({ stage }) => stage === active.stage);
  if (at < 0 || reviewed === undefined || on < reviewed || didNotImprove(active)) return undefined;
  const span = spanOfDates(calendar, active.on, reviewed);
  const review = windowOver(pupil, 'review', { from: span.from, until: Math.min(span.until, until) });
  const below = stages[Math.max(0, at - 1)]!.absenceAtLeast;
  if (review.absence.rate.of < minPossible || meets(review, below)) return undefined;
  return { to: stages[at - 1]?.stage ?? '0', reviewed, review, below };
};

/**
 * The index of the highest stage whose share of net absence is met by the sessions after a review alone; −1 for none,
 * and while these are too few. After a step down nothing older raises the stage again.
 */
export const reachedSinceReview = (pupil: PupilCase, reviewed: IsoDate): number => {
  const { calendar, policy, until } = pupil;
  const { until: from } = spanOfDates(calendar, reviewed, reviewed);
  const since = windowOver(pupil, 'review', { from: Math.min(from, until), until });
  if (since.absence.rate.of < policy.ladder.minPossible) return -1;
  return policy.ladder.stages.findLastIndex(({ absenceAtLeast }) => meets(since, absenceAtLeast));
};
