import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const contactChannels = ['call', 'text', 'email', 'visit', 'in person', 'letter', 'meeting'] as const;
export const contactDirections = ['out', 'in'] as const;
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
  /** Absent: the school made the contact. */
  direction: z.enum(contactDirections).optional(),
  outcome: z.enum(contactOutcomes),
  personSpokenTo: z.string().optional(),
  relationship: z.string().optional(),
  childSeen: z.boolean().default(false),
  reasonGiven: z.string().optional(),
  evidenceRequested: z.boolean().optional(),
  evidenceReceived: z.string().optional(),
  /** The code that the reason is good for; the register is changed in the MIS. */
  codeAgreed: z.string().optional(),
  followUpDue: z.string().optional(),
  visitNeeded: z.boolean().default(false),
  /** The reference of a concern that was raised in this contact; its words are with the safeguarding lead. */
  concern: z.string().optional(),
  /** The sessions it was about: `2026-03-10 AM`. */
  sessions: z.array(z.string()).optional(),
  task: z.string().optional(),
});
export type ContactLogEntry = z.infer<typeof contactLogSchema>;

export const contactLog = recordKind<ContactLogEntry>({
  name: 'contact-log',
  list: 'Contact log',
  schema: contactLogSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'date', type: 'text', indexed: true, of: 'contact-log' },
    { name: 'time', type: 'text', of: 'contact-log' },
    { name: 'by', type: 'text', of: 'contact-log' },
    { name: 'byName', type: 'text', of: 'contact-log' },
    { name: 'channel', type: 'choice', choices: contactChannels, of: 'contact-log' },
    { name: 'direction', type: 'choice', choices: contactDirections, of: 'contact-log' },
    { name: 'outcome', type: 'choice', choices: contactOutcomes, of: 'contact-log' },
    { name: 'personSpokenTo', type: 'text', of: 'contact-log' },
    { name: 'relationship', type: 'text', of: 'contact-log' },
    { name: 'childSeen', type: 'boolean', of: 'contact-log' },
    { name: 'reasonGiven', type: 'note', of: 'contact-log.health' },
    { name: 'evidenceRequested', type: 'boolean', of: 'contact-log.health' },
    { name: 'evidenceReceived', type: 'note', of: 'contact-log.health' },
    { name: 'codeAgreed', type: 'text', of: 'contact-log.health' },
    { name: 'followUpDue', type: 'text', indexed: true, of: 'contact-log' },
    { name: 'visitNeeded', type: 'boolean', of: 'contact-log' },
    { name: 'concern', type: 'text', of: 'safeguarding' },
    { name: 'sessions', type: 'note', of: 'contact-log' },
    { name: 'task', type: 'text', indexed: true, of: 'contact-log' },
  ],
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});
