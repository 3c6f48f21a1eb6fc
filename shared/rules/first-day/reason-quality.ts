import type { Calendar } from '../../vocabulary/calendar.ts';
import { type IsoDate, mondayOf, type Session, sessionName, weekdayOf } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../reason.ts';
import { schoolPolicy } from '../sources.ts';

/** A reason that somebody gave for an absence of a session. */
export interface GivenReason extends Session {
  readonly text: string;
}

/** It accounts for the absence as far as it goes, or the N stays and somebody asks again (§4.5). */
export type ReasonQuality =
  | { readonly accounts: true }
  | { readonly accounts: false; readonly keep: 'N'; readonly followUp: true; readonly because: Reason };

/** Whether one of the words stands in the text, whole and in any case: "tired", never "retired". */
const wordIn = (text: string, words: readonly string[]): string | undefined =>
  words.find((word) => {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<!\\p{L})${escaped}(?!\\p{L})`, 'iu').test(text);
  });

/** The Monday of the first of the last so many school weeks, that of the date the last of them. */
const weeksBack = (calendar: Calendar, date: IsoDate, weeks: number): IsoDate => {
  const at = calendar.weeks.indexOf(mondayOf(date));
  return calendar.weeks[Math.max(0, at - weeks + 1)]!;
};

type PolicyOfReasons = Pick<Policy, 'unsatisfactoryReasons' | 'vagueIllnessReasons' | 'patterns' | 'version'>;

/**
 * How good a reason is (§4.5, school policy). Nothing said (`reason.none`), an unsatisfactory one
 * (`reason.unsatisfactory`), or illness without more, given for the same weekday so often within the weeks of the
 * pattern policy (`reason.same-weekday`), keeps the N. `earlier` are the reasons given for earlier sessions.
 */
export const qualityOf = (
  given: GivenReason,
  {
    calendar,
    policy,
    earlier = [],
  }: {
    readonly calendar: Calendar;
    readonly policy: PolicyOfReasons;
    readonly earlier?: readonly GivenReason[];
  },
): ReasonQuality => {
  const keeps = (
    rule: string,
    names: Readonly<Record<string, string>> = {},
    numbers: Readonly<Record<string, number>> = {},
    sessions: readonly string[] = [sessionName(given)],
  ): ReasonQuality => ({
    accounts: false,
    keep: 'N',
    followUp: true,
    because: { rule, numbers, names, source: schoolPolicy('quality of reasons', policy.version), sessions },
  });
  const { text, date } = given;
  if (text.trim() === '') return keeps('reason.none');
  const word = wordIn(text, policy.unsatisfactoryReasons);
  if (word !== undefined) return keeps('reason.unsatisfactory', { word });
  const vague = wordIn(text, policy.vagueIllnessReasons);
  if (vague === undefined) return { accounts: true };
  const { times, weeks } = policy.patterns.sameWeekday;
  const since = weeksBack(calendar, date, weeks);
  const alike = earlier.filter(
    (one) =>
      one.date >= since &&
      one.date < date &&
      weekdayOf(one.date) === weekdayOf(date) &&
      wordIn(one.text, policy.vagueIllnessReasons) !== undefined,
  );
  const days = new Set([...alike.map((one) => one.date), date]).size;
  if (days < times) return { accounts: true };
  const sessions = [...alike, given].map(sessionName);
  return keeps('reason.same-weekday', { word: vague, weekday: weekdayOf(date) }, { times: days, weeks }, sessions);
};

/**
 * The kinds of evidence that a reason names and that may support authorising (§4.5, school policy). For ordinary illness
 * none is asked for, and never a doctor's letter: a parent's word suffices (§1.2, I).
 */
export const evidenceIn = (
  text: string,
  { supportingEvidence }: Pick<Policy, 'supportingEvidence'>,
): readonly string[] => supportingEvidence.filter((kind) => wordIn(text, [kind]) !== undefined);
