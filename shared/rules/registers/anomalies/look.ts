import { type Code, codeOfByte } from '../../../vocabulary/mark.ts';
import { type IsoDate, type Session, sessionName } from '../../../vocabulary/session.ts';
import type { CategoryOnDate } from '../../codes/codes.ts';
import { type CodeConditions, conditionsOf } from '../../codes/conditions.ts';
import { tallyOf } from '../../figures/figures.ts';
import type { PupilCase } from '../../history.ts';
import { onRoll, spanTo } from '../../span.ts';
import type { AnomalyFacts } from './facts.ts';

/** One session of the school year so far with the pupil's mark. */
export interface YearMark extends Session {
  /** `2026-03-10 AM`. */
  readonly name: string;
  readonly number: number;
  /** The mark's code; null for none, and for one that could not be read. */
  readonly code: Code | null;
  readonly counts: CategoryOnDate | 'missing';
  readonly isOnRoll: boolean;
}

/** What every check looks at: the pupil, what else is known, and the marks of the school year so far. */
export interface Look {
  readonly pupil: PupilCase;
  readonly facts: AnomalyFacts;
  /** The sessions of the school year before `until`, in order. */
  readonly year: readonly YearMark[];
}

/** Lays out the school year of the day asked about, to that day (§14a). */
export const lookAt = (pupil: PupilCase, facts: AnomalyFacts): Look => {
  const { marks, calendar, on } = pupil;
  const span = spanTo(calendar, on);
  const until = Math.min(span.until, pupil.until);
  const roll = onRoll(calendar, marks, { from: span.from, until });
  const year = calendar.sessions.slice(span.from, until).map((session, at): YearMark => {
    const number = span.from + at;
    return {
      ...session,
      name: sessionName(session),
      number,
      code: codeOfByte(marks.row[number] ?? 0) ?? null,
      counts: tallyOf(calendar, marks, number),
      isOnRoll: number >= roll.from && number < roll.until,
    };
  });
  return { pupil, facts, year };
};

/** A mark of a code that asks for something, while on roll. */
export interface MarkWithConditions extends YearMark {
  readonly code: Code;
  readonly conditions: CodeConditions;
}

/** The year's marks on roll whose code asks for this. */
export const marksThatAsk = (
  { year }: Look,
  asks: (conditions: CodeConditions) => unknown,
): readonly MarkWithConditions[] =>
  year.flatMap((mark) => {
    const conditions = mark.code === null ? undefined : conditionsOf(mark.code);
    return mark.isOnRoll && mark.code !== null && conditions !== undefined && asks(conditions)
      ? [{ ...mark, code: mark.code, conditions }]
      : [];
  });

/** Sessions by their names. */
export const namesOf = (sessions: readonly Session[]): ReadonlySet<string> => new Set(sessions.map(sessionName));

/**
 * Whether a date belongs to the school year so far: after the last pupil day of the year before, so that an INSET day
 * before the first pupil day does, to the day asked about.
 */
export const isInYear = ({ pupil: { calendar, on } }: Look, date: IsoDate): boolean => {
  const at = calendar.years.indexOf(calendar.yearOf(on)!);
  if (at < 0 || date > on) return false;
  const before = calendar.years[at - 1]?.terms.at(-1)?.to;
  return before === undefined || date > before;
};
