import { z } from 'zod';

const count = z.number().int();
const named = z.object({
  pupil: z.string(),
  surname: z.string(),
  forename: z.string(),
  year: z.string(),
  form: z.string(),
});

/** Figures of a year group (or of `all`) today and at the last meeting; before: null when there was none this year. */
const group = z.object({
  name: z.string(),
  pupils: count,
  possible: count,
  attended: count,
  persistent: count,
  severe: count,
  before: z.object({ possible: count, attended: count, persistent: count, severe: count }).nullable(),
});

/**
 * `GET /api/meeting`: what the attendance manager and the deputy head go through (§9.1, weekly meeting pack): what changed
 * since they last met, what is overdue, who is of concern, where penalty notices stand, what was decided. Only pupils whom the reader may see.
 */
export const meetingView = z.object({
  on: z.string(),
  school: z.string(),
  /** The day of the last meeting. Null: none this year, `changes` then begin a week ago. */
  since: z.string().nullable(),
  from: z.string(),
  groups: z.array(group),
  /** Each with a sentence: "Stage 1 to stage 2", "Now persistently absent", "Left persistent absence". */
  changes: z.array(named.extend({ what: z.enum(['stage', 'persistent', 'severe', 'band']), says: z.string() })),
  /** Reviews, outcomes and actions whose day has passed, the longest overdue first. */
  overdue: z.array(
    named.extend({
      what: z.enum(['review', 'outcome', 'action']),
      due: z.string(),
      says: z.string(),
      owner: z.string().nullable(),
    }),
  ),
  /** A stage is recommended and not decided, the highest first; `hold`: why it waits. */
  concerns: z.array(named.extend({ recommended: z.string(), says: z.string(), hold: z.string().nullable() })),
  /** Who meets the threshold for considering a penalty notice, the most sessions first; those the reader may know of. */
  penalties: z.array(named.extend({ confirmed: count, includingN: count, says: z.string() })),
  decisions: z.array(named.extend({ on: z.string(), by: z.string(), says: z.string() })),
});
export type MeetingView = z.infer<typeof meetingView>;

/** `POST /api/meeting`: the meeting was held today; the next pack begins here. */
export const heldMeetingRequest = z.object({ key: z.string().min(8).max(100), on: z.iso.date() });
export type HeldMeetingRequest = z.infer<typeof heldMeetingRequest>;
