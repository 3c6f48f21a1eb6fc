import { hasFlag, type PupilCase } from '../history.ts';
import { penaltyPosition } from '../penalty-notices/position.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../reason.ts';
import { activeStage } from './active-stage.ts';
import { recommendStage } from './stage.ts';
import { stageRowOf } from './stage-row.ts';

/** How many pupils each stage is recommended for, and how many letters would go home today. */
export interface PolicyOutcome {
  /** Pupils by recommended stage; `none` where too little is known. */
  readonly stages: Readonly<Record<string, number>>;
  /** Letters of stages that would begin: recommended, not begun yet, not held by the DSL. */
  readonly letters: number;
}

/** One pupil whom the other policy would move. */
export interface PolicyMove {
  readonly pupil: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Why the other policy says so. */
  readonly reasons: readonly Reason[];
}

export interface PolicyTrial {
  readonly pupils: number;
  readonly today: PolicyOutcome;
  readonly tried: PolicyOutcome;
  readonly moves: readonly PolicyMove[];
}

class Tally {
  readonly #stages = new Map<string, number>();
  letters = 0;

  add(pupil: PupilCase, recommended: string | null): void {
    const stage = recommended ?? 'none';
    this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + 1);
    const hasLetter = stageRowOf(pupil.policy, stage)?.letter !== undefined;
    const begins = activeStage(pupil.history)?.stage !== stage;
    if (hasLetter && begins && !hasFlag(pupil.history, 'dsl_hold')) this.letters++;
  }

  get outcome(): PolicyOutcome {
    return { stages: Object.fromEntries(this.#stages), letters: this.letters };
  }
}

/**
 * What another policy would do on the same marks and the same day: who would move, and how many letters (§5.2). The
 * cases carry today's policy; what people have begun and decided stays as it is.
 */
export const tryPolicy = (cases: Iterable<PupilCase>, tried: Policy): PolicyTrial => {
  const [today, other] = [new Tally(), new Tally()];
  const moves: PolicyMove[] = [];
  let pupils = 0;
  for (const now of cases) {
    const then: PupilCase = { ...now, policy: tried };
    const threshold = penaltyPosition(now);
    const [from, to] = [recommendStage(now, threshold), recommendStage(then, threshold)];
    pupils++;
    today.add(now, from.recommended);
    other.add(then, to.recommended);
    if (from.recommended !== to.recommended)
      moves.push({ pupil: now.marks.pupil, from: from.recommended, to: to.recommended, reasons: to.reasons });
  }
  return { pupils, today: today.outcome, tried: other.outcome, moves };
};
