import { z } from 'zod';
import { stageHolds } from '../records/stage-hold.ts';
import { isOnHold } from '../rules/ladder/on-hold.ts';
import { decisions } from '../wording/decisions.ts';
import { shortName } from '../wording/names.ts';
import { presses, saved, stale } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { whyNotDecide, whyNotToday } from './begin-stage.ts';
import { pressKind } from './press-kind.ts';
import { pupilNow } from './pupil-now.ts';
import { stageDecided } from './stage-decided.ts';
import { endHolds, holdsOf } from './stage-holds.ts';

const holdSchema = z.object({
  pupil: z.string(),
  stage: z.string(),
  reason: z.string().max(500),
  until: z.string().optional(),
  on: z.string(),
});

/**
 * A person puts the recommended stage off, with a reason; the recommendation stands and is shown as held. The hold of a
 * lower stage ends: the new one counts for that too.
 */
export const holdStage = pressKind<z.infer<typeof holdSchema>>({
  verb: 'hold-stage',
  schema: holdSchema,
  about: ({ pupil }) => ({ record: `case ${pupil}`, pupil }),
  async whyNot(desk, person, { pupil, stage, until, on }) {
    const why = (await whyNotDecide(desk, person, 'hold-stage', { pupil, stage })) ?? (await whyNotToday(desk, on));
    return why ?? (until !== undefined && until < on ? decisions.holdEndsLater : undefined);
  },
  async carryOut(desk, { key, by, data }) {
    const { pupil, stage, reason, until, on } = data;
    if (!(await desk.records.byKey(stageHolds, key))) {
      const now = await pupilNow(desk, pupil);
      if (!now) return { state: 'refused', why: presses.gone };
      const { recommended } = now.row.stage;
      if (recommended !== stage)
        return { state: 'refused', why: stale('The figures', decisions.recommendedNow(recommended)) };
      const [holding] = await holdsOf(desk, pupil, on);
      if (holding && isOnHold({ ...now.row, hold: holding.record })) {
        const { record } = holding;
        return {
          state: 'refused',
          why: stale(shortName(record.byName), decisions.heldAlready(record.stage, record.until)),
        };
      }
      await endHolds(desk, pupil, { key, by, on });
      await desk.records.create(stageHolds, {
        key,
        pupil,
        stage,
        reason,
        heldOn: on,
        ...(until === undefined ? {} : { until }),
        by: by.id,
        byName: by.name,
      });
    }
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'hold-stage',
      record: `stage-hold ${key}`,
      pupil,
      detail: { stage, on, until: until ?? null },
    });
    await stageDecided(desk, pupil);
    return { state: 'saved', says: saved(decisions.held(stage, until)) };
  },
});
