import { z } from 'zod';
import { proofOfService, serviceColumns } from './proof-of-service.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const letterKinds = [
  'stage 1',
  'stage 2',
  'stage 3',
  'unexplained absence',
  'invitation',
  'praise',
  'other',
] as const;
export const letterStates = ['draft', 'approved', 'sent', 'withdrawn'] as const;

/**
 * A letter home and the proof that it went (§5.2 e to g): the exact figures, period and codes of the moment it was made
 * are kept with it. Letters about penalty notices are no letters of this list: they stand with their notice.
 */
export const letterSchema = z
  .object({
    key: z.string(),
    pupil: z.string(),
    kind: z.enum(letterKinds),
    /** The intervention it belongs to. */
    intervention: z.string().optional(),
    /** One letter for a household: the letter of the sibling that it went with. */
    household: z.string().optional(),
    /** The parent, as a contact's key. */
    parent: z.string(),
    parentName: z.string(),
    state: z.enum(letterStates).default('draft'),
    madeOn: z.string(),
    by: z.string(),
    byName: z.string(),
    approvedByName: z.string().optional(),
    /** Possible and attended sessions, the period, and each code with its sessions, as the letter says them. JSON. */
    figures: z.string(),
    file: z.string().optional(),
    ...proofOfService,
  })
  .refine(({ state, servedBy, servedAt }) => state !== 'sent' || (servedBy !== undefined && servedAt !== undefined), {
    error: 'a letter is sent when there is proof of its dispatch',
    path: ['servedAt'],
  });
export type Letter = z.infer<typeof letterSchema>;

export const letters = recordKind<Letter>({
  name: 'letter',
  list: 'Letters',
  schema: letterSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'kind', type: 'choice', choices: letterKinds, indexed: true, of: 'interventions.stage' },
    { name: 'intervention', type: 'text', indexed: true, of: 'interventions' },
    { name: 'household', type: 'text', of: 'interventions' },
    { name: 'parent', type: 'text', of: 'interventions' },
    { name: 'parentName', type: 'text', of: 'interventions' },
    { name: 'state', type: 'choice', choices: letterStates, indexed: true, of: 'interventions.admin' },
    { name: 'madeOn', type: 'text', indexed: true, of: 'interventions.stage' },
    { name: 'by', type: 'text', of: 'interventions' },
    { name: 'byName', type: 'text', of: 'interventions' },
    { name: 'approvedByName', type: 'text', of: 'interventions' },
    { name: 'figures', type: 'note', of: 'interventions' },
    { name: 'file', type: 'text', of: 'interventions' },
    ...serviceColumns('interventions.admin'),
  ],
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});
