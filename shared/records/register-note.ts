import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

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
    { name: 'date', type: 'text', indexed: true, of: 'register-chase' },
    { name: 'half', type: 'choice', choices: halves, of: 'register-chase' },
    { name: 'group', type: 'text', indexed: true, of: 'register-chase' },
    { name: 'year', type: 'text', of: 'register-chase' },
    { name: 'action', type: 'choice', choices: registerActions, of: 'register-chase' },
    { name: 'by', type: 'text', of: 'register-chase' },
    { name: 'byName', type: 'text', of: 'register-chase' },
    { name: 'at', type: 'text', of: 'register-chase' },
    { name: 'why', type: 'note', of: 'register-chase' },
  ],
  sensitivity: 'attendance',
  about: 'register',
  author: 'by',
  retention: kept('beside the register', { column: 'date' }),
});
