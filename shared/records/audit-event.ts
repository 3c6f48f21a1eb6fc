import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** One change, refusal or sensitive view. Appended, never edited, chained by hash (`hash` covers `previous`). */
export const auditEventSchema = z.object({
  key: z.string(),
  number: z.number().int(),
  at: z.string(),
  by: z.string(),
  byName: z.string(),
  /** The verb of the workflow: `decide-leave`, `log-contact`, `view-first-day`, `refused`. */
  verb: z.string(),
  record: z.string(),
  pupil: z.string().optional(),
  /** What changed, as JSON, without free text. */
  detail: z.string(),
  previous: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditEvents = recordKind<AuditEvent>({
  name: 'audit-event',
  list: 'Audit',
  schema: auditEventSchema,
  columns: [
    keyColumn,
    { name: 'number', type: 'number', indexed: true, of: 'audit' },
    { name: 'at', type: 'text', of: 'audit' },
    { name: 'by', type: 'text', of: 'audit' },
    { name: 'byName', type: 'text', of: 'audit' },
    { name: 'verb', type: 'text', indexed: true, of: 'audit' },
    { name: 'record', type: 'text', of: 'audit' },
    pupilColumn,
    { name: 'detail', type: 'note', of: 'audit' },
    { name: 'previous', type: 'text', of: 'audit' },
    { name: 'hash', type: 'text', of: 'audit' },
  ],
  sensitivity: 'desk',
  about: 'pupil',
  author: 'by',
  retention: kept('audit', { column: 'at' }),
});
