import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';

export const registerStates = [
  'not_due',
  'open',
  'complete',
  'partial',
  'not_taken',
  'closed_late',
  'cancelled',
] as const;

/** One register today. Staff names may stand here. */
export const registerView = z.object({
  group: z.string(),
  year: z.string(),
  half: z.enum(halves),
  teacher: z.string(),
  room: z.string(),
  state: z.enum(registerStates),
  /** The same in words: "Not taken", "Taken 08:57". */
  says: z.string(),
  taken: z.string().nullable(),
  missing: z.number().int(),
  /** What was done about it, newest last: "Nudged again by M Okafor, 09:12". */
  notes: z.array(z.string()),
});
export type RegisterView = z.infer<typeof registerView>;

/** A year team's first-day work, in counts only: this shape has no field for a name. */
export const firstDayCounts = z.object({
  year: z.string(),
  half: z.enum(halves),
  whereabouts: z.number().int(),
  reasonWanted: z.number().int(),
  tried: z.number().int(),
  reached: z.number().int(),
  visits: z.number().int(),
  resolved: z.number().int(),
  open: z.number().int(),
});
export type FirstDayCounts = z.infer<typeof firstDayCounts>;

/** The tab's first page. `GET /api/today`, with an ETag; poll it. */
export const todayView = z.object({
  school: z.string(),
  date: z.string(),
  time: z.string(),
  half: z.enum(halves),
  isSchoolDay: z.boolean(),
  /** How old the MIS's data is, in minutes; null before the first import. `stale` when it accuses nobody any more. */
  dataAgeMinutes: z.number().int().nullable(),
  stale: z.boolean(),
  /** Files in the site that are damaged: what is shown comes from their last good version. */
  damaged: z.array(z.string()),
  registers: z.array(registerView),
  firstDay: z.array(firstDayCounts),
  /** Of the whole school (or the years one may see), this session: whole numbers. */
  present: z.number().int(),
  absent: z.number().int(),
  noReason: z.number().int(),
  noMark: z.number().int(),
  onRoll: z.number().int(),
  /** Year-to-date attendance by year group, for those who may: percent as shown, with its counts. */
  attendance: z.array(
    z.object({
      year: z.string(),
      attended: z.number().int(),
      possible: z.number().int(),
      attendance: z.string().nullable(),
      persistent: z.number().int(),
      pupils: z.number().int(),
    }),
  ),
  leaveWaiting: z.number().int().nullable(),
});
export type TodayView = z.infer<typeof todayView>;
