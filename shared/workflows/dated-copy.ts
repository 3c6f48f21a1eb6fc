import { isOutside } from '../ports/outside-error.ts';
import type { SiteFile } from '../ports/site-files.ts';
import { auditEvents } from '../records/audit-event.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';

/** `Attendance tracker.xlsx` beside itself: `Attendance tracker 2026-03-10.xlsx`. */
export const datedCopy = (path: string, date: IsoDate): string =>
  path.replace(/(\.xls[xm])?$/i, (end) => ` ${date}${end}`);

/** The key of the event that a tracker was filled on a day. */
export const filledKey = (path: string, date: IsoDate): string => `fill-tracker/${date}/${path}`;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A file of such a name may be a person's own: that the desk made it, its event says. */
const isOurs = async (desk: Desk, tracker: string, date: IsoDate): Promise<boolean> => {
  const event = await desk.records.byKey(auditEvents, filledKey(tracker, date));
  return event !== undefined && JSON.parse(event.record.detail).copy === true;
};

/** The dated copies of the policy's trackers that the desk made and nobody has changed since a day. */
export const datedCopiesOf = async (desk: Desk, last: IsoDate): Promise<SiteFile[]> => {
  const { files } = (await desk.data.policy()).trackers;
  const found: SiteFile[] = [];
  for (const folder of new Set(files.map(folderOf)))
    for (const file of await desk.files.list(folder)) {
      const date = /(\d{4}-\d\d-\d\d)\.\w+$/.exec(file.path)?.[1];
      const tracker = files.find((path) => date !== undefined && isSame(datedCopy(path, date), file.path));
      if (date === undefined || tracker === undefined || file.modified.slice(0, 10) > last) continue;
      if (await isOurs(desk, tracker, date)) found.push(file);
    }
  return found;
};

/** One that somebody has open, or changes at this moment, stays until the next time. */
export const deleteUnlessInUse = async (desk: Desk, { path, version }: SiteFile): Promise<boolean> => {
  try {
    await desk.files.delete(path, version);
    return true;
  } catch (error) {
    if (isOutside(error, 'locked', 'stale')) return false;
    throw error;
  }
};
