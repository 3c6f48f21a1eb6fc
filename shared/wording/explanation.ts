import type { Explanation } from '../rules/explain.ts';
import type { Policy } from '../rules/policy.ts';
import { anomalySays, mendSays } from './anomalies.ts';
import { reasonSays } from './reasons.ts';
import { targetSays } from './target.ts';

/** What `desk explain --json` prints: everything the rules say of one pupil on a day, with a sentence for each reason. */
export const explanationDocument = (explained: Explanation, policy: Policy) => {
  const { stage, penaltyNotice: penalty, returns, unexplained, target, anomalies } = explained;
  const says = (reason: Parameters<typeof reasonSays>[0]): string => reasonSays(reason, policy);
  return {
    pupil: explained.pupil,
    on: explained.on,
    policyVersion: explained.policyVersion,
    figures: { pupil: explained.pupil, current: explained.isCurrent, ...explained.figures },
    stage: {
      recommended: stage.recommended,
      reasons: stage.reasons.map((reason) => ({
        rule: reason.rule,
        says: says(reason),
        numbers: reason.numbers,
        source: reason.source,
        sessions: reason.sessions,
      })),
      reached: stage.reached,
      parallel: stage.parallel,
      notHigher: stage.notHigher.map(({ stage: higher, why }) => ({ stage: higher, because: says(why) })),
      held: stage.held.map(says),
      missing: stage.missing.map(says),
      wouldChange: stage.wouldChange.map(says),
    },
    penaltyNotice: {
      confirmed: penalty.confirmed,
      includingN: penalty.includingN,
      met: penalty.met,
      metAt: penalty.metAt,
      window: penalty.window,
      sessions: penalty.sessions,
      parents: penalty.parents.map(({ parent, confirmed, met, metAt, noticesInThreeYears, next, amounts }) => ({
        parent,
        confirmed,
        met,
        metAt,
        noticesInThreeYears,
        next,
        amounts,
      })),
      ageKnown: penalty.ageKnown,
      says: penalty.reasons.map(says),
    },
    returns,
    unexplained: unexplained.map(({ date, half, due, overdue }) => ({
      date,
      session: half,
      due: due ?? null,
      overdue,
    })),
    target:
      target === null
        ? null
        : {
            target: target.target,
            sessionsToReach: target.sessionsToReach,
            bestPossible: target.bestPossible,
            affordableAbsences: target.affordableAbsences,
            affordableBelowPersistent: target.affordableBelowPersistent,
            reachable: target.isReachable,
            remaining: target.remaining,
            says: targetSays(target),
          },
    anomalies: anomalies.found.map((anomaly) => ({
      rule: anomaly.rule,
      date: anomaly.date,
      session: anomaly.session,
      code: anomaly.code,
      says: anomalySays(anomaly),
      mend: mendSays(anomaly),
      source: anomaly.reason.source,
    })),
    notChecked: anomalies.notChecked,
  };
};

export type ExplanationDocument = ReturnType<typeof explanationDocument>;
