import { z } from 'zod';
import { share } from './fields.ts';

/** Bands on absence, worst last (§2.4): a pupil is in the first band whose limit holds. */
export const bandsPolicy = {
  bands: z
    .array(
      z.object({ band: z.string(), name: z.string(), absenceAtMost: share.optional(), absenceBelow: share.optional() }),
    )
    .min(1)
    .default([
      { band: '1', name: 'Excellent', absenceAtMost: 0.03 },
      { band: '2', name: 'On track', absenceAtMost: 0.05 },
      { band: '3', name: 'At risk', absenceBelow: 0.1 },
      { band: '4', name: 'Persistent absence', absenceBelow: 0.15 },
      { band: '5', name: 'Persistent absence, high', absenceBelow: 0.5 },
      { band: '6', name: 'Severe absence' },
    ]),
};
