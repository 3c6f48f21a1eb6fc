import { isSevere } from '../figures/persistent-absence.ts';
import type { Reason } from '../reason.ts';
import type { Decision } from './decide.ts';
import { absenceReason } from './entries.ts';
import { type Look, ladderReason } from './look.ts';
import { supportStages } from './notice-stages.ts';

/** What speaks against a stage above the one recommended. */
const whyNot = (look: Look, place: number, { place: now, why }: Decision): Reason => {
  const { pupil, threshold, order } = look;
  const stage = order[place]!;
  if (look.entries.has(place)) {
    const rule = why.find((reason) => ['ladder.review-window', 'ladder.step-down'].includes(reason.rule));
    return rule ?? ladderReason(pupil, 'ladder.no-letter-skipped', { stage: order[now]!, reached: stage });
  }
  if (stage === '5') {
    const numbers = { confirmed: threshold.confirmed };
    return threshold.met
      ? ladderReason(pupil, 'stage-5.support-first', { stages: supportStages(pupil).join(' or ') }, numbers)
      : ladderReason(pupil, 'stage-5.not-met', {}, numbers);
  }
  if (stage === '6') return ladderReason(pupil, 'stage-6.not-met');
  const worst = look.worst;
  const { absenceAtLeast } = pupil.policy.ladder.stages[place - 1]!;
  return worst === undefined
    ? ladderReason(pupil, 'ladder.too-few', { stage }, { atLeast: pupil.policy.ladder.minPossible })
    : {
        ...absenceReason(pupil, `stage-${stage}.not-met`, stage, worst),
        numbers: {
          absent: worst.absence.rate.part,
          possible: worst.absence.rate.of,
          needs: absenceAtLeast,
          weeks: pupil.policy.ladder.rollingWeeks,
        },
        sessions: [],
      };
};

export interface NotHigher {
  readonly stage: string;
  readonly why: Reason;
}

/**
 * Each stage above the one decided, with what speaks against it; severe absence too, where half or more is missed but
 * not without the sessions left out by their code.
 */
export const whyNotHigher = (look: Look, decision: Decision): readonly NotHigher[] => {
  const { pupil, order, severe, windows } = look;
  const higher = order
    .map((stage, place) => ({ stage, place }))
    .filter(({ place }) => place > decision.place)
    .map(({ stage, place }) => ({ stage, why: whyNot(look, place, decision) }));
  const byCode = severe.length > 0 ? undefined : windows.find(({ all }) => isSevere(all, pupil.on) === true);
  if (byCode === undefined) return higher;
  const why = ladderReason(
    pupil,
    'stage-S.by-code',
    { window: byCode.name },
    {
      absent: byCode.all.part,
      possible: byCode.all.of,
      leftOut: byCode.absence.leftOut,
      weeks: pupil.policy.ladder.rollingWeeks,
    },
  );
  return [...higher, { stage: 'S', why }];
};
