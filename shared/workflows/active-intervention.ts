import type { Intervention } from '../records/intervention.ts';
import type { Stored } from '../records/record.ts';
import { activeStage } from '../rules/ladder/active-stage.ts';
import { begunStageOf } from './case-of-pupil.ts';

/** The record of a pupil's one active stage: the last one begun that no review has closed. `own` are one pupil's. */
export const activeIntervention = (own: readonly Stored<Intervention>[]): Stored<Intervention> | undefined => {
  const stages = own.map(({ record }) => begunStageOf(record));
  const active = activeStage({ stages });
  return active && own[stages.indexOf(active)];
};
