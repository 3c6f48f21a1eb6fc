import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Remark } from '../../shared/mis/report.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { isRefusal, isTracker, type PlanRefusal, planUpdate, type TrackerPlan } from '../../shared/workbook/plan.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { XlsxRefusal } from '../../shared/workbook/xlsx/refusal.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import type { Xlsx } from '../../shared/workbook/xlsx/types.ts';
import { dateOption, InputRefused, readInput, remarkText } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { readTrackerInput } from './tracker-input.ts';

export const usage =
  "desk track WORKBOOK [--marks FILE --calendar FILE [--pupils FILE]] [--sheet NAME|'*']… [--on DATE] [--out FILE | --in-place] [--dry-run] [--json]";

interface Options {
  readonly workbook: string;
  readonly sheets: readonly string[];
  readonly on: string | undefined;
  readonly out: string | undefined;
  readonly inPlace: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly files:
    | { readonly marks: string; readonly calendar: string; readonly pupils: string | undefined }
    | undefined;
}

const optionsOf = (args: readonly string[]): Options => {
  let parsed: { values: Record<string, string | boolean | string[] | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        marks: { type: 'string' },
        calendar: { type: 'string' },
        pupils: { type: 'string' },
        sheet: { type: 'string', multiple: true, default: [] },
        on: { type: 'string' },
        add: { type: 'string' },
        out: { type: 'string' },
        'in-place': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string): string | undefined => {
    const value = parsed.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [workbook, ...more] = parsed.positionals;
  if (workbook === undefined) throw new WrongUse('the WORKBOOK is missing');
  if (more.length > 0) throw new WrongUse(`one WORKBOOK at a time, not ${more[0]} as well`);
  if (text('add') !== undefined)
    throw new WrongUse('--add is not in this version: add the column in Excel, then update');
  const inPlace = parsed.values['in-place'] === true;
  const out = text('out');
  if (inPlace && out !== undefined) throw new WrongUse('--out FILE or --in-place, not both');
  const [marks, calendar, pupils] = [text('marks'), text('calendar'), text('pupils')];
  if ((marks === undefined) !== (calendar === undefined))
    throw new WrongUse(`--${marks === undefined ? 'marks' : 'calendar'} FILE is missing`);
  if (marks === undefined && pupils !== undefined) throw new WrongUse('--pupils FILE needs --marks and --calendar');
  return {
    workbook,
    sheets: parsed.values.sheet as string[],
    on: dateOption('on', text('on')),
    out,
    inPlace,
    dryRun: parsed.values['dry-run'] === true,
    json: parsed.values.json === true,
    files: marks === undefined || calendar === undefined ? undefined : { marks, calendar, pupils },
  };
};

/** One sheet's answer as `desk track --json` prints it. */
const answerOf = (
  { sheet, headingRow, columns, rows, changes, kept }: TrackerPlan,
  others: readonly string[],
  saved: string | null,
) => ({
  sheet,
  headingRow,
  columns: { found: columns.found, added: [], left: columns.left },
  rows: { matched: rows.matched, unmatched: rows.unmatched, notInSheet: rows.notInSheet, leavers: rows.leavers },
  changes: changes.map(({ cell, from, to, shown }) => ({ cell, from, to, shown })),
  kept,
  otherSheets: others,
  saved,
});

/** Which sheets to work on: those named, else the one that is a tracker. Several trackers: it asks. */
const choose = (xlsx: Xlsx, view: TrackerView, wanted: readonly string[], file: string): TrackerPlan[] => {
  const plan = (name: string): TrackerPlan | PlanRefusal => {
    const values = sheetValuesOf(xlsx, name);
    return values === undefined ? { sheet: name, refused: 'the sheet is empty' } : planUpdate(values, view);
  };
  const names = xlsx.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const refuse = (why: string, value: string | null = null): InputRefused => InputRefused.whole(file, why, { value });
  if (wanted.length > 0 && !wanted.includes('*'))
    return wanted.map((name) => {
      const sheet = xlsx.sheet(name);
      if (sheet === undefined) throw refuse(`there is no such sheet; there are ${names.join(', ')}`, name);
      const answer = plan(sheet.name);
      if (isRefusal(answer) || answer.refused !== undefined) throw refuse(answer.refused ?? '', name);
      return answer;
    });
  const trackers = names.map(plan).filter(isTracker);
  if (trackers.length === 0)
    throw refuse(
      `no sheet is a tracker (${names.join(', ')}): it needs a row of headings with the pupil and a figure of the desk, and rows of pupils that are known`,
    );
  if (trackers.length > 1 && wanted.length === 0)
    throw new SeveralSheets(
      file,
      trackers.map(({ sheet }) => sheet),
    );
  for (const { sheet, refused } of trackers) if (refused !== undefined) throw refuse(refused, sheet);
  return trackers;
};

class SeveralSheets extends InputRefused {
  readonly sheets: readonly string[];
  constructor(file: string, sheets: readonly string[]) {
    super([
      {
        file,
        line: null,
        column: null,
        value: null,
        why: `several sheets are trackers: ${sheets.join(', ')}. Say which with --sheet NAME, or all with --sheet '*'`,
      },
    ]);
    this.sheets = sheets;
  }
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await readFile(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
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

/** Writes aside and puts in place at one go: the workbook is whole or as it was. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(aside, bytes, { flag: 'wx' });
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
  EBUSY: 'somebody has it open',
  EPERM: 'it may not be written',
};

const save = async (io: Io, { workbook, out, inPlace }: Options, bytes: Uint8Array): Promise<string> => {
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

const forPeople = (plans: readonly TrackerPlan[], saved: string | null, warnings: readonly Remark[]): string =>
  [
    ...plans.flatMap(({ sheet, headingRow, columns, rows, changes, kept }) => [
      `${sheet}: headings in row ${headingRow}, ${rows.matched} pupils found, ${changes.length} cells ${saved === null ? 'to change' : 'changed'}.`,
      `  Filled: ${columns.found.map(({ column, heading }) => `${column} ${heading}`).join(', ')}`,
      `  Left alone: ${columns.left.map(({ column, heading, why }) => `${column} ${heading}${why === undefined ? '' : ` (${why})`}`).join(', ') || 'nothing'}`,
      ...rows.unmatched.slice(0, 20).map(({ row, why }) => `  Row ${row}: ${why}`),
      ...(rows.unmatched.length > 20 ? [`  … and ${rows.unmatched.length - 20} more rows`] : []),
      ...(kept.length > 0 ? [`  ${kept.length} cells stay as they are: hers, or closed.`] : []),
      ...(rows.notInSheet.length > 0 ? [`  ${rows.notInSheet.length} pupils on roll have no row.`] : []),
    ]),
    ...(warnings.length > 0
      ? [
          `${warnings.length} rows of the files count nowhere, or were read with care; the first: ${remarkText(warnings[0]!)}`,
        ]
      : []),
    saved === null ? 'Nothing was written.' : `Written: ${saved}`,
    '',
  ].join('\n');

/** Updates a tracking spreadsheet in its file: the plan of the task pane, each changed cell put in its place. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const options = optionsOf(args);
  try {
    const xlsx = openXlsx(await readInput(io, options.workbook));
    const { view, warnings } =
      options.files === undefined
        ? { view: await (await import('./own-tracker.ts')).ownTracker(io, options.on), warnings: [] }
        : await readTrackerInput(io, { ...options.files, on: options.on });
    const plans = choose(xlsx, view, options.sheets, options.workbook);
    for (const { sheet, changes } of plans)
      xlsx.setCells(
        sheet,
        changes.map(({ row, column, to }) => ({ row, column, value: to })),
      );
    xlsx.recalculate({ on: view.on });
    const bytes = xlsx.save();
    const saved = options.dryRun ? null : await save(io, options, bytes);
    const worked = new Set(plans.map(({ sheet }) => sheet));
    const others = xlsx.sheets.flatMap(({ name }) => (worked.has(name) ? [] : name));
    const answers = plans.map((plan) => answerOf(plan, others, saved));
    if (!options.json) io.out(forPeople(plans, saved, warnings));
    else
      io.out(
        `${JSON.stringify(options.sheets.length > 0 && (options.sheets.length > 1 || options.sheets.includes('*')) ? { sheets: answers, saved, warnings } : { ...answers[0], warnings })}\n`,
      );
    return exit.done;
  } catch (error) {
    const refusal = error instanceof XlsxRefusal ? InputRefused.whole(options.workbook, error.message) : error;
    if (!(refusal instanceof InputRefused)) throw error;
    if (options.json)
      io.out(
        `${JSON.stringify({ refused: refusal.refused, ...(refusal instanceof SeveralSheets ? { sheets: refusal.sheets } : {}), saved: null })}\n`,
      );
    io.err(`${refusal.message}\n`);
    return exit.findings;
  }
};
