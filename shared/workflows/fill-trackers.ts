import { isOutside } from '../ports/outside-error.ts';
import type { SiteFile } from '../ports/site-files.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { counted } from '../wording/counts.ts';
import { trackerNotFilled } from '../wording/office.ts';
import { type FilledFile, fillFile } from '../workbook/fill-file.ts';
import { XlsxRefusal } from '../workbook/xlsx/refusal.ts';
import { auditLater } from './audit.ts';
import type { Desk } from './desk.ts';
import type { JobOptions, JobReport, Silence } from './job-report.ts';
import { tellOffice } from './tell-office.ts';
import { trackerFacts } from './tracker-facts.ts';
import { trackerOf } from './tracker-view.ts';

/** The desk itself, where nobody pressed anything. */
const desksOwn = { id: 'desk', name: 'Attendance Desk' } as const;

/** `Attendance tracker.xlsx` beside itself: `Attendance tracker 2026-03-10.xlsx`. */
const copyPath = (path: string, date: IsoDate): string => path.replace(/(\.xls[xm])?$/i, (end) => ` ${date}${end}`);

type Filled = { readonly cells: number; readonly sheets: number } | { readonly refused: string };

const whyNot = (error: unknown): string | undefined => {
  if (error instanceof XlsxRefusal) return error.message;
  if (isOutside(error, 'locked')) return 'somebody has it open';
  if (isOutside(error, 'stale')) return 'somebody saved it at the same moment';
  if (isOutside(error, 'forbidden', 'refused')) return 'the desk may not write it';
  return undefined;
};

const cellsOf = ({ plans }: FilledFile): number => plans.reduce((sum, { changes }) => sum + changes.length, 0);

const fillOne = async (desk: Desk, path: string, date: IsoDate, rehearse: boolean): Promise<Filled> => {
  try {
    const policy = await desk.data.policy();
    const view = trackerOf(await trackerFacts(desk), desk.data.damaged());
    const file = await desk.files.read(path);
    if (file === undefined) return { refused: 'it is not in the library any more' };
    const filled = fillFile(file.content, view);
    if (filled.plans.length === 0) return { refused: 'no sheet in it is a tracker' };
    const done = { cells: cellsOf(filled), sheets: filled.plans.length };
    if (rehearse || done.cells === 0) return done;
    const isCopy = policy.trackers.as === 'copy';
    const target: Pick<SiteFile, 'path' | 'version'> | undefined = isCopy
      ? await desk.files.read(copyPath(path, date))
      : file;
    await desk.files.write(isCopy ? copyPath(path, date) : path, filled.bytes, target?.version ?? null);
    auditLater(desk, {
      key: `fill-tracker/${date}/${path}`,
      by: desksOwn,
      verb: 'fill-tracker',
      record: 'tracker',
      detail: { ...done, copy: isCopy },
    });
    return done;
  } catch (error) {
    const why = whyNot(error);
    if (why === undefined) throw error;
    return { refused: why };
  }
};

/**
 * Fills the tracking spreadsheets that the policy names, in the site's library, with what `desk track` would write. A file
 * that is open, locked or cannot be kept whole stays as it is, and the office hears why. Throws OutsideError when the site
 * cannot be reached.
 */
export const fillTrackers = async (
  desk: Desk,
  { date }: { readonly date: IsoDate },
  options: JobOptions = {},
): Promise<JobReport> => {
  const { trackers } = await desk.data.policy();
  const silent: Silence[] = [];
  for (const path of trackers.files) {
    const filled = await fillOne(desk, path, date, options.rehearse === true);
    if (!('refused' in filled)) {
      silent.push({
        what: `tracker ${path}`,
        why: `${counted(filled.cells, 'cell')} in ${counted(filled.sheets, 'sheet')}`,
      });
      continue;
    }
    silent.push({ what: `tracker ${path}`, why: filled.refused });
    await tellOffice(
      desk,
      {
        date,
        half: 'AM',
        what: `tracker-${desk.sign(path).slice(0, 8)}`,
        words: trackerNotFilled(path, filled.refused),
      },
      options,
    );
  }
  return { posts: [], silent };
};
