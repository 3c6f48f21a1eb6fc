import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';
import { keyColumn, recordKind } from './record.ts';

/** What was done about an unmarked register, press by press. Staff names may stand here; pupils' never do. */
export const registerActions = ['unmarked', 'nudged-again', 'somebody-going', 'taken', 'not-due'] as const;

/** One press on the unmarked-registers card, or the desk's own note that it was unmarked at close. Key: the action's. */
export const registerNoteSchema = z.object({
  key: z.string(),
  date: z.string(),
  half: z.enum(halves),
  group: z.string(),
  year: z.string(),
  action: z.enum(registerActions),
  by: z.string(),
  byName: z.string(),
  at: z.string(),
  why: z.string().optional(),
});
export type RegisterNote = z.infer<typeof registerNoteSchema>;

export const registerNotes = recordKind<RegisterNote>({
  name: 'register-note',
  list: 'Register notes',
  schema: registerNoteSchema,
  columns: [
    keyColumn,
    { name: 'date', type: 'text', indexed: true },
    { name: 'half', type: 'choice', choices: halves },
    { name: 'group', type: 'text', indexed: true },
    { name: 'year', type: 'text' },
    { name: 'action', type: 'choice', choices: registerActions },
    { name: 'by', type: 'text' },
    { name: 'byName', type: 'text' },
    { name: 'at', type: 'text' },
    { name: 'why', type: 'note' },
  ],
  retention: '6 years with the register it belongs to',
});
