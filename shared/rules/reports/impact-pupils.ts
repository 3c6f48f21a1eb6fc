import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { bandOf } from '../figures/bands.ts';
import { attendanceOf } from '../figures/figures.ts';
import { compareExact, type Exact, exact, exactRate, minus } from '../figures/points.ts';
import type { Policy } from '../policy.ts';
import { exactShare } from '../share.ts';
import type { Span } from '../span.ts';
import { type ImpactWindows, impactWindows } from './impact-windows.ts';

/** A pupil as an impact report sees one. */
export interface ImpactPupil {
  readonly marks: PupilMarks;
  readonly year: string;
  /** The day the intervention began; absent for a pupil who has none. */
  readonly startedOn?: IsoDate | undefined;
  readonly isOnDslHold?: boolean | undefined;
}

export interface ImpactSchool {
  readonly calendar: Calendar;
  readonly policy: Policy;
  /** The first session that does not count yet. */
  readonly until: number;
}

/** One pupil's overall absence in the two windows: absent of possible sessions. */
export interface BeforeAndAfter {
  readonly before: Rate;
  readonly after: Rate;
}

/** Why an intervention is not in the report (§9.4.6). */
export const exclusions = ['left', 'DSL hold', 'not over yet', 'insufficient'] as const;
export type Exclusion = (typeof exclusions)[number];

/** An intervention that can be measured. */
export interface MeasuredPupil {
  readonly pupil: ImpactPupil;
  readonly windows: ImpactWindows;
  readonly absence: BeforeAndAfter;
}

const absenceOf = (marks: PupilMarks, calendar: Calendar, span: Span): Rate => {
  const { part, of } = attendanceOf(marks, calendar, span);
  return rate(of - part, of);
};

/** Absence in both windows; null when one of them has too few possible sessions. */
const absenceIn = (
  { marks }: ImpactPupil,
  windows: ImpactWindows,
  { calendar, policy: { impact } }: ImpactSchool,
): BeforeAndAfter | null => {
  const before = absenceOf(marks, calendar, windows.before);
  const after = absenceOf(marks, calendar, windows.after);
  return before.of < impact.minPossible || after.of < impact.minPossible ? null : { before, after };
};

/** One intervention with its windows and its pupil's absence in them, or why it cannot be measured. */
export const measure = (pupil: ImpactPupil, startedOn: IsoDate, school: ImpactSchool): MeasuredPupil | Exclusion => {
  if (pupil.isOnDslHold) return 'DSL hold';
  const { calendar, policy, until } = school;
  const windows = impactWindows(calendar, startedOn, policy.impact.windowWeeks);
  if (typeof windows === 'string') return windows;
  const end = calendar.sessions[windows.after.until - 1]!.date;
  if (pupil.marks.to !== undefined && pupil.marks.to < end) return 'left';
  if (windows.after.until > until) return 'not over yet';
  const absence = absenceIn(pupil, windows, school);
  return absence === null ? 'insufficient' : { pupil, windows, absence };
};

const distance = (a: Rate, b: Rate): Exact => {
  const { above, below } = minus(exactRate(a), exactRate(b));
  return { above: above < 0n ? -above : above, below };
};

/**
 * Pupils like one in intervention, over the same weeks (§9.4.3): same year and absence band before, absence before
 * within `matchWithin` of the pupil's, enough possible sessions, and no intervention begun by the end of the weeks.
 */
export const pupilsLike = (
  { pupil, windows, absence }: MeasuredPupil,
  everybody: readonly ImpactPupil[],
  school: ImpactSchool,
): readonly MeasuredPupil[] => {
  const { bands, impact } = school.policy;
  const end = school.calendar.sessions[windows.after.until - 1]!.date;
  const within = exactShare(impact.matchWithin);
  return everybody.flatMap((other) => {
    const isCandidate =
      other.marks.pupil !== pupil.marks.pupil &&
      other.year === pupil.year &&
      !other.isOnDslHold &&
      (other.startedOn === undefined || other.startedOn > end) &&
      (other.marks.to === undefined || other.marks.to >= end);
    const theirs = isCandidate ? absenceIn(other, windows, school) : null;
    const isLike =
      theirs !== null &&
      bandOf(theirs.before, bands) === bandOf(absence.before, bands) &&
      compareExact(distance(theirs.before, absence.before), exact(within.part, within.of)) <= 0;
    return isLike ? [{ pupil: other, windows, absence: theirs }] : [];
  });
};
