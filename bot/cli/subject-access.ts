import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { subjectAccessPage } from '../../shared/wording/subject-access-page.ts';
import { besideOrHere } from './beside-or-here.ts';
import { exit, type Io } from './io.ts';
import { pupilOptions, unknownPupil } from './pupil-options.ts';
import type { Do } from './record-work.ts';

export const usage = 'desk subject-access PUPIL [--out FOLDER] [--dry-run] [--json]';

/** Writes what the desk holds about one pupil, as JSON and as a page to read, readable by nobody but its owner. */
export const run = async (args: readonly string[], io: Io, work: Do = besideOrHere(io)): Promise<number> => {
  const { pupil: id, out, dryRun, json } = pupilOptions(args);
  const document = await work('subject-access', { pupil: id, dryRun });
  if (document === 'unknown') return unknownPupil(io, id, json);
  const folder = resolve(io.cwd, out ?? `subject-access-${document.pupil}`);
  const [data, page] = [join(folder, 'subject-access.json'), join(folder, 'subject-access.html')];
  if (!dryRun) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(data, `${JSON.stringify(document, undefined, 2)}\n`, { mode: 0o600 });
    await writeFile(page, subjectAccessPage(document), { mode: 0o600 });
  }
  const saved = dryRun ? null : [data, page];
  if (json) io.out(`${JSON.stringify({ ...document, saved })}\n`);
  else
    io.out(
      [
        ...Object.entries(document.counts).map(([list, count]) => `${list}: ${count}`),
        'Not in it:',
        ...document.withheld.map((line) => `  ${line}`),
        dryRun ? 'A dry run: nothing was written.' : `Written to ${folder}. Read it before it goes out.`,
        '',
      ].join('\n'),
    );
  return exit.done;
};
