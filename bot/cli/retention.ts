import { counted } from '../../shared/wording/counts.ts';
import { type RetentionReport, retention } from '../../shared/workflows/retention.ts';
import type { WithDesk } from './import.ts';
import { exit, type Io } from './io.ts';
import { flag, parseOptionsAlone } from './options.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage = 'desk retention [--dry-run] [--json]';

const deskHere: WithDesk = async (io, work) => await withOwnDesk(io, 'desk retention', work);

const said = ({ on, dryRun, records, files, withoutDateOfBirth }: RetentionReport): string => {
  const does = dryRun ? 'due' : 'deleted';
  const lines = records.map(
    ({ list, period, countedFrom, why, due }) =>
      `${list}: ${due} ${does}. Kept ${period}${countedFrom === 'not counted' ? '' : `, from ${countedFrom}`}. ${why}.`,
  );
  return [
    `On ${on}:`,
    ...lines,
    ...files.map(({ folder, period, due, why }) => `Folder ${folder}: ${due} ${does}. Kept ${period}. ${why}.`),
    ...(withoutDateOfBirth > 0
      ? [`${counted(withoutDateOfBirth, 'pupil')} without a date of birth: nothing of theirs is ever due.`]
      : []),
  ].join('\n');
};

/** Deletes what has had its time; says of every list how long it is kept and why. A dry run counts alone. */
export const run = async (args: readonly string[], io: Io, withDesk: WithDesk = deskHere): Promise<number> => {
  const { 'dry-run': dryRun = false, json } = parseOptionsAlone(args, { 'dry-run': flag, json: flag });
  return await withDesk(io, async (desk) => {
    const report = await retention(desk, { dryRun });
    io.out(`${json ? JSON.stringify(report) : said(report)}\n`);
    return exit.done;
  });
};
