import { z } from 'zod';

/** One reason behind a number: a sentence, its numbers, where the rule comes from, and the sessions it rests on. */
export const whyReason = z.object({
  rule: z.string(),
  says: z.string(),
  numbers: z.record(z.string(), z.number()),
  source: z.string(),
  /** `2026-03-10 AM`, in order; none for a number about a group. */
  sessions: z.array(z.string()),
});

/** `GET /api/why`: a number of a card, the tab or the sheet, and everything behind it. */
export const whyView = z.object({
  /** The pupil's id, or the year group whose number it is. */
  pupil: z.string().optional(),
  year: z.string().optional(),
  on: z.string(),
  field: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  policyVersion: z.number().int(),
  reasons: z.array(whyReason),
});
export type WhyView = z.infer<typeof whyView>;
