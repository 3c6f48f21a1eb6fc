import type { TrackerCopyRequest } from '../shared/views/stages.ts';
import type { TrackerView } from '../shared/views/tracker.ts';
import { blocksOf } from '../shared/workbook/blocks.ts';
import type { Field } from '../shared/workbook/fields.ts';
import {
  goneFrom,
  isRemembered,
  memoryOf,
  memoryXml,
  readMemory,
  type SheetMemory,
  type WorkbookMemory,
  withSheet,
} from '../shared/workbook/memory.ts';
import { isRefusal, isTracker, type PlanWith, planUpdate, type TrackerPlan } from '../shared/workbook/plan.ts';
import type { SeenSheet, WorkbookDoor } from './office/workbook-door.ts';
import { copyOf } from './sheet-copy.ts';

/** What the pane understood of the sheet in front of the person: a plan, or why there is none. */
export type Look =
  | {
      readonly plan: TrackerPlan;
      /** The workbook remembers the sheet: she has updated it, or said what its columns are. */
      readonly isAdopted: boolean;
    }
  | { readonly sheet: string; readonly why: string };

/** A look that was carried out, with the copy of the sheet as it stands now. */
export type Updated = Look & { readonly copy?: TrackerCopyRequest };

const notATracker = (plan: TrackerPlan): string | undefined => {
  if (plan.refused !== undefined)
    return `${plan.refused[0]!.toUpperCase()}${plan.refused.slice(1)}. Unlock the columns to fill, or take the protection off, then update.`;
  const looksRight: boolean = isTracker(plan);
  if (looksRight) return undefined;
  return plan.rows.matched === 0
    ? 'No row of this sheet matches a pupil. Is it the tracker? Choose its tab, then look again.'
    : 'This sheet does not look like a tracker: it has no column for a figure of the desk. Choose the tracker, then look again.';
};

const judge = (answer: ReturnType<typeof planUpdate>, isAdopted: boolean): Look => {
  if (isRefusal(answer))
    return {
      sheet: answer.sheet,
      why: 'No row of headings with a pupil column was found. Choose the tracker, then look again.',
    };
  const why = notATracker(answer);
  return why === undefined ? { plan: answer, isAdopted } : { sheet: answer.sheet, why };
};

/** The sheet's plan by what the workbook remembers. */
const planOf = (
  { name, sheets, values, memory: xml }: SeenSheet,
  view: TrackerView,
  more: Omit<PlanWith, 'memory' | 'gone'> = {},
): Look & { readonly memory: WorkbookMemory | undefined } => {
  const memory = readMemory(xml);
  if (values === undefined)
    return { sheet: name, why: 'This sheet is empty. Choose the tracker, then look again.', memory };
  const plan = planUpdate(values, view, { ...more, memory: memoryOf(memory, name), gone: goneFrom(memory, sheets) });
  return { ...judge(plan, isRemembered(memory, name)), memory };
};

/** Reads the named sheet, or the active one, and says what an update would do. Writes nothing. */
export const lookAtSheet = async (workbook: WorkbookDoor, view: TrackerView, sheet?: string): Promise<Look> => {
  const { memory: _memory, ...look } = planOf(await workbook.read(sheet), view);
  return look;
};

/** Stands in the way of writing when the person has stopped the update. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface UpdateWith extends Omit<PlanWith, 'memory' | 'gone'> {
  /** True once the person has stopped the update: nothing is written then. */
  readonly isStopped?: () => boolean;
}

/** Updates the sheet: what is written is planned on the sheet as it stands at that moment. */
export const updateSheet = (
  workbook: WorkbookDoor,
  sheet: string,
  view: TrackerView,
  { isStopped = () => false, ...more }: UpdateWith = {},
): Promise<Updated> =>
  workbook.change<Updated>(sheet, (seen) => {
    if (isStopped()) throw new Stopped();
    const { memory, ...look } = planOf(seen, view, more);
    if (!('plan' in look)) return { blocks: [], result: look };
    const { plan } = look;
    return {
      blocks: blocksOf(plan.changes),
      memory: memoryXml(withSheet(memory, sheet, plan.memory)),
      result: { plan, isAdopted: true, copy: copyOf(seen.values!, plan) },
    };
  });

/** Keeps in the workbook what she said of the sheet's columns, and looks at it again. */
export const rememberInSheet = (
  workbook: WorkbookDoor,
  sheet: string,
  view: TrackerView,
  change: (memory: SheetMemory) => SheetMemory,
): Promise<Look> =>
  workbook.change<Look>(sheet, (seen) => {
    const memory = readMemory(seen.memory);
    const next = memoryXml(withSheet(memory, sheet, change(memoryOf(memory, sheet))));
    const { memory: _memory, ...look } = planOf({ ...seen, memory: next }, view);
    return { blocks: [], memory: next, result: look };
  });

/** The cell of a row that the selection goes to: what a person reads first. */
const identityFields: readonly Field[] = ['name', 'surname', 'pupil', 'admission'];

/** Goes to a pupil's row, wherever it stands by now; false when there is none. */
export const goToPupil = (workbook: WorkbookDoor, sheet: string, view: TrackerView, pupil: string): Promise<boolean> =>
  workbook.goTo(sheet, (seen) => {
    const { memory: _memory, ...look } = planOf(seen, view);
    if (!('plan' in look)) return undefined;
    const { plan } = look;
    const row = [...plan.pupils].find(([, id]) => id === pupil)?.[0];
    const identity = identityFields
      .map((wanted) => plan.columns.all.find(({ field }) => field === wanted))
      .find((one) => one !== undefined);
    return row === undefined || identity === undefined ? undefined : { row, column: identity.column };
  });
