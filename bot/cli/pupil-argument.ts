import type { Pupil } from '../../shared/records/pupil.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { pupilNamed } from '../../shared/workflows/records-of-pupil.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, type Parsed, parseOptions } from './options.ts';

/** Who asks when a command is run on the machine: whoever may do that holds the desk's keys. */
export const operator = { id: 'operator', name: 'Command line' } as const;

type Given<Options extends Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>> = Parsed<
  Options & { readonly 'dry-run': typeof flag; readonly json: typeof flag }
>;

/** `PUPIL [--dry-run] [--json]`, and what else the command takes. */
export const pupilOptions = <Options extends Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>>(
  args: readonly string[],
  more: Options,
): { readonly id: string; readonly values: Given<Options> } => {
  const { values, positionals } = parseOptions(args, { ...more, 'dry-run': flag, json: flag });
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0)
    throw new WrongUse('One PUPIL is expected: the UPN or the admission number.');
  return { id, values: values as Given<Options> };
};

/** Does something about one pupil; says so, and answers 1, when nobody has that id. */
export const aboutPupil = async (
  io: Io,
  desk: Desk,
  { id, json }: { readonly id: string; readonly json: boolean },
  work: (pupil: Pupil) => Promise<number>,
): Promise<number> => {
  const pupil = await pupilNamed(desk, id);
  if (pupil) return await work(pupil);
  io.err(`The desk knows no pupil ${id}.\n`);
  if (json) io.out(`${JSON.stringify({ pupil: id, why: 'unknown' })}\n`);
  return exit.findings;
};
