import { z } from 'zod';
import { code, schoolWeeks, sessions, share, time } from './fields.ts';

/** Impact, celebration, weekly contact with red pupils, small groups (§9). */
export const reportsPolicy = {
  impact: z
    .object({
      windowWeeks: schoolWeeks.default(6),
      /** Possible sessions needed in each window. */
      minPossible: sessions.default(40),
      improvedBy: share.default(0.02),
      /** Comparison pupils' absence before lies within this share of the pupil's own. */
      matchWithin: share.default(0.02),
      /** With fewer pupils: counts and a plain statement, no interval. */
      fewPupils: z.number().int().min(1).default(10),
    })
    .prefault({}),
  celebration: z
    .object({
      weekMinPossible: sessions.default(8),
      lateAllowed: z.boolean().default(true),
      improvedMinPossible: sessions.default(40),
      improvedFromAbsence: share.default(0.05),
      tutorGroupMinPupils: z.number().int().min(1).default(15),
      /** Absence with these codes does not exclude a pupil (religious observance, medical appointments). */
      doesNotExclude: z.array(code).default(['R', 'M']),
      /** Flags with which illness does not exclude a pupil either (disability, a medical plan, pregnancy). */
      flagsThatExcuseIllness: z.array(z.string()).default(['medical-plan', 'disability', 'pregnancy']),
    })
    .prefault({}),
  redGroup: z
    .object({
      bands: z.array(z.string()).default(['4', '5', '6']),
      officeToldBy: z
        .object({ weekday: z.enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']), time })
        .default({ weekday: 'Thu', time: '12:00' }),
      deputyToldBy: z
        .object({ weekday: z.enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']), time })
        .default({ weekday: 'Fri', time: '15:00' }),
    })
    .prefault({}),
  /** Groups of fewer pupils are not shown to governors and wider audiences (§9.2). */
  suppressBelow: z.number().int().min(1).default(5),
  /** A weekday's rate is shown from so many possible sessions on (§9.2). */
  weekdayMinPossible: sessions.default(100),
};
