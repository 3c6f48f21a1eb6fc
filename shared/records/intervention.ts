import { z } from 'zod';
import { isLegal } from '../rules/ladder/stage-row.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const interventionTypes = [
  'letter',
  'meeting',
  'panel',
  'visit',
  'mentoring',
  'EHA',
  'contract',
  'NTI',
  'PN',
  'reintegration',
  'other',
] as const;
export const interventionOutcomes = ['open', 'improved', 'partly', 'no change', 'worse', 'left', 'closed'] as const;

/** A stage that a person began, with what the desk recommended and why at that moment, and what came of it (§5.3). */
export const interventionSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  stage: z.string(),
  /** Absent: the stage as a whole. */
  type: z.enum(interventionTypes).optional(),
  openedOn: z.string(),
  openedBy: z.string(),
  openedByName: z.string(),
  owner: z.string().optional(),
  /** What is aimed at: `95.0 %`, `no more than 2 sessions`. */
  target: z.string().optional(),
  /** The recommendation as shown: stage, reasons with their numbers, policy version. JSON. */
  recommended: z.string(),
  /** Why another stage than the recommended one was begun, in the person's words (§5.2 h). */
  chosenWhy: z.string().optional(),
  baselinePossible: z.number().int(),
  baselineAttended: z.number().int(),
  baselineFrom: z.string(),
  baselineTo: z.string(),
  actions: z.array(z.string()).optional(),
  parentResponse: z.string().optional(),
  reviewDue: z.string().optional(),
  /** Who put the review on another day than the ladder's, and when. */
  reviewSetByName: z.string().optional(),
  reviewSetAt: z.string().optional(),
  /** The day its review was held; the outcome is of that day. */
  reviewedOn: z.string().optional(),
  outcome: z.enum(interventionOutcomes).default('open'),
  afterPossible: z.number().int().optional(),
  afterAttended: z.number().int().optional(),
  afterFrom: z.string().optional(),
  afterTo: z.string().optional(),
  nextStep: z.string().optional(),
  /** The day of the meeting with the deputy head at which it was discussed. */
  discussedOn: z.string().optional(),
});
export type Intervention = z.infer<typeof interventionSchema>;

export const interventions = recordKind<Intervention>({
  name: 'intervention',
  list: 'Interventions',
  schema: interventionSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'stage', type: 'text', indexed: true, of: 'interventions.stage' },
    { name: 'type', type: 'choice', choices: interventionTypes, of: 'interventions' },
    { name: 'openedOn', type: 'text', indexed: true, of: 'interventions.stage' },
    { name: 'openedBy', type: 'text', of: 'interventions' },
    { name: 'openedByName', type: 'text', of: 'interventions' },
    { name: 'owner', type: 'text', of: 'interventions' },
    { name: 'target', type: 'text', of: 'interventions' },
    { name: 'recommended', type: 'note', of: 'interventions' },
    { name: 'chosenWhy', type: 'note', of: 'interventions' },
    { name: 'baselinePossible', type: 'number', of: 'interventions' },
    { name: 'baselineAttended', type: 'number', of: 'interventions' },
    { name: 'baselineFrom', type: 'text', of: 'interventions' },
    { name: 'baselineTo', type: 'text', of: 'interventions' },
    { name: 'actions', type: 'note', of: 'interventions.admin' },
    { name: 'parentResponse', type: 'note', of: 'interventions.admin' },
    { name: 'reviewDue', type: 'text', indexed: true, of: 'interventions.stage' },
    { name: 'reviewSetByName', type: 'text', of: 'interventions' },
    { name: 'reviewSetAt', type: 'text', of: 'interventions' },
    { name: 'reviewedOn', type: 'text', of: 'interventions' },
    { name: 'outcome', type: 'choice', choices: interventionOutcomes, indexed: true, of: 'interventions' },
    { name: 'afterPossible', type: 'number', of: 'interventions' },
    { name: 'afterAttended', type: 'number', of: 'interventions' },
    { name: 'afterFrom', type: 'text', of: 'interventions' },
    { name: 'afterTo', type: 'text', of: 'interventions' },
    { name: 'nextStep', type: 'note', of: 'interventions' },
    { name: 'discussedOn', type: 'text', of: 'interventions' },
  ],
  // Words about a notice and the legal route (§11).
  guarded: {
    columns: ['recommended', 'chosenWhy', 'actions', 'parentResponse', 'nextStep'],
    of: 'penalty-court',
    when: ({ stage }) => isLegal(stage),
  },
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'openedBy',
  retention: kept('pupil file', { pupil: 'born' }),
});
