import { useCallback, useEffect, useState } from 'react';
import type { MeView } from '../shared/views/me.ts';
import type { TrackerView } from '../shared/views/tracker.ts';
import type { TrackerPlan } from '../shared/workbook/plan.ts';
import { useServices } from './services.ts';
import { type Look, lookAtSheet, updateSheet } from './update-sheet.ts';

export interface SheetState {
  readonly me: MeView | undefined;
  readonly view: TrackerView | undefined;
  readonly look: Look | undefined;
  /** What is being done now, in words. */
  readonly busy: string | undefined;
  readonly problem: string | undefined;
  /** The plan that was carried out last. */
  readonly updated: TrackerPlan | undefined;
}

const nothing: SheetState = {
  me: undefined,
  view: undefined,
  look: undefined,
  busy: undefined,
  problem: undefined,
  updated: undefined,
};

/** The sheet and the desk's figures beside it: look, then update. */
export const useSheet = (): {
  readonly state: SheetState;
  readonly look: () => Promise<void>;
  readonly update: () => Promise<void>;
  /** Asks for the figures again, and leaves the rest as it is. */
  readonly refresh: () => Promise<void>;
} => {
  const { workbook, desk } = useServices();
  const [state, setState] = useState<SheetState>(nothing);
  const doing = useCallback(async (work: (say: (busy: string) => void) => Promise<Partial<SheetState>>) => {
    const set = (change: Partial<SheetState>): void => setState((before) => ({ ...before, ...change }));
    set({ problem: undefined });
    try {
      set({ ...(await work((busy) => set({ busy }))), busy: undefined });
    } catch (error) {
      set({ busy: undefined, problem: error instanceof Error ? error.message : String(error) });
    }
  }, []);

  const look = useCallback(
    () =>
      doing(async (say) => {
        say('Asking the desk for the figures …');
        const [me, view] = await Promise.all([desk.me(), desk.tracker()]);
        say('Reading the sheet …');
        return { me, view, look: await lookAtSheet(workbook, view), updated: undefined };
      }),
    [doing, desk, workbook],
  );

  const sheet = state.look !== undefined && 'plan' in state.look ? state.look.plan.sheet : undefined;
  const update = useCallback(
    () =>
      doing(async (say) => {
        if (sheet === undefined) return {};
        say('Asking the desk for the figures …');
        const view = await desk.tracker();
        say(`Updating ${sheet} …`);
        const done = await updateSheet(workbook, sheet, view);
        return { view, look: done, updated: 'plan' in done ? done.plan : undefined };
      }),
    [doing, desk, workbook, sheet],
  );

  const refresh = useCallback(() => doing(async () => ({ view: await desk.tracker() })), [doing, desk]);

  useEffect(() => void look(), [look]);
  return { state, look, update, refresh };
};
