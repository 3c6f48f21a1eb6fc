import type { TrackerView } from '../views/tracker.ts';
import { isTracker, planUpdate, type TrackerPlan } from './plan.ts';
import { openXlsx } from './xlsx/open.ts';
import { sheetValuesOf } from './xlsx/sheet-values.ts';

export interface FilledFile {
  /** One a sheet that is a tracker. */
  readonly plans: readonly TrackerPlan[];
  /** The file with the plans carried out; the file as it was where nothing differs. */
  readonly bytes: Uint8Array;
}

/**
 * Fills every visible sheet of a workbook that is a tracker, in place: each changed cell and the results of her formulas
 * that read it, and nothing else. Throws XlsxRefusal for a file that cannot be kept whole.
 */
export const fillFile = (file: Uint8Array, view: TrackerView): FilledFile => {
  const xlsx = openXlsx(file);
  const plans = xlsx.sheets
    .filter(({ hidden }) => !hidden)
    .flatMap(({ name }) => {
      const values = sheetValuesOf(xlsx, name);
      const plan = values && planUpdate(values, view);
      return plan !== undefined && isTracker(plan) && plan.refused === undefined ? [plan] : [];
    });
  for (const { sheet, changes } of plans)
    xlsx.setCells(
      sheet,
      changes.map(({ row, column, to }) => ({ row, column, value: to })),
    );
  xlsx.recalculate({ on: view.on });
  return { plans, bytes: xlsx.save() };
};
