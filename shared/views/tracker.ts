import { z } from 'zod';

/** One reason behind a recommendation: its rule, a sentence, its numbers, where it comes from. */
export const reasonView = z.object({
  rule: z.string(),
  says: z.string(),
  numbers: z.record(z.string(), z.number()),
  source: z.string(),
});

/** A field that a person may type in the sheet or in the pane, with who put it there: what a later change must have seen. */
export const plannedField = z.object({
  /** Text as the record keeps it: a day as `2026-03-20`, a percentage as `95.0`. Null: nothing is planned. */
  value: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
});
export type PlannedField = z.infer<typeof plannedField>;

/**
 * One pupil of the tracking spreadsheet: identity for finding the row, figures for filling it. Null: no figure; absent:
 * the desk says nothing of it, because there is nothing on record or because the reader may not know.
 */
export const trackerPupil = z.object({
  pupil: z.string(),
  admission: z.string(),
  surname: z.string(),
  forename: z.string(),
  year: z.string(),
  form: z.string(),
  current: z.boolean(),
  possible: z.number().int(),
  attended: z.number().int(),
  authorised: z.number().int(),
  unauthorised: z.number().int(),
  missing: z.number().int(),
  /** Attended and possible of each half term of the year so far, in order, and of the last four school weeks. */
  halfTerms: z.array(z.object({ number: z.number().int(), attended: z.number().int(), possible: z.number().int() })),
  halfTerm: z.number().int().nullable(),
  last4Weeks: z.object({ attended: z.number().int(), possible: z.number().int() }),
  lateBefore: z.number().int(),
  lateAfter: z.number().int(),
  minutesLate: z.number().int(),
  illnessSessions: z.number().int(),
  persistent: z.boolean().nullable(),
  severe: z.boolean().nullable(),
  band: z.string().nullable(),
  sessionsToPersistent: z.number().int().nullable(),
  sessionsToLeavePersistent: z.number().int().nullable(),
  openN: z.number().int(),
  stage: z.object({
    recommended: z.string().nullable(),
    reached: z.string().nullable(),
    decided: z.string().nullable(),
    since: z.string().nullable(),
    reviewDue: z.string().nullable(),
    reasons: z.array(reasonView),
    notHigher: z.array(z.object({ stage: z.string(), because: z.string() })),
    /** What holds the stage, or its letter, for now. */
    held: z.array(z.string()).default([]),
    /** What would bring the next stage, or end this one. */
    wouldChange: z.array(z.string()).default([]),
    /** What was not considered, or not known: said, never guessed. */
    missing: z.array(z.string()),
  }),
  dual: z.boolean(),
  alternativeProvision: z.boolean(),
  /** What it takes to reach the pupil's own target. `percent` null: none is set, the other figures are of no target. */
  target: z
    .object({
      percent: z.string().nullable(),
      sessionsToReach: z.number().int().nullable(),
      bestPossible: z.object({ attended: z.number().int(), possible: z.number().int() }).nullable(),
      affordableAbsences: z.number().int().nullable(),
    })
    .optional(),
  /** The penalty notice counter, with and without open Ns. Absent: not for this reader. */
  penalty: z.object({ confirmed: z.number().int(), includingN: z.number().int(), met: z.boolean() }).optional(),
  /** The last letter that was sent, in words with its day. */
  letter: z.string().optional(),
  /** First-day tier. Absent: not for this reader. */
  tier: z.string().nullable().optional(),
  /** The last time a parent or carer was reached. Null: never this year. */
  lastContact: z.object({ date: z.string(), by: z.string() }).nullable().optional(),
  /** Of a pupil of the red group: this school week's contact (§9.6). Null: not of the red group. */
  redContact: z.enum(['met', 'attempted', 'not met']).nullable().optional(),
  /** What people planned for the pupil. */
  plan: z.object({ nextAction: plannedField, nextActionDue: plannedField, target: plannedField }).optional(),
  /** A person put the recommended stage off, and why. */
  hold: z
    .object({
      stage: z.string(),
      reason: z.string(),
      until: z.string().nullable(),
      by: z.string(),
      on: z.string(),
    })
    .nullable()
    .optional(),
  /** The same figures at the end of the last school week. Null: not on roll then. */
  lastWeek: z
    .object({
      attended: z.number().int(),
      possible: z.number().int(),
      band: z.string().nullable(),
      persistent: z.boolean().nullable(),
      recommended: z.string().nullable(),
    })
    .nullable()
    .optional(),
});
export type TrackerPupil = z.infer<typeof trackerPupil>;

/** `GET /api/tracker`: every pupil one may see. */
export const trackerView = z.object({
  on: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  policyVersion: z.number().int(),
  stageNames: z.record(z.string(), z.string()),
  /** The letter that goes home at a stage, where the policy names one. */
  stageLetters: z.record(z.string(), z.string()).optional(),
  /** Names of the policy's bands, by band. */
  bandNames: z.record(z.string(), z.string()).optional(),
  /** Files in the site that are damaged: the figures come from their last good version. */
  damaged: z.array(z.string()).optional(),
  /** The last day of the week that `lastWeek` tells of. */
  lastWeekEnded: z.string().nullable().optional(),
  /** What this reader may do with the sheet; absent: nothing but read. */
  may: z.object({ decide: z.boolean(), plan: z.boolean(), contact: z.boolean(), meet: z.boolean() }).optional(),
  /** The school has pupils whom this reader may not see. */
  hasOthers: z.boolean().optional(),
  pupils: z.array(trackerPupil),
});
export type TrackerView = z.infer<typeof trackerView>;

/** `POST /api/interventions`: the person accepts the recommended stage. What they saw is kept with it. */
export const acceptStageRequest = z.object({
  key: z.string().min(8).max(100),
  pupil: z.string(),
  stage: z.string(),
  /** The day whose figures were seen. */
  on: z.string(),
});
export type AcceptStageRequest = z.infer<typeof acceptStageRequest>;
