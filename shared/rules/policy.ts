import { z } from 'zod';
import { isIsoDate } from '../vocabulary/session.ts';
import { bandsPolicy } from './policy/bands-policy.ts';
import { firstDayPolicy } from './policy/first-day-policy.ts';
import { ladderPolicy } from './policy/ladder-policy.ts';
import { legalPolicy } from './policy/legal-policy.ts';
import { peoplePolicy } from './policy/people-policy.ts';
import { registersPolicy } from './policy/registers-policy.ts';
import { reportsPolicy } from './policy/reports-policy.ts';
import { trackerPolicy } from './policy/tracker-policy.ts';

/**
 * What the school decides: times, ladder, bands, channels, approvers. Read from `policy.json` in the school's site; each
 * default is the reference's CONFIG default and is cited as school policy. What the law decides is in `law.ts`, never
 * here.
 */
export const policySchema = z
  .object({
    version: z.number().int().min(1),
    /** The day this version holds from. */
    date: z.string().refine((text) => text === '' || isIsoDate(text), { error: 'expected a date like 2026-03-10' }),
    school: z.string(),
    ...registersPolicy,
    ...bandsPolicy,
    ...ladderPolicy,
    ...firstDayPolicy,
    ...legalPolicy,
    ...reportsPolicy,
    ...peoplePolicy,
    ...trackerPolicy,
  })
  .refine(({ trackers, registers }) => trackers.files.length === 0 || trackers.at < registers.AM.opens, {
    path: ['trackers', 'at'],
    error: 'trackers are filled before the registers of the morning open',
  });
export type Policy = z.infer<typeof policySchema>;
