import type { Desk } from './desk.ts';
import { showStages } from './stages-card.ts';

/**
 * Somebody decided about a pupil's stage: the channel card of the pupil's year team shows it, soon after the answer and
 * once for all that was decided in the same moment.
 */
export const stageDecided = async (desk: Desk, pupil: string): Promise<void> => {
  const year = (await desk.data.pupils()).get(pupil)?.year;
  if (year !== undefined) desk.later(`refresh/stages/${year}`, () => showStages(desk, year));
};
