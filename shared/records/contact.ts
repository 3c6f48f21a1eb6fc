import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** A parent, carer or emergency contact of a pupil, in the order in which they are called. Key: `pupil/priority`. */
export const contactSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  priority: z.number().int(),
  name: z.string(),
  relationship: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  parentalResponsibility: z.boolean().default(false),
  address: z.string().optional(),
  livesWith: z.boolean().optional(),
  /** Needs an interpreter: the language. */
  language: z.string().optional(),
  /** For a notice or the court (§6.5): date of birth, and what shows the responsibility or care. */
  born: z.string().optional(),
  responsibilityProof: z.string().optional(),
});
export type Contact = z.infer<typeof contactSchema>;

export const contacts = recordKind<Contact>({
  name: 'contact',
  list: 'Contacts',
  schema: contactSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'priority', type: 'number', of: 'pupil.contacts' },
    { name: 'name', type: 'text', of: 'pupil.contacts' },
    { name: 'relationship', type: 'text', of: 'pupil.contacts' },
    { name: 'phone', type: 'text', of: 'pupil.contacts' },
    { name: 'email', type: 'text', of: 'pupil.contacts' },
    { name: 'parentalResponsibility', type: 'boolean', of: 'pupil.contacts' },
    { name: 'address', type: 'note', of: 'pupil.contacts' },
    { name: 'livesWith', type: 'boolean', of: 'pupil.contacts' },
    { name: 'language', type: 'text', of: 'pupil.contacts' },
    { name: 'born', type: 'text', of: 'penalty-court' },
    { name: 'responsibilityProof', type: 'text', of: 'penalty-court' },
  ],
  sensitivity: 'people',
  about: 'pupil',
  retention: kept('pupil file', { pupil: 'born' }),
});
