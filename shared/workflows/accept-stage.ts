import { z } from 'zod';
import { decisions } from '../wording/decisions.ts';
import { saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { beginStage, whyNotDecide, whyNotToday } from './begin-stage.ts';
import { pressKind } from './press-kind.ts';
import { stageDecided } from './stage-decided.ts';

const stageSchema = z.object({ pupil: z.string(), stage: z.string(), on: z.string() });

/** A person begins the stage that is recommended now; what was recommended and why is kept with it (§5.3). */
export const acceptStage = pressKind<z.infer<typeof stageSchema>>({
  verb: 'accept-stage',
  schema: stageSchema,
  about: ({ pupil }) => ({ record: `case ${pupil}`, pupil }),
  async whyNot(desk, person, { pupil, stage, on }) {
    return (await whyNotDecide(desk, person, 'accept-stage', { pupil, stage })) ?? (await whyNotToday(desk, on));
  },
  async carryOut(desk, { key, by, data: { pupil, stage, on } }) {
    const begun = await beginStage(desk, { key, by, pupil, stage, on });
    if ('refused' in begun) return { state: 'refused', why: begun.refused };
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'accept-stage',
      record: `intervention ${key}`,
      pupil,
      detail: { stage, on },
    });
    await stageDecided(desk, pupil);
    return { state: 'saved', says: saved(decisions.begun(stage)) };
  },
});
