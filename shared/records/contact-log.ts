import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

export const contactChannels = ['call', 'text', 'email', 'visit', 'in person', 'letter', 'meeting'] as const;
export const contactOutcomes = ['reached', 'left message', 'no answer', 'wrong number', 'refused'] as const;

/** One attempt to reach somebody about a pupil (§4.4). "Spoken to a parent" is not "child seen": both are kept apart. */
export const contactLogSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  date: z.string(),
  time: z.string(),
  by: z.string(),
  byName: z.string(),
  channel: z.enum(contactChannels),
  outcome: z.enum(contactOutcomes),
  personSpokenTo: z.string().optional(),
  childSeen: z.boolean().default(false),
  reasonGiven: z.string().optional(),
  visitNeeded: z.boolean().default(false),
  task: z.string().optional(),
});
export type ContactLogEntry = z.infer<typeof contactLogSchema>;

export const contactLog = recordKind<ContactLogEntry>({
  name: 'contact-log',
  list: 'Contact log',
  schema: contactLogSchema,
  columns: [
    keyColumn,
    { name: 'pupil', type: 'text', indexed: true },
    { name: 'date', type: 'text', indexed: true },
    { name: 'time', type: 'text' },
    { name: 'by', type: 'text' },
    { name: 'byName', type: 'text' },
    { name: 'channel', type: 'choice', choices: contactChannels },
    { name: 'outcome', type: 'choice', choices: contactOutcomes },
    { name: 'personSpokenTo', type: 'text' },
    { name: 'childSeen', type: 'boolean' },
    { name: 'reasonGiven', type: 'note' },
    { name: 'visitNeeded', type: 'boolean' },
    { name: 'task', type: 'text', indexed: true },
  ],
  retention: 'Pupil file: date of birth plus 25 years, or transferred',
});
