import { z } from 'zod';
import { minutes, schoolDays, schoolWeeks, time } from './fields.ts';

const action = z.string();

/** First contact: times by tier, what follows when nobody answers, escalation by day, patterns, reasons (§4). */
export const firstDayPolicy = {
  /** First contact by, per tier: school time (§4.2). */
  firstContactBy: z.array(time).length(4).default(['09:40', '09:55', '10:30', '11:00']),
  firstDay: z
    .object({
      /** Flags that put a pupil in a tier; the tier never says which (§4.2, §11). */
      tierFlags: z.object({ '1': z.array(z.string()), '2': z.array(z.string()), '3': z.array(z.string()) }).default({
        '1': [
          'child-protection',
          'child-in-need',
          'social-worker',
          'looked-after',
          'dsl-safety-plan',
          'exploitation',
          'missing-episodes',
        ],
        '2': ['ehcp', 'medical-plan', 'young-carer', 'yot', 'exclusion-risk', 'cme-history'],
        '3': ['sen-support', 'fsm', 'pupil-premium', 'eal-new-arrival', 'pa-plan'],
      }),
      /** A text goes out at this time to tier 4, a call at its contact time (§4.2). */
      textAt: time.default('09:30'),
      /** Without contact the DSL is told by then: tiers 1 and 2; the others by the next days. */
      dslToldBy: z.object({ '1': time, '2': time }).default({ '1': '10:00', '2': '11:00' }),
      /** On which day of unexplained absence a visit is made at the latest, by tier. */
      visitOnDay: z
        .object({ '1': schoolDays, '2': schoolDays, '3': schoolDays, '4': schoolDays })
        .default({ '1': 1, '2': 1, '3': 2, '4': 3 }),
      /** Minutes after which an unacknowledged hand-off to the DSL goes to the deputy DSL, then to the head (§4.3). */
      handOffUnacknowledgedAfter: minutes.default(15),
      /** Minimum actions by day of unexplained absence (§4.3). */
      escalation: z.array(z.object({ day: schoolDays, actions: z.array(action).min(1) })).default([
        {
          day: 1,
          actions: [
            'Text the parent',
            'Call every contact, each at least twice',
            'Record N',
            'Tell the social worker and the youth offending worker where there is one',
          ],
        },
        {
          day: 2,
          actions: [
            'Call in the morning and in the afternoon',
            'Message all contacts',
            'Tell the head of year',
            'DSL review',
            'Home visit for tiers 1 to 3',
          ],
        },
        {
          day: 3,
          actions: [
            'Home visit for everybody',
            'Leave a card with a deadline',
            'Ask the schools of siblings',
            'Letter: unexplained absence',
          ],
        },
        { day: 4, actions: ['DSL decides and records: police welfare check, social care, or continue'] },
        { day: 5, actions: ['Resolve the N', 'Begin enquiries where the whereabouts are unknown'] },
        {
          day: 10,
          actions: [
            'Attendance return where the absence is continuous and unauthorised',
            'Contact the local authority',
          ],
        },
        { day: 20, actions: ['Consider the 20-day ground with the local authority'] },
      ]),
    })
    .prefault({}),
  /** Patterns that are worth a look (§4.5). */
  patterns: z
    .object({
      illnessSpells: z.object({ spells: z.number().int().min(2), weeks: schoolWeeks }).default({ spells: 3, weeks: 6 }),
      sameWeekday: z.object({ times: z.number().int().min(2), weeks: schoolWeeks }).default({ times: 3, weeks: 8 }),
      latesInWeek: z.number().int().min(2).default(3),
      nextToHoliday: z.boolean().default(true),
      siblingsAbsent: z.boolean().default(true),
    })
    .prefault({}),
  /** Words in a reason that do not account for an absence: the N stays, and somebody asks again (§4.5). */
  unsatisfactoryReasons: z
    .array(z.string())
    .default(['tired', 'overslept', 'birthday', 'shopping', 'uniform', 'minding siblings', 'babysitting', 'no reply']),
  /** Illness without more: given for the same weekday as often as the pattern says, it does not suffice (§4.5). */
  vagueIllnessReasons: z.array(z.string()).default(['unwell', 'not well', 'poorly', 'under the weather']),
  /** What a parent may name in support of a reason; a doctor's letter is never asked for in ordinary illness (§4.5). */
  supportingEvidence: z
    .array(z.string())
    .default(['appointment card', 'text from the surgery', 'prescription label', 'hospital letter']),
};
