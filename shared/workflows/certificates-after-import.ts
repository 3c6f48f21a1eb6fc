import { isOutside } from '../ports/outside-error.ts';
import type { SchoolMarkBook } from '../records/mark-book.ts';
import { sessionsBefore } from '../rules/span.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { checkCertificates } from './certificate.ts';
import type { Desk } from './desk.ts';

/** Whose marks of days before `today` are not the same in both books. Certificates end before the day they are made. */
const changedBefore = (before: SchoolMarkBook, after: SchoolMarkBook, today: IsoDate): Set<string> => {
  const until = sessionsBefore(after.calendar, today);
  const changed = new Set<string>();
  for (const [pupil, { row }] of after.parts.rows) {
    const was = before.parts.rows.get(pupil)?.row;
    if (was === row) continue;
    for (let session = 0; session < until; session++)
      if (was?.[session] !== row[session]) {
        changed.add(pupil);
        break;
      }
  }
  const [old, now] = [before.parts.others, after.parts.others];
  for (const place of new Set([...old.keys(), ...now.keys()])) {
    if (old.get(place)?.code === now.get(place)?.code) continue;
    changed.add((now.get(place) ?? old.get(place)!).pupil);
  }
  return changed;
};

/** Desks whose certificates were held against the book since the process began, and have kept step with it. */
const inStep = new WeakSet<Desk['files']>();

/**
 * Holds certificates against the book that an import has written. Only pupils whose past marks changed are looked at;
 * the first import of a process looks at all, so that a crash between the book and its certificates is caught up.
 * The import stands whatever happens here: when the list does not answer, the next one looks at all again.
 */
export const certificatesAfterImport = async (
  desk: Desk,
  before: SchoolMarkBook,
  after: SchoolMarkBook,
  today: IsoDate,
): Promise<number> => {
  const isInStep = inStep.has(desk.files) && before.calendar === after.calendar;
  const pupils = isInStep ? changedBefore(before, after, today) : undefined;
  if (pupils?.size === 0) return 0;
  inStep.delete(desk.files);
  try {
    const nowVoid = await checkCertificates(desk, after, pupils);
    inStep.add(desk.files);
    for (const { key } of nowVoid) desk.log.warn('certificate void', { school: desk.school, record: key });
    return nowVoid.length;
  } catch (error) {
    if (!isOutside(error)) throw error;
    desk.log.error('certificates not checked', { school: desk.school, kind: error.kind });
    return 0;
  }
};
