import { isOutside } from '../ports/outside-error.ts';
import type { SiteFile } from '../ports/site-files.ts';
import { type AnyKind, anyKinds } from '../records/all.ts';
import type { Post } from '../records/post.ts';
import { pupils as pupilKind } from '../records/pupil.ts';
import type { Stored } from '../records/record.ts';
import { periodOf, periods } from '../records/retention.ts';
import { citationText } from '../vocabulary/citation.ts';
import { addDays, type IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { counted } from '../wording/counts.ts';
import { audit } from './audit.ts';
import { datedCopiesOf, deleteUnlessInUse } from './dated-copy.ts';
import type { Desk } from './desk.ts';
import { copyFolder, everyCopy, isKept, keepRows } from './tracker-copy.ts';

/** Who acts when nobody presses: the desk itself. */
export const theDesk = { id: 'desk', name: 'Attendance Desk' } as const;

type Keyed = { readonly key: string };

/** What became of one kind of record. */
export interface RetentionLine {
  readonly record: string;
  readonly list: string;
  readonly period: string;
  readonly countedFrom: string;
  /** Why it is kept that long, and where that stands. */
  readonly why: string;
  readonly source: string;
  /** Records whose time is over. */
  readonly due: number;
  readonly deleted: number;
}

/** The same of a folder of the library, or of the dated copies in any; of `Tracker copies` it counts rows. */
export interface FilesLine {
  readonly folder: string;
  readonly period: string;
  readonly why: string;
  readonly source: string;
  readonly due: number;
  readonly deleted: number;
}

export interface RetentionReport {
  readonly on: IsoDate;
  readonly dryRun: boolean;
  readonly records: readonly RetentionLine[];
  readonly files: readonly FilesLine[];
  /** Pupils without a date of birth: nothing of theirs is ever due. */
  readonly withoutDateOfBirth: number;
}

/** The last day that is over: whatever is counted from this day or an earlier one has had its time. */
const lastDueDay = (on: IsoDate, keep: { readonly years: number } | { readonly days: number }): IsoDate =>
  addDays(Temporal.PlainDate.from(on).subtract(keep).toString(), -1);

const timeSays = (keep: { readonly years: number } | { readonly days: number }): string =>
  'years' in keep ? counted(keep.years, 'year') : counted(keep.days, 'day');

/** `6 years`, counted from `closedOn`. */
export const periodSays = ({ retention: { period, from } }: AnyKind): { period: string; countedFrom: string } => {
  const { keep, atLeast } = periodOf({ period, from });
  const countedFrom = from === undefined ? 'not counted' : 'column' in from ? from.column : 'the pupil’s date of birth';
  if (keep === 'while in use') return { period: 'while it is in use', countedFrom };
  return { period: atLeast ? `${timeSays(keep)} at the least` : timeSays(keep), countedFrom };
};

/** The records of a kind whose time is over on a day: asked by an indexed column, or by the pupils who have grown up. */
const dueOf = async (
  desk: Desk,
  kind: AnyKind,
  on: IsoDate,
  grownUp: readonly string[],
): Promise<readonly Stored<Keyed>[]> => {
  const { keep, atLeast } = periodOf(kind.retention);
  const { from } = kind.retention;
  if (keep === 'while in use' || atLeast || from === undefined) return [];
  if ('column' in from) {
    const value = lastDueDay(on, keep);
    return await desk.records.find(kind, [{ column: from.column, is: 'le', value }]);
  }
  const found = await Promise.all(
    grownUp.map(async (pupil) =>
      kind.name === pupilKind.name
        ? [await desk.records.byKey(kind, pupil)].filter((stored) => stored !== undefined)
        : await desk.records.find(kind, [{ column: 'pupil', is: 'eq', value: pupil }]),
    ),
  );
  return found.flat();
};

/** A message in somebody's chat goes with its record; one that is gone already, or cannot be taken back, is let be. */
const withdraw = async (desk: Desk, { conversation, activity, toKind, state }: Post): Promise<void> => {
  if (toKind !== 'person' || state !== 'sent' || conversation === undefined || activity === undefined) return;
  try {
    await desk.messenger.withdraw({ conversation, activity });
  } catch (error) {
    if (!isOutside(error)) throw error;
    desk.log.warn('old message not withdrawn', { school: desk.school, kind: error.kind });
  }
};

const isPost = (kind: AnyKind, record: Keyed): record is Post => kind.name === 'post' && 'toKind' in record;

const remove = async (desk: Desk, kind: AnyKind, on: IsoDate, due: readonly Stored<Keyed>[]): Promise<void> => {
  for (const { record } of due) if (isPost(kind, record)) await withdraw(desk, record);
  // The event first: what is gone can no longer be counted, and a second run finds the rest.
  await audit(desk, {
    key: `retention/${on}/${kind.name}/${due[0]!.record.key}`,
    by: theDesk,
    verb: 'retention',
    record: kind.name,
    detail: { deleted: due.length, period: kind.retention.period },
  });
  for (const { record } of due) await deleteFileOf(desk, record);
  await desk.records.deleteAll(kind, due);
};

/** The file that a record speaks of, a letter or a pack, goes with it. */
export const deleteFileOf = async (desk: Desk, record: Keyed): Promise<string | undefined> => {
  const path = 'file' in record && typeof record.file === 'string' ? record.file : undefined;
  const standing = path === undefined ? undefined : await desk.files.read(path);
  if (standing) await desk.files.delete(standing.path, standing.version);
  return standing?.path;
};

/** The last day of the school year of a mark book: `Mark book/2025-26.txt` ends with August 2026. */
const endOfYear = (path: string): IsoDate => `${Number(/(\d{4})-\d\d\.\w+$/.exec(path)?.[1] ?? '9998') + 1}-08-31`;

/** Which files of a folder have had their time. */
const folders = [
  {
    folder: 'Inbox',
    named: 'imports',
    isOver: ({ modified }: SiteFile, last: IsoDate) => modified.slice(0, 10) <= last,
  },
  { folder: 'Mark book', named: 'register', isOver: ({ path }: SiteFile, last: IsoDate) => endOfYear(path) <= last },
] as const;

const filesOf = async (desk: Desk, on: IsoDate, dryRun: boolean): Promise<FilesLine[]> => {
  const lines: FilesLine[] = [];
  for (const { folder, named, isOver } of folders) {
    const { keep, why, law } = periods[named];
    const last = lastDueDay(on, keep);
    const due = (await desk.files.list(folder)).filter((file) => isOver(file, last));
    if (!dryRun) for (const { path, version } of due) await desk.files.delete(path, version);
    const deleted = dryRun ? 0 : due.length;
    lines.push({ folder, period: timeSays(keep), why, source: citationText(law), due: due.length, deleted });
  }
  return lines;
};

/** Rows of leavers, and of pupils whom the desk no longer knows, go from the copies of trackers. */
const copiesOf = async (
  desk: Desk,
  on: IsoDate,
  { dryRun, gone }: { readonly dryRun: boolean; readonly gone: ReadonlySet<string> },
): Promise<FilesLine> => {
  const pupils = await desk.data.pupils();
  const stays = (id: string): boolean => !gone.has(id) && isKept(pupils.get(id), on);
  const { keep, why, law } = periods.copies;
  let [due, deleted] = [0, 0];
  for (const { path, copy } of await everyCopy(desk)) {
    due += copy.rows.filter(({ pupil }) => !stays(pupil)).length;
    if (!dryRun) deleted += await keepRows(desk, path, stays);
  }
  return { folder: copyFolder, period: timeSays(keep), why, source: citationText(law), due, deleted };
};

/** Copies of trackers for one day, two weeks after anybody last changed them. */
const datedOf = async (desk: Desk, on: IsoDate, dryRun: boolean): Promise<FilesLine> => {
  const { keep, why, law } = periods['shared copies'];
  const due = await datedCopiesOf(desk, lastDueDay(on, keep));
  let deleted = 0;
  if (!dryRun) for (const file of due) if (await deleteUnlessInUse(desk, file)) deleted++;
  const folder = 'Dated copies of trackers';
  return { folder, period: timeSays(keep), why, source: citationText(law), due: due.length, deleted };
};

/**
 * What has had its time is deleted, kind by kind, and each kind says how long it is kept and why (§11). A dry run
 * counts and deletes nothing. The audit is never shortened: a gap would break its chain.
 */
export const retention = async (desk: Desk, { dryRun }: { readonly dryRun: boolean }): Promise<RetentionReport> => {
  const [{ date: on }, pupils] = await Promise.all([
    desk.data.calendar().then((calendar) => calendar.at(desk.clock.now())),
    desk.data.pupils(),
  ]);
  const lastBirthday = lastDueDay(on, periods['pupil file'].keep);
  const grownUp = [...pupils.values()].flatMap(({ key, born }) => (born && born <= lastBirthday ? [key] : []));
  const records: RetentionLine[] = [];
  // The pupils themselves last: until then a run that broke off finds whose the rest is.
  const ordered = [
    ...anyKinds.filter(({ name }) => name !== pupilKind.name),
    ...anyKinds.filter(({ name }) => name === pupilKind.name),
  ];
  for (const kind of ordered) {
    const due = await dueOf(desk, kind, on, grownUp);
    if (!dryRun && due.length > 0) await remove(desk, kind, on, due);
    const { why, law } = periodOf(kind.retention);
    records.push({
      record: kind.name,
      list: kind.list,
      ...periodSays(kind),
      why,
      source: citationText(law),
      due: due.length,
      deleted: dryRun ? 0 : due.length,
    });
  }
  return {
    on,
    dryRun,
    records,
    files: [
      ...(await filesOf(desk, on, dryRun)),
      await copiesOf(desk, on, { dryRun, gone: new Set(grownUp) }),
      await datedOf(desk, on, dryRun),
    ],
    withoutDateOfBirth: [...pupils.values()].filter(({ born }) => born === undefined).length,
  };
};

/** The nightly look: how much is due, in counts alone. Nothing is deleted; a person does that with `desk retention`. */
export const retentionDue = async (desk: Desk): Promise<void> => {
  const { records, files } = await retention(desk, { dryRun: true });
  for (const { record, due } of records)
    if (due > 0) desk.log.info('kept beyond its time', { school: desk.school, record, count: due });
  for (const { folder, due } of files)
    if (due > 0) desk.log.info('files kept beyond their time', { school: desk.school, file: folder, count: due });
};
