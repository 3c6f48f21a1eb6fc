import { isOutside } from '../ports/outside-error.ts';
import type { Stored } from '../records/record.ts';
import { isHolding, type StageHold, stageHolds } from '../records/stage-hold.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { ifThere } from './if-there.ts';
import type { By } from './press-kind.ts';

/** What holds a pupil's stage on a day: one at most, the newest first. */
export const holdsOf = async (desk: Desk, pupil: string, on: IsoDate): Promise<readonly Stored<StageHold>[]> =>
  ((await ifThere(desk.records.find(stageHolds))) ?? [])
    .filter(({ record }) => record.pupil === pupil && isHolding(record, on))
    .sort((a, b) => (a.record.heldOn > b.record.heldOn ? -1 : 1));

interface Ending {
  /** The key of the press. */
  readonly key: string;
  readonly by: By;
  readonly on: IsoDate;
}

/** Ends whatever holds a pupil's stage; answers with what was ended. One that somebody else has just ended is over too. */
export const endHolds = async (desk: Desk, pupil: string, { key, by, on }: Ending): Promise<readonly StageHold[]> => {
  const holding = await holdsOf(desk, pupil, on);
  const ended = { endedOn: on, endedBy: by.id, endedByName: by.name, endedPress: key };
  try {
    for (const hold of holding) await desk.records.update(stageHolds, hold, ended);
  } catch (error) {
    if (isOutside(error, 'stale')) return await endHolds(desk, pupil, { key, by, on });
    throw error;
  }
  return holding.map(({ record }) => record);
};
