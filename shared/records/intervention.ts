import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

export const interventionOutcomes = ['open', 'improved', 'partly', 'no change', 'worse', 'left', 'closed'] as const;

/** A stage that a person began, with what the desk recommended and why at that moment (§5.3). */
export const interventionSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  stage: z.string(),
  openedOn: z.string(),
  openedBy: z.string(),
  openedByName: z.string(),
  owner: z.string().optional(),
  /** The recommendation as shown: stage, reasons with their numbers, policy version. JSON. */
  recommended: z.string(),
  baselinePossible: z.number().int(),
  baselineAttended: z.number().int(),
  baselineFrom: z.string(),
  baselineTo: z.string(),
  reviewDue: z.string().optional(),
  /** The day its review was held; the outcome is of that day. */
  reviewedOn: z.string().optional(),
  outcome: z.enum(interventionOutcomes).default('open'),
});
export type Intervention = z.infer<typeof interventionSchema>;

export const interventions = recordKind<Intervention>({
  name: 'intervention',
  list: 'Interventions',
  schema: interventionSchema,
  columns: [
    keyColumn,
    { name: 'pupil', type: 'text', indexed: true },
    { name: 'stage', type: 'text', indexed: true },
    { name: 'openedOn', type: 'text', indexed: true },
    { name: 'openedBy', type: 'text' },
    { name: 'openedByName', type: 'text' },
    { name: 'owner', type: 'text' },
    { name: 'recommended', type: 'note' },
    { name: 'baselinePossible', type: 'number' },
    { name: 'baselineAttended', type: 'number' },
    { name: 'baselineFrom', type: 'text' },
    { name: 'baselineTo', type: 'text' },
    { name: 'reviewDue', type: 'text', indexed: true },
    { name: 'reviewedOn', type: 'text' },
    { name: 'outcome', type: 'choice', choices: interventionOutcomes, indexed: true },
  ],
  retention: 'Pupil file: date of birth plus 25 years, or transferred',
});
