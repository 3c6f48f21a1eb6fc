import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const packKinds = ['deputy head', 'panel', 'TAF', 'early help', 'authority', 'governors', 'court'] as const;

/**
 * What was put together for a meeting or the court (§10): about whom, from which figures, as which file. The hash tells
 * whether the file is still the one that was handed over.
 */
export const meetingPackSchema = z.object({
  key: z.string(),
  kind: z.enum(packKinds),
  date: z.string(),
  pupils: z.array(z.string()).default([]),
  by: z.string(),
  byName: z.string(),
  madeAt: z.string(),
  file: z.string(),
  hash: z.string(),
  policyVersion: z.number().int(),
});
export type MeetingPack = z.infer<typeof meetingPackSchema>;

export const meetingPacks = recordKind<MeetingPack>({
  name: 'meeting-pack',
  list: 'Meeting packs',
  schema: meetingPackSchema,
  columns: [
    keyColumn,
    { name: 'kind', type: 'choice', choices: packKinds, indexed: true, of: 'penalty-court' },
    { name: 'date', type: 'text', indexed: true, of: 'penalty-court' },
    { name: 'pupils', type: 'note', of: 'penalty-court' },
    { name: 'by', type: 'text', of: 'penalty-court' },
    { name: 'byName', type: 'text', of: 'penalty-court' },
    { name: 'madeAt', type: 'text', of: 'penalty-court' },
    { name: 'file', type: 'text', of: 'penalty-court' },
    { name: 'hash', type: 'text', of: 'penalty-court' },
    { name: 'policyVersion', type: 'number', of: 'penalty-court' },
  ],
  sensitivity: 'legal',
  about: 'pupil',
  author: 'by',
  retention: kept('legal', { column: 'date' }),
});
