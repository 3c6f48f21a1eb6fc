import type { Calendar } from '../../vocabulary/calendar.ts';
import { type Code, codeOfByte, type PupilMarks } from '../../vocabulary/mark.ts';
import { percent, type Rate, rate } from '../../vocabulary/rate.ts';
import { type CalendarIndex, calendarIndex, schoolWeekdays } from '../calendar-index.ts';
import { type Tally, tallies, tallyBefore2024, tallySince2024 } from '../codes/codes.ts';
import type { Policy } from '../policy.ts';
import { onRoll, type Span } from '../span.ts';
import { bandOf } from './bands.ts';
import { isPersistent, isSevere, sessionsToLeavePersistent, sessionsToPersistent } from './persistent-absence.ts';

interface WeekdayFigures {
  readonly possible: number;
  readonly absent: number;
}

/**
 * One pupil's figures over a span, in sessions (half days) on roll. `possible` = `attended` + `authorised` +
 * `unauthorised`; a missing mark is in none of them. Percentages are texts with one decimal, rounded half up, and null,
 * like the flags and the band, without a possible session.
 */
export interface Figures {
  readonly possible: number;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly missing: number;
  readonly attendance: string | null;
  readonly absence: string | null;
  readonly authorisedPercent: string | null;
  readonly unauthorisedPercent: string | null;
  /** Attendance if every missing mark were an absence. */
  readonly floor: string | null;
  /** 10 % or more of the possible sessions missed, on counts. */
  readonly persistent: boolean | null;
  /** 50 % or more of the possible sessions missed, on counts. */
  readonly severe: boolean | null;
  readonly band: string | null;
  /** L: late before the register closed. */
  readonly lateBefore: number;
  /** U: after it closed, which is an absence. */
  readonly lateAfter: number;
  /** Arrivals on time, of all arrivals; null without an arrival. A local measure. */
  readonly punctuality: string | null;
  /** L and U of the possible sessions. A local measure. */
  readonly lateRate: string | null;
  readonly illnessSessions: number;
  readonly sessionsToPersistent: number | null;
  readonly sessionsToLeavePersistent: number | null;
  /** The most unauthorised sessions (G, N, O, U) in any ten school weeks in a row, of all years given. */
  readonly unauthorisedMost10Weeks: number;
  readonly longestUnauthorisedDays: number;
  readonly weekdays: Readonly<Record<(typeof schoolWeekdays)[number], WeekdayFigures>>;
  /** How often each code stands there; a removed code that awaits review is not among them. */
  readonly codes: Readonly<Partial<Record<Code, number>>>;
}

/** What one pass over a pupil's marks counts. */
interface Counts {
  /** By tally: missing, present, … */
  readonly by: Uint32Array;
  /** By the mark's byte. */
  readonly marks: Uint32Array;
  readonly weekdayPossible: Uint32Array;
  readonly weekdayAbsent: Uint32Array;
  readonly longestUnauthorisedDays: number;
}

const numberOf = (tally: Tally): number => tallies.indexOf(tally);
const present = numberOf('present');
const aea = numberOf('aea');
const authorised = numberOf('authorised');
const unauthorised = numberOf('unauthorised');
const removed = numberOf('removed');

/** The table that says what a byte counts as on a session of that number. */
const tallyTable = (index: CalendarIndex, session: number): Uint8Array =>
  session < index.codesOf2024 ? tallyBefore2024 : tallySince2024;

/** What the mark of a session counts as. */
export const tallyOf = (calendar: Calendar, { row }: PupilMarks, session: number): Tally =>
  tallies[tallyTable(calendarIndex(calendar), session)[row[session] ?? 0]!]!;

const count = (index: CalendarIndex, row: Uint8Array, { from, until }: Span): Counts => {
  const by = new Uint32Array(tallies.length);
  const marks = new Uint32Array(256);
  const weekdayPossible = new Uint32Array(5);
  const weekdayAbsent = new Uint32Array(5);
  let longest = 0;
  let run = 0;
  for (let session = from; session < until; ) {
    const day = index.day[session]!;
    const weekday = index.weekday[session]!;
    const table = tallyTable(index, session);
    let other = false;
    let unauthorisedToday = false;
    for (; session < until && index.day[session] === day; session++) {
      const mark = row[session] ?? 0;
      const tally = table[mark]!;
      by[tally]!++;
      if (tally !== removed) marks[mark]!++;
      if (tally < present || tally > unauthorised) continue;
      weekdayPossible[weekday]!++;
      if (tally >= authorised) weekdayAbsent[weekday]!++;
      if (tally === unauthorised) unauthorisedToday = true;
      else other = true;
    }
    // A day without a possible session neither counts nor breaks the run.
    if (other) run = 0;
    else if (unauthorisedToday) longest = Math.max(longest, ++run);
  }
  return { by, marks, weekdayPossible, weekdayAbsent, longestUnauthorisedDays: longest };
};

/**
 * The most unauthorised sessions in any ten consecutive school weeks up to the end of the span. Rolling weeks look
 * back over all years given (§14a), and ignore age and the start of the national framework (§14).
 */
const unauthorisedMostInTenWeeks = (calendar: Calendar, pupil: PupilMarks, span: Span): number => {
  const index = calendarIndex(calendar);
  const { from, until } = onRoll(calendar, pupil, { ...span, from: 0 });
  const perWeek = new Uint16Array(calendar.weeks.length);
  for (let session = from; session < until; session++)
    if (tallyTable(index, session)[pupil.row[session] ?? 0] === unauthorised) perWeek[index.week[session]!]!++;
  let most = 0;
  let inWindow = 0;
  for (let week = 0; week < perWeek.length; week++) {
    inWindow += perWeek[week]! - (week < 10 ? 0 : perWeek[week - 10]!);
    most = Math.max(most, inWindow);
  }
  return most;
};

/** Possible and attended sessions of a span alone, on roll: what half terms and rolling weeks show. */
export const attendanceOf = (pupil: PupilMarks, calendar: Calendar, span: Span): Rate => {
  const index = calendarIndex(calendar);
  const { from, until } = onRoll(calendar, pupil, span);
  let attended = 0;
  let possible = 0;
  for (let session = from; session < until; session++) {
    const tally = tallyTable(index, session)[pupil.row[session] ?? 0]!;
    if (tally < present || tally > unauthorised) continue;
    possible++;
    if (tally < authorised) attended++;
  }
  return rate(attended, possible);
};

/** What the figures of a pupil are worked out from. */
export interface FigureCounts {
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly missing: number;
  readonly unauthorisedMost10Weeks: number;
  readonly longestUnauthorisedDays: number;
  /** By weekday, Monday first. */
  readonly weekdays: readonly WeekdayFigures[];
  readonly codes: Figures['codes'];
}

/** A pupil's counts with the rates, thresholds and the band that follow from them. */
export const figuresFrom = (
  { attended, authorised, unauthorised, missing, weekdays, codes, ...longest }: FigureCounts,
  bands?: Policy['bands'] | undefined,
): Figures => {
  const missed = authorised + unauthorised;
  const possible = attended + missed;
  const absence = rate(missed, possible);
  const onTime = (codes['/'] ?? 0) + (codes['\\'] ?? 0);
  const lateBefore = codes.L ?? 0;
  const lateAfter = codes.U ?? 0;
  const late = lateBefore + lateAfter;
  return {
    possible,
    attended,
    authorised,
    unauthorised,
    missing,
    attendance: percent(rate(attended, possible)),
    absence: percent(absence),
    authorisedPercent: percent(rate(authorised, possible)),
    unauthorisedPercent: percent(rate(unauthorised, possible)),
    floor: possible === 0 ? null : percent(rate(attended, possible + missing)),
    persistent: isPersistent(absence),
    severe: isSevere(absence),
    band: bandOf(absence, bands),
    lateBefore,
    lateAfter,
    punctuality: percent(rate(onTime, onTime + late)),
    lateRate: percent(rate(late, possible)),
    illnessSessions: codes.I ?? 0,
    sessionsToPersistent: sessionsToPersistent(absence),
    sessionsToLeavePersistent: sessionsToLeavePersistent(absence),
    unauthorisedMost10Weeks: longest.unauthorisedMost10Weeks,
    longestUnauthorisedDays: longest.longestUnauthorisedDays,
    weekdays: Object.fromEntries(schoolWeekdays.map((weekday, at) => [weekday, weekdays[at]!])) as Figures['weekdays'],
    codes,
  };
};

/**
 * Every figure of one pupil over a span of session numbers (`until` exclusive), counting only sessions while on roll
 * (attendance reference §2.1, §2.5, §14). Thresholds are tested on counts; only the texts are rounded.
 */
export const figuresOf = (
  pupil: PupilMarks,
  calendar: Calendar,
  span: Span,
  bands?: Policy['bands'] | undefined,
): Figures => {
  const { by, marks, ...counts } = count(calendarIndex(calendar), pupil.row, onRoll(calendar, pupil, span));
  const of = {
    attended: by[present]! + by[aea]!,
    authorised: by[authorised]!,
    unauthorised: by[unauthorised]!,
    missing: by[numberOf('missing')]!,
    unauthorisedMost10Weeks: unauthorisedMostInTenWeeks(calendar, pupil, span),
    longestUnauthorisedDays: counts.longestUnauthorisedDays,
    weekdays: schoolWeekdays.map((_, at) => ({
      possible: counts.weekdayPossible[at]!,
      absent: counts.weekdayAbsent[at]!,
    })),
    codes: codeCounts(marks),
  };
  return figuresFrom(of, bands);
};

const codeCounts = (marks: Uint32Array): Figures['codes'] => {
  const codes: Partial<Record<Code, number>> = {};
  marks.forEach((times, byte) => {
    const code = codeOfByte(byte);
    if (times > 0 && code !== undefined) codes[code] = times;
  });
  return codes;
};
