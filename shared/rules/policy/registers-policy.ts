import { z } from 'zod';
import { minuteOf } from '../../vocabulary/school-time.ts';
import { longestOpen } from '../registers/register-state.ts';
import { minutes, schoolDays, sessions, share, time } from './fields.ts';

const register = z
  .object({ opens: time, closes: time })
  .refine(({ opens, closes }) => opens < closes, { error: 'a register closes after it opens' })
  .refine(({ opens, closes }) => minuteOf(closes) - minuteOf(opens) <= longestOpen.minutes, {
    error: `a register stays open at most ${longestOpen.minutes} minutes (${longestOpen.law.source})`,
  });

/** When registers open and close, who is chased and when, and when the desk holds back (§3.3, §3.4, §3.5). */
export const registersPolicy = {
  registers: z
    .object({ AM: register, PM: register })
    .default({ AM: { opens: '08:40', closes: '09:10' }, PM: { opens: '13:20', closes: '13:50' } }),
  chase: z
    .object({
      /** Minutes after opening at which a teacher whose register is not taken is nudged (§3.3). */
      nudgesAfterOpening: z.array(minutes).default([10, 20]),
      /** Minutes after opening at which an untaken register goes to the head of department or duty lead. */
      escalateAfterOpening: minutes.default(45),
      /** Minutes after closing at which unmarked registers and the first-day list are posted. */
      unmarkedAfterClosing: minutes.default(0),
      firstDayAfterClosing: minutes.default(5),
    })
    .prefault({}),
  /** The breaker: beyond these nothing is sent to teachers or teams until a second person says so (reliability §3). */
  breaker: z
    .object({
      exportOlderThanMinutes: minutes.default(30),
      unmarkedShare: share.default(0.4),
      absentShare: share.default(0.15),
    })
    .prefault({}),
  /** What happens to an N on which school day after its session; the day and time at which O is proposed (§3.4). */
  reasonChase: z
    .object({
      chaseOnDay: schoolDays.default(1),
      letterOnDay: schoolDays.default(3),
      warnOnDay: schoolDays.default(4),
      proposeOnDay: schoolDays.default(5),
      proposeAt: time.default('16:00'),
    })
    .prefault({}),
  anomalies: z
    .object({
      /** More amendments than this in one batch are looked at (RA14). */
      bulkChangeAbove: sessions.default(20),
      /** An absence authorised within so many school days of a penalty notice or court decision is looked at (RA14). */
      decisionWithinSchoolDays: schoolDays.default(5),
    })
    .prefault({}),
};
