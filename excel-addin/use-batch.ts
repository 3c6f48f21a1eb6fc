import { useCallback, useRef, useState } from 'react';
import { sendKeys } from './send-keys.ts';
import { useServices } from './services.ts';

/** What became of one pupil of a batch. */
export interface BatchAnswer {
  readonly state: 'waiting' | 'saved' | 'saving' | 'refused';
  readonly says: string;
}

export interface BatchState {
  readonly stage: string;
  readonly total: number;
  readonly done: number;
  readonly isRunning: boolean;
  readonly isCancelled: boolean;
  readonly answers: ReadonlyMap<string, BatchAnswer>;
}

/** Pupils that go to the desk at one time: few enough that progress moves and cancel is soon. */
const atOnce = 20;

/**
 * Accepts a stage for many pupils, some at a time; each is answered by itself. Cancel leaves out those that were not
 * sent. A part that was not answered goes again with its own key, so that it counts once.
 */
export const useBatch = (onSaved: (pupils: readonly string[]) => Promise<unknown>) => {
  const { desk, newKey } = useServices();
  const [state, setState] = useState<BatchState>();
  const cancelled = useRef(false);
  const [keys] = useState(() => sendKeys(newKey));

  const start = useCallback(
    async (stage: string, pupils: readonly string[], on: string): Promise<void> => {
      cancelled.current = false;
      const waiting: BatchAnswer = { state: 'waiting', says: 'waits' };
      const answers = new Map<string, BatchAnswer>(pupils.map((pupil) => [pupil, waiting]));
      const show = (change: Partial<BatchState>): void =>
        setState((before) => ({
          stage,
          total: pupils.length,
          done: 0,
          isRunning: true,
          isCancelled: false,
          ...before,
          ...change,
          answers: new Map(answers),
        }));
      setState(undefined);
      show({ stage, total: pupils.length });
      for (let from = 0; from < pupils.length && !cancelled.current; from += atOnce) {
        const part = pupils.slice(from, from + atOnce);
        const about = [stage, on, part];
        try {
          const said = await desk.acceptMany({ key: keys.of(about), stage, pupils: [...part], on });
          keys.answered(about);
          for (const { pupil, ...answer } of said.answers) answers.set(pupil, answer);
        } catch (error) {
          const says = error instanceof Error ? error.message : 'The desk did not answer.';
          for (const pupil of part) answers.set(pupil, { state: 'refused', says });
        }
        show({ done: Math.min(pupils.length, from + atOnce) });
      }
      const saved = [...answers].flatMap(([pupil, answer]) => (answer.state === 'saved' ? pupil : []));
      if (saved.length > 0) await onSaved(saved);
      show({ isRunning: false, isCancelled: cancelled.current });
    },
    [desk, keys, onSaved],
  );
  const cancel = useCallback(() => {
    cancelled.current = true;
  }, []);
  const close = useCallback(() => setState(undefined), []);
  return { state, start, cancel, close };
};
export type Batch = ReturnType<typeof useBatch>;
