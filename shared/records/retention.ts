import { type Citation, cite } from '../vocabulary/citation.ts';

/** From what day a record's time runs: a date or instant of the record itself, or a day of its pupil's life. */
export type CountedFrom = { readonly column: string } | { readonly pupil: 'born' };

/** How long records of one kind are kept. */
interface Period {
  readonly keep: { readonly years: number } | { readonly days: number } | 'while in use';
  readonly why: string;
  readonly law: Citation;
  /** Kept also when a pupil is erased: a statute says so, or what is kept with it would no longer be provable. */
  readonly outlivesErasure?: true;
  /** A least, not an end: nothing is deleted when the time is over. */
  readonly atLeast?: true;
}

const schedule = 'Retention schedule of the attendance reference';
const read = '2026-11-25';

/** Every period there is (attendance reference §11). The school's data protection officer may lengthen them, never the statute's. */
export const periods = {
  /** The statute's: every entry of the registers, and every amendment. */
  register: {
    keep: { years: 6 },
    why: 'Every entry of the attendance register and every amendment is kept six years from the day it was made',
    law: cite('SI 2024/208', 'preservation of registers, as its explanatory note restates it', read),
    outlivesErasure: true,
  },
  'beside the register': {
    keep: { years: 6 },
    why: 'It explains an entry of the register, and is kept as long as the entry',
    law: cite(schedule, 'register entries', read),
  },
  'pupil file': {
    keep: { years: 25 },
    why: 'Part of the pupil file: until the 25th birthday, or transferred with the file to the next school',
    law: cite('Information Management Toolkit for Schools (IRMS)', 'pupil file; not verified', read),
  },
  legal: {
    keep: { years: 6 },
    why: 'Penalty notices and court: six years after the matter is closed',
    law: cite(schedule, 'penalty notices and court; not verified', read),
  },
  messages: {
    keep: { years: 1 },
    why: 'What the desk posted, and where: one year',
    law: cite(schedule, 'chat and bot messages', read),
  },
  meetings: {
    keep: { years: 1 },
    why: 'The next meeting begins where the last one ended; what was decided stands with the pupils',
    law: cite(schedule, 'working data', read),
  },
  audit: {
    keep: { years: 6 },
    why: 'The chain of events proves who changed what. It names ids alone, and a gap would break it',
    law: cite(schedule, 'logs', read),
    outlivesErasure: true,
    atLeast: true,
  },
  imports: {
    keep: { days: 90 },
    why: 'Raw exports of the information system are copies; what they brought stands in the mark book and the lists',
    law: cite(schedule, 'raw MIS imports', read),
  },
  copies: {
    keep: { years: 1 },
    why: 'A copy of the tracker, so that a lost sheet can be made again; a leaver’s row is kept a year from the last day on roll',
    law: cite(schedule, 'working data', read),
  },
  'shared copies': {
    keep: { days: 14 },
    why: 'A copy of the tracker for one day, beside it; what counts stands in the tracker and in the lists',
    law: cite(schedule, 'exports: shared copies', read),
  },
  policy: {
    keep: 'while in use',
    why: 'Every figure and decision names the version of the policy that it was made under',
    law: cite(schedule, 'school policy: kept as long as the figures that name it', read),
  },
  'while in use': {
    keep: 'while in use',
    why: 'Replaced by the next import, or gone when the app is removed',
    law: cite(schedule, 'working data', read),
  },
} as const satisfies Readonly<Record<string, Period>>;
export type PeriodName = keyof typeof periods;

/** A record's retention: its period and the day that it is counted from. */
export interface Kept {
  readonly period: PeriodName;
  readonly from: CountedFrom | undefined;
}

/** `kept('legal', { column: 'closedOn' })`. Without a day to count from it is kept while it is in use. */
export const kept = (period: PeriodName, from?: CountedFrom): Kept => ({ period, from });

export const periodOf = ({ period }: Kept): Period => periods[period];
