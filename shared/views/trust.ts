import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';

/** One school of a trust in whole numbers: this shape has no field for a person, a year, a form or a register. */
export const schoolInTrust = z.object({
  school: z.string(),
  name: z.string(),
  date: z.string(),
  half: z.enum(halves),
  isSchoolDay: z.boolean(),
  /** How old the MIS's data is, in minutes; null before the first import. */
  dataAgeMinutes: z.number().int().nullable(),
  registers: z.object({ due: z.number().int(), notTaken: z.number().int() }),
  onRoll: z.number().int(),
  present: z.number().int(),
  absent: z.number().int(),
  noMark: z.number().int(),
  /** First-day tasks of today that are still open. */
  firstDayOpen: z.number().int(),
  /** Year to date: attended of possible sessions, as shown; pupils who are persistently absent. */
  attended: z.number().int(),
  possible: z.number().int(),
  attendance: z.string().nullable(),
  persistent: z.number().int(),
});
export type SchoolInTrust = z.infer<typeof schoolInTrust>;

/** The trust's own summary: the only view that crosses schools. `GET /api/trust`, `desk trust`. */
export const trustView = z.object({
  trust: z.string(),
  schools: z.array(schoolInTrust),
  /** Schools that could not be asked just now, with the kind of trouble. */
  unavailable: z.array(z.object({ school: z.string(), why: z.string() })),
});
export type TrustView = z.infer<typeof trustView>;
