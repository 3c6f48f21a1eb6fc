import type { TrackerView } from '../shared/views/tracker.ts';
import type { Field } from '../shared/workbook/fields.ts';
import { memoryOf, memoryXml, readMemory, withColumn, withSheet } from '../shared/workbook/memory.ts';
import { newColumn } from '../shared/workbook/new-columns.ts';
import { isRefusal, planUpdate } from '../shared/workbook/plan.ts';
import type { SheetValues } from '../shared/workbook/sheet-values.ts';
import { DoorError } from './office/door-error.ts';
import type { WorkbookDoor } from './office/workbook-door.ts';

/** True when something of hers stands in one of the columns right of `after`. */
const isTaken = (sheet: SheetValues, after: number, columns: number): boolean =>
  sheet.values.some((row) =>
    row.slice(after + 1 - sheet.left, after + 1 - sheet.left + columns).some((one) => one !== ''),
  );

/**
 * Adds columns for fields, right of the column where she says; without one, next to the last heading. The workbook
 * remembers that they are the desk's.
 */
export const addFields = (
  workbook: WorkbookDoor,
  sheet: string,
  view: TrackerView,
  fields: readonly Field[],
  after?: { readonly heading: string; readonly nth: number },
): Promise<void> =>
  workbook.addColumns<void>(sheet, ({ values, memory: xml }) => {
    const memory = readMemory(xml);
    const before = memoryOf(memory, sheet);
    const plan = values === undefined ? undefined : planUpdate(values, view, { memory: before });
    if (values === undefined || plan === undefined || isRefusal(plan))
      throw new DoorError('The row of headings is no longer there. Look again, then add the columns.');
    const { all } = plan.columns;
    const place =
      after === undefined
        ? Math.max(...all.map(({ column }) => column))
        : all.find(({ heading, nth }) => heading === after.heading && nth === after.nth)?.column;
    if (place === undefined)
      throw new DoorError(`The column ${after!.heading} is no longer there. Look again, then add the columns.`);
    const columns = fields.map(newColumn);
    const known = columns.reduce((now, { heading, field }) => {
      const nth = all.filter((one) => one.heading === heading).length;
      return withColumn(now, { heading, nth, field, added: true });
    }, before);
    return {
      headingRow: plan.headingRow,
      lastRow: Math.max(plan.headingRow, ...plan.pupils.keys()),
      after: place,
      isBetween: isTaken(values, place, columns.length),
      columns,
      memory: memoryXml(withSheet(memory, sheet, known)),
      result: undefined,
    };
  });
