import { useCallback, useEffect, useRef, useState } from 'react';
import type { MeView } from '../shared/views/me.ts';
import type { TrackerView } from '../shared/views/tracker.ts';
import type { SheetMemory } from '../shared/workbook/memory.ts';
import type { TrackerPlan } from '../shared/workbook/plan.ts';
import type { SheetEdit } from '../shared/workbook/sheet-edit.ts';
import { copyKeeper } from './keep-copy.ts';
import { sendKeys } from './send-keys.ts';
import { useServices } from './services.ts';
import { type RefusedEdit, sendTyped } from './typed-edits.ts';
import { type Look, lookAtSheet, rememberInSheet, Stopped, type UpdateWith, updateSheet } from './update-sheet.ts';
import type { Conflicts } from './use-conflicts.ts';

export interface SheetState {
  readonly me: MeView | undefined;
  readonly view: TrackerView | undefined;
  readonly look: Look | undefined;
  /** What is being done now, in words. */
  readonly busy: string | undefined;
  /** It may still be stopped: nothing is written yet. */
  readonly mayStop: boolean;
  readonly wasStopped: boolean;
  readonly problem: string | undefined;
  /** The ribbon's Update was pressed and wrote nothing: she is to see first what the desk understood. */
  readonly isHeldBack: boolean;
  /** The plan that was carried out last. */
  readonly updated: TrackerPlan | undefined;
  /** Typed in the sheet and taken by the desk with the last update. */
  readonly taken: number;
  readonly refused: readonly RefusedEdit[];
  /** Why the copy of the sheet could not be kept. */
  readonly copyProblem: string | undefined;
}

const nothing: SheetState = {
  me: undefined,
  view: undefined,
  look: undefined,
  busy: undefined,
  mayStop: false,
  wasStopped: false,
  problem: undefined,
  isHeldBack: false,
  updated: undefined,
  taken: 0,
  refused: [],
  copyProblem: undefined,
};

type Say = (busy: string, mayStop?: boolean) => void;

const planIn = (look: Look | undefined): TrackerPlan | undefined =>
  look !== undefined && 'plan' in look ? look.plan : undefined;

/** What stood in the sheet before the desk filled it is taken over only when she says so. */
export const isTypedNow = ({ isFromBefore }: SheetEdit): boolean => !isFromBefore;

const isReady = (look: Look | undefined): boolean =>
  look !== undefined && 'plan' in look && look.isAdopted && look.plan.questions.length === 0;

/** The sheet and the desk's figures beside it: look, then update. One thing at a time. */
export const useSheet = ({ add, stand }: Pick<Conflicts, 'add' | 'stand'>) => {
  const { workbook, desk, newKey } = useServices();
  const [state, setState] = useState<SheetState>(nothing);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const updating = useRef<Promise<boolean>>(undefined);
  const stopped = useRef(false);
  const [keys] = useState(() => sendKeys(newKey));
  const [keepCopy] = useState(() => copyKeeper(desk));
  // What the next thing in the queue goes by, whether or not it was drawn by then.
  const now = useRef(state);

  const set = useCallback((change: Partial<SheetState>): void => {
    now.current = { ...now.current, ...change };
    setState(now.current);
  }, []);

  /**
   * Does one thing after what was asked for before it; false when it did not work, which `problem` says. What was said
   * of the last thing stays when nobody asked for this one.
   */
  const doing = useCallback(
    (work: (say: Say) => Promise<Partial<SheetState>>, isAsked = true): Promise<boolean> => {
      const say: Say = (busy, mayStop = false) => set(stopped.current ? { mayStop: false } : { busy, mayStop });
      const next = queue.current.then(async () => {
        stopped.current = false;
        if (isAsked) set({ problem: undefined, wasStopped: false });
        const done = { busy: undefined, mayStop: false };
        try {
          set({ ...(await work(say)), ...done });
          return true;
        } catch (error) {
          const says = error instanceof Error ? error.message : String(error);
          set({ ...done, ...(error instanceof Stopped ? { wasStopped: true } : { problem: says }) });
          return false;
        }
      });
      queue.current = next;
      return next;
    },
    [set],
  );

  const seeing = useCallback(
    async (say: Say) => {
      say('Asking the desk for the figures …');
      const [me, view] = await Promise.all([desk.me(), desk.tracker()]);
      say('Reading the sheet …');
      const look = await lookAtSheet(workbook, view);
      return { ...nothing, me, view, look };
    },
    [desk, workbook],
  );
  const look = useCallback(() => doing(seeing), [doing, seeing]);

  /** The tracker that is in front of her; on a sheet that is none, the one that is known already. */
  const inFront = useCallback(
    async (say: Say): Promise<Partial<SheetState>> => {
      const { view, look: known } = now.current;
      if (view === undefined) return seeing(say);
      // Said at once, so that the last result is not taken for this one.
      say('Reading the sheet …');
      const sheet = await workbook.activeSheet();
      if (planIn(known)?.sheet === sheet && isReady(known)) return { look: known };
      const look = await lookAtSheet(workbook, view, sheet);
      return { look: 'plan' in look || planIn(known) === undefined ? look : known };
    },
    [workbook, seeing],
  );

  /** Somebody changed the sheet: it is read again, the figures stay. */
  const lookAgain = useCallback(
    () =>
      doing(async () => {
        const { view, look: before } = now.current;
        const sheet = planIn(before)?.sheet;
        return view === undefined || sheet === undefined ? {} : { look: await lookAtSheet(workbook, view, sheet) };
      }, false),
    [doing, workbook],
  );

  /** Sends what was typed; the rows of those that were taken show the record from then on. */
  const taking = useCallback(
    async (
      sheet: string,
      view: TrackerView,
      edits: readonly SheetEdit[],
      tell: Conflicts['stand'],
    ): Promise<Partial<SheetState>> => {
      const { taken, conflicts, refused } = await sendTyped(desk, edits, keys);
      tell(sheet, conflicts);
      if (taken.size === 0) return { taken: 0, refused, view };
      const after = await desk.tracker();
      await updateSheet(workbook, sheet, after, { only: taken });
      return { taken: taken.size, refused, view: after, look: await lookAtSheet(workbook, after, sheet) };
    },
    [desk, keys, workbook],
  );

  const filling = useCallback(
    async (say: Say, sheet: string): Promise<Partial<SheetState>> => {
      say('Asking the desk for the figures …', true);
      const view = await desk.tracker();
      say(`Updating ${sheet} …`, true);
      const { copy, ...done } = await updateSheet(workbook, sheet, view, { isStopped: () => stopped.current });
      const plan = planIn(done);
      if (plan === undefined) return { view, look: done, isHeldBack: false, updated: undefined };
      const typed = plan.edits.filter(isTypedNow);
      if (typed.length > 0) say('Sending what was typed to the desk …');
      const sent = await taking(sheet, view, typed, stand);
      const keeps = copy !== undefined && view.may?.plan === true;
      if (keeps) say('Keeping a copy …');
      const copyProblem = keeps ? await keepCopy(copy) : undefined;
      return { view, look: done, isHeldBack: false, ...sent, updated: plan, copyProblem };
    },
    [desk, workbook, taking, stand, keepCopy],
  );

  /** A press while an update is under way is the same press. */
  const once = useCallback(
    (work: (say: Say) => Promise<Partial<SheetState>>): Promise<boolean> => {
      updating.current ??= doing(work).finally(() => {
        updating.current = undefined;
      });
      return updating.current;
    },
    [doing],
  );

  const update = useCallback(
    () =>
      once(async (say) => {
        const sheet = planIn(now.current.look)?.sheet;
        return sheet === undefined ? {} : filling(say, sheet);
      }),
    [once, filling],
  );

  /** The ribbon's Update: fills the tracker in front of her when it was adopted and nothing is asked about it. */
  const updateByRibbon = useCallback(
    () =>
      once(async (say) => {
        const seen = await inFront(say);
        const plan = planIn(seen.look);
        if (plan === undefined) return seen;
        if (!isReady(seen.look)) return { ...seen, isHeldBack: true, updated: undefined };
        return { ...seen, ...(await filling(say, plan.sheet)) };
      }),
    [once, inFront, filling],
  );

  /** The cells of these pupils alone, with the desk's figures of this moment. */
  const refresh = useCallback(
    (pupils: readonly string[], more: UpdateWith = {}) =>
      doing(async () => {
        const view = await desk.tracker();
        const sheet = planIn(now.current.look)?.sheet;
        if (sheet === undefined) return { view };
        await updateSheet(workbook, sheet, view, { ...more, only: new Set(pupils) });
        return { view, look: await lookAtSheet(workbook, view, sheet) };
      }),
    [doing, desk, workbook],
  );

  const remember = useCallback(
    (change: (memory: SheetMemory) => SheetMemory) =>
      doing(async (say) => {
        const { view, look: before } = now.current;
        const sheet = planIn(before)?.sheet;
        if (view === undefined || sheet === undefined) return {};
        say('Keeping that in the workbook …');
        return { look: await rememberInSheet(workbook, sheet, view, change) };
      }),
    [doing, workbook],
  );

  /** Takes over what stood in the sheet before the desk filled it. */
  const takeOver = useCallback(
    (edits: readonly SheetEdit[]) =>
      doing(async (say) => {
        const { view, look: before } = now.current;
        const sheet = planIn(before)?.sheet;
        if (view === undefined || sheet === undefined) return {};
        say('Sending it to the desk …');
        return taking(sheet, view, edits, (_sheet, conflicts) => add(conflicts));
      }),
    [doing, taking, add],
  );

  const stop = useCallback(() => {
    stopped.current = true;
    set({ busy: 'Stopping …', mayStop: false });
  }, [set]);

  useEffect(() => void look(), [look]);
  return { state, doing, look, lookAgain, update, updateByRibbon, stop, refresh, remember, takeOver };
};
export type Sheet = ReturnType<typeof useSheet>;
