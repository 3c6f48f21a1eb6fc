import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/**
 * A temporary part-time timetable (§8.4): C2 is right inside its dates and sessions, and nowhere else. Whom the school
 * asked before would tell which pupil has a social worker or a caseworker: those columns are seen by fewer.
 */
export const partTimeAgreementSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  from: z.string(),
  to: z.string(),
  /** The sessions of a week that are not required: `Mon PM`. */
  sessions: z.array(z.string()).default([]),
  reason: z.string(),
  reviewDates: z.array(z.string()).default([]),
  reviewsHeld: z.array(z.string()).default([]),
  reviewDue: z.string().optional(),
  /** The parent whom the pupil lives with, as a contact's key. */
  parent: z.string(),
  parentSignedOn: z.string().optional(),
  by: z.string(),
  byName: z.string(),
  offSiteCheckedOn: z.string().optional(),
  socialWorkerAskedOn: z.string().optional(),
  caseworkerAskedOn: z.string().optional(),
  authorityToldOn: z.string().optional(),
  endedOn: z.string().optional(),
});
export type PartTimeAgreement = z.infer<typeof partTimeAgreementSchema>;

export const partTimeAgreements = recordKind<PartTimeAgreement>({
  name: 'part-time-agreement',
  list: 'Part-time agreements',
  schema: partTimeAgreementSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'from', type: 'text', of: 'placements.today' },
    { name: 'to', type: 'text', indexed: true, of: 'placements.today' },
    { name: 'sessions', type: 'note', of: 'placements.today' },
    { name: 'reason', type: 'note', of: 'reasons' },
    { name: 'reviewDates', type: 'note', of: 'placements' },
    { name: 'reviewsHeld', type: 'note', of: 'placements' },
    { name: 'reviewDue', type: 'text', indexed: true, of: 'placements' },
    { name: 'parent', type: 'text', of: 'interventions' },
    { name: 'parentSignedOn', type: 'text', of: 'interventions.admin' },
    { name: 'by', type: 'text', of: 'placements' },
    { name: 'byName', type: 'text', of: 'placements' },
    { name: 'offSiteCheckedOn', type: 'text', of: 'checks' },
    { name: 'socialWorkerAskedOn', type: 'text', of: 'checks' },
    { name: 'caseworkerAskedOn', type: 'text', of: 'checks' },
    { name: 'authorityToldOn', type: 'text', of: 'placements' },
    { name: 'endedOn', type: 'text', of: 'placements.today' },
  ],
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});
