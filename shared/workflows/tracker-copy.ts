import { isOutside } from '../ports/outside-error.ts';
import type { Pupil } from '../records/pupil.ts';
import { type TrackerCopy, type TrackerCopyRequest, trackerCopy } from '../views/stages.ts';
import type { Person } from '../vocabulary/role.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';
import { viewed } from './viewed.ts';

/** Where the copies of her sheet lie in the site's library. */
export const copyFolder = 'Tracker copies';

/** Who keeps a sheet with the desk may keep a copy of it. */
export const mayKeepCopy = (person: Person): boolean => may(person, 'edit-tracker');

/**
 * Those who keep the whole school's sheet share its copy; a head of year has one of their own, since nobody knows what
 * else the other's columns hold.
 */
const shelfOf = (person: Person): string => (may(person, 'share-tracker-copy') ? 'school' : person.id);

/** The sheet's name may hold anything; its file is named after a fingerprint of it. */
const pathOf = (desk: Desk, person: Person, sheet: string): string =>
  `${copyFolder}/${shelfOf(person)} ${desk
    .sign(`copy/${sheet}`)
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 16)}.json`;

interface KeptCopy {
  readonly path: string;
  readonly version: string;
  readonly copy: TrackerCopy;
}

/** A copy that a hand has spoilt is none: the next update makes it again. */
const readCopy = async (desk: Desk, path: string): Promise<KeptCopy | { readonly version: string } | undefined> => {
  const file = await desk.files.read(path);
  if (!file) return undefined;
  try {
    const copy = trackerCopy.parse(JSON.parse(new TextDecoder().decode(file.content)));
    return { path, version: file.version, copy };
  } catch {
    desk.log.warn('tracker copy damaged', { school: desk.school, file: path });
    return { version: file.version };
  }
};

const writeCopy = async (desk: Desk, path: string, copy: TrackerCopy, seen: string | null): Promise<void> =>
  void (await desk.files.write(path, new TextEncoder().encode(JSON.stringify(copy)), seen));

/** A leaver's row is kept for a year after the last day on roll; that of somebody the desk no longer knows is not. */
export const isKept = (pupil: Pupil | undefined, on: IsoDate): boolean =>
  pupil !== undefined &&
  (pupil.to === undefined || pupil.to > Temporal.PlainDate.from(on).subtract({ years: 1 }).toString());

type Columns = TrackerCopy['columns'];

/** Where each column of now stood before: by its heading, the second of one name being the second again. */
const placesIn = (before: Columns, now: Columns): readonly number[] => {
  const used = new Set<number>();
  return now.map(({ heading }) => {
    const at = before.findIndex((column, place) => column.heading === heading && !used.has(place));
    if (at >= 0) used.add(at);
    return at;
  });
};

/**
 * The rows that were kept with those that were sent: where the first of these stood, new ones behind all others, so that the
 * parts of a large sheet stand in its order. What was not sent stays, under the columns of now.
 */
const merged = (before: TrackerCopy | undefined, { columns, rows }: TrackerCopyRequest): TrackerCopy['rows'] => {
  const places = before ? placesIn(before.columns, columns) : [];
  const sent = new Set(rows.map(({ pupil }) => pupil));
  const stays = (before?.rows ?? [])
    .filter(({ pupil }) => !sent.has(pupil))
    .map(({ pupil, cells }) => ({ pupil, cells: places.map((at) => cells[at] ?? '') }));
  const first = before?.rows.findIndex(({ pupil }) => sent.has(pupil)) ?? -1;
  return stays.toSpliced(first < 0 ? stays.length : first, 0, ...rows);
};

const turns = 5;

/** One change of a file after the other; a hand that was faster is met by doing it again on what stands there now. */
const changeFile = async <T>(desk: Desk, path: string, change: () => Promise<T>): Promise<T> =>
  await desk.presses.alone(`file ${path}`, async () => {
    for (let turn = 1; ; turn++)
      try {
        return await change();
      } catch (error) {
        if (!isOutside(error, 'stale') || turn === turns) throw error;
      }
  });

/** Keeps her own columns by pupil, so that a sheet that was lost can be made again; answers how many rows stand there. */
export const keepTrackerCopy = async (
  desk: Desk,
  person: Person,
  request: TrackerCopyRequest,
): Promise<{ readonly rows: number }> => {
  const [pupils, calendar] = await Promise.all([desk.data.pupils(), desk.data.calendar()]);
  const { date } = calendar.at(desk.clock.now());
  const { sheet, columns } = request;
  const path = pathOf(desk, person, sheet);
  const own = request.rows.filter(({ pupil: id }) => {
    const pupil = pupils.get(id);
    return pupil !== undefined && may(person, 'see-tracker', { pupil });
  });
  const at = desk.clock.now().toString({ smallestUnit: 'second' });
  const write = async (): Promise<number> => {
    const before = await readCopy(desk, path);
    const rows = merged(before && 'copy' in before ? before.copy : undefined, { sheet, columns, rows: own });
    const kept = rows.filter(({ pupil }) => isKept(pupils.get(pupil), date));
    await writeCopy(desk, path, { sheet, at, by: person.name, columns, rows: kept }, before?.version ?? null);
    return kept.length;
  };
  const rows = await changeFile(desk, path, write);
  // One event a person, sheet and day: a large sheet is sent in several parts.
  await audit(desk, {
    key: `keep-tracker-copy/${date}/${path}/${person.id}`,
    by: person,
    verb: 'keep-tracker-copy',
    record: 'tracker-copy',
    detail: { rows },
  });
  return { rows };
};

/** Takes rows out of a copy, whoever writes it at the same time; answers how many went. */
export const keepRows = async (desk: Desk, path: string, stays: (pupil: string) => boolean): Promise<number> =>
  await changeFile(desk, path, async () => {
    const before = await readCopy(desk, path);
    if (!before || !('copy' in before)) return 0;
    const rows = before.copy.rows.filter(({ pupil }) => stays(pupil));
    const gone = before.copy.rows.length - rows.length;
    if (gone > 0) await writeCopy(desk, path, { ...before.copy, rows }, before.version);
    return gone;
  });

/** Every copy in the library, and none that a hand has spoilt. */
export const everyCopy = async (desk: Desk): Promise<readonly KeptCopy[]> => {
  const files = await desk.files.list(copyFolder);
  const read = await Promise.all(files.map(({ path }) => readCopy(desk, path)));
  return read.flatMap((each) => (each && 'copy' in each ? [each] : []));
};

/** The copy of a sheet, or the newest there is, with the rows of those pupils whom the person may see. */
export const trackerCopyFor = async (
  desk: Desk,
  person: Person,
  sheet: string | undefined,
): Promise<TrackerCopy | undefined> => {
  await viewed(desk, person, { verb: 'view-tracker', record: 'tracker-copy' });
  const shelf = `${copyFolder}/${shelfOf(person)} `;
  const copies = (await everyCopy(desk)).filter(({ path }) => path.startsWith(shelf)).map(({ copy }) => copy);
  const [found] = copies
    .filter((copy) => sheet === undefined || copy.sheet === sheet)
    .sort((a, b) => (a.at > b.at ? -1 : 1));
  if (!found) return undefined;
  const pupils = await desk.data.pupils();
  const rows = found.rows.filter(({ pupil: id }) => {
    const pupil = pupils.get(id);
    return pupil !== undefined && may(person, 'see-tracker', { pupil });
  });
  return { ...found, rows };
};
