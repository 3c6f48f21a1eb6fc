import { z } from 'zod';
import { proofOfService, serviceColumns } from './proof-of-service.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const penaltyStates = [
  'considered',
  'requested',
  'issued',
  'paid',
  'unpaid',
  'withdrawn',
  'prosecuted',
  'closed',
] as const;
export const penaltyOffences = ['first', 'second'] as const;

/**
 * A penalty notice to one parent for one child (§6.1, §6.5), from the head's decision to its end. The list is the
 * ledger: the notices of three years count per parent and child, and the sessions they used count towards no other.
 */
export const penaltyNoticeSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  /** The parent, as a contact's key, and by name as on the notice. */
  parent: z.string(),
  parentName: z.string(),
  state: z.enum(penaltyStates).default('considered'),
  offence: z.enum(penaltyOffences).optional(),
  early: z.number().int().optional(),
  full: z.number().int().optional(),
  /** `2025-12-08 AM`: the sessions it is for. */
  sessions: z.array(z.string()).default([]),
  windowFrom: z.string().optional(),
  windowTo: z.string().optional(),
  /** Why a notice is the right tool, and what support came before. */
  grounds: z.string().optional(),
  /** The day on which the authority, and other authorities, were asked about earlier notices. */
  earlierCheckedOn: z.string().optional(),
  improvement: z.string().optional(),
  leaveRequest: z.string().optional(),
  signedOffBy: z.string().optional(),
  signedOffByName: z.string().optional(),
  signedOffOn: z.string().optional(),
  requestedOn: z.string().optional(),
  /** The authority's own number. */
  reference: z.string().optional(),
  issuedOn: z.string().optional(),
  paidOn: z.string().optional(),
  paid: z.number().int().optional(),
  withdrawnOn: z.string().optional(),
  closedOn: z.string().optional(),
  ...proofOfService,
});
export type PenaltyNotice = z.infer<typeof penaltyNoticeSchema>;

export const penaltyNotices = recordKind<PenaltyNotice>({
  name: 'penalty-notice',
  list: 'Penalty notices',
  schema: penaltyNoticeSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'parent', type: 'text', indexed: true, of: 'penalty-court' },
    { name: 'parentName', type: 'text', of: 'penalty-court' },
    { name: 'state', type: 'choice', choices: penaltyStates, indexed: true, of: 'penalty-court' },
    { name: 'offence', type: 'choice', choices: penaltyOffences, of: 'penalty-court' },
    { name: 'early', type: 'number', of: 'penalty-court' },
    { name: 'full', type: 'number', of: 'penalty-court' },
    { name: 'sessions', type: 'note', of: 'penalty-court' },
    { name: 'windowFrom', type: 'text', of: 'penalty-court' },
    { name: 'windowTo', type: 'text', of: 'penalty-court' },
    { name: 'grounds', type: 'note', of: 'penalty-court' },
    { name: 'earlierCheckedOn', type: 'text', of: 'penalty-court' },
    { name: 'improvement', type: 'text', of: 'penalty-court' },
    { name: 'leaveRequest', type: 'text', of: 'penalty-court' },
    { name: 'signedOffBy', type: 'text', of: 'penalty-court' },
    { name: 'signedOffByName', type: 'text', of: 'penalty-court' },
    { name: 'signedOffOn', type: 'text', of: 'penalty-court' },
    { name: 'requestedOn', type: 'text', of: 'penalty-court' },
    { name: 'reference', type: 'text', of: 'penalty-court' },
    { name: 'issuedOn', type: 'text', indexed: true, of: 'penalty-court' },
    { name: 'paidOn', type: 'text', of: 'penalty-court' },
    { name: 'paid', type: 'number', of: 'penalty-court' },
    { name: 'withdrawnOn', type: 'text', of: 'penalty-court' },
    { name: 'closedOn', type: 'text', indexed: true, of: 'penalty-court' },
    ...serviceColumns('penalty-court'),
  ],
  sensitivity: 'legal',
  about: 'pupil',
  author: 'signedOffBy',
  retention: kept('legal', { column: 'closedOn' }),
});
