import type { Pupil } from '../records/pupil.ts';
import type { PupilCase } from '../rules/history.ts';
import { activeStage } from '../rules/ladder/active-stage.ts';
import { recommendStage } from '../rules/ladder/stage.ts';
import type { PenaltyPosition } from '../rules/penalty-notices/position.ts';
import type { Reason } from '../rules/reason.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import { stageReasonSays } from '../wording/stages.ts';

/** What a reader may know of a pupil: that a rule of the ladder spoke, the penalty notice counter, the first-day tier. */
export interface Told {
  rule(pupil: Pupil, rule: string): boolean;
  penalty(pupil: Pupil): boolean;
  tier(pupil: Pupil): boolean;
}

/** What is recommended and what runs, with the reasons that are told. */
export const stagePart = (
  pupil: Pupil,
  own: PupilCase,
  position: PenaltyPosition,
  told: Told | undefined,
): TrackerPupil['stage'] => {
  const { policy } = own;
  const active = activeStage(own.history);
  const recommendation = recommendStage(own, position);
  const isTold = (rule: string): boolean => told === undefined || told.rule(pupil, rule);
  const toldOf = (reasons: readonly Reason[]): readonly Reason[] => reasons.filter(({ rule }) => isTold(rule));
  const saysOf = (reasons: readonly Reason[]): string[] =>
    toldOf(reasons).map((reason) => stageReasonSays(reason, policy));
  return {
    recommended: recommendation.recommended,
    reached: recommendation.reached,
    decided: active?.stage ?? null,
    since: active?.on ?? null,
    reviewDue: active?.reviewDue ?? null,
    reasons: toldOf(recommendation.reasons).map((reason) => ({
      rule: reason.rule,
      says: stageReasonSays(reason, policy),
      numbers: reason.numbers,
      source: reason.source,
    })),
    notHigher: recommendation.notHigher
      .filter(({ why }) => isTold(why.rule))
      .map(({ stage, why }) => ({ stage, because: stageReasonSays(why, policy) })),
    held: saysOf(recommendation.held),
    wouldChange: saysOf(recommendation.wouldChange),
    missing: saysOf(recommendation.missing),
  };
};
