import { z } from 'zod';
import { roles } from '../vocabulary/role.ts';

/** Who the desk takes you for, and what you may open. `GET /api/me` */
export const meView = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  years: z.array(z.string()),
  /** The school that is asked, and every school at which the person has a role: `?school=` chooses. */
  school: z.string().optional(),
  schools: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  may: z.object({
    seeRegisters: z.boolean(),
    seeFirstDay: z.boolean(),
    logContact: z.boolean(),
    seeLeave: z.boolean(),
    /** The dates that were asked for, and nothing else of it. */
    seeLeaveDates: z.boolean(),
    enterLeave: z.boolean(),
    decideLeave: z.boolean(),
    seeTracker: z.boolean(),
    acceptStage: z.boolean(),
  }),
});
export type MeView = z.infer<typeof meView>;
