import { z } from 'zod';
import { serviceMethods } from './proof-of-service.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

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
  evidence: z.string().optional(),
  askedBy: z.string(),
  /** Whether the pupil normally lives with the parent who asks. */
  livesWithAsker: z.boolean().optional(),
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
  /** The decision letter, and how it was delivered. */
  letterSent: z.string().optional(),
  letterBy: z.enum(serviceMethods).optional(),
  letterProof: z.string().optional(),
  /** The return check: the day the pupil came back. */
  returnedOn: z.string().optional(),
});
export type LeaveRequest = z.infer<typeof leaveRequestSchema>;

export const leaveRequests = recordKind<LeaveRequest>({
  name: 'leave-request',
  list: 'Leave requests',
  schema: leaveRequestSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'from', type: 'text', of: 'leave.dates' },
    { name: 'to', type: 'text', indexed: true, of: 'leave.dates' },
    { name: 'sessions', type: 'number', of: 'leave.dates' },
    { name: 'reason', type: 'note', of: 'leave' },
    { name: 'evidence', type: 'note', of: 'leave' },
    { name: 'askedBy', type: 'text', of: 'leave' },
    { name: 'livesWithAsker', type: 'boolean', of: 'leave' },
    { name: 'received', type: 'text', indexed: true, of: 'leave' },
    { name: 'enteredBy', type: 'text', of: 'leave' },
    { name: 'contactMade', type: 'note', of: 'leave' },
    { name: 'state', type: 'choice', choices: leaveStates, indexed: true, of: 'leave.decision' },
    { name: 'decidedBy', type: 'text', of: 'leave.decision' },
    { name: 'decidedByName', type: 'text', of: 'leave.decision' },
    { name: 'decidedAt', type: 'text', of: 'leave.decision' },
    { name: 'decisionReason', type: 'note', of: 'leave.decision' },
    { name: 'code', type: 'text', of: 'leave.decision' },
    { name: 'shown', type: 'note', of: 'leave.decision' },
    { name: 'letterSent', type: 'text', of: 'leave' },
    { name: 'letterBy', type: 'choice', choices: serviceMethods, of: 'leave' },
    { name: 'letterProof', type: 'text', of: 'leave' },
    { name: 'returnedOn', type: 'text', of: 'leave.dates' },
  ],
  sensitivity: 'attendance',
  about: 'pupil',
  retention: kept('beside the register', { column: 'to' }),
});
