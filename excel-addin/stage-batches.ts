import { isOnHold } from '../shared/rules/ladder/on-hold.ts';
import type { TrackerPupil, TrackerView } from '../shared/views/tracker.ts';
import { canBegin } from './pupil-lists.ts';

/** Pupils for whom the same stage is recommended and has not begun. */
export interface StageBatch {
  readonly stage: string;
  readonly pupils: readonly TrackerPupil[];
}

/** Ticked from the start: nothing holds the stage or its letter. */
export const isPlain = (pupil: TrackerPupil): boolean => !isOnHold(pupil) && pupil.stage.held.length === 0;

/** Batches by stage, the lowest first, since those are the many; pupils by form and name, as the year teams read them. */
export const batchesOf = ({ pupils }: TrackerView): readonly StageBatch[] =>
  [...Map.groupBy(pupils.filter(canBegin), ({ stage }) => stage.recommended!)]
    .map(([stage, batch]) => ({
      stage,
      pupils: batch.toSorted((a, b) =>
        `${a.year.padStart(2, '0')} ${a.form} ${a.surname} ${a.forename}`.localeCompare(
          `${b.year.padStart(2, '0')} ${b.form} ${b.surname} ${b.forename}`,
        ),
      ),
    }))
    .toSorted((a, b) => a.stage.localeCompare(b.stage));
