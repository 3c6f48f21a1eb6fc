import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

export const leaveStates = ['waiting', 'granted', 'refused', 'withdrawn'] as const;

/**
 * A parent's request for leave in term time and what was decided (§7). What the decider saw is kept with the decision:
 * a refusal is kept as carefully as a grant.
 */
export const leaveRequestSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  from: z.string(),
  to: z.string(),
  sessions: z.number().int(),
  reason: z.string(),
  askedBy: z.string(),
  received: z.string(),
  enteredBy: z.string(),
  /** The consequences talk with the parent, before the decision (§7). */
  contactMade: z.string().optional(),
  state: z.enum(leaveStates).default('waiting'),
  decidedBy: z.string().optional(),
  decidedByName: z.string().optional(),
  decidedAt: z.string().optional(),
  decisionReason: z.string().optional(),
  /** The code the register will carry: C when granted, G or O when refused and taken. */
  code: z.string().optional(),
  /** The record as the decider saw it: possible and attended, and the policy version. */
  shown: z.string().optional(),
});
export type LeaveRequest = z.infer<typeof leaveRequestSchema>;

export const leaveRequests = recordKind<LeaveRequest>({
  name: 'leave-request',
  list: 'Leave requests',
  schema: leaveRequestSchema,
  columns: [
    keyColumn,
    { name: 'pupil', type: 'text', indexed: true },
    { name: 'from', type: 'text' },
    { name: 'to', type: 'text' },
    { name: 'sessions', type: 'number' },
    { name: 'reason', type: 'note' },
    { name: 'askedBy', type: 'text' },
    { name: 'received', type: 'text', indexed: true },
    { name: 'enteredBy', type: 'text' },
    { name: 'contactMade', type: 'note' },
    { name: 'state', type: 'choice', choices: leaveStates, indexed: true },
    { name: 'decidedBy', type: 'text' },
    { name: 'decidedByName', type: 'text' },
    { name: 'decidedAt', type: 'text' },
    { name: 'decisionReason', type: 'note' },
    { name: 'code', type: 'text' },
    { name: 'shown', type: 'note' },
  ],
  retention: '6 years after the register entry it explains',
});
