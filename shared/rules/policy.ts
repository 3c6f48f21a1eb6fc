import { z } from 'zod';
import { roles } from '../vocabulary/role.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time like 09:10');
const share = z.number().min(0).max(1);
const minutes = z.number().int().min(0).max(600);

/**
 * What the school decides: times, ladder, thresholds, channels, approvers. Read from `policy.json` in the school's
 * site; each default is the reference's CONFIG default (§2.4, §3.3, §4.2, §5.2) and is cited as school policy.
 * What the law decides is not here.
 */
export const policySchema = z.object({
  version: z.number().int().min(1),
  date: z.string(),
  school: z.string(),
  registers: z
    .object({
      AM: z.object({ opens: time, closes: time }),
      PM: z.object({ opens: time, closes: time }),
    })
    .default({ AM: { opens: '08:40', closes: '09:10' }, PM: { opens: '13:20', closes: '13:50' } }),
  chase: z
    .object({
      /** Minutes after opening at which a teacher whose register is not taken is nudged (§3.3). */
      nudgesAfterOpening: z.array(minutes).default([10, 20]),
      /** Minutes after closing at which unmarked registers and the first-day list are posted. */
      unmarkedAfterClosing: minutes.default(0),
      firstDayAfterClosing: minutes.default(5),
    })
    .default({ nudgesAfterOpening: [10, 20], unmarkedAfterClosing: 0, firstDayAfterClosing: 5 }),
  /** The breaker: beyond these nothing is sent to teachers or teams until a second person says so (reliability §3). */
  breaker: z
    .object({
      exportOlderThanMinutes: minutes.default(30),
      unmarkedShare: share.default(0.4),
      absentShare: share.default(0.15),
    })
    .default({ exportOlderThanMinutes: 30, unmarkedShare: 0.4, absentShare: 0.15 }),
  /** Bands on absence, worst last (§2.4): a pupil is in the first band whose limit holds. */
  bands: z
    .array(
      z.object({ band: z.string(), name: z.string(), absenceAtMost: share.optional(), absenceBelow: share.optional() }),
    )
    .default([
      { band: '1', name: 'Excellent', absenceAtMost: 0.03 },
      { band: '2', name: 'On track', absenceAtMost: 0.05 },
      { band: '3', name: 'At risk', absenceBelow: 0.1 },
      { band: '4', name: 'Persistent absence', absenceBelow: 0.15 },
      { band: '5', name: 'Persistent absence, high', absenceBelow: 0.5 },
      { band: '6', name: 'Severe absence' },
    ]),
  /** The staged-intervention ladder (§5.2), by net absence. */
  ladder: z
    .object({
      minPossible: z.number().int().min(1).default(20),
      rollingWeeks: z.number().int().min(1).default(6),
      netOf: z.array(z.string()).default(['C1', 'C2', 'E', 'S', 'T']),
      stages: z
        .array(
          z.object({
            stage: z.string(),
            name: z.string(),
            absenceAtLeast: share,
            action: z.string(),
            owner: z.string(),
            dueSchoolDays: z.number().int(),
            reviewWeeks: z.number().int().optional(),
          }),
        )
        .default([
          {
            stage: '1',
            name: 'Concern',
            absenceAtLeast: 0.05,
            action: 'Tutor conversation and Letter 1',
            owner: 'Tutor',
            dueSchoolDays: 5,
            reviewWeeks: 3,
          },
          {
            stage: '2',
            name: 'Support',
            absenceAtLeast: 0.08,
            action: 'Letter 2 and parent meeting; support plan',
            owner: 'Head of Year',
            dueSchoolDays: 10,
            reviewWeeks: 4,
          },
          {
            stage: '3',
            name: 'Persistent absence',
            absenceAtLeast: 0.1,
            action: 'Letter 3 and attendance panel; weekly contact',
            owner: 'Attendance Manager',
            dueSchoolDays: 10,
            reviewWeeks: 4,
          },
          {
            stage: '4',
            name: 'Formal support',
            absenceAtLeast: 0.15,
            action: 'Attendance contract; team around the family',
            owner: 'Attendance Manager',
            dueSchoolDays: 15,
            reviewWeeks: 6,
          },
        ]),
      severeAbsenceAtLeast: share.default(0.5),
    })
    .prefault({}),
  /** First contact by, per tier: school time (§4.2). */
  firstContactBy: z.array(time).length(4).default(['09:40', '09:55', '10:30', '11:00']),
  leaveDeciders: z.array(z.enum(roles)).default(['head', 'deputy-head']),
  /** Entra groups that give a role, with the year groups where the role is of a year. */
  roleGroups: z
    .array(z.object({ role: z.enum(roles), group: z.string(), years: z.array(z.string()).default([]) }))
    .default([]),
  /** The year teams' channels. */
  channels: z
    .array(z.object({ year: z.string(), team: z.string(), channel: z.string(), name: z.string() }))
    .default([]),
});
export type Policy = z.infer<typeof policySchema>;
