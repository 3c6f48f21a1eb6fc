import { cite } from '../vocabulary/citation.ts';

/** The texts that several rules come from, each with the day it was read. */

/** The codes, and how each is counted in the statistics. Statutory guidance, in force from 19 August 2024. */
export const workingTogether = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'attendance and absence codes, statistical classification',
  '2026-11-24',
);

/** How persistent and severe absence and the rates of a group are measured. */
export const absenceMethodology = cite(
  'Pupil absence statistics: methodology (DfE)',
  'absence rates; persistent and severe absence',
  '2026-11-24',
);

/** Amounts, threshold and limit of penalty notices, as local authorities restate them. */
export const penaltyFramework = cite(
  'National framework for penalty notices (DfE, from 19 August 2024)',
  'threshold, amounts and limit, as restated by Norfolk, North Northamptonshire and Lancashire',
  '2026-11-24',
);

/** What the school itself decided: bands, ladder, times. Not the law. */
export const schoolPolicy = (place: string, version: number): string => `School policy, ${place} (version ${version})`;
