import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

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
});
export type Contact = z.infer<typeof contactSchema>;

export const contacts = recordKind<Contact>({
  name: 'contact',
  list: 'Contacts',
  schema: contactSchema,
  columns: [
    keyColumn,
    { name: 'pupil', type: 'text', indexed: true },
    { name: 'priority', type: 'number' },
    { name: 'name', type: 'text' },
    { name: 'relationship', type: 'text' },
    { name: 'phone', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'parentalResponsibility', type: 'boolean' },
  ],
  retention: 'While the pupil is on roll, then with the pupil file',
});
