import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ExportFile } from '../../shared/mis/read-export.ts';
import { type ImportReport, nothingRead } from '../../shared/mis/report.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { importFolder } from '../../shared/workflows/import-folder.ts';
import { isExport } from '../../shared/workflows/import-inbox.ts';
import { asCsv } from './first-sheet.ts';
import { InputRefused, readCalendarInput, remarkText } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptions, text } from './options.ts';

export const usage = 'desk import FOLDER [--calendar FILE] [--dry-run] [--json]';

interface Options {
  readonly folder: string;
  readonly calendar: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const optionsOf = (args: readonly string[]): Options => {
  const { values, positionals } = parseOptions(args, { calendar: text, 'dry-run': flag, json: flag });
  const [folder, ...more] = positionals;
  if (folder === undefined) throw new WrongUse('the FOLDER is missing');
  if (more.length > 0) throw new WrongUse(`one FOLDER at a time, not ${more[0]} as well`);
  return { folder, calendar: values.calendar, dryRun: values['dry-run'] === true, json: values.json === true };
};

/** What lies in the folder: exports, and the calendar and mapping that a folder may bring. */
export interface Folder {
  readonly files: readonly ExportFile[];
  readonly calendar: Calendar | undefined;
  readonly mapping: Uint8Array | undefined;
}

/** Reads a folder; a workbook's first sheet is read as if it were CSV. Throws InputRefused. */
export const readFolder = async (io: Io, folder: string, calendarFile?: string): Promise<Folder> => {
  const path = resolve(io.cwd, folder);
  const names = (await namesIn(folder, path)).sort();
  const files: ExportFile[] = [];
  for (const name of names.filter(isExport)) files.push(readable(name, await readFile(join(path, name))));
  const own = names.includes('calendar.json') ? join(folder, 'calendar.json') : undefined;
  const calendar = calendarFile ?? own;
  if (files.length === 0) throw InputRefused.whole(folder, 'there is no export in this folder');
  return {
    files,
    calendar: calendar === undefined ? undefined : await readCalendarInput(io, calendar),
    mapping: names.includes('mapping.json') ? await readFile(join(path, 'mapping.json')) : undefined,
  };
};

const namesIn = async (folder: string, path: string): Promise<string[]> => {
  try {
    return (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw InputRefused.whole(folder, 'there is no such folder');
    if (code === 'ENOTDIR') throw InputRefused.whole(folder, 'it is a file, not a folder');
    throw error;
  }
};

const readable = (name: string, bytes: Uint8Array): ExportFile => {
  try {
    return { name, bytes: asCsv(name, bytes) };
  } catch (error) {
    if (error instanceof InputRefused) return { name, bytes, unreadable: error.refused[0]!.why };
    throw error;
  }
};

/** Opens the desk that a command works on, and closes it afterwards. */
export type WithDesk = <T>(io: Io, work: (desk: Desk) => Promise<T>) => Promise<T>;

/** Imports a folder into the desk's records and says what became of each file. */
export const run = async (args: readonly string[], io: Io, withDesk: WithDesk = ownDesk): Promise<number> => {
  const options = optionsOf(args);
  let report: ImportReport;
  try {
    const folder = await readFolder(io, options.folder, options.calendar);
    report = await withDesk(io, async (desk) => await importFolder(desk, { ...folder, dryRun: options.dryRun }));
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    report = nothingRead(error.refused);
  }
  io.out(options.json ? `${JSON.stringify(report)}\n` : said(report, options.dryRun));
  return report.refused.length > 0 ? exit.findings : exit.done;
};

/** The desk of the settings; the local tenant where none is set, with its lists made. */
export const ownDesk = async <T>(io: Io, work: (desk: Desk) => Promise<T>): Promise<T> => {
  const [{ openHere }, { openDesk }, { sampleMorning }, { readSettings }] = await Promise.all([
    import('./open-here.ts'),
    import('../compose.ts'),
    import('../local-school.ts'),
    import('../settings.ts'),
  ]);
  const start = readSettings(io.env).local.clock ?? sampleMorning.from;
  const here = await openHere(io, { who: 'desk import', clock: { start, playTo: null } });
  try {
    const open = await openDesk(here.settings, { clock: here.clock, log: quiet });
    try {
      await open.provision();
      return await work(open.desk);
    } finally {
      await open.close();
    }
  } finally {
    await here.close();
  }
};

/** The report says all that the log would. */
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const linesShown = 20;

/** The report for people: a line a file, then what was refused and what needs a look. */
const said = (report: ImportReport, dryRun: boolean): string => {
  const { files, refused, warnings, pupils, registers, marks, changed, saved } = report;
  const number = (count: number) => count.toLocaleString('en-GB');
  const some = (title: string, remarks: ImportReport['refused']) =>
    remarks.length === 0
      ? []
      : [
          '',
          `${title} (${number(remarks.length)}):`,
          ...remarks.slice(0, linesShown).map((remark) => `  ${remarkText(remark)}`),
          ...(remarks.length > linesShown
            ? [`  … and ${number(remarks.length - linesShown)} more (--json lists them)`]
            : []),
        ];
  return [
    ...files.map(
      ({ file, kind, rows, accepted, refused: not, skipped }) =>
        `${file}: ${kind}, ${number(rows)} rows, ${number(accepted)} accepted, ${number(not)} refused${skipped > 0 ? `, ${number(skipped)} lines skipped` : ''}`,
    ),
    ...some('Refused', refused),
    ...some('To look at', warnings),
    '',
    `${number(pupils)} pupils, ${number(registers)} registers, ${number(marks)} marks, ${number(changed)} of them changed.`,
    dryRun ? 'A dry run: nothing was written.' : saved ? 'Saved.' : 'Nothing was saved.',
    '',
  ].join('\n');
};
