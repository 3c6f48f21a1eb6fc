import { z } from 'zod';
import { decisions } from '../wording/decisions.ts';
import { saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { beginStage, whyNotDecide, whyNotFollow, whyNotToday } from './begin-stage.ts';
import { pressKind } from './press-kind.ts';
import { stageDecided } from './stage-decided.ts';

const chosenSchema = z.object({ pupil: z.string(), stage: z.string(), reason: z.string().max(500), on: z.string() });

/** A person begins another stage than the one recommended, and says why (§5.2 h); both are kept. */
export const chooseStage = pressKind<z.infer<typeof chosenSchema>>({
  verb: 'choose-stage',
  schema: chosenSchema,
  about: ({ pupil }) => ({ record: `case ${pupil}`, pupil }),
  async whyNot(desk, person, { pupil, stage, on }) {
    return (
      (await whyNotDecide(desk, person, 'choose-stage', { pupil, stage })) ??
      (stage === 'S' ? undefined : await whyNotFollow(desk, person, 'choose-stage', pupil)) ??
      (await whyNotToday(desk, on))
    );
  },
  async carryOut(desk, { key, by, data: { pupil, stage, reason, on } }) {
    const begun = await beginStage(desk, { key, by, pupil, stage, on, because: reason });
    if ('refused' in begun) return { state: 'refused', why: begun.refused };
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'choose-stage',
      record: `intervention ${key}`,
      pupil,
      detail: { stage, on },
    });
    await stageDecided(desk, pupil);
    return { state: 'saved', says: saved(decisions.begun(stage)) };
  },
});
