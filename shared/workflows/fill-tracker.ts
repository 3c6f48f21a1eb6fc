import { isOutside } from '../ports/outside-error.ts';
import type { TrackerView } from '../views/tracker.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { counted } from '../wording/counts.ts';
import { trackerFilled, trackerNotFilled } from '../wording/office.ts';
import { fillFile } from '../workbook/fill-file.ts';
import { XlsxRefusal } from '../workbook/xlsx/refusal.ts';
import { auditLater } from './audit.ts';
import { datedCopy, filledKey } from './dated-copy.ts';
import type { Desk } from './desk.ts';
import type { JobOptions, JobReport, Silence } from './job-report.ts';
import { theDesk } from './retention.ts';
import { type Matter, tellOffice, tellOfficeHowItIs } from './tell-office.ts';
import { trackerFacts } from './tracker-facts.ts';
import { trackerOf } from './tracker-view.ts';

interface Filled {
  readonly cells: number;
  readonly sheets: number;
  /** The file, or a sheet of it, that stays as it was. */
  readonly left: readonly Silence[];
  /** Somebody works in it: it may be filled in a while. */
  readonly isInUse?: boolean;
}

const whyNot = (error: unknown): string | undefined => {
  if (error instanceof XlsxRefusal) return error.message;
  if (isOutside(error, 'locked')) return 'somebody has it open, or has checked it out';
  if (isOutside(error, 'stale')) return 'somebody saved it at the same moment';
  if (isOutside(error, 'forbidden', 'refused')) return 'the desk may not write it';
  return undefined;
};

const leftAlone = (what: string, why: string): Filled => ({ cells: 0, sheets: 0, left: [{ what, why }] });

/** What was filled, in memory: what became of each sheet, and the bytes of the file. */
const fill = (path: string, content: Uint8Array, view: TrackerView): { filled: Filled; bytes: Uint8Array } => {
  const { plans, refused, bytes } = fillFile(content, view);
  if (plans.length + refused.length === 0)
    return { filled: leftAlone(path, 'no sheet in it is a tracker'), bytes: content };
  return {
    filled: {
      cells: plans.reduce((sum, { changes }) => sum + changes.length, 0),
      sheets: plans.length,
      left: refused.map(({ sheet, why }) => ({ what: `${path}, sheet ${sheet}`, why })),
    },
    bytes,
  };
};

const fillOne = async (
  desk: Desk,
  path: string,
  { view, isCopy, rehearse }: { readonly view: TrackerView; readonly isCopy: boolean; readonly rehearse: boolean },
): Promise<Filled> => {
  try {
    const file = await desk.files.read(path);
    if (file === undefined) return leftAlone(path, 'it is not in the library any more');
    const { filled, bytes } = fill(path, file.content, view);
    const { cells, sheets } = filled;
    if (rehearse || cells === 0) return filled;
    const target = isCopy ? datedCopy(path, view.on) : path;
    const seen = isCopy ? await desk.files.read(target) : file;
    await desk.files.write(target, bytes, seen?.version ?? null);
    auditLater(desk, {
      key: filledKey(path, view.on),
      by: theDesk,
      verb: 'fill-tracker',
      record: 'tracker',
      detail: { cells, sheets, copy: isCopy },
    });
    return filled;
  } catch (error) {
    const why = whyNot(error);
    if (why === undefined) throw error;
    return { ...leftAlone(path, why), isInUse: isOutside(error, 'locked', 'stale') };
  }
};

const silencesOf = (path: string, { cells, sheets, left }: Filled): Silence[] =>
  [
    ...(sheets === 0 ? [] : [{ what: path, why: `${counted(cells, 'cell')} in ${counted(sheets, 'sheet')}` }]),
    ...left,
  ].map(({ what, why }) => ({ what: `tracker ${what}`, why }));

/**
 * Fills a tracking spreadsheet of those that the policy names, in the site's library, with what `desk track` would write. A
 * file that is open, locked or cannot be kept whole stays as it is, and the office hears why, once; when it is filled after
 * all, the same card says so. Throws OutsideError when the site does not answer.
 */
export const fillTracker = async (
  desk: Desk,
  { date, path }: { readonly date: IsoDate; readonly path: string },
  { rehearse = false }: JobOptions = {},
): Promise<JobReport> => {
  const { trackers, registers } = await desk.data.policy();
  const view = trackerOf(await trackerFacts(desk), desk.data.damaged());
  const filled = await fillOne(desk, path, { view, isCopy: trackers.as === 'copy', rehearse });
  const { left, isInUse = false } = filled;
  const words =
    left.length > 0 ? trackerNotFilled(left, isInUse ? registers.AM.opens : undefined) : trackerFilled(path);
  const matter: Matter = { date, half: 'AM', what: `tracker-${desk.sign(path).slice(0, 8)}`, words };
  if (left.length > 0) await tellOffice(desk, matter, { rehearse });
  if (!rehearse) await tellOfficeHowItIs(desk, matter);
  return { posts: [], silent: silencesOf(path, filled), isLeft: isInUse };
};
