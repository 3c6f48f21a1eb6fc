import type { TrackerView } from '../views/tracker.ts';
import { fileMemoryOf, keepFileMemory } from './file-memory.ts';
import { withSheet } from './memory.ts';
import { isTracker, type TrackerPlan } from './plan.ts';
import { planSheet } from './plan-sheet.ts';
import { openXlsx } from './xlsx/open.ts';

export interface FilledFile {
  /** One a sheet that is a tracker. */
  readonly plans: readonly TrackerPlan[];
  /** The file with the plans carried out; the file as it was where nothing differs. */
  readonly bytes: Uint8Array;
}

/**
 * Fills every visible sheet of a workbook that is a tracker, in place: each changed cell, the results of her formulas that
 * read it, and what the workbook remembers where it has a part for that. Throws XlsxRefusal for a file that cannot be kept
 * whole.
 */
export const fillFile = (file: Uint8Array, view: TrackerView): FilledFile => {
  const xlsx = openXlsx(file);
  const kept = fileMemoryOf(xlsx);
  const plans = xlsx.sheets
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => planSheet(xlsx, view, name, kept?.memory))
    .filter(isTracker)
    .filter(({ refused }) => refused === undefined);
  for (const { sheet, changes } of plans)
    xlsx.setCells(
      sheet,
      changes.map(({ row, column, to }) => ({ row, column, value: to })),
    );
  if (kept !== undefined)
    keepFileMemory(
      xlsx,
      kept,
      plans.reduce((memory, { sheet, memory: of }) => withSheet(memory, sheet, of), kept.memory),
    );
  xlsx.recalculate({ on: view.on });
  return { plans, bytes: xlsx.save() };
};
