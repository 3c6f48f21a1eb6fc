import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';
import { spanTo } from '../span.ts';
import { countSchool, figuresAt, groupsAt, type SchoolFigures, sessionsThatCount } from './fast/school-figures.ts';
import { schoolGroups } from './fast/school-groups.ts';
import { schoolMarksOf } from './fast/school-marks.ts';
import type { Figures } from './figures.ts';
import type { Groups, PupilFacts } from './groups.ts';

interface PupilFigures extends Figures {
  readonly pupil: string;
  /** On roll on the day asked about, or on the day of the last mark given. Leavers stay in the groups. */
  readonly current: boolean;
}

/** What `desk figures --json` prints. */
export interface FiguresDocument {
  /** The day asked about; null when everything given counts. */
  readonly on: IsoDate | null;
  /** First and last day that count; null when nothing does. */
  readonly period: { readonly from: IsoDate; readonly to: IsoDate } | null;
  readonly pupils: readonly PupilFigures[];
  readonly groups: Groups;
}

/** The first and the last session on which anybody has a mark; undefined when nobody has. */
const marksGiven = (given: readonly PupilMarks[]): { first: number; last: number } | undefined => {
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (const { row } of given) {
    last = Math.max(last, row.findLastIndex(isMark));
    const at = row.findIndex(isMark);
    if (at >= 0) first = Math.min(first, at);
  }
  return last < 0 ? undefined : { first, last };
};

const isMark = (byte: number): boolean => byte !== 0;

/**
 * Every figure of every pupil and group (interfaces, `desk figures`): the school year to `on`, the whole day included,
 * or everything given. A pupil of `facts` without a mark has nothing but missing marks on the days on roll; `from` and
 * `to` of `facts` are the roll. Pupils are in the order of `facts`, then of `pupils`.
 */
export const figuresDocument = (
  given: readonly PupilMarks[],
  calendar: Calendar,
  facts: readonly PupilFacts[],
  on?: IsoDate,
  bands?: Policy['bands'],
): FiguresDocument => {
  const marksOf = new Map(given.map((marks) => [marks.pupil, marks]));
  const known = new Set(facts.map(({ pupil }) => pupil));
  const everybody: PupilFacts[] = [
    ...facts,
    ...given.filter(({ pupil }) => !known.has(pupil)).map(({ pupil }) => ({ pupil })),
  ];
  const marked = marksGiven(given);
  const span = on === undefined && marked === undefined ? { from: 0, until: 0 } : spanTo(calendar, on);
  const firstDay = marked && calendar.sessions[marked.first]!.date;
  const lastDay = marked && calendar.sessions[marked.last]!.date;
  const today = on ?? lastDay;
  const pupils = everybody.map((of: PupilFacts): PupilMarks => {
    const marks = marksOf.get(of.pupil) ?? {
      pupil: of.pupil,
      from: firstDay,
      to: on ?? lastDay,
      row: new Uint8Array(),
    };
    return { ...marks, from: of.from ?? marks.from, to: of.to ?? marks.to };
  });
  const school = countSchool(schoolMarksOf(calendar, pupils), schoolGroups(everybody), span);
  return {
    on: on ?? null,
    period:
      on === undefined
        ? periodOf(school)
        : { from: span.until > span.from ? calendar.sessions[span.from]!.date : on, to: on },
    pupils: pupils.map(({ pupil, from, to }, at) => ({
      pupil,
      current: today !== undefined && (from ?? today) <= today && (to ?? today) >= today,
      ...figuresAt(school, at, bands),
    })),
    groups: groupsAt(school),
  };
};

/** From the first day that counts for anybody to the last. */
const periodOf = (school: SchoolFigures): FiguresDocument['period'] => {
  const counts = sessionsThatCount(school);
  if (counts === undefined) return null;
  const { sessions } = school.marks.calendar;
  return { from: sessions[counts.from]!.date, to: sessions[counts.until - 1]!.date };
};
