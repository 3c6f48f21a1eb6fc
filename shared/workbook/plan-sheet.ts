import type { TrackerView } from '../views/tracker.ts';
import { goneFrom, memoryOf, type WorkbookMemory } from './memory.ts';
import { type PlanRefusal, planUpdate, type TrackerPlan } from './plan.ts';
import { sheetValuesOf } from './xlsx/sheet-values.ts';
import type { Xlsx } from './xlsx/types.ts';

/** What is planned for one sheet of a file. */
export const planSheet = (
  xlsx: Xlsx,
  view: TrackerView,
  name: string,
  memory: WorkbookMemory | undefined,
): TrackerPlan | PlanRefusal => {
  const values = sheetValuesOf(xlsx, name);
  return values === undefined
    ? { sheet: name, refused: 'the sheet is empty' }
    : planUpdate(values, view, {
        memory: memoryOf(memory, name),
        gone: goneFrom(
          memory,
          xlsx.sheets.map((sheet) => sheet.name),
        ),
      });
};
