import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ZodError } from 'zod';
import type { Remark } from '../../shared/mis/report.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { isIsoDate } from '../../shared/vocabulary/session.ts';
import { type Io, WrongUse } from './io.ts';

/** A file that a command was given and cannot use: what is wrong, and where. */
export class InputRefused extends Error {
  readonly refused: readonly Remark[];

  constructor(refused: readonly Remark[]) {
    super(refused.map(remarkText).join('\n'));
    this.name = 'InputRefused';
    this.refused = refused;
  }

  static whole(file: string, why: string, where: Partial<Remark> = {}): InputRefused {
    return new InputRefused([{ file, line: null, column: null, value: null, why, ...where }]);
  }
}

/** `marks.csv, line 17, column Mark, "H": H ended on 19 August 2024; C or G?` */
export const remarkText = ({ file, line, column, value, why }: Remark): string =>
  [
    file,
    line === null ? [] : `line ${line}`,
    column === null ? [] : `column ${column}`,
    value === null ? [] : `"${value}"`,
  ]
    .flat()
    .join(', ')
    .concat(`: ${why}`);

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read',
};

/** The bytes of a file named on the command line. */
export const readInput = async (io: Io, path: string): Promise<Uint8Array> => {
  try {
    return await readFile(resolve(io.cwd, path));
  } catch (error) {
    const why = faults[(error as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw error;
    throw InputRefused.whole(path, why);
  }
};

/** A file of JSON; a fault in it is named with its line and column. */
const readJsonInput = async (io: Io, path: string): Promise<unknown> => {
  const text = new TextDecoder().decode(await readInput(io, path));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /position (\d+)/.exec(error.message)?.[1];
    const before = text.slice(0, Number(position ?? text.length)).split('\n');
    throw InputRefused.whole(path, 'not JSON', { line: before.length, column: String(before.at(-1)!.length + 1) });
  }
};

/** A calendar file; what is wrong in it is named by its field. */
export const readCalendarInput = async (io: Io, path: string): Promise<Calendar> => {
  const json = await readJsonInput(io, path);
  try {
    return Calendar.parse(json);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    throw new InputRefused(
      leaves(error.issues).map(({ at, says }) => ({
        file: path,
        line: null,
        column: at || null,
        value: null,
        why: says,
      })),
    );
  }
};

/** The faults behind a union's fault as well: which field, and what is expected of it. */
const leaves = (issues: ZodError['issues'], under: readonly PropertyKey[] = []): { at: string; says: string }[] =>
  issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const nearest = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
      return leaves(nearest, path);
    }
    return [{ at: path.join('.'), says: issue.message }];
  });

const depth = (issues: ZodError['issues']): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** A date of the command line, or a sentence about the option that is none. */
export const dateOption = (name: string, text: string | undefined): string | undefined => {
  if (text !== undefined && !isIsoDate(text))
    throw new WrongUse(`--${name} expects a date like 2026-03-10, not ${text}.`);
  return text;
};
