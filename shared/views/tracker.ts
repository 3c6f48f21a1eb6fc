import { z } from 'zod';

/** One reason behind a recommendation: its rule, a sentence, its numbers, where it comes from. */
export const reasonView = z.object({
  rule: z.string(),
  says: z.string(),
  numbers: z.record(z.string(), z.number()),
  source: z.string(),
});

/** One pupil of the tracking spreadsheet: identity for finding the row, figures for filling it. Null: no figure. */
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
});
export type TrackerPupil = z.infer<typeof trackerPupil>;

/** `GET /api/tracker`: every pupil one may see. */
export const trackerView = z.object({
  on: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  policyVersion: z.number().int(),
  stageNames: z.record(z.string(), z.string()),
  /** Names of the policy's bands, by band. */
  bandNames: z.record(z.string(), z.string()).optional(),
  /** Files in the site that are damaged: the figures come from their last good version. */
  damaged: z.array(z.string()).optional(),
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
