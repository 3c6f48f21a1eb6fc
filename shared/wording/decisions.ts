import type { EditableField } from '../views/stages.ts';
import { dateInWords, instantInWords } from './dates.ts';
import { shortName } from './names.ts';

const onHold = (stage: string, until: string | null | undefined): string =>
  `${stage} is on hold${until ? ` until ${dateInWords(until)}` : ''}`;

/** What people are told who decide about stages, plans and meetings: what became of it, or why not and what to do. */
export const decisions = {
  noSuchPupil: 'No pupil on roll has this id.',
  otherDay: (on: string): string => `These figures are of ${dateInWords(on)}. Update the tracker, then decide.`,
  noSuchStage: (stage: string, known: readonly string[]): string =>
    `The policy has no stage ${stage.slice(0, 10)}. It has ${known.join(', ')}.`,
  begun: (stage: string): string => `stage ${stage} has begun.`,
  begunAlready: (stage: string, on: string): string => `stage ${stage} began on ${dateInWords(on)}`,
  recommendedNow: (stage: string | null): string =>
    stage === null ? 'no stage is recommended now' : `stage ${stage} is recommended now`,
  held: (stage: string, until: string | undefined): string => `stage ${onHold(stage, until)}.`,
  heldAlready: (stage: string, until: string | undefined): string =>
    `stage ${onHold(stage, until)}; end that hold first`,
  heldBelow: (stage: string, until: string | null): string => `Stage ${onHold(stage, until)}.`,
  legalReason: 'For those who answer for penalty notices',
  holdIsOver: 'Nothing of this pupil is on hold any more. Nothing was changed.',
  holdEnded: (stage: string): string => `the hold of stage ${stage} has ended.`,
  holdEndsLater: 'A hold ends today or later. Choose another day.',
  followUpLater: 'A follow-up is due today or later. Choose another day.',
  contactLogged: 'the contact is in the contact log.',
  meetingHeld: 'the meeting is on record; the next pack begins here.',
  meetingHeldAlready: 'today’s meeting is on record already',
  meetingOtherDay: 'A meeting is put on record on the day it is held.',
} as const;

const fieldNames: Readonly<Record<EditableField, string>> = {
  stageDecided: 'the stage',
  reviewDue: 'the day of the review',
  nextAction: 'the next action',
  nextActionDue: 'the day of the next action',
  target: 'the target',
};

/** What people are told whose typing in the sheet becomes a record. */
export const edits = {
  saved: (field: EditableField): string => `${fieldNames[field]} is on record.`,
  changedBy: (field: EditableField, by: string | null, at: string | null): string => {
    const when = at === null ? '' : ` on ${at.length > 10 ? instantInWords(at) : dateInWords(at)}`;
    return `${by === null ? 'Somebody' : shortName(by)} changed ${fieldNames[field]}${when}. Nothing was changed; choose which one stays.`;
  },
  stageNotCleared: 'A stage ends at its review, or when another one begins. It is not ended by an empty cell.',
  severeRunsBeside: 'Stage S runs beside the ladder. Begin it in the pane, with a reason.',
  noReview: 'No stage runs for this pupil, so there is nothing to review. Begin the stage first.',
  reviewNotCleared: 'A running stage has a review. Type its day.',
  reviewLater: 'A review is due today or later. Type another day.',
  notADay: 'This is not a day. Type it like 20/03/2026.',
  notATarget: 'A target is a percentage above 0, up to 100, like 95.0.',
  nothingTyped: 'There is nothing in this cell to keep.',
  chosenBecause: 'Typed in the tracker',
} as const;
