import type { TrackerView } from '../views/tracker.ts';
import { fileMemoryOf, keepFileMemory } from './file-memory.ts';
import { type WorkbookMemory, withSheet } from './memory.ts';
import { isTracker, type TrackerPlan } from './plan.ts';
import { planSheet } from './plan-sheet.ts';
import { openXlsx } from './xlsx/open.ts';
import type { Xlsx } from './xlsx/types.ts';

/** What would be filled in the visible sheets of a file. */
export interface FilePlan {
  /** One a sheet that is a tracker. */
  readonly plans: readonly TrackerPlan[];
  /** Sheets that are trackers and cannot be filled. */
  readonly refused: readonly { readonly sheet: string; readonly why: string }[];
}

export interface FilledFile extends FilePlan {
  /** The file with the plans carried out; the file as it was where nothing differs. */
  readonly bytes: Uint8Array;
}

const planned = (xlsx: Xlsx, view: TrackerView, memory: WorkbookMemory | undefined): FilePlan => {
  const trackers = xlsx.sheets
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => planSheet(xlsx, view, name, memory))
    .filter(isTracker);
  return {
    plans: trackers.filter(({ refused }) => refused === undefined),
    refused: trackers.flatMap(({ sheet, refused }) => (refused === undefined ? [] : { sheet, why: refused })),
  };
};

/** Looks at a file and changes nothing. Throws XlsxRefusal for one that cannot be kept whole. */
export const planFile = (file: Uint8Array, view: TrackerView): FilePlan => {
  const xlsx = openXlsx(file);
  return planned(xlsx, view, fileMemoryOf(xlsx)?.memory);
};

/**
 * Fills every visible sheet of a workbook that is a tracker, in place: each changed cell, the results of her formulas that
 * read it, and what the workbook remembers where it has a part for that. Throws XlsxRefusal for a file that cannot be kept
 * whole.
 */
export const fillFile = (file: Uint8Array, view: TrackerView): FilledFile => {
  const xlsx = openXlsx(file);
  const kept = fileMemoryOf(xlsx);
  const { plans, refused } = planned(xlsx, view, kept?.memory);
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
  return { plans, refused, bytes: xlsx.save() };
};
