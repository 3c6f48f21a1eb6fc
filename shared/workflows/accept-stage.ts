import { z } from 'zod';
import { interventions } from '../records/intervention.ts';
import { schoolWeeksAfter } from '../rules/ladder/review-window.ts';
import { stageRowOf } from '../rules/ladder/stage-row.ts';
import { presses, saved, stale } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { may } from './may.ts';
import { pressKind } from './press-kind.ts';
import { trackerOf } from './tracker-view.ts';

const stageSchema = z.object({ pupil: z.string(), stage: z.string(), on: z.string() });
export type AcceptedStage = z.infer<typeof stageSchema>;

const isLegal = (stage: string): boolean => stage === '5' || stage === '6';

/** A person begins the stage that is recommended now; what was recommended and why is kept with it (§5.3). */
export const acceptStage = pressKind<AcceptedStage>({
  verb: 'accept-stage',
  schema: stageSchema,
  about: ({ pupil }) => ({ record: 'intervention', pupil }),
  async whyNot(desk, person, { pupil: id, stage, on }) {
    const [pupils, calendar] = await Promise.all([desk.data.pupils(), desk.data.calendar()]);
    const pupil = pupils.get(id);
    if (!may(person, 'accept-stage', pupil ? { pupil } : {})) return presses.notYours;
    // A notice and the legal route are for those who answer for penalty notices.
    if (isLegal(stage) && !may(person, 'see-penalty', pupil ? { pupil } : {})) return presses.notYours;
    if (!pupil) return 'No pupil on roll has this id.';
    const { date } = calendar.at(desk.clock.now());
    return on === date ? undefined : `These figures are of ${on}. Update the tracker, then accept the stage.`;
  },
  async carryOut(desk, { key, by, data }) {
    const { pupil: id, stage, on } = data;
    const known = await desk.records.byKey(interventions, key);
    if (!known) {
      const tracker = await trackerOf(desk, (pupil) => pupil.key === id);
      const row = tracker.pupils[0];
      if (!row) return { state: 'refused', why: presses.gone };
      if (row.stage.recommended !== stage)
        return {
          state: 'refused',
          why: stale(
            'The figures',
            row.stage.recommended ? `stage ${row.stage.recommended} is recommended now` : 'no stage is recommended now',
          ),
        };
      const [policy, calendar] = await Promise.all([desk.data.policy(), desk.data.calendar()]);
      const rung = stageRowOf(policy, stage);
      const reviewDue = rung?.reviewWeeks === undefined ? undefined : schoolWeeksAfter(calendar, on, rung.reviewWeeks);
      await desk.records.create(interventions, {
        key,
        pupil: id,
        stage,
        openedOn: on,
        openedBy: by.id,
        openedByName: by.name,
        ...(rung ? { owner: rung.owner } : {}),
        recommended: JSON.stringify({
          stage: row.stage.recommended,
          reached: row.stage.reached,
          reasons: row.stage.reasons,
          policyVersion: policy.version,
        }),
        baselinePossible: row.possible,
        baselineAttended: row.attended,
        baselineFrom: tracker.period.from,
        baselineTo: tracker.period.to,
        ...(reviewDue === undefined ? {} : { reviewDue }),
        outcome: 'open',
      });
    }
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'accept-stage',
      record: `intervention ${key}`,
      pupil: id,
      detail: { stage, on },
    });
    return { state: 'saved', says: saved(`stage ${stage} has begun.`) };
  },
});
