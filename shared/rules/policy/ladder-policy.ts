import { z } from 'zod';
import { code, schoolDays, schoolWeeks, sessions, share } from './fields.ts';

const stage = z.object({
  stage: z.string(),
  name: z.string(),
  /** Net absence at or above which the stage is reached. */
  absenceAtLeast: share,
  /** So many net-absent sessions in so many school weeks reach it too. */
  sessionsAtLeast: z.object({ sessions, weeks: schoolWeeks }).optional(),
  /** So many separate spells of absence in so many school weeks reach it too. */
  spellsAtLeast: z.object({ spells: z.number().int().min(1), weeks: schoolWeeks }).optional(),
  /** So many unauthorised sessions (G, O, U) in so many school weeks reach it too. */
  unauthorisedAtLeast: z.object({ sessions, weeks: schoolWeeks }).optional(),
  /** The review of this earlier stage without improvement reaches it too, with so many net-absent sessions this year. */
  afterReviewOf: z.object({ stage: z.string(), sessionsThisYear: z.number().int().min(0).default(0) }).optional(),
  action: z.string(),
  /** The letter that goes home when the stage begins; absent where none does. */
  letter: z.string().optional(),
  owner: z.string(),
  /** School days from the stage's beginning to its action. */
  dueSchoolDays: schoolDays,
  /** School weeks from the stage's beginning to its review. */
  reviewWeeks: schoolWeeks.optional(),
});

type Stage = z.input<typeof stage>;

const defaultStages: readonly Stage[] = [
  {
    stage: '1',
    name: 'Concern',
    absenceAtLeast: 0.05,
    sessionsAtLeast: { sessions: 6, weeks: 6 },
    spellsAtLeast: { spells: 3, weeks: 6 },
    action: 'Tutor conversation and Letter 1; barriers checked',
    letter: 'Letter 1',
    owner: 'Tutor',
    dueSchoolDays: 5,
    reviewWeeks: 3,
  },
  {
    stage: '2',
    name: 'Support',
    absenceAtLeast: 0.08,
    afterReviewOf: { stage: '1', sessionsThisYear: 10 },
    action: 'Letter 2 and parent meeting; support plan with a target',
    letter: 'Letter 2',
    owner: 'Head of Year',
    dueSchoolDays: 10,
    reviewWeeks: 4,
  },
  {
    stage: '3',
    name: 'Persistent absence',
    absenceAtLeast: 0.1,
    unauthorisedAtLeast: { sessions: 4, weeks: 4 },
    action: 'Letter 3 and attendance panel; weekly contact; early help offered',
    letter: 'Letter 3',
    owner: 'Attendance Manager',
    dueSchoolDays: 10,
    reviewWeeks: 4,
  },
  {
    stage: '4',
    name: 'Formal support',
    absenceAtLeast: 0.15,
    unauthorisedAtLeast: { sessions: 8, weeks: 10 },
    afterReviewOf: { stage: '3' },
    action: 'Attendance contract; team around the family; local authority meeting',
    owner: 'Attendance Manager',
    dueSchoolDays: 15,
    reviewWeeks: 6,
  },
];

/** A stage that the law's process enters, not a share of absence: what is done, by whom, and when it is looked at. */
const legalStage = z.object({
  name: z.string(),
  action: z.string(),
  owner: z.string(),
  dueSchoolDays: schoolDays,
  reviewWeeks: schoolWeeks.optional(),
});

/** The staged-intervention ladder (§5.2, school policy): stages 1 to 4 by net absence; 5, 6 and S beside them. */
export const ladderPolicy = {
  ladder: z
    .object({
      /** A window with fewer possible sessions says nothing. */
      minPossible: sessions.default(20),
      /** The rolling window in school weeks; the year to date is the other. */
      rollingWeeks: schoolWeeks.default(6),
      /** Absences with these codes are left out for the ladder alone. */
      netOf: z.array(code).default(['C1', 'C2', 'E', 'S', 'T']),
      /** Left out as well while a medical plan is on. */
      netOfWithMedicalPlan: z.array(code).default(['I']),
      /** Net absence this much below the baseline has improved, this much above is worse; a share (0.02 is 2 points). */
      improvedBy: share.default(0.02),
      stages: z
        .array(stage)
        .min(1)
        .prefault([...defaultStages]),
      notice: legalStage.default({
        name: 'Notice',
        action: 'Decision record; notice to improve, or a penalty-notice request where the absence is a holiday',
        owner: 'Deputy Head',
        dueSchoolDays: 5,
        reviewWeeks: 6,
      }),
      legal: legalStage.default({
        name: 'Legal',
        action: 'Penalty-notice request or case conference with the local authority',
        owner: 'Head',
        dueSchoolDays: 10,
      }),
      severe: legalStage.default({
        name: 'Severe absence',
        action: 'Joint plan with the local authority and social care; weekly review by the deputy head',
        owner: 'Deputy Head',
        dueSchoolDays: 5,
        reviewWeeks: 2,
      }),
      severeAbsenceAtLeast: share.default(0.5),
    })
    .refine(
      ({ stages }) =>
        stages.every(({ absenceAtLeast }, at) => at === 0 || absenceAtLeast >= stages[at - 1]!.absenceAtLeast),
      { error: 'stages stand in order, each with a threshold no lower than the one before', path: ['stages'] },
    )
    .prefault({}),
};
