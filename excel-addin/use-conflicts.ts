import { useCallback, useState } from 'react';
import { type Answer, type Conflict, sendEdits } from './decisions.ts';
import { sendKeys } from './send-keys.ts';
import { useServices } from './services.ts';

export interface Conflicts {
  readonly all: readonly Conflict[];
  readonly isBusy: boolean;
  /** What became of the last one that was settled, when it was not simply saved. */
  readonly says: string | undefined;
  readonly add: (conflicts: readonly Conflict[]) => void;
  /** All that stand in a sheet by now: what she settled there herself is none any more. */
  readonly stand: (sheet: string, conflicts: readonly Conflict[]) => void;
  /** Sends mine again, with theirs as what was seen. */
  readonly keepMine: (conflict: Conflict) => Promise<void>;
  readonly takeTheirs: (conflict: Conflict) => Promise<void>;
}

const isSame = (a: Conflict, b: Conflict): boolean => a.pupil === b.pupil && a.field === b.field;

/**
 * Fields that two people changed. Each stays until one side is taken; `onSettled` hears of which pupil, and whether
 * the sheet shall show theirs. It answers false when the sheet could not be filled.
 */
export const useConflicts = (
  onSettled: (conflict: Conflict, taken: 'mine' | 'theirs') => Promise<boolean>,
): Conflicts => {
  const { desk, newKey } = useServices();
  const [keys] = useState(() => sendKeys(newKey));
  const [all, setAll] = useState<readonly Conflict[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [says, setSays] = useState<string>();
  const put = useCallback((gone: readonly Conflict[], more: readonly Conflict[]) => {
    setAll((now) => [...now.filter((one) => ![...gone, ...more].some((other) => isSame(one, other))), ...more]);
  }, []);
  const stand = useCallback((sheet: string, standing: readonly Conflict[]) => {
    const more = standing.map((one) => ({ ...one, sheet }));
    setAll((now) => [
      ...now.filter((one) => one.sheet !== sheet && !more.some((other) => isSame(one, other))),
      ...more,
    ]);
  }, []);
  const doing = useCallback(async (work: () => Promise<string | undefined>) => {
    setBusy(true);
    setSays(undefined);
    try {
      setSays(await work());
    } catch (error) {
      setSays(error instanceof Error ? error.message : 'The desk did not answer. Try again.');
    }
    setBusy(false);
  }, []);
  const keepMine = useCallback(
    (conflict: Conflict) =>
      doing(async () => {
        const { pupil, field, mine, theirs } = conflict;
        const answer: Answer = await sendEdits(desk, [
          { key: keys.of(conflict), pupil, field, seen: theirs.value, to: mine },
        ]);
        keys.answered(conflict);
        put(
          answer.state === 'refused' ? [] : [conflict],
          (answer.conflicts ?? []).map((one) => ({ ...conflict, ...one })),
        );
        if (answer.state === 'saved' || answer.state === 'saving') await onSettled(conflict, 'mine');
        return answer.state === 'saved' ? undefined : answer.says;
      }),
    [doing, desk, keys, put, onSettled],
  );
  const takeTheirs = useCallback(
    (conflict: Conflict) =>
      doing(async () => {
        if (!(await onSettled(conflict, 'theirs'))) return 'The sheet could not be filled just now. Try again.';
        put([conflict], []);
        return undefined;
      }),
    [doing, put, onSettled],
  );
  return { all, isBusy, says, add: useCallback((more) => put([], more), [put]), stand, keepMine, takeTheirs };
};
