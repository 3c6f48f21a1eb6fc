import { z } from 'zod';
import { role, schoolDays, schoolWeeks, time } from './fields.ts';

/** Leave, penalty notices, part-time timetables and placements, as far as the school decides (§6, §7, §8). */
export const legalPolicy = {
  leaveDeciders: z.array(role).default(['head', 'deputy-head']),
  leave: z
    .object({
      contactWithinSchoolDays: schoolDays.default(2),
      decideWithinSchoolDays: schoolDays.default(5),
      /** A request that arrives fewer school days before the leave is decided the same or the next day. */
      shortNoticeBelow: schoolDays.default(5),
    })
    .prefault({}),
  penaltyNotices: z
    .object({
      /** Who issues: the local authority on the school's request, or the head. */
      route: z.enum(['la-on-request', 'head']).default('la-on-request'),
      /** How long a notice to improve runs, in school weeks; the framework allows 3 to 6. */
      noticeToImproveWeeks: z.number().int().min(3).max(6).default(6),
      noticeToImproveSucceeds: z.string().default('No unauthorised absence, or the agreed target'),
    })
    .prefault({}),
  partTime: z.object({ maxWeeks: schoolWeeks.default(6), reviewEveryWeeks: schoolWeeks.default(2) }).prefault({}),
  placements: z
    .object({
      visitEveryWeeks: schoolWeeks.default(4),
      callEveryWeeks: schoolWeeks.default(1),
      /** The provider has said by then who attended (§8.6). */
      confirmedBy: z.object({ AM: time, PM: time }).default({ AM: '10:00', PM: '14:00' }),
    })
    .prefault({}),
  returns: z
    .object({
      /** Sickness sessions at which the office is warned that a return comes near (§8.2). */
      sicknessWarnAt: z.number().int().min(1).default(20),
    })
    .prefault({}),
};
