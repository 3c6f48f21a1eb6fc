import type { Calendar } from '../../vocabulary/calendar.ts';
import { type Citation, cite } from '../../vocabulary/citation.ts';
import { byteOf, type PupilMarks } from '../../vocabulary/mark.ts';
import { percent, type Rate, rate } from '../../vocabulary/rate.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { codeTable } from '../codes/codes.ts';
import { isPersistent } from '../figures/persistent-absence.ts';
import { type PenaltyTerms, penaltyTermsOn } from '../penalty-notices/terms.ts';
import { lastWeeksSpan, onRoll, spanOfDates } from '../span.ts';

export interface LawLine {
  readonly says: string;
  readonly law: Citation;
}

const guidance = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'leave of absence, as restated by local authorities',
  '2026-11-24',
);

/** What the person who decides on leave in term time should have before them (§7). */
export const leaveLaw: readonly LawLine[] = [
  {
    says: 'Only a person authorised by the school may give leave.',
    law: cite('SI 2024/208', 'reg 11(1); academies are expected to do the same', '2026-11-24'),
  },
  {
    says: 'A parent the pupil normally lives with asks in advance, and the head judges the circumstances exceptional. Each request is decided on its own facts.',
    law: guidance,
  },
  { says: 'A holiday is generally not an exceptional circumstance.', law: guidance },
  { says: 'Leave cannot be given after the event. Without a decision the absence is N, never C.', law: guidance },
];

export interface LeaveSessions {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly marks: PupilMarks;
  readonly calendar: Calendar;
}

/** The school sessions of a leave while the pupil is on roll. */
export const leaveSessions = ({ from, to, marks, calendar }: LeaveSessions): number => {
  const { from: first, until } = onRoll(calendar, marks, spanOfDates(calendar, from, to));
  return until - first;
};

export interface AfterLeave {
  /** Attended and possible sessions at the leave's end, when everything else until then is attended. */
  readonly attendance: Rate;
  readonly persistent: boolean | null;
}

/**
 * What the record would be at the end of the leave if it is taken and every other session from now on is attended.
 * `so far` is attended of possible sessions before the session number `until`; granted or not, leave is absence.
 */
export const afterLeave = (soFar: Rate, until: number, leave: LeaveSessions): AfterLeave => {
  const span = onRoll(leave.calendar, leave.marks, spanOfDates(leave.calendar, leave.from, leave.to));
  const start = Math.max(until, span.from);
  const end = Math.max(start, span.until);
  const attended = soFar.part + (start - until);
  const possible = soFar.of + (end - until);
  return { attendance: rate(attended, possible), persistent: isPersistent(rate(possible - attended, possible)) };
};

const penaltyBytes = new Set(codeTable.filter(({ penalty }) => penalty === 'counts').map(({ code }) => byteOf(code)));

/**
 * G, O and U in the ten school weeks that end with the leave, the leave's own sessions counted as unauthorised. Notices
 * already issued, and the pupil's age, are not considered here.
 */
export const unauthorisedIfTaken = (leave: LeaveSessions, terms: PenaltyTerms): number => {
  const { calendar, marks, from, to } = leave;
  const taken = onRoll(calendar, marks, spanOfDates(calendar, from, to));
  const window = onRoll(calendar, marks, lastWeeksSpan(calendar, terms.schoolWeeks, taken.until));
  let sessions = taken.until - taken.from;
  for (let session = window.from; session < Math.min(window.until, taken.from); session++)
    if (penaltyBytes.has(marks.row[session] ?? 0) && calendar.sessions[session]!.date >= terms.from) sessions++;
  return sessions;
};

/** What follows if the leave is refused and taken all the same, in sentences with their source; amounts of that day. */
export const leaveConsequences = (leave: LeaveSessions & { readonly after: AfterLeave }): readonly LawLine[] => {
  const sessions = leaveSessions(leave);
  const { attendance, persistent } = leave.after;
  const shown = percent(attendance);
  const lines: LawLine[] = [
    {
      says: `${sessions} ${sessions === 1 ? 'session' : 'sessions'} missed: granted it is C, authorised absence; refused and taken it is G for a holiday, else O, unauthorised.`,
      law: codeTable.find(({ code }) => code === 'G')!.law,
    },
  ];
  if (shown !== null)
    lines.push({
      says: `Attendance at its end would be ${shown} % (${attendance.part} of ${attendance.of})${persistent === true ? ', persistent absence' : ''}, with everything else attended.`,
      law: guidance,
    });
  const terms = penaltyTermsOn(leave.from);
  if (terms === undefined) return lines;
  const unauthorised = unauthorisedIfTaken(leave, terms);
  const met = unauthorised >= terms.sessions;
  return [
    ...lines,
    {
      says: `Refused and taken, ${unauthorised} unauthorised sessions would stand in ${terms.schoolWeeks} school weeks; at ${terms.sessions} a penalty notice is considered${met ? ': met' : ''}. Notices already issued, and whether the pupil is of school age, are not considered here.`,
      law: terms.law,
    },
    {
      says: `A first notice is £${terms.first.full}, £${terms.first.early} if paid within ${terms.first.withinDays} days; a second within ${terms.inYears} years is £${terms.second.full}. It is per parent and per child, to be paid within ${terms.fullWithinDays} days; there is no third.`,
      law: terms.law,
    },
  ];
};
