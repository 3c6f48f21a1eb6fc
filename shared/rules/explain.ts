import type { IsoDate } from '../vocabulary/session.ts';
import { type Figures, figuresOf } from './figures/figures.ts';
import { type Target, targetOf } from './figures/target.ts';
import type { PupilCase } from './history.ts';
import { recommendStage, type StageRecommendation } from './ladder/stage.ts';
import { type PenaltyPosition, penaltyPosition } from './penalty-notices/position.ts';
import { type Anomalies, type AnomalyFacts, anomaliesOf } from './registers/anomalies.ts';
import { type OpenN, openNs } from './registers/n-clock.ts';
import { type ReturnsDue, returnsDue } from './returns/returns-due.ts';
import { spanTo } from './span.ts';

/** Everything the rules say of one pupil on one day. `wording/explanation.ts` says it in sentences. */
export interface Explanation {
  readonly pupil: string;
  readonly on: IsoDate;
  readonly policyVersion: number;
  readonly isCurrent: boolean;
  readonly figures: Figures;
  readonly stage: StageRecommendation;
  readonly penaltyNotice: PenaltyPosition;
  readonly returns: ReturnsDue;
  /** Every N that still stands, of all years given. */
  readonly unexplained: readonly OpenN[];
  /** Null when no target is on record. */
  readonly target: Target | null;
  readonly anomalies: Anomalies;
}

/**
 * One pupil on one day: the school year's figures, the recommended stage, penalty notices, returns, open reasons, the
 * target and what is odd in the register (interfaces, `desk explain`). Everything in `pupil` is as known on that day.
 */
export const explainPupil = (pupil: PupilCase, facts: AnomalyFacts = {}): Explanation => {
  const { marks, calendar, policy, on, until } = pupil;
  const span = { from: Math.min(spanTo(calendar, on).from, until), until };
  const penaltyNotice = penaltyPosition(pupil);
  return {
    pupil: marks.pupil,
    on,
    policyVersion: policy.version,
    isCurrent: (marks.from ?? on) <= on && (marks.to ?? on) >= on,
    figures: figuresOf(marks, calendar, span, policy.bands),
    stage: recommendStage(pupil, penaltyNotice),
    penaltyNotice,
    returns: returnsDue(pupil),
    unexplained: openNs(marks, calendar, until, on),
    target: targetOf(pupil),
    anomalies: anomaliesOf(pupil, facts),
  };
};
