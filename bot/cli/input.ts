import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ZodType } from 'zod';
import type { Remark } from '../../shared/mis/report.ts';
import { historySchema, noHistory, type PupilHistory } from '../../shared/rules/history.ts';
import { type Policy, policySchema } from '../../shared/rules/policy.ts';
import { Calendar, calendarSchema } from '../../shared/vocabulary/calendar.ts';
import { type JsonFault, readJson } from '../../shared/vocabulary/json-file.ts';
import { isIsoDate } from '../../shared/vocabulary/session.ts';
import { exit, type Io, WrongUse } from './io.ts';

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

/** Says what was refused, in the document as well where one was asked for, and answers with the exit status. */
export const refuse = (
  io: Io,
  error: unknown,
  json: boolean,
  documentOf: (refused: readonly Remark[]) => object = (refused) => ({ refused }),
): number => {
  if (!(error instanceof InputRefused)) throw error;
  if (json) io.out(`${JSON.stringify(documentOf(error.refused))}\n`);
  io.err(`${error.message}\n`);
  return exit.findings;
};

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
  EBUSY: 'somebody has it open; close it, then run again',
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

/**
 * A file of JSON, read by its schema. Every fault is named with its line and its field, or its column where it is no
 * JSON; fields that nobody knows are warnings.
 */
export const readJsonInput = async <T>(
  io: Io,
  path: string,
  schema: ZodType<T>,
): Promise<{ readonly value: T; readonly warnings: readonly Remark[] }> => {
  const read = readJson(new TextDecoder().decode(await readInput(io, path)), schema);
  const remark = ({ line, column, field, value, why }: JsonFault): Remark => ({
    file: path,
    line,
    column: field || String(column),
    value,
    why,
  });
  if ('faults' in read) throw new InputRefused(read.faults.map(remark));
  return { value: read.value, warnings: read.warnings.map(remark) };
};

/** A calendar file. */
export const readCalendarInput = async (io: Io, path: string): Promise<Calendar> =>
  new Calendar((await readJsonInput(io, path, calendarSchema)).value);

/** A school's policy file; the defaults of the reference where none is given. */
export const readPolicyInput = async (
  io: Io,
  path: string | undefined,
): Promise<{ readonly value: Policy; readonly warnings: readonly Remark[] }> =>
  path === undefined
    ? { value: policySchema.parse({ version: 1, date: '', school: '' }), warnings: [] }
    : await readJsonInput(io, path, policySchema);

/** What is on record of one pupil (interfaces, `desk explain --history`); nothing where no file is given. */
export const readHistoryInput = async (
  io: Io,
  path: string | undefined,
): Promise<{ readonly value: PupilHistory; readonly warnings: readonly Remark[] }> =>
  path === undefined ? { value: noHistory, warnings: [] } : await readJsonInput(io, path, historySchema);

/** A date of the command line, or a sentence about the option that is none. */
export const dateOption = (name: string, text: string | undefined): string | undefined => {
  if (text !== undefined && !isIsoDate(text))
    throw new WrongUse(`--${name} expects a date like 2026-03-10, not ${text}.`);
  return text;
};
