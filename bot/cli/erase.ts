import { counted } from '../../shared/wording/counts.ts';
import { type Erasure, erase } from '../../shared/workflows/erase.ts';
import type { WithDesk } from './import.ts';
import { exit, type Io } from './io.ts';
import { aboutPupil, operator, pupilOptions } from './pupil-argument.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage = 'desk erase PUPIL [--dry-run] [--json]';

const deskHere: WithDesk = async (io, work) => await withOwnDesk(io, 'desk erase', work);

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
export const run = async (args: readonly string[], io: Io, withDesk: WithDesk = deskHere): Promise<number> => {
  const { id, values } = pupilOptions(args, {});
  const [dryRun, json] = [values['dry-run'] === true, values.json === true];
  return await withDesk(io, async (desk) =>
    aboutPupil(io, desk, { id, json }, async (pupil) => {
      const report = await erase(desk, pupil, { dryRun, by: operator });
      if (report) io.out(`${json ? JSON.stringify(report) : said(report)}\n`);
      else {
        io.err(
          'Something about this pupil is still on its way to its list. Start the desk, let it finish, try again.\n',
        );
        if (json) io.out(`${JSON.stringify({ pupil: pupil.key, why: 'presses wait' })}\n`);
      }
      return report ? exit.done : exit.findings;
    }),
  );
};
