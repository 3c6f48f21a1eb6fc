import { type Policy, policySchema } from '../../shared/rules/policy.ts';

/** A school's policy with every default, and these decisions of its own. */
export const policyWith = (own: Record<string, unknown> = {}): Policy =>
  policySchema.parse({ version: 1, date: '2025-09-01', school: 'Larkrise Academy', ...own });
