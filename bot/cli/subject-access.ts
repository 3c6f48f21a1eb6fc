import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { subjectAccessPage } from '../../shared/wording/subject-access-page.ts';
import { subjectAccess } from '../../shared/workflows/subject-access.ts';
import type { WithDesk } from './import.ts';
import { exit, type Io } from './io.ts';
import { text } from './options.ts';
import { aboutPupil, operator, pupilOptions } from './pupil-argument.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage = 'desk subject-access PUPIL [--out FOLDER] [--dry-run] [--json]';

const deskHere: WithDesk = async (io, work) => await withOwnDesk(io, 'desk subject-access', work);

/** Writes what the desk holds about one pupil, as JSON and as a page to read, readable by nobody but its owner. */
export const run = async (args: readonly string[], io: Io, withDesk: WithDesk = deskHere): Promise<number> => {
  const { id, values } = pupilOptions(args, { out: text });
  const [dryRun, json] = [values['dry-run'] === true, values.json === true];
  return await withDesk(io, async (desk) =>
    aboutPupil(io, desk, { id, json }, async (pupil) => {
      const document = await subjectAccess(desk, pupil, { dryRun, by: operator });
      const folder = resolve(io.cwd, values.out ?? `subject-access-${pupil.key}`);
      const files = ['subject-access.json', 'subject-access.html'].map((name) => join(folder, name));
      if (!dryRun) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(files[0]!, `${JSON.stringify(document, undefined, 2)}\n`, { mode: 0o600 });
        await writeFile(files[1]!, subjectAccessPage(document), { mode: 0o600 });
      }
      const saved = dryRun ? null : files;
      if (json) io.out(`${JSON.stringify({ ...document, saved })}\n`);
      else
        io.out(
          [
            ...Object.entries(document.counts).map(([list, count]) => `${list}: ${count}`),
            'Not in it:',
            ...document.withheld.map((line) => `  ${line}`),
            saved === null ? 'A dry run: nothing was written.' : `Written to ${folder}. Read it before it goes out.`,
            '',
          ].join('\n'),
        );
      return exit.done;
    }),
  );
};
