import { DoorError } from './door-error.ts';
import { sheetEvents } from './sheet-events.ts';

/** How often a sheet that changes under our hands is read again before the person is asked to wait. */
const triesAtMost = 4;

/** What `read` finds when nobody typed, sorted or inserted meanwhile: what is planned on an older sheet may be of other rows. */
export const onSteadySheet = async <T>(name: string, read: () => Promise<T>): Promise<T> => {
  for (let tries = 1; tries <= triesAtMost; tries++) {
    const changes = sheetEvents.count(name);
    const found = await read();
    if (sheetEvents.count(name) === changes) return found;
  }
  throw new DoorError(
    'Somebody is changing the sheet just now, and nothing was written. Wait a moment, then try again.',
  );
};
