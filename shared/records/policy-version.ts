import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/**
 * A version of the school's policy or calendar as it was in force (architecture §5): every figure and decision names
 * the one it was made under. A version holds the policy's text or the calendar's. Key: `policy/3`, `calendar/2`.
 */
export const policyVersionSchema = z.object({
  key: z.string(),
  number: z.number().int(),
  from: z.string(),
  by: z.string(),
  byName: z.string(),
  why: z.string().optional(),
  hash: z.string(),
  policy: z.string().optional(),
  calendar: z.string().optional(),
});
export type PolicyVersion = z.infer<typeof policyVersionSchema>;

export const policyVersions = recordKind<PolicyVersion>({
  name: 'policy-version',
  list: 'Policy versions',
  schema: policyVersionSchema,
  columns: [
    keyColumn,
    { name: 'number', type: 'number', indexed: true, of: 'policy.calendar' },
    { name: 'from', type: 'text', indexed: true, of: 'policy.calendar' },
    { name: 'by', type: 'text', of: 'policy.calendar' },
    { name: 'byName', type: 'text', of: 'policy.calendar' },
    { name: 'why', type: 'note', of: 'policy.calendar' },
    { name: 'hash', type: 'text', of: 'policy.calendar' },
    { name: 'policy', type: 'note', of: 'policy' },
    { name: 'calendar', type: 'note', of: 'policy.calendar' },
  ],
  sensitivity: 'desk',
  about: 'school',
  author: 'by',
  retention: kept('policy'),
});
