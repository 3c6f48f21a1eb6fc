import { access, chmod, constants, lstat, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { InputRefused } from './input.ts';
import type { Io } from './io.ts';
import type { TrackOptions } from './track-options.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Where a file lies whose name may be a link to it. */
const placeOf = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

/** The files that Excel and LibreOffice put beside a workbook for as long as somebody has it open. */
const lockNames = (name: string): readonly string[] => [`~$${name}`, `~$${name.slice(2)}`, `.~lock.${name}#`];

/** Refuses a workbook that somebody has open: what they type would be lost with the file they save over ours. */
export const refuseWhenOpen = async (io: Io, { workbook, out }: TrackOptions): Promise<void> => {
  for (const file of [workbook, ...(out === undefined ? [] : [out])]) {
    const named = resolve(io.cwd, file);
    for (const path of new Set([named, await placeOf(named)]))
      for (const lock of lockNames(basename(path)))
        if (await exists(join(dirname(path), lock)))
          throw InputRefused.whole(file, `somebody has it open (${lock} lies beside it); close it, then run again`);
  }
};

/** `tracker.xlsx` beside itself: `tracker (updated).xlsx`, then `tracker (updated 2).xlsx`. */
const besideName = async (path: string): Promise<string> => {
  const end = extname(path);
  const stem = path.slice(0, path.length - end.length);
  for (let number = 1; ; number++) {
    const name = `${stem} (updated${number === 1 ? '' : ` ${number}`})${end}`;
    if (!(await exists(name))) return name;
  }
};

/** What may be done with a file that is there and may be written; undefined where there is none yet. */
const modeOf = async (path: string): Promise<number | undefined> => {
  try {
    await access(path, constants.W_OK);
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Writes aside and puts in place at one go: the workbook is whole or as it was, for whomever it was before. */
const writeWhole = async (named: string, bytes: Uint8Array): Promise<void> => {
  const path = await placeOf(named);
  const mode = await modeOf(path);
  const aside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(aside, bytes, { flag: 'wx' });
    if (mode !== undefined) await chmod(aside, mode);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
};

const writeFaults: Readonly<Record<string, string>> = {
  ENOENT: 'the folder to write it to is not there',
  EACCES: 'it may not be written',
  EROFS: 'it may not be written',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EBUSY: 'somebody has it open; close it, then run again',
  EPERM: 'it may not be written',
};

/** Writes the finished workbook where it was asked for; answers with its name. */
export const saveWorkbook = async (
  io: Io,
  { workbook, out, inPlace }: TrackOptions,
  bytes: Uint8Array,
): Promise<string> => {
  const original = resolve(io.cwd, workbook);
  const path = inPlace ? original : out === undefined ? await besideName(original) : resolve(io.cwd, out);
  try {
    await writeWhole(path, bytes);
  } catch (error) {
    const why = writeFaults[(error as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw error;
    throw InputRefused.whole(out ?? basename(path), why);
  }
  return out ?? basename(path);
};
