import type { TrackerPupil, TrackerView } from '../views/tracker.ts';
import { percent, type Rate, rate } from '../vocabulary/rate.ts';
import type { Field } from './fields.ts';

/** What the desk knows for a cell, before it takes the cell's form. Null: there is no such figure, and the cell says so. */
export type Figure =
  | { readonly is: 'rate'; readonly rate: Rate }
  | { readonly is: 'points'; readonly tenths: number }
  | { readonly is: 'count'; readonly count: number; readonly of?: number }
  | { readonly is: 'flag'; readonly flag: boolean }
  | { readonly is: 'band'; readonly band: string }
  | { readonly is: 'stage'; readonly stage: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'date'; readonly date: string };

const share = ({ attended, possible }: { attended: number; possible: number }): Figure | null =>
  possible === 0 ? null : { is: 'rate', rate: rate(attended, possible) };

const flagOf = (flag: boolean | null): Figure | null => (flag === null ? null : { is: 'flag', flag });
const countOf = (count: number | null, of?: number): Figure | null =>
  count === null ? null : of === undefined ? { is: 'count', count } : { is: 'count', count, of };

const textOf = (text: string | null): Figure | null => (text === null ? null : { is: 'text', text });
const dateOf = (date: string | null): Figure | null => (date === null ? null : { is: 'date', date });

/** `95.0` as a rate of a thousand, so that it takes a cell's form as every rate does. */
const percentFigure = (text: string | null): Figure | null =>
  text === null ? null : { is: 'rate', rate: rate(Math.round(Number(text) * 10), 1000) };

/** Tenths of a percentage point between two half terms, rounded half up on the exact difference. */
const change = (
  now: TrackerPupil['halfTerms'][number] | undefined,
  before: TrackerPupil['halfTerms'][number] | undefined,
): Figure | null => {
  if (now === undefined || before === undefined || now.possible === 0 || before.possible === 0) return null;
  const part = now.attended * before.possible - before.attended * now.possible;
  const text = percent(rate(part, now.possible * before.possible));
  return text === null ? null : { is: 'points', tenths: Math.round(Number(text) * 10) };
};

const halfTermOf = ({ halfTerms }: TrackerPupil, number: number): TrackerPupil['halfTerms'][number] | undefined => {
  // Mostly they are counted from the first.
  const there = halfTerms[number - 1];
  return there?.number === number ? there : halfTerms.find((one) => one.number === number);
};

/** `undefined`: the desk says nothing of this, the cell stays as it is; `null`: it knows that there is nothing to say. */
export const figureOfField = (field: Field, pupil: TrackerPupil, view: TrackerView): Figure | null | undefined => {
  switch (field) {
    case 'attendance':
      return share(pupil);
    case 'absence':
      return pupil.possible === 0
        ? null
        : { is: 'rate', rate: rate(pupil.authorised + pupil.unauthorised, pupil.possible) };
    case 'possible':
      return countOf(pupil.possible);
    case 'attended':
      return countOf(pupil.attended);
    case 'authorised':
      return countOf(pupil.authorised, pupil.possible);
    case 'unauthorised':
      return countOf(pupil.unauthorised, pupil.possible);
    case 'missing':
      return countOf(pupil.missing);
    case 'attendanceHalfTerm': {
      const now = pupil.halfTerm === null ? undefined : halfTermOf(pupil, pupil.halfTerm);
      return now === undefined ? undefined : share(now);
    }
    case 'attendanceHT1':
    case 'attendanceHT2':
    case 'attendanceHT3':
    case 'attendanceHT4':
    case 'attendanceHT5':
    case 'attendanceHT6': {
      // A half term that has not begun has no figure: what stands there stays.
      const one = halfTermOf(pupil, Number(field.slice(-1)));
      return one === undefined ? undefined : share(one);
    }
    case 'attendanceLast4Weeks':
      return share(pupil.last4Weeks);
    case 'attendanceChange':
      return pupil.halfTerm === null
        ? undefined
        : change(halfTermOf(pupil, pupil.halfTerm), halfTermOf(pupil, pupil.halfTerm - 1));
    case 'late':
      return countOf(pupil.lateBefore + pupil.lateAfter);
    case 'lateBefore':
      return countOf(pupil.lateBefore);
    case 'lateAfter':
      return countOf(pupil.lateAfter);
    case 'minutesLate':
      return countOf(pupil.minutesLate);
    case 'illnessSessions':
      return countOf(pupil.illnessSessions);
    case 'persistent':
      return flagOf(pupil.persistent);
    case 'severe':
      return flagOf(pupil.severe);
    case 'band':
      return pupil.band === null ? null : { is: 'band', band: pupil.band };
    case 'sessionsToPersistent':
      return countOf(pupil.sessionsToPersistent);
    case 'sessionsToLeavePersistent':
      return countOf(pupil.sessionsToLeavePersistent);
    case 'openN':
      return countOf(pupil.openN);
    case 'stageRecommended':
      return pupil.stage.recommended === null ? null : { is: 'stage', stage: pupil.stage.recommended };
    case 'stageReason': {
      if (pupil.stage.recommended === null) return null;
      const name = view.stageNames[pupil.stage.recommended];
      const says = pupil.stage.reasons.map((reason) => reason.says).join(' ');
      return says === '' && name === undefined ? null : { is: 'text', text: says === '' ? name! : says };
    }
    case 'stageDecided':
      return pupil.stage.decided === null ? undefined : { is: 'stage', stage: pupil.stage.decided };
    case 'stageSince':
      return pupil.stage.since === null ? undefined : { is: 'date', date: pupil.stage.since };
    case 'reviewDue':
      return pupil.stage.reviewDue === null ? undefined : { is: 'date', date: pupil.stage.reviewDue };
    case 'dual':
      return flagOf(pupil.dual);
    case 'alternativeProvision':
      return flagOf(pupil.alternativeProvision);
    case 'target':
      return pupil.target === undefined ? undefined : percentFigure(pupil.plan?.target.value ?? pupil.target.percent);
    case 'sessionsToReach':
      return pupil.target === undefined ? undefined : countOf(pupil.target.sessionsToReach);
    case 'bestPossible':
      return pupil.target === undefined ? undefined : pupil.target.bestPossible && share(pupil.target.bestPossible);
    case 'affordableAbsences':
      return pupil.target === undefined ? undefined : countOf(pupil.target.affordableAbsences);
    case 'penaltyConfirmed':
      return pupil.penalty === undefined ? undefined : countOf(pupil.penalty.confirmed);
    case 'penaltyIncludingN':
      return pupil.penalty === undefined ? undefined : countOf(pupil.penalty.includingN);
    case 'letter':
      return pupil.letter === undefined ? undefined : { is: 'text', text: pupil.letter };
    case 'tier':
      return pupil.tier === undefined ? undefined : textOf(pupil.tier);
    case 'lastContact':
      return pupil.lastContact === undefined ? undefined : dateOf(pupil.lastContact?.date ?? null);
    case 'redContactThisWeek':
      return pupil.redContact === undefined
        ? undefined
        : flagOf(pupil.redContact === null ? null : pupil.redContact === 'met');
    case 'nextAction':
      return pupil.plan === undefined ? undefined : textOf(pupil.plan.nextAction.value);
    case 'nextActionDue':
      return pupil.plan === undefined ? undefined : dateOf(pupil.plan.nextActionDue.value);
    case 'pupil':
    case 'admission':
    case 'name':
    case 'surname':
    case 'forename':
    case 'year':
    case 'form':
      return undefined;
  }
};
