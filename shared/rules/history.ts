import { z } from 'zod';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { PupilMarks } from '../vocabulary/mark.ts';
import { isCode } from '../vocabulary/mark.ts';
import { halves, type IsoDate, isIsoDate } from '../vocabulary/session.ts';
import type { Policy } from './policy.ts';

const date = z.string().refine(isIsoDate, { error: 'expected a date like 2026-03-10' });
const session = z
  .string()
  .refine((text) => isIsoDate(text.slice(0, 10)) && halves.some((half) => text.slice(10) === ` ${half}`), {
    error: 'expected a session like 2026-03-10 AM',
  });

/** `95.0`, `95` or 95: a percentage kept as tenths and finer, exactly. */
const percentage = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100, {
    error: 'expected a percentage like 95.0',
  });

/** How a stage's review turned out (§5.3); "partly" counts as improved (§14). */
export const reviewOutcomes = ['improved', 'partly', 'no change', 'worse', 'left', 'closed'] as const;

const notice = z.object({
  parent: z.string(),
  issued: date,
  withdrawn: z.boolean().default(false),
  /** The sessions it was issued for: they count towards no further notice to that parent. */
  sessions: z.array(session).default([]),
});
export type IssuedNotice = z.infer<typeof notice>;

const begunStage = z.object({
  stage: z.string(),
  /** The day the stage began. */
  on: date,
  /** The day on which its review is due, where it was agreed; else the policy's school weeks after `on`. */
  reviewDue: date.optional(),
  reviewed: date.optional(),
  outcome: z.enum(reviewOutcomes).optional(),
});
export type BegunStage = z.infer<typeof begunStage>;

const decision = z.object({
  code: z.string().refine(isCode, { error: 'expected an attendance code' }),
  from: date,
  to: date,
  /** The day it was decided; absent: known all along. */
  on: date.optional(),
});

const noticeToImprove = z.object({
  parent: z.string(),
  from: date,
  to: date,
  outcome: z.enum(['failed', 'met', 'running', 'withdrawn']),
});
export type NoticeToImprove = z.infer<typeof noticeToImprove>;

const returned = z.object({ kind: z.enum(['attendance', 'sickness', 'deletion', 'new-pupil']), on: date });

/**
 * What is on record of one pupil beside the marks, as `--history FILE` writes it (interfaces, `desk explain`). What is
 * absent is not known: no date of birth, no decision asked about.
 */
export const historySchema = z.object({
  born: date.optional(),
  flags: z.array(z.string()).default([]),
  target: percentage.optional(),
  lastExam: date.optional(),
  parents: z.array(z.string()).default([]),
  notices: z.array(notice).default([]),
  stages: z.array(begunStage).default([]),
  /** Absent: nobody looked for decisions, so none can be found missing (RA8). */
  decisions: z.array(decision).optional(),
  nti: z.array(noticeToImprove).default([]),
  returns: z.array(returned).default([]),
  /** Sessions of sickness that are to be expected in all this school year, by medical advice. */
  illnessForecast: z.number().int().min(0).optional(),
  supportRefused: z.boolean().default(false),
});
export type PupilHistory = z.infer<typeof historySchema>;

/** Nothing on record beside the marks. */
export const noHistory: PupilHistory = historySchema.parse({});

/** Flags are written `medical-plan` in the pupil's record and `medical_plan` in a history file. */
export const hasFlag = ({ flags }: Pick<PupilHistory, 'flags'>, flag: string): boolean =>
  flags.some((one) => one.replaceAll('_', '-') === flag.replaceAll('_', '-'));

/**
 * One pupil as the rules see one: the marks, what is on record, the school's calendar and policy, and the day asked
 * about. Everything in it is as known on that day (`as-known.ts`).
 */
export interface PupilCase {
  readonly marks: PupilMarks;
  readonly calendar: Calendar;
  readonly policy: Policy;
  readonly history: PupilHistory;
  readonly on: IsoDate;
  /** The number of the first session that does not count any more: all before it have closed registers. */
  readonly until: number;
  /** The year group's number (`7`), where it is known. */
  readonly year?: string | undefined;
}
