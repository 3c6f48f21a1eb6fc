import { counted } from '../../shared/wording/counts.ts';
import type { RetentionReport } from '../../shared/workflows/retention.ts';
import { besideOrHere } from './beside-or-here.ts';
import { exit, type Io } from './io.ts';
import { flag, parseOptionsAlone } from './options.ts';
import type { Do } from './record-work.ts';

export const usage = 'desk retention [--dry-run] [--json]';

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
export const run = async (args: readonly string[], io: Io, work: Do = besideOrHere(io)): Promise<number> => {
  const { 'dry-run': dryRun = false, json } = parseOptionsAlone(args, { 'dry-run': flag, json: flag });
  const report = await work('retention', { dryRun });
  io.out(`${json ? JSON.stringify(report) : said(report)}\n`);
  return exit.done;
};
