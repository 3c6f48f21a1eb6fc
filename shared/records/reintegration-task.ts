import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** What a pupil has to catch up in one subject, who sets it and by when (§10). */
export const reintegrationTaskSchema = z.object({
  key: z.string(),
  plan: z.string(),
  pupil: z.string(),
  subject: z.string(),
  what: z.string(),
  /** The teacher's staff code. */
  teacher: z.string(),
  due: z.string(),
  doneOn: z.string().optional(),
  by: z.string(),
  byName: z.string(),
});
export type ReintegrationTask = z.infer<typeof reintegrationTaskSchema>;

export const reintegrationTasks = recordKind<ReintegrationTask>({
  name: 'reintegration-task',
  list: 'Reintegration tasks',
  schema: reintegrationTaskSchema,
  columns: [
    keyColumn,
    { name: 'plan', type: 'text', indexed: true, of: 'interventions' },
    pupilColumn,
    { name: 'subject', type: 'text', of: 'interventions' },
    { name: 'what', type: 'note', of: 'interventions' },
    { name: 'teacher', type: 'text', indexed: true, of: 'interventions' },
    { name: 'due', type: 'text', indexed: true, of: 'interventions' },
    { name: 'doneOn', type: 'text', of: 'interventions.admin' },
    { name: 'by', type: 'text', of: 'interventions' },
    { name: 'byName', type: 'text', of: 'interventions' },
  ],
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});
