import { z } from 'zod';
import { proofOfService, serviceColumns } from './proof-of-service.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const improvementOutcomes = ['running', 'met', 'failed', 'withdrawn'] as const;

/** A notice to improve to one parent (§6.4): what it says, its three to six weeks, and how they ended. */
export const noticeToImproveSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  parent: z.string(),
  parentName: z.string(),
  from: z.string(),
  to: z.string(),
  /** The record and the sessions that led to it. */
  figures: z.string(),
  sessions: z.array(z.string()).default([]),
  supportGiven: z.string(),
  supportOffered: z.string(),
  /** What is enough, in this case. */
  sufficient: z.string(),
  /** When a penalty notice may come before the period ends. */
  earlyGrounds: z.string().optional(),
  by: z.string(),
  byName: z.string(),
  outcome: z.enum(improvementOutcomes).default('running'),
  outcomeOn: z.string().optional(),
  closedOn: z.string().optional(),
  ...proofOfService,
});
export type NoticeToImprove = z.infer<typeof noticeToImproveSchema>;

export const noticesToImprove = recordKind<NoticeToImprove>({
  name: 'notice-to-improve',
  list: 'Notices to improve',
  schema: noticeToImproveSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'parent', type: 'text', indexed: true, of: 'penalty-court' },
    { name: 'parentName', type: 'text', of: 'penalty-court' },
    { name: 'from', type: 'text', of: 'penalty-court' },
    { name: 'to', type: 'text', indexed: true, of: 'penalty-court' },
    { name: 'figures', type: 'note', of: 'penalty-court' },
    { name: 'sessions', type: 'note', of: 'penalty-court' },
    { name: 'supportGiven', type: 'note', of: 'penalty-court' },
    { name: 'supportOffered', type: 'note', of: 'penalty-court' },
    { name: 'sufficient', type: 'note', of: 'penalty-court' },
    { name: 'earlyGrounds', type: 'note', of: 'penalty-court' },
    { name: 'by', type: 'text', of: 'penalty-court' },
    { name: 'byName', type: 'text', of: 'penalty-court' },
    { name: 'outcome', type: 'choice', choices: improvementOutcomes, indexed: true, of: 'penalty-court' },
    { name: 'outcomeOn', type: 'text', of: 'penalty-court' },
    { name: 'closedOn', type: 'text', indexed: true, of: 'penalty-court' },
    ...serviceColumns('penalty-court'),
  ],
  sensitivity: 'legal',
  about: 'pupil',
  author: 'by',
  retention: kept('legal', { column: 'closedOn' }),
});
