import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

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
    { name: 'number', type: 'number', indexed: true },
    { name: 'at', type: 'text' },
    { name: 'by', type: 'text' },
    { name: 'byName', type: 'text' },
    { name: 'verb', type: 'text', indexed: true },
    { name: 'record', type: 'text' },
    { name: 'pupil', type: 'text', indexed: true },
    { name: 'detail', type: 'note' },
    { name: 'previous', type: 'text' },
    { name: 'hash', type: 'text' },
  ],
  retention: '6 years',
});
