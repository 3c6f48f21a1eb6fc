import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const reintegrationResults = ['running', 'settled', 'partly', 'not settled', 'left'] as const;

/** How a pupil comes back after a long absence (§10); what is to be caught up stands in its tasks. */
export const reintegrationPlanSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  reason: z.string(),
  absentFrom: z.string(),
  absentTo: z.string().optional(),
  returnOn: z.string(),
  /** Who meets the pupil. */
  meetsName: z.string(),
  timetable: z.string().optional(),
  timetableUntil: z.string().optional(),
  /** The part-time agreement, where sessions are not required. */
  partTime: z.string().optional(),
  homeWork: z.string().optional(),
  safeSpace: z.string().optional(),
  contactPattern: z.string().optional(),
  /** How it was on day 1, 3 and 10. */
  day1: z.string().optional(),
  day3: z.string().optional(),
  day10: z.string().optional(),
  reviewDue: z.string(),
  reviewedOn: z.string().optional(),
  result: z.enum(reintegrationResults).default('running'),
  by: z.string(),
  byName: z.string(),
});
export type ReintegrationPlan = z.infer<typeof reintegrationPlanSchema>;

export const reintegrationPlans = recordKind<ReintegrationPlan>({
  name: 'reintegration-plan',
  list: 'Reintegration plans',
  schema: reintegrationPlanSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'reason', type: 'note', of: 'interventions' },
    { name: 'absentFrom', type: 'text', of: 'interventions' },
    { name: 'absentTo', type: 'text', of: 'interventions' },
    { name: 'returnOn', type: 'text', indexed: true, of: 'interventions' },
    { name: 'meetsName', type: 'text', of: 'interventions' },
    { name: 'timetable', type: 'note', of: 'interventions' },
    { name: 'timetableUntil', type: 'text', of: 'interventions' },
    { name: 'partTime', type: 'text', of: 'interventions' },
    { name: 'homeWork', type: 'note', of: 'interventions.admin' },
    { name: 'safeSpace', type: 'text', of: 'interventions' },
    { name: 'contactPattern', type: 'note', of: 'interventions.admin' },
    { name: 'day1', type: 'note', of: 'interventions' },
    { name: 'day3', type: 'note', of: 'interventions' },
    { name: 'day10', type: 'note', of: 'interventions' },
    { name: 'reviewDue', type: 'text', indexed: true, of: 'interventions' },
    { name: 'reviewedOn', type: 'text', of: 'interventions' },
    { name: 'result', type: 'choice', choices: reintegrationResults, indexed: true, of: 'interventions' },
    { name: 'by', type: 'text', of: 'interventions' },
    { name: 'byName', type: 'text', of: 'interventions' },
  ],
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});
