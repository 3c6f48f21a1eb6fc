import { counted } from '../../shared/wording/counts.ts';
import type { Erasure } from '../../shared/workflows/erase.ts';
import { besideOrHere } from './beside-or-here.ts';
import { exit, type Io } from './io.ts';
import { nothingDone, pupilOptions, unknownPupil } from './pupil-options.ts';
import type { Do } from './record-work.ts';

export const usage = 'desk erase PUPIL [--dry-run] [--json]';

const said = ({ dryRun, deleted, files, messages, kept, beyond }: Erasure): string =>
  [
    dryRun ? 'A dry run. This would be deleted:' : 'Deleted:',
    ...deleted.map(({ list, count }) => `  ${list}: ${count}`),
    `  ${counted(files.length, 'file')}, ${counted(messages, 'message')} in personal chats`,
    'Kept:',
    ...kept.map(({ what, count, why, source }) => `  ${what}: ${count}. ${why}. (${source})`),
    'Beyond the desk’s reach:',
    ...beyond.map((line) => `  ${line}`),
  ].join('\n');

/** Takes a pupil out of everything but what must stay, and says what that is and why. A dry run counts alone. */
export const run = async (args: readonly string[], io: Io, work: Do = besideOrHere(io)): Promise<number> => {
  const { pupil, dryRun, json } = pupilOptions(args);
  const report = await work('erase', { pupil, dryRun });
  if (report === 'unknown') return unknownPupil(io, pupil, json);
  if (report === 'presses wait') {
    const says = 'Something about this pupil is still on its way to its list. Let the desk finish, then try again.';
    return nothingDone(io, pupil, report, says, json);
  }
  io.out(`${json ? JSON.stringify(report) : said(report)}\n`);
  return exit.done;
};
