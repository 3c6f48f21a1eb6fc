import { compareRates } from '../../vocabulary/rate.ts';
import type { PupilCase } from '../history.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../reason.ts';
import { exactShare } from '../share.ts';
import { schoolPolicy } from '../sources.ts';
import { lastWeeksSpan } from '../span.ts';
import { reviewWithoutImprovement } from './active-stage.ts';
import { unauthorisedSessions } from './net-absence.ts';
import { type LadderWindow, ladderWindows, namesOf, windowOver, yearToDate } from './windows.ts';

export type LadderStage = Policy['ladder']['stages'][number];

/** Net absence is at or above a share, on counts. */
export const meets = ({ absence }: LadderWindow, share: number): boolean =>
  compareRates(absence.rate, exactShare(share)) >= 0;

/** What a window's net absence says of a threshold. */
export const absenceReason = (pupil: PupilCase, rule: string, stage: string, window: LadderWindow): Reason => ({
  rule,
  numbers: {
    absent: window.absence.rate.part,
    possible: window.absence.rate.of,
    leftOut: window.absence.leftOut,
    weeks: pupil.policy.ladder.rollingWeeks,
  },
  names: { stage, window: window.name },
  source: schoolPolicy('ladder', pupil.policy.version),
  sessions: namesOf(pupil.calendar, window.absence.sessions),
});

/** `sessionsAtLeast`, `spellsAtLeast`: net absence in the stage's own weeks, where these hold enough possible sessions. */
const countsInWeeks = (pupil: PupilCase, stage: LadderStage): Reason[] => {
  const reasons: Reason[] = [];
  const { minPossible } = pupil.policy.ladder;
  const look = (kind: 'sessions' | 'spells', weeks: number, atLeast: number): void => {
    const { absence } = windowOver(pupil, 'rolling', lastWeeksSpan(pupil.calendar, weeks, pupil.until));
    const counted = kind === 'sessions' ? absence.sessions.length : absence.spells;
    if (absence.rate.of < minPossible || counted < atLeast) return;
    reasons.push({
      rule: `stage-${stage.stage}.${kind}`,
      numbers: { [kind]: counted, atLeast, weeks },
      names: { stage: stage.stage },
      source: schoolPolicy('ladder', pupil.policy.version),
      sessions: namesOf(pupil.calendar, absence.sessions),
    });
  };
  if (stage.sessionsAtLeast) look('sessions', stage.sessionsAtLeast.weeks, stage.sessionsAtLeast.sessions);
  if (stage.spellsAtLeast) look('spells', stage.spellsAtLeast.weeks, stage.spellsAtLeast.spells);
  return reasons;
};

/** `unauthorisedAtLeast`: G, O and U in the stage's own weeks, where these hold enough possible sessions. */
const unauthorisedInWeeks = (pupil: PupilCase, stage: LadderStage): Reason[] => {
  if (stage.unauthorisedAtLeast === undefined) return [];
  const { sessions: atLeast, weeks } = stage.unauthorisedAtLeast;
  const span = lastWeeksSpan(pupil.calendar, weeks, pupil.until);
  const sessions = unauthorisedSessions(pupil.marks, pupil.calendar, span);
  if (sessions.length < atLeast) return [];
  if (windowOver(pupil, 'rolling', span).absence.rate.of < pupil.policy.ladder.minPossible) return [];
  return [
    {
      rule: `stage-${stage.stage}.unauthorised`,
      numbers: { unauthorised: sessions.length, atLeast, weeks },
      names: { stage: stage.stage },
      source: schoolPolicy('ladder', pupil.policy.version),
      sessions: namesOf(pupil.calendar, sessions),
    },
  ];
};

/** `afterReviewOf`: an earlier stage was reviewed without improvement, with enough net-absent sessions this year. */
const afterReview = (pupil: PupilCase, stage: LadderStage): Reason[] => {
  if (stage.afterReviewOf === undefined) return [];
  const { stage: earlier, sessionsThisYear } = stage.afterReviewOf;
  const review = reviewWithoutImprovement(pupil.history, earlier);
  if (review === undefined) return [];
  const { absence } = windowOver(pupil, 'year', yearToDate(pupil));
  const tooFew = absence.rate.of < pupil.policy.ladder.minPossible || absence.sessions.length < sessionsThisYear;
  if (sessionsThisYear > 0 && tooFew) return [];
  return [
    {
      rule: `stage-${stage.stage}.review`,
      numbers: { sessions: absence.sessions.length, atLeast: sessionsThisYear },
      names: {
        stage: stage.stage,
        earlier,
        outcome: review.outcome!,
        ...(review.reviewed === undefined ? {} : { reviewed: review.reviewed }),
      },
      source: schoolPolicy('ladder', pupil.policy.version),
      sessions: namesOf(pupil.calendar, absence.sessions),
    },
  ];
};

/**
 * Every way in which one of the stages 1 to 4 is reached, as reasons (§5.2, §14): net absence in either window, or one
 * of the alternatives. Empty when it is not reached.
 */
export const entriesOf = (
  pupil: PupilCase,
  stage: LadderStage,
  windows: readonly LadderWindow[] = ladderWindows(pupil),
): readonly Reason[] => [
  ...windows
    .filter((window) => meets(window, stage.absenceAtLeast))
    .map((window) => absenceReason(pupil, `stage-${stage.stage}.absence`, stage.stage, window)),
  ...countsInWeeks(pupil, stage),
  ...unauthorisedInWeeks(pupil, stage),
  ...afterReview(pupil, stage),
];
