import { useEffect, useState } from 'react';
import type { TrackerPlan } from '../shared/workbook/plan.ts';
import { useServices } from './services.ts';

/** The pupil in whose row the selection stands; undefined elsewhere. */
export const useSelectedPupil = (plan: TrackerPlan | undefined): string | undefined => {
  const { workbook } = useServices();
  const [selected, setSelected] = useState<string>();
  useEffect(() => {
    if (plan === undefined) return;
    const stop = workbook.onSelection(({ sheet, row }) =>
      setSelected(sheet === plan.sheet ? plan.pupils.get(row) : undefined),
    );
    // Selection is a convenience: without it the list of pupils does as well.
    stop.catch(() => undefined);
    return () => void stop.then((end) => end()).catch(() => undefined);
  }, [workbook, plan]);
  return selected;
};

/** Rows move when somebody sorts or inserts: a moment after the last change the sheet is looked at again. */
const afterLastChange = 700;

/** Calls `again` a moment after somebody has changed the sheet. */
export const useSheetChanges = (sheet: string | undefined, again: () => void): void => {
  const { workbook } = useServices();
  useEffect(() => {
    if (sheet === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = workbook.onChange(sheet, () => {
      clearTimeout(timer);
      timer = setTimeout(again, afterLastChange);
    });
    // Without it an update still plans on the sheet as it stands; only the pane's own list is older.
    stop.catch(() => undefined);
    return () => {
      clearTimeout(timer);
      void stop.then((end) => end()).catch(() => undefined);
    };
  }, [workbook, sheet, again]);
};
