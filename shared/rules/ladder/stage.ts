import { hasFlag, type PupilCase } from '../history.ts';
import type { Reason } from '../reason.ts';
import { decide } from './decide.ts';
import { absenceReason } from './entries.ts';
import { Look, ladderReason } from './look.ts';
import type { ThresholdFacts } from './notice-stages.ts';
import { notKnown, whatWouldChange } from './what-would-change.ts';
import { type NotHigher, whyNotHigher } from './why-not-higher.ts';

/** A recommendation is not a decision: a person begins a stage. `wording/stages.ts` says it in sentences. */
export interface StageRecommendation {
  /** `0` is the universal offer; null when too little is known to recommend any. */
  readonly recommended: string | null;
  /** The highest stage whose entry is met, begun or not; null when that is not known. */
  readonly reached: string | null;
  /** Everything that speaks for the stage recommended and for the one reached. */
  readonly reasons: readonly Reason[];
  /** Stages that run beside the ladder: `S`, severe absence. */
  readonly parallel: readonly string[];
  /** Each higher stage, and what speaks against it. */
  readonly notHigher: readonly NotHigher[];
  /** What holds the stage, or its letter, for now. */
  readonly held: readonly Reason[];
  /** What is not known and would matter. */
  readonly missing: readonly Reason[];
  /** What would bring the next stage, or end this one. */
  readonly wouldChange: readonly Reason[];
}

/** The stage alone, without its reasons: what stood there on another day. */
export const recommendedStage = (pupil: PupilCase, threshold: ThresholdFacts): string | null => {
  const look = new Look(pupil, threshold);
  return look.saysNothing && look.active === undefined ? null : look.order[decide(look).place]!;
};

/**
 * The stage of the school's ladder that a pupil's marks and record recommend on a day, with every reason, why no higher
 * one, and what would change it (§5.2, §14). Net absence in the last school weeks and in the year to date, the worse
 * counts, or a sessions alternative; no letter is skipped save for holidays alone; one stage is active and stays until
 * its review; it steps down by one at its review. `threshold` is the penalty-notice position of the same day.
 */
export const recommendStage = (pupil: PupilCase, threshold: ThresholdFacts): StageRecommendation => {
  const look = new Look(pupil, threshold);
  const { order, severe } = look;
  const decision = decide(look);
  const knowsNothing = look.saysNothing && look.active === undefined;
  const recommended = knowsNothing ? null : order[decision.place]!;
  const reached = look.saysNothing ? null : order[look.reached]!;
  const shown = new Set([look.reached, decision.place]);
  const hold = hasFlag(pupil.history, 'dsl_hold') ? [ladderReason(pupil, 'ladder.dsl-hold')] : [];
  return {
    recommended,
    reached,
    reasons: [
      ...[...shown].flatMap((place) => look.entries.get(place) ?? []),
      ...decision.why,
      ...severe.map((window) => absenceReason(pupil, 'stage-S.absence', 'S', window)),
    ],
    parallel: severe.length > 0 ? ['S'] : [],
    notHigher: knowsNothing ? [] : whyNotHigher(look, decision),
    held: [...decision.held, ...hold],
    missing: notKnown(look),
    wouldChange: whatWouldChange(look, decision.place),
  };
};
