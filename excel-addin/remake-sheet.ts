import type { TrackerView } from '../shared/views/tracker.ts';
import { type Field, fields } from '../shared/workbook/fields.ts';
import { withColumn } from '../shared/workbook/memory.ts';
import type { DeskApi } from './api/desk-api.ts';
import { DoorError } from './office/door-error.ts';
import type { WorkbookDoor } from './office/workbook-door.ts';
import { remadeSheet } from './remade-sheet.ts';
import { rememberInSheet } from './update-sheet.ts';

const isField = (text: string | undefined): text is Field => text !== undefined && Object.hasOwn(fields, text);

/**
 * Makes the tracker again as a new sheet, from the copy kept and the desk's list. The sheet that is there stays; what
 * she had said of her columns is remembered for the new one. `sheet`: the tracker that the pane knew last; without a copy
 * of it the newest is taken.
 */
export const remakeSheet = async (
  workbook: WorkbookDoor,
  desk: DeskApi,
  view: TrackerView,
  sheet?: string,
): Promise<void> => {
  const copy = (sheet === undefined ? undefined : await desk.copy(sheet)) ?? (await desk.copy());
  const draft = remadeSheet(view, copy);
  if (!(await workbook.make(draft, false)))
    throw new DoorError(`The sheet “${draft.name}” was made already. Rename or delete it, then make the sheet again.`);
  const columns = copy?.columns ?? [];
  await rememberInSheet(workbook, draft.name, view, (memory) =>
    columns.reduce((now, { heading, field }, at) => {
      const nth = columns.slice(0, at).filter((one) => one.heading === heading).length;
      return isField(field) ? withColumn(now, { heading, nth, field }) : now;
    }, memory),
  );
};
