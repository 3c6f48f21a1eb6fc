import { citationText } from '../../vocabulary/citation.ts';
import type { Rate } from '../../vocabulary/rate.ts';
import { penaltyTermsOn } from '../penalty-notices/terms.ts';
import type { Reason } from '../reason.ts';
import { exactShare } from '../share.ts';
import { type Look, ladderReason } from './look.ts';

/**
 * Sessions missed in a row from now on until absence reaches a share, each adding one possible session; 0 when it does.
 * Null for a share of all: that is never reached after a session attended.
 */
export const missedToReach = ({ part, of }: Rate, share: number): number | null => {
  const { part: up, of: down } = exactShare(share);
  if (of > 0 && part * down >= up * of) return 0;
  return up >= down ? null : Math.max(1, Math.ceil((up * of - part * down) / (down - up)));
};

/**
 * Sessions attended in a row from now on until absence lies below a share; 0 when it does. Null for a share of nothing.
 */
export const attendedToLeave = ({ part, of }: Rate, share: number): number | null => {
  const { part: up, of: down } = exactShare(share);
  if (part * down < up * of) return 0;
  return up === 0 ? null : Math.floor((part * down - up * of) / up) + 1;
};

/** What is not known and would change the answer. */
export const notKnown = ({ pupil, windows, active }: Look): Reason[] => {
  const missing: Reason[] = [];
  if (windows.length === 0)
    missing.push(ladderReason(pupil, 'ladder.too-few', {}, { atLeast: pupil.policy.ladder.minPossible }));
  if (active === undefined) return missing;
  const { stage, review } = active;
  if (review.isOpen && review.to === null)
    missing.push(ladderReason(pupil, 'ladder.review-date', { stage: stage.stage }));
  if (!review.isOpen && review.to !== null && stage.outcome === undefined)
    missing.push(ladderReason(pupil, 'ladder.review-outcome', { stage: stage.stage, due: review.to }));
  return missing;
};

/** Unauthorised sessions that would meet the penalty-notice threshold, or what would undo it once it is met. */
const noticeChanges = ({ pupil, threshold: { met, confirmed, sessions } }: Look): Reason[] => {
  const terms = penaltyTermsOn(pupil.on);
  if (terms === undefined || confirmed === 0) return [];
  const source = citationText(terms.law);
  if (met) return [{ ...ladderReason(pupil, 'ladder.would-undo-threshold'), source, sessions }];
  const needed = terms.sessions - confirmed;
  return [{ ...ladderReason(pupil, 'ladder.would-meet-threshold', {}, { sessions: needed }), source }];
};

/** Sessions that would bring the next stage by net absence this year, and sessions that would end this one's entry. */
const absenceChanges = ({ pupil, windows }: Look, place: number): Reason[] => {
  const year = windows.find(({ name }) => name === 'year');
  if (year === undefined) return [];
  const { stages } = pupil.policy.ladder;
  const [here, above] = [stages[place - 1], stages[place]];
  const reason = (rule: string, stage: string, sessions: number | null, share: number): Reason[] =>
    sessions === null || sessions === 0 ? [] : [ladderReason(pupil, rule, { stage }, { sessions, share })];
  return [
    ...(above === undefined
      ? []
      : reason(
          'ladder.would-reach',
          above.stage,
          missedToReach(year.absence.rate, above.absenceAtLeast),
          above.absenceAtLeast,
        )),
    ...(here === undefined
      ? []
      : reason(
          'ladder.would-leave',
          here.stage,
          attendedToLeave(year.absence.rate, here.absenceAtLeast),
          here.absenceAtLeast,
        )),
  ];
};

/** What would bring a higher stage, or end the one recommended: by net absence, and by the penalty-notice threshold. */
export const whatWouldChange = (look: Look, place: number): readonly Reason[] => [
  ...absenceChanges(look, place),
  ...noticeChanges(look),
];
