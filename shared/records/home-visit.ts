import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const visitStates = ['planned', 'on the way', 'there', 'done', 'overdue', 'cancelled'] as const;
export const visitOutcomes = ['child seen', 'adult only', 'child alone', 'no answer', 'refused', 'moved away'] as const;
export const travelModes = ['own vehicle', 'school vehicle', 'on foot', 'public transport'] as const;

/**
 * A visit to a pupil's home (§10): planned with a check-in and a check-out, and facts only. Whatever gives rise to
 * concern is the safeguarding lead's; here stands its reference. No position is kept beyond the address as visited.
 */
export const homeVisitSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  date: z.string(),
  state: z.enum(visitStates).default('planned'),
  plannedFrom: z.string(),
  plannedTo: z.string(),
  arrivedAt: z.string().optional(),
  leftAt: z.string().optional(),
  checkedOutAt: z.string().optional(),
  purpose: z.string(),
  address: z.string(),
  by: z.string(),
  byName: z.string(),
  /** Where the address carries any risk a second adult goes as well. */
  secondName: z.string().optional(),
  riskAssessment: z.string().optional(),
  travel: z.enum(travelModes).optional(),
  insuredUntil: z.string().optional(),
  answeredBy: z.string().optional(),
  relationship: z.string().optional(),
  childSeen: z.boolean().optional(),
  spokenToAlone: z.boolean().optional(),
  facts: z.string().optional(),
  reasonGiven: z.string().optional(),
  outcome: z.enum(visitOutcomes).optional(),
  actions: z.array(z.string()).optional(),
  cardLeft: z.boolean().optional(),
  /** The reference of a concern that was raised; its words are with the safeguarding lead. */
  concern: z.string().optional(),
  concernAt: z.string().optional(),
  signedOn: z.string().optional(),
});
export type HomeVisit = z.infer<typeof homeVisitSchema>;

export const homeVisits = recordKind<HomeVisit>({
  name: 'home-visit',
  list: 'Home visits',
  schema: homeVisitSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'date', type: 'text', indexed: true, of: 'home-visits.outcome' },
    { name: 'state', type: 'choice', choices: visitStates, indexed: true, of: 'home-visits.outcome' },
    { name: 'plannedFrom', type: 'text', of: 'home-visits' },
    { name: 'plannedTo', type: 'text', of: 'home-visits' },
    { name: 'arrivedAt', type: 'text', of: 'home-visits' },
    { name: 'leftAt', type: 'text', of: 'home-visits' },
    { name: 'checkedOutAt', type: 'text', of: 'home-visits' },
    { name: 'purpose', type: 'note', of: 'home-visits' },
    { name: 'address', type: 'note', of: 'home-visits' },
    { name: 'by', type: 'text', of: 'home-visits' },
    { name: 'byName', type: 'text', of: 'home-visits' },
    { name: 'secondName', type: 'text', of: 'home-visits' },
    { name: 'riskAssessment', type: 'text', of: 'home-visits' },
    { name: 'travel', type: 'choice', choices: travelModes, of: 'home-visits' },
    { name: 'insuredUntil', type: 'text', of: 'home-visits' },
    { name: 'answeredBy', type: 'text', of: 'home-visits' },
    { name: 'relationship', type: 'text', of: 'home-visits' },
    { name: 'childSeen', type: 'boolean', of: 'home-visits' },
    { name: 'spokenToAlone', type: 'boolean', of: 'home-visits' },
    { name: 'facts', type: 'note', of: 'home-visits' },
    { name: 'reasonGiven', type: 'note', of: 'home-visits' },
    { name: 'outcome', type: 'choice', choices: visitOutcomes, of: 'home-visits.outcome' },
    { name: 'actions', type: 'note', of: 'home-visits' },
    { name: 'cardLeft', type: 'boolean', of: 'home-visits' },
    { name: 'concern', type: 'text', of: 'safeguarding' },
    { name: 'concernAt', type: 'text', of: 'safeguarding' },
    { name: 'signedOn', type: 'text', of: 'home-visits' },
  ],
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});
