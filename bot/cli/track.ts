import type { TrackerView } from '../../shared/views/tracker.ts';
import { addColumns } from '../../shared/workbook/add-columns.ts';
import { fileMemoryOf, keepFileMemory } from '../../shared/workbook/file-memory.ts';
import { memoryOf, type WorkbookMemory, withColumn, withSheet } from '../../shared/workbook/memory.ts';
import { isRefusal, type TrackerPlan } from '../../shared/workbook/plan.ts';
import { planSheet } from '../../shared/workbook/plan-sheet.ts';
import { fileWithWidths } from '../../shared/workbook/xlsx/column-widths.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { XlsxRefusal } from '../../shared/workbook/xlsx/refusal.ts';
import type { Xlsx } from '../../shared/workbook/xlsx/types.ts';
import { InputRefused, readInput } from './input.ts';
import { exit, type Io } from './io.ts';
import { forPeople, type SheetDone, sheetAnswer } from './track-answer.ts';
import { refuseWhenOpen, saveWorkbook } from './track-file.ts';
import { type TrackOptions, trackOptions } from './track-options.ts';
import { chooseSheets, SeveralSheets } from './track-sheets.ts';
import { readTrackerInput } from './tracker-input.ts';

export { usage } from './track-options.ts';

/** Puts the wanted columns into a sheet and plans it again with them; then its cells are changed. */
const updateSheet = (
  xlsx: Xlsx,
  view: TrackerView,
  planned: TrackerPlan,
  add: TrackOptions['add'],
  memory: WorkbookMemory | undefined,
): SheetDone => {
  const columns = addColumns(xlsx, planned, view, add);
  const known = columns.added.reduce(
    (of, { heading, field }) => withColumn(of, { heading, nth: 0, field, added: true }),
    memoryOf(memory, planned.sheet),
  );
  const again =
    columns.added.length === 0
      ? planned
      : planSheet(xlsx, view, planned.sheet, withSheet(memory, planned.sheet, known));
  if (isRefusal(again)) throw new XlsxRefusal(again.refused);
  xlsx.setCells(
    again.sheet,
    again.changes.map(({ row, column, to }) => ({ row, column, value: to })),
  );
  return { plan: again, columns };
};

/** Updates every chosen sheet of an open file, what it remembers and the values of her formulas. */
const updateFile = (xlsx: Xlsx, view: TrackerView, { sheets: wanted, add, workbook: file }: TrackOptions) => {
  const kept = fileMemoryOf(xlsx);
  const plans = chooseSheets({ xlsx, view, memory: kept?.memory, wanted, file });
  const sheets = plans.map((plan) => updateSheet(xlsx, view, plan, add, kept?.memory));
  if (kept !== undefined)
    keepFileMemory(
      xlsx,
      kept,
      sheets.reduce((memory, { plan }) => withSheet(memory, plan.sheet, plan.memory), kept.memory),
    );
  const worked = new Set(plans.map(({ sheet }) => sheet));
  return {
    sheets,
    others: xlsx.sheets.flatMap(({ name }) => (worked.has(name) ? [] : name)),
    formulas: xlsx.recalculate({ on: view.on }),
  };
};

/** Updates a tracking spreadsheet in its file: the plan of the task pane, each changed cell put in its place. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const options = trackOptions(args);
  const isAnsweredAsList = options.sheets.length > 1 || options.sheets.includes('*');
  try {
    await refuseWhenOpen(io, options);
    const xlsx = openXlsx(await readInput(io, options.workbook));
    const { view, warnings } =
      options.files === undefined
        ? { view: await (await import('./own-tracker.ts')).ownTracker(io, options.on), warnings: [] }
        : await readTrackerInput(io, { ...options.files, on: options.on });
    const updated = updateFile(xlsx, view, options);
    const bytes = fileWithWidths(
      xlsx.save(),
      updated.sheets.flatMap(({ columns }) => columns.widths ?? []),
    );
    const saved = options.dryRun ? null : await saveWorkbook(io, options, bytes);
    const done = { ...updated, saved, warnings };
    const answers = done.sheets.map((sheet) => sheetAnswer(sheet, done));
    const answer = isAnsweredAsList ? { sheets: answers, saved, warnings } : { ...answers[0], warnings };
    io.out(options.json ? `${JSON.stringify(answer)}\n` : forPeople(done));
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
