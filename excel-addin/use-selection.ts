import { useEffect, useRef, useState } from 'react';
import type { TrackerPlan } from '../shared/workbook/plan.ts';
import type { Selection } from './office/workbook-door.ts';
import { useServices } from './services.ts';

/**
 * The pupil whose row was selected last; undefined when the selection is elsewhere. A sort does not change it: a card
 * that is being read is not put away because rows moved below the selection.
 */
export const useSelectedPupil = (plan: TrackerPlan | undefined): string | undefined => {
  const { workbook } = useServices();
  const [selected, setSelected] = useState<string>();
  const latest = useRef(plan);
  latest.current = plan;
  const sheet = plan?.sheet;
  useEffect(() => {
    if (sheet === undefined) return;
    const tell = (at: Selection): void =>
      setSelected(at.sheet === latest.current?.sheet ? latest.current.pupils.get(at.row) : undefined);
    // Selection is a convenience: without it the list of pupils does as well.
    workbook.selection().then(tell, () => undefined);
    const stop = workbook.onSelection(tell);
    stop.catch(() => undefined);
    return () => void stop.then((end) => end()).catch(() => undefined);
  }, [workbook, sheet]);
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
