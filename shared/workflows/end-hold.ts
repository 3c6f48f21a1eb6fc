import { z } from 'zod';
import { stageHolds } from '../records/stage-hold.ts';
import { decisions } from '../wording/decisions.ts';
import { saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { whyNotDecide, whyNotToday } from './begin-stage.ts';
import { pressKind } from './press-kind.ts';
import { stageDecided } from './stage-decided.ts';
import { endHolds, holdsOf } from './stage-holds.ts';

const endSchema = z.object({ pupil: z.string(), on: z.string() });

/** A person ends a hold: what is recommended may begin again. */
export const endHold = pressKind<z.infer<typeof endSchema>>({
  verb: 'end-hold',
  schema: endSchema,
  about: ({ pupil }) => ({ record: `case ${pupil}`, pupil }),
  async whyNot(desk, person, { pupil, on }) {
    const [hold] = await holdsOf(desk, pupil, on);
    const why = await whyNotDecide(desk, person, 'end-hold', { pupil, stage: hold?.record.stage ?? '0' });
    return why ?? (await whyNotToday(desk, on));
  },
  async carryOut(desk, { key, by, data: { pupil, on } }) {
    const [ended] = await endHolds(desk, pupil, { key, by, on });
    // Carried half-way before: it has ended by this press already.
    const hold = ended ?? (await desk.records.find(stageHolds)).find(({ record }) => record.endedPress === key)?.record;
    if (!hold) return { state: 'refused', why: decisions.holdIsOver };
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'end-hold',
      record: `stage-hold ${hold.key}`,
      pupil,
      detail: { stage: hold.stage, on },
    });
    await stageDecided(desk, pupil);
    return { state: 'saved', says: saved(decisions.holdEnded(hold.stage)) };
  },
});
