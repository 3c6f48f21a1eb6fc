import type { Reason } from '../reason.ts';
import { type Look, ladderReason } from './look.ts';
import { reachedSinceReview, stepDownOf } from './step-down.ts';
import { namesOf } from './windows.ts';

export interface Decision {
  readonly place: number;
  readonly why: readonly Reason[];
  readonly held: readonly Reason[];
}

/** Within its review window a stage stays as it is (§5.2 d, §14). */
const heldForReview = (look: Look, { stage, review }: NonNullable<Look['active']>): Decision => {
  const hold = ladderReason(look.pupil, 'ladder.review-window', {
    stage: stage.stage,
    since: stage.on,
    ...(review.to === null ? {} : { until: review.to }),
  });
  return { place: look.placeOf(stage.stage), why: [hold], held: [hold] };
};

/** A stage that stepped down at its review, and rises again by what came after the review alone. */
const steppedDown = (look: Look, { stage }: NonNullable<Look['active']>): Decision | undefined => {
  const { pupil } = look;
  const down = stepDownOf(pupil, stage);
  if (down === undefined) return undefined;
  const { absence } = down.review;
  const why = ladderReason(
    pupil,
    'ladder.step-down',
    { stage: stage.stage, to: down.to, reviewed: down.reviewed },
    { absent: absence.rate.part, possible: absence.rate.of, below: down.below },
  );
  const now = look.placeOf(stage.stage);
  const again = Math.min(reachedSinceReview(pupil, down.reviewed) + 1, now);
  return {
    place: Math.max(now - 1, again),
    why: [{ ...why, sessions: namesOf(pupil.calendar, absence.sessions) }],
    held: [],
  };
};

/** The next stage by what is reached: one step at a time, never below the active one (§5.2 a, b). */
const nextByEntry = (look: Look): Decision => {
  const { pupil, active, order, reached } = look;
  const now = look.placeOf(active?.stage.stage);
  const place = Math.max(now, Math.min(reached, now + 1));
  const why: Reason[] = [];
  if (place === now && active !== undefined)
    why.push(ladderReason(pupil, 'ladder.one-active-stage', { stage: active.stage.stage, since: active.stage.on }));
  if (reached > place)
    why.push(ladderReason(pupil, 'ladder.no-letter-skipped', { stage: order[place]!, reached: order[reached]! }));
  return { place, why, held: [] };
};

/**
 * Which stage comes next, by the rules of the ladder that stand above its thresholds (§5.2 a to d, §14): the legal route
 * and holidays alone do not wait; a review window holds; then the notice, a step down, and the next stage by its entry.
 */
export const decide = (look: Look): Decision => {
  const { active, threshold, entries } = look;
  const now = look.placeOf(active?.stage.stage);
  const [five, six] = [look.placeOf('5'), look.placeOf('6')];
  const goTo = (place: number): Decision => ({ place, why: [], held: [] });
  if (entries.has(six)) return goTo(six);
  const noticeIsNext = entries.has(five) && now <= five;
  if (noticeIsNext && threshold.isHolidayAlone) return goTo(five);
  if (active?.review.isOpen === true) return heldForReview(look, active);
  if (noticeIsNext) return goTo(five);
  return (active && steppedDown(look, active)) ?? nextByEntry(look);
};
