import { interventions } from '../records/intervention.ts';
import { plannedIn, pupilPlans } from '../records/pupil-plan.ts';
import type { EditableField } from '../views/stages.ts';
import type { PlannedField } from '../views/tracker.ts';
import { activeIntervention } from './active-intervention.ts';
import type { Desk } from './desk.ts';

/** What stands in a field of the tracker that may be typed, and who put it there: what an edit must have seen. */
export const fieldNow = async (desk: Desk, pupil: string, field: EditableField): Promise<PlannedField> => {
  if (field !== 'stageDecided' && field !== 'reviewDue')
    return plannedIn((await desk.records.byKey(pupilPlans, pupil))?.record, field);
  const own = (await desk.records.find(interventions)).filter(({ record }) => record.pupil === pupil);
  const active = activeIntervention(own)?.record;
  if (!active) return { value: null, by: null, at: null };
  const { stage, openedOn, openedByName, reviewDue, reviewSetByName, reviewSetAt } = active;
  return field === 'stageDecided'
    ? { value: stage, by: openedByName, at: openedOn }
    : { value: reviewDue ?? null, by: reviewSetByName ?? openedByName, at: reviewSetAt ?? openedOn };
};
