import type { NoticeToImprove, PupilCase } from '../history.ts';
import { penaltyTermsOn } from '../penalty-notices/terms.ts';
import type { Reason } from '../reason.ts';
import { schoolPolicy } from '../sources.ts';
import { reviewWithoutImprovement } from './active-stage.ts';
import type { LadderWindow } from './windows.ts';

/** What the ladder asks of the penalty-notice threshold (`penalty-notices/position.ts`). */
export interface ThresholdFacts {
  readonly met: boolean;
  /** `2025-12-12 PM`. */
  readonly metAt: string | null;
  readonly confirmed: number;
  /** The counting sessions of the window shown. */
  readonly sessions: readonly string[];
  /** Every counting session is G: a holiday that was not granted. */
  readonly isHolidayAlone: boolean;
  readonly parents: readonly { readonly parent: string; readonly met: boolean; readonly noticesInThreeYears: number }[];
}

const thresholdReason = (pupil: PupilCase, rule: string, { confirmed, sessions, metAt }: ThresholdFacts): Reason => ({
  rule,
  numbers: { confirmed },
  names: { stage: '5', ...(metAt === null ? {} : { metAt }) },
  source: schoolPolicy('ladder', pupil.policy.version),
  sessions,
});

/**
 * Stage 5, notice (§5.2, §14): the penalty-notice threshold is met, and a stage 3 or 4 was reviewed without improvement;
 * or it is met by holidays not granted alone, when support would not be the right answer. The last two stages of the
 * policy's ladder are the ones whose review counts. Undefined when it is not reached.
 */
export const noticeEntry = (pupil: PupilCase, threshold: ThresholdFacts): Reason | undefined => {
  if (!threshold.met) return undefined;
  if (threshold.isHolidayAlone) return thresholdReason(pupil, 'stage-5.holiday', threshold);
  const review = reviewWithoutImprovement(pupil.history, ...supportStages(pupil));
  if (review === undefined) return undefined;
  const reason = thresholdReason(pupil, 'stage-5.threshold', threshold);
  return { ...reason, names: { ...reason.names, reviewed: review.stage, outcome: review.outcome! } };
};

/** The last two stages of the ladder: those that bring support, 3 and 4 by default. */
export const supportStages = ({ policy }: PupilCase): readonly string[] =>
  policy.ladder.stages.slice(-2).map(({ stage }) => stage);

const failed = ({ outcome }: NoticeToImprove): boolean => outcome === 'failed';

/**
 * Every way in which stage 6, the legal route, is reached (§5.2, §14): a notice to improve that failed, the threshold
 * met once more by a parent with as many counted notices as are allowed, or severe absence with support refused.
 */
export const legalEntries = (
  pupil: PupilCase,
  threshold: ThresholdFacts,
  severe: readonly LadderWindow[],
): readonly Reason[] => {
  const { history, policy, on } = pupil;
  const source = schoolPolicy('ladder', policy.version);
  const reason = (rule: string, numbers: Reason['numbers'], names: Readonly<Record<string, string>> = {}): Reason => ({
    rule,
    numbers,
    names: { stage: '6', ...names },
    source,
    sessions: [],
  });
  const reasons = history.nti
    .filter(failed)
    .map(({ from, to }) => reason('stage-6.notice-to-improve', {}, { from, to }));
  const most = penaltyTermsOn(on)?.mostNotices;
  const third = threshold.parents.find(
    ({ met, noticesInThreeYears }) => met && most !== undefined && noticesInThreeYears >= most,
  );
  if (third !== undefined)
    reasons.push(
      reason('stage-6.third-threshold', {
        notices: third.noticesInThreeYears,
        confirmed: threshold.confirmed,
      }),
    );
  const [window] = severe;
  if (window !== undefined && history.supportRefused)
    reasons.push(
      reason(
        'stage-6.severe-refused',
        { absent: window.absence.rate.part, possible: window.absence.rate.of },
        { window: window.name },
      ),
    );
  return reasons;
};
