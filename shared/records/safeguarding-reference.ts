import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/**
 * That a concern was raised, and when it was taken over (§4.3): a reference and times, never its words and never whom it
 * is about. Other records cite it by its key; what it says is in the safeguarding lead's own system.
 */
export const safeguardingReferenceSchema = z.object({
  key: z.string(),
  by: z.string(),
  raisedAt: z.string(),
  acknowledgedBy: z.string().optional(),
  acknowledgedAt: z.string().optional(),
});
export type SafeguardingReference = z.infer<typeof safeguardingReferenceSchema>;

export const safeguardingReferences = recordKind<SafeguardingReference>({
  name: 'safeguarding-reference',
  list: 'Safeguarding references',
  schema: safeguardingReferenceSchema,
  columns: [
    keyColumn,
    { name: 'by', type: 'text', indexed: true, of: 'safeguarding' },
    { name: 'raisedAt', type: 'text', indexed: true, of: 'safeguarding' },
    { name: 'acknowledgedBy', type: 'text', of: 'safeguarding' },
    { name: 'acknowledgedAt', type: 'text', of: 'safeguarding' },
  ],
  sensitivity: 'safeguarding-reference',
  about: 'school',
  author: 'by',
  // As long as the longest pupil file that may cite it: nothing here says whose that is.
  retention: kept('pupil file', { column: 'raisedAt' }),
});
