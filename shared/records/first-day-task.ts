import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/**
 * Why a pupil is on the first-day list. A missing mark is never treated as absent: that pupil's whereabouts are to be
 * confirmed first (§3.3). `N` and no reason: the reason is wanted.
 */
export const firstDayKinds = ['whereabouts', 'reason'] as const;
export const firstDayStates = ['open', 'tried', 'reached', 'visit', 'resolved'] as const;

/** One pupil to account for on one session. Key: `date/half/pupil`. */
export const firstDayTaskSchema = z.object({
  key: z.string(),
  date: z.string(),
  half: z.enum(halves),
  pupil: z.string(),
  year: z.string(),
  form: z.string(),
  kind: z.enum(firstDayKinds),
  tier: z.number().int().min(1).max(4),
  state: z.enum(firstDayStates).default('open'),
  /** Attempts so far; nobody may close a task with only "message left" (§4.1). */
  attempts: z.number().int().default(0),
  lastBy: z.string().optional(),
  lastAt: z.string().optional(),
  /** What settled it: a reason given to a person, or a mark from the MIS. */
  outcome: z.string().optional(),
});
export type FirstDayTask = z.infer<typeof firstDayTaskSchema>;

export const firstDayTasks = recordKind<FirstDayTask>({
  name: 'first-day-task',
  list: 'First day',
  schema: firstDayTaskSchema,
  columns: [
    keyColumn,
    { name: 'date', type: 'text', indexed: true, of: 'contact-log' },
    { name: 'half', type: 'choice', choices: halves, of: 'contact-log' },
    pupilColumn,
    { name: 'year', type: 'text', indexed: true, of: 'contact-log' },
    { name: 'form', type: 'text', of: 'contact-log' },
    { name: 'kind', type: 'choice', choices: firstDayKinds, of: 'contact-log' },
    { name: 'tier', type: 'number', of: 'flags.tier' },
    { name: 'state', type: 'choice', choices: firstDayStates, indexed: true, of: 'contact-log' },
    { name: 'attempts', type: 'number', of: 'contact-log' },
    { name: 'lastBy', type: 'text', of: 'contact-log' },
    { name: 'lastAt', type: 'text', of: 'contact-log' },
    { name: 'outcome', type: 'note', of: 'contact-log.health' },
  ],
  sensitivity: 'attendance',
  about: 'pupil',
  retention: kept('beside the register', { column: 'date' }),
});
