import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const examKinds = ['external', 'internal'] as const;
export const examStates = ['expected', 'on site', 'arrived', 'late', 'no-show', 'on study leave'] as const;

/** One candidate of one exam session (§9.7). Key: `date/half/exam/pupil`. The register is coded as on any other day. */
export const examSittingSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  date: z.string(),
  half: z.enum(halves),
  exam: z.string(),
  subject: z.string(),
  kind: z.enum(examKinds),
  startsAt: z.string(),
  state: z.enum(examStates).default('expected'),
  arrivedAt: z.string().optional(),
  /** Who calls when the candidate is not there. */
  callerName: z.string().optional(),
  transport: z.string().optional(),
  clash: z.string().optional(),
  /** Where and how the candidate sits it: it would tell who has a need. */
  arrangement: z.string().optional(),
});
export type ExamSitting = z.infer<typeof examSittingSchema>;

export const examSittings = recordKind<ExamSitting>({
  name: 'exam-sitting',
  list: 'Exam sittings',
  schema: examSittingSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'date', type: 'text', indexed: true, of: 'placements.today' },
    { name: 'half', type: 'choice', choices: halves, of: 'placements.today' },
    { name: 'exam', type: 'text', indexed: true, of: 'placements.today' },
    { name: 'subject', type: 'text', of: 'placements.today' },
    { name: 'kind', type: 'choice', choices: examKinds, of: 'placements.today' },
    { name: 'startsAt', type: 'text', of: 'placements.today' },
    { name: 'state', type: 'choice', choices: examStates, indexed: true, of: 'placements.today' },
    { name: 'arrivedAt', type: 'text', of: 'placements.today' },
    { name: 'callerName', type: 'text', of: 'contact-log' },
    { name: 'transport', type: 'note', of: 'contact-log' },
    { name: 'clash', type: 'note', of: 'placements.today' },
    { name: 'arrangement', type: 'note', of: 'checks' },
  ],
  sensitivity: 'attendance',
  about: 'pupil',
  retention: kept('beside the register', { column: 'date' }),
});
