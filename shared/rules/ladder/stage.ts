import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { compareRates, percent, type Rate } from '../../vocabulary/rate.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { isSevere } from '../figures/persistent-absence.ts';
import type { Policy } from '../policy.ts';
import { exactShare, shareText } from '../share.ts';
import { schoolPolicy } from '../sources.ts';
import { lastWeeksSpan, type Span, spanTo } from '../span.ts';
import { type NetAbsence, netAbsenceOf } from './net-absence.ts';

/** A stage that a person began and that has not been closed. */
export interface BegunStage {
  readonly stage: string;
  readonly since: IsoDate;
  readonly reviewDue?: IsoDate | undefined;
}

interface StageReason {
  /** `stage-3.absence`, `ladder.no-letter-skipped`, `ladder.review-window`, `stage-S.absence`. */
  readonly rule: string;
  readonly says: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly source: string;
}

/** A recommendation is not a decision: a person begins a stage. */
export interface StageRecommendation {
  /** `0` is the universal offer; null when too little is known to recommend any. */
  readonly recommended: string | null;
  /** The highest stage whose entry is met, begun or not; null when that is not known. */
  readonly reached: string | null;
  readonly reasons: readonly StageReason[];
  /** Stages that run beside the ladder: `S`, severe absence. */
  readonly parallel: readonly string[];
  readonly notHigher: readonly { readonly stage: string; readonly because: string }[];
  /** Why the stage stays as it is for now. */
  readonly held: readonly string[];
  /** What was not considered, or not known: said, never guessed. */
  readonly missing: readonly string[];
}

export interface StageFacts {
  readonly marks: PupilMarks;
  readonly calendar: Calendar;
  /** The session number up to which marks count, exclusive. */
  readonly until: number;
  /** The day asked about; that of the last session counted when it is not given. */
  readonly on?: IsoDate | undefined;
  readonly policy: Policy;
  readonly begun?: BegunStage | undefined;
  /** Whether a medical plan is on, so that illness is left out; undefined when it is not known. */
  readonly medicalPlan?: boolean | undefined;
}

/** What the ladder of the reference §5.2 also asks and this recommendation does not yet look at. */
export const notYetConsidered: readonly string[] = [
  'The sessions alternatives of stages 1 to 4 (spells of absence, unauthorised sessions)',
  'Stages 5 and 6: the penalty-notice threshold, a notice to improve, the legal route',
  'How a review turned out, and stepping down after it',
  'A hold by the DSL on letters',
];

interface Window {
  readonly name: string;
  readonly absence: NetAbsence;
  /** Every absence, for the severe test. */
  readonly all: Rate;
}

type LadderStage = Policy['ladder']['stages'][number];

const meets = (absence: Rate, share: number): boolean => compareRates(absence, exactShare(share)) >= 0;

const counted = (absence: Rate): string => `${absence.part} of ${absence.of} sessions (${percent(absence)} %)`;

const windowsOf = ({ marks, calendar, until, policy, medicalPlan }: StageFacts, on: IsoDate): readonly Window[] => {
  const { netOf, rollingWeeks } = policy.ladder;
  const leaveOut = medicalPlan === true ? [...netOf, 'I'] : netOf;
  const yearToDate: Span = { from: spanTo(calendar, on).from, until };
  return [
    { name: `in the last ${rollingWeeks} school weeks`, span: lastWeeksSpan(calendar, rollingWeeks, until) },
    { name: 'this school year', span: yearToDate },
  ].map(({ name, span }) => {
    const absence = netAbsenceOf(marks, calendar, span, leaveOut);
    return { name, absence, all: { part: absence.rate.part + absence.leftOut, of: absence.rate.of } };
  });
};

const absenceReason = (stage: LadderStage, { name, absence }: Window, source: string): StageReason => ({
  rule: `stage-${stage.stage}.absence`,
  says:
    `Absent ${counted(absence.rate)} ${name}; ${shareText(stage.absenceAtLeast)} or more is stage ${stage.stage}, ` +
    `${stage.name}.${absence.leftOut === 0 ? '' : ` ${absence.leftOut} more absences are left out by their code.`}`,
  numbers: { absent: absence.rate.part, possible: absence.rate.of, leftOut: absence.leftOut },
  source,
});

/**
 * The stage of the school's ladder that the marks recommend, with every reason (§5.2, §14): net absence in the last
 * school weeks and in the year to date, the worse counts; each window needs enough possible sessions; no letter is
 * skipped; one stage is active, and it stays until its review. Severe absence is shown beside it.
 */
export const recommendStage = (facts: StageFacts): StageRecommendation => {
  const { calendar, until, policy, begun, medicalPlan } = facts;
  const { stages, minPossible, severeAbsenceAtLeast } = policy.ladder;
  const source = schoolPolicy('ladder', policy.version);
  const missing = [
    ...notYetConsidered,
    ...(medicalPlan === undefined ? ['Whether a medical plan is on, with which illness is left out'] : []),
  ];
  const on = facts.on ?? calendar.sessions[until - 1]?.date;
  const windows = on === undefined ? [] : windowsOf(facts, on).filter(({ absence }) => absence.rate.of >= minPossible);
  if (on === undefined || windows.length === 0)
    return {
      recommended: begun?.stage ?? null,
      reached: null,
      reasons: [],
      parallel: [],
      notHigher: [],
      held: [],
      missing: [`Absence: fewer than ${minPossible} possible sessions so far`, ...missing],
    };

  const worst = windows.reduce((a, b) => (compareRates(b.absence.rate, a.absence.rate) > 0 ? b : a));
  const reachedAt = stages.findLastIndex(({ absenceAtLeast }) => meets(worst.absence.rate, absenceAtLeast));
  const begunAt = stages.findIndex(({ stage }) => stage === begun?.stage);
  const inReview = begun?.reviewDue !== undefined && on < begun.reviewDue;
  const nextAt = inReview ? begunAt : Math.max(begunAt, Math.min(reachedAt, begunAt + 1));
  const recommended = stages[nextAt]?.stage ?? '0';

  const reasons = windows.flatMap((window) => {
    const stage = stages.findLast(({ absenceAtLeast }) => meets(window.absence.rate, absenceAtLeast));
    return stage === undefined ? [] : [absenceReason(stage, window, source)];
  });
  if (reachedAt > nextAt && !inReview)
    reasons.push({
      rule: 'ladder.no-letter-skipped',
      says: `The entry of stage ${stages[reachedAt]!.stage} is met; letters are not skipped, so stage ${recommended} comes first.`,
      numbers: {},
      source,
    });
  const held: string[] = [];
  if (begun !== undefined && (inReview || reachedAt <= begunAt)) {
    const says = inReview
      ? `Stage ${begun.stage} began on ${begun.since} and stays until its review on ${begun.reviewDue}.`
      : `Stage ${begun.stage} began on ${begun.since} and is the active stage.`;
    reasons.push({
      rule: inReview ? 'ladder.review-window' : 'ladder.one-active-stage',
      says,
      numbers: {},
      source,
    });
    if (inReview) held.push(says);
  }
  const severe = windows.filter(({ absence }) => meets(absence.rate, severeAbsenceAtLeast));
  for (const { name, absence } of severe)
    reasons.push({
      rule: 'stage-S.absence',
      says: `Absent ${counted(absence.rate)} ${name}; ${shareText(severeAbsenceAtLeast)} or more is severe and runs beside the ladder.`,
      numbers: { absent: absence.rate.part, possible: absence.rate.of, leftOut: absence.leftOut },
      source,
    });
  const notHigher = stages.slice(nextAt + 1).map(({ stage, absenceAtLeast }, at) => ({
    stage,
    because:
      nextAt + 1 + at > reachedAt
        ? `It needs ${shareText(absenceAtLeast)} or more; the worse window is ${counted(worst.absence.rate)}.`
        : inReview
          ? `Its entry is met, but stage ${recommended} stays until its review on ${begun.reviewDue}.`
          : `Its entry is met, but letters are not skipped.`,
  }));
  const severeByCode = severe.length === 0 && windows.find(({ all }) => isSevere(all) === true);
  if (severeByCode)
    notHigher.push({
      stage: 'S',
      because: `Absence is severe (${counted(severeByCode.all)} ${severeByCode.name}), but not without the sessions left out by their code.`,
    });
  return {
    recommended,
    reached: stages[reachedAt]?.stage ?? '0',
    reasons,
    parallel: severe.length > 0 ? ['S'] : [],
    notHigher,
    held,
    missing,
  };
};

/** The names of the stages, the universal offer and severe absence included. */
export const stageNames = ({ ladder }: Policy): Record<string, string> => ({
  '0': 'Universal',
  ...Object.fromEntries(ladder.stages.map(({ stage, name }) => [stage, name])),
  S: 'Severe absence',
});
