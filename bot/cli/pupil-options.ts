import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptions, text } from './options.ts';

/** `PUPIL [--dry-run] [--json] [--out FOLDER]`: the UPN, or the admission number. */
export const pupilOptions = (args: readonly string[]) => {
  const { values, positionals } = parseOptions(args, { out: text, 'dry-run': flag, json: flag });
  const [pupil, ...rest] = positionals;
  if (pupil === undefined || rest.length > 0)
    throw new WrongUse('One PUPIL is expected: the UPN or the admission number.');
  return { pupil, out: values.out, dryRun: values['dry-run'] === true, json: values.json === true };
};

/** Says that nothing came of it, and why; answers with the exit status. */
export const nothingDone = (io: Io, pupil: string, why: string, says: string, json: boolean): number => {
  io.err(`${says}\n`);
  if (json) io.out(`${JSON.stringify({ pupil, why })}\n`);
  return exit.findings;
};

export const unknownPupil = (io: Io, pupil: string, json: boolean): number =>
  nothingDone(io, pupil, 'unknown', `The desk knows no pupil ${pupil}.`, json);
