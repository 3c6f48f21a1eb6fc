import { z } from 'zod';
import { contactChannels, contactOutcomes } from '../records/contact-log.ts';
import { firstDayKinds, firstDayStates } from '../records/first-day-task.ts';
import { halves } from '../vocabulary/session.ts';

/** One pupil to account for, for those who may see names. Tier 1 to 4; why a pupil has it is not said here. */
export const firstDayTaskView = z.object({
  /** The task's key: `2026-03-10/AM/<pupil>`. */
  id: z.string(),
  version: z.string(),
  half: z.enum(halves),
  pupil: z.string(),
  name: z.string(),
  year: z.string(),
  form: z.string(),
  kind: z.enum(firstDayKinds),
  tier: z.number().int(),
  contactBy: z.string(),
  state: z.enum(firstDayStates),
  attempts: z.number().int(),
  /** "No answer 09:21, P Quill": newest last. */
  attemptsSaid: z.array(z.string()),
  outcome: z.string().nullable(),
  contacts: z.array(z.object({ name: z.string(), relationship: z.string(), phone: z.string().nullable() })),
});
export type FirstDayTaskView = z.infer<typeof firstDayTaskView>;

/** `GET /api/first-day?year=9&half=AM`: in the order of the tiers (§4.2). */
export const firstDayView = z.object({ date: z.string(), half: z.enum(halves), tasks: z.array(firstDayTaskView) });
export type FirstDayView = z.infer<typeof firstDayView>;

/** `POST /api/first-day/contact`. `key` is made by the page, once a press, so that a repeat counts once. */
export const logContactRequest = z.object({
  key: z.string().min(8).max(100),
  task: z.string(),
  channel: z.enum(contactChannels).default('call'),
  outcome: z.enum(contactOutcomes),
  personSpokenTo: z.string().max(200).optional(),
  childSeen: z.boolean().optional(),
  reasonGiven: z.string().max(1000).optional(),
  visitNeeded: z.boolean().optional(),
});
export type LogContactRequest = z.infer<typeof logContactRequest>;

/** Every write answers like this: saved, saving (it is on disk here, SharePoint has not confirmed yet), refused. */
export const writeAnswer = z.object({
  state: z.enum(['saved', 'saving', 'refused']),
  says: z.string(),
  /** Present when refused: what stands there now, or what to do. */
  why: z.string().optional(),
});
export type WriteAnswer = z.infer<typeof writeAnswer>;
