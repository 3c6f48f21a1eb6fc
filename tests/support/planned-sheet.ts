import type { TrackerView } from '../../shared/views/tracker.ts';
import { memoryXml, nothingRemembered, readMemory, type SheetMemory, withSheet } from '../../shared/workbook/memory.ts';
import { isRefusal, type PlanWith, planUpdate, type TrackerPlan } from '../../shared/workbook/plan.ts';
import type { CellValue, SheetValues } from '../../shared/workbook/sheet-values.ts';
import { boxOf } from '../../shared/workbook/xlsx/address.ts';

export const planOf = (sheet: SheetValues, view: TrackerView, asked: PlanWith = {}): TrackerPlan => {
  const plan = planUpdate(sheet, view, asked);
  if (isRefusal(plan)) throw new Error(plan.refused);
  return plan;
};

/** The sheet with these cells typed into: `typed(sheet, { B2: 'Call home' })`. */
export const typed = (sheet: SheetValues, cells: Readonly<Record<string, CellValue>>): SheetValues => {
  const values = sheet.values.map((row) => [...row]);
  for (const [address, value] of Object.entries(cells)) {
    const { top, left } = boxOf(address)!;
    values[top - sheet.top]![left - sheet.left] = value;
  }
  return { ...sheet, values };
};

/** The memory as the workbook gives it back. */
const kept = (memory: SheetMemory): SheetMemory =>
  readMemory(memoryXml(withSheet(undefined, 'Tracker', memory)))!.sheets.Tracker!;

/** Plans and carries out: the sheet afterwards, and what the workbook then remembers. */
export const updated = (
  sheet: SheetValues,
  view: TrackerView,
  memory: SheetMemory = nothingRemembered,
  givenBack: ReadonlySet<string> = new Set(),
): { readonly plan: TrackerPlan; readonly sheet: SheetValues; readonly memory: SheetMemory } => {
  const plan = planOf(sheet, view, { memory, givenBack });
  return {
    plan,
    sheet: typed(sheet, Object.fromEntries(plan.changes.map(({ cell, to }) => [cell, to ?? '']))),
    memory: kept(plan.memory),
  };
};
