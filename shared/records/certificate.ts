import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const certificateStates = ['valid', 'void'] as const;

/**
 * A certificate of attendance for court (§10): what it said in figures, and the SHA-256 of the period's marks. It must
 * match the register exactly; a change to any code in the period makes it void for good, and another one is signed.
 */
export const certificateSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  from: z.string(),
  to: z.string(),
  possible: z.number().int(),
  attended: z.number().int(),
  authorised: z.number().int(),
  unauthorised: z.number().int(),
  missing: z.number().int(),
  policyVersion: z.number().int(),
  hash: z.string(),
  at: z.string(),
  by: z.string(),
  byName: z.string(),
  state: z.enum(certificateStates).default('valid'),
  voidAt: z.string().optional(),
  voidWhy: z.string().optional(),
});
export type Certificate = z.infer<typeof certificateSchema>;

export const certificates = recordKind<Certificate>({
  name: 'certificate',
  list: 'Certificates',
  schema: certificateSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'from', type: 'text', of: 'penalty-court' },
    { name: 'to', type: 'text', of: 'penalty-court' },
    { name: 'possible', type: 'number', of: 'penalty-court' },
    { name: 'attended', type: 'number', of: 'penalty-court' },
    { name: 'authorised', type: 'number', of: 'penalty-court' },
    { name: 'unauthorised', type: 'number', of: 'penalty-court' },
    { name: 'missing', type: 'number', of: 'penalty-court' },
    { name: 'policyVersion', type: 'number', of: 'penalty-court' },
    { name: 'hash', type: 'text', of: 'penalty-court' },
    { name: 'at', type: 'text', indexed: true, of: 'penalty-court' },
    { name: 'by', type: 'text', of: 'penalty-court' },
    { name: 'byName', type: 'text', of: 'penalty-court' },
    { name: 'state', type: 'choice', choices: certificateStates, indexed: true, of: 'penalty-court' },
    { name: 'voidAt', type: 'text', of: 'penalty-court' },
    { name: 'voidWhy', type: 'text', of: 'penalty-court' },
  ],
  sensitivity: 'legal',
  about: 'pupil',
  author: 'by',
  retention: kept('legal', { column: 'at' }),
});
