import type { TrackerView } from '../shared/views/tracker.ts';
import { blocksOf } from '../shared/workbook/blocks.ts';
import { isRefusal, isTracker, planUpdate, type TrackerPlan } from '../shared/workbook/plan.ts';
import type { WorkbookDoor } from './office/workbook-door.ts';

/** What the pane understood of the sheet in front of the person: a plan, or why there is none. */
export type Look = { readonly plan: TrackerPlan } | { readonly sheet: string; readonly why: string };

const notATracker = (plan: TrackerPlan): string | undefined => {
  if (plan.refused !== undefined)
    return `${plan.refused[0]!.toUpperCase()}${plan.refused.slice(1)}. Unlock the columns to fill, or take the protection off, then update.`;
  const looksRight: boolean = isTracker(plan);
  if (looksRight) return undefined;
  return plan.rows.matched === 0
    ? 'No row of this sheet matches a pupil. Is it the tracker? Choose its tab, then look again.'
    : 'This sheet does not look like a tracker: it has no column for a figure of the desk. Choose the tracker, then look again.';
};

const judge = (answer: ReturnType<typeof planUpdate>): Look => {
  if (isRefusal(answer))
    return {
      sheet: answer.sheet,
      why: 'No row of headings with a pupil column was found. Choose the tracker, then look again.',
    };
  const why = notATracker(answer);
  return why === undefined ? { plan: answer } : { sheet: answer.sheet, why };
};

/** Reads the active sheet and says what an update would do. Writes nothing. */
export const lookAtSheet = async (workbook: WorkbookDoor, view: TrackerView): Promise<Look> => {
  const seen = await workbook.read();
  return seen === undefined
    ? { sheet: '', why: 'This sheet is empty. Choose the tracker, then look again.' }
    : judge(planUpdate(seen, view));
};

/** Updates the sheet: what is written is planned on the sheet as it stands at that moment. */
export const updateSheet = (workbook: WorkbookDoor, sheet: string, view: TrackerView): Promise<Look> =>
  workbook.change<Look>(sheet, (seen) => {
    const result = judge(planUpdate(seen, view));
    return { blocks: 'plan' in result ? blocksOf(result.plan.changes) : [], result };
  });

/** Pupils whose band, persistent absence or recommended stage an update changed. */
export const moversOf = ({ changes, pupils }: TrackerPlan): ReadonlySet<string> =>
  new Set(
    changes.flatMap(({ field, from, row }) =>
      from !== null && (field === 'band' || field === 'persistent' || field === 'stageRecommended')
        ? (pupils.get(row) ?? [])
        : [],
    ),
  );
