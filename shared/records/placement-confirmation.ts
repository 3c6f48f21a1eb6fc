import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/**
 * What a provider, or the other school, said about one session (§8.6): B is right only with its word for that session.
 * Key: `placement/date/half`.
 */
export const placementConfirmationSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  placement: z.string(),
  date: z.string(),
  half: z.enum(halves),
  attended: z.boolean(),
  /** Of a dual registration: the other school's mark. */
  code: z.string().optional(),
  /** Why the pupil was not there, as the provider said it. */
  reasonGiven: z.string().optional(),
  /** Who said it, there. */
  confirmedBy: z.string(),
  confirmedAt: z.string(),
  by: z.string(),
  byName: z.string(),
});
export type PlacementConfirmation = z.infer<typeof placementConfirmationSchema>;

export const placementConfirmations = recordKind<PlacementConfirmation>({
  name: 'placement-confirmation',
  list: 'Placement confirmations',
  schema: placementConfirmationSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'placement', type: 'text', indexed: true, of: 'placements' },
    { name: 'date', type: 'text', indexed: true, of: 'placements' },
    { name: 'half', type: 'choice', choices: halves, of: 'placements' },
    { name: 'attended', type: 'boolean', of: 'placements' },
    { name: 'code', type: 'text', of: 'reasons.code' },
    { name: 'reasonGiven', type: 'note', of: 'reasons' },
    { name: 'confirmedBy', type: 'text', of: 'placements' },
    { name: 'confirmedAt', type: 'text', of: 'placements' },
    { name: 'by', type: 'text', of: 'placements' },
    { name: 'byName', type: 'text', of: 'placements' },
  ],
  sensitivity: 'attendance',
  about: 'pupil',
  author: 'by',
  retention: kept('beside the register', { column: 'date' }),
});
