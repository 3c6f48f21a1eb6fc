import { z } from 'zod';
import { isOutside } from '../ports/outside-error.ts';
import { interventions } from '../records/intervention.ts';
import { type PlannedFieldName, type PupilPlan, pupilPlans } from '../records/pupil-plan.ts';
import { editableFields } from '../views/stages.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { edits } from '../wording/decisions.ts';
import { saved } from '../wording/presses.ts';
import { activeIntervention } from './active-intervention.ts';
import { audit } from './audit.ts';
import { beginStage, begunBefore } from './begin-stage.ts';
import type { Desk } from './desk.ts';
import { type Carried, pressKind, type Settled } from './press-kind.ts';
import { stageDecided } from './stage-decided.ts';
import { fieldNow } from './tracker-field.ts';
import { whyNotEdit } from './why-not-edit.ts';

const editSchema = z.object({
  pupil: z.string(),
  field: z.enum(editableFields),
  /** What its author saw there before; null: nothing. */
  seen: z.string().nullable(),
  to: z.string().nullable(),
});
export type TrackerEdit = z.infer<typeof editSchema>;

interface Writing extends Carried<TrackerEdit> {
  readonly on: IsoDate;
}

/** Undefined: it stands there. Else the press is settled as it says. */
type Write = (desk: Desk, writing: Writing) => Promise<Settled | undefined>;

const writePlanned =
  (field: PlannedFieldName): Write =>
  async (desk, { at, by, data: { pupil, to } }) => {
    const change: Partial<PupilPlan> = {
      [field]: to ?? undefined,
      [`${field}By`]: by.id,
      [`${field}ByName`]: by.name,
      [`${field}At`]: at,
    };
    const standing = await desk.records.byKey(pupilPlans, pupil);
    if (standing) await desk.records.update(pupilPlans, standing, change);
    else await desk.records.create(pupilPlans, { ...change, key: pupil, pupil });
    return undefined;
  };

const writes: Readonly<Record<TrackerEdit['field'], Write>> = {
  nextAction: writePlanned('nextAction'),
  nextActionDue: writePlanned('nextActionDue'),
  target: writePlanned('target'),
  /** The recommended stage is accepted; another one is chosen, typed where everybody sees it. */
  stageDecided: async (desk, { key, by, on, data: { pupil, to } }) => {
    const begun = await beginStage(desk, { key, by, pupil, stage: to ?? '', on, because: edits.chosenBecause });
    return 'refused' in begun ? { state: 'refused', why: begun.refused } : undefined;
  },
  reviewDue: async (desk, { at, by, data: { pupil, to } }) => {
    const own = (await desk.records.find(interventions)).filter(({ record }) => record.pupil === pupil);
    const active = activeIntervention(own);
    if (!active) return { state: 'refused', why: edits.noReview };
    const change = { reviewDue: to ?? undefined, reviewSetByName: by.name, reviewSetAt: at };
    await desk.records.update(interventions, active, change);
    return undefined;
  },
};

/** How often a field is looked at again when another field of the same record was changed in the same moment. */
const turns = 5;

const onlyStale = (error: unknown): undefined => {
  if (!isOutside(error, 'stale')) throw error;
  return undefined;
};

/**
 * A field of the tracker that somebody typed in the sheet or the pane: an operation with what its author saw. Fields are
 * merged one by one; where somebody else was in between nothing is written, and the author chooses.
 */
export const editTracker = pressKind<TrackerEdit>({
  verb: 'edit-tracker',
  schema: editSchema,
  about: ({ pupil }) => ({ record: `case ${pupil}`, pupil }),
  whyNot: whyNotEdit,
  async carryOut(desk, press) {
    const { key, by, data } = press;
    const { pupil, field, seen, to } = data;
    const { date: on } = (await desk.data.calendar()).at(desk.clock.now());
    for (let turn = 1; ; turn++) {
      const now = await fieldNow(desk, pupil, field);
      if (now.value === to) {
        if (field === 'stageDecided') await begunBefore(desk, { key, by, pupil, on });
        break;
      }
      // Somebody was in between, or goes on being so.
      if (now.value !== seen || turn > turns) return { state: 'refused', why: edits.changedBy(field, now.by, now.at) };
      const settled = await writes[field](desk, { ...press, on }).catch(onlyStale);
      if (settled) return settled;
    }
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'edit-tracker',
      record: `${field === 'stageDecided' || field === 'reviewDue' ? 'intervention' : 'pupil-plan'} of ${pupil}`,
      pupil,
      // What is planned is somebody's own words: it stands in the plan.
      detail: { field, ...(field === 'nextAction' ? {} : { from: seen, to }) },
    });
    if (field === 'stageDecided') await stageDecided(desk, pupil);
    return { state: 'saved', says: saved(edits.saved(field)) };
  },
});

/** What an edit met that somebody else had changed before: the two stand against each other. Undefined: no conflict. */
export const conflictOf = async (desk: Desk, { pupil, field, seen, to }: TrackerEdit) => {
  const now = await fieldNow(desk, pupil, field);
  return now.value === seen || now.value === to ? undefined : { now, says: edits.changedBy(field, now.by, now.at) };
};
