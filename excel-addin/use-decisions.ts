import { useCallback, useState } from 'react';
import type { TrackerView } from '../shared/views/tracker.ts';
import { type Answer, type Decision, sendDecision } from './decisions.ts';
import { useServices } from './services.ts';

/** A decision about a pupil on its way, or what the desk answered. */
export type Press = { readonly kind: Decision['kind'] } & (
  | { readonly state: 'sending'; readonly says: '' }
  | (Answer & { readonly state: Answer['state'] })
);

export interface Decisions {
  /** The last press about a pupil; stays until the next one, or until the pane is closed. */
  readonly of: (pupil: string) => Press | undefined;
  readonly send: (pupil: string, decision: Decision, view: TrackerView) => Promise<Answer>;
  readonly forget: (pupil: string) => void;
}

/**
 * Sends decisions about pupils. A press that was not answered is sent again with its own key, so that it counts once.
 * `onSaved` hears of whom something was decided.
 */
export const useDecisions = (onSaved: (pupils: readonly string[]) => Promise<void>): Decisions => {
  const { desk, newKey } = useServices();
  const [presses, setPresses] = useState<ReadonlyMap<string, Press>>(new Map());
  const [keys] = useState(() => new Map<string, string>());
  const send = useCallback(
    async (pupil: string, decision: Decision, view: TrackerView): Promise<Answer> => {
      const { kind } = decision;
      const say = (press: Press): void => setPresses((all) => new Map(all).set(pupil, press));
      const about = JSON.stringify([pupil, view.on, decision]);
      const key = keys.get(about) ?? newKey();
      keys.set(about, key);
      say({ kind, state: 'sending', says: '' });
      try {
        const answer = await sendDecision(desk, key, pupil, view.on, decision);
        keys.delete(about);
        say({ kind, ...answer });
        if (answer.state === 'saved' || answer.state === 'saving') await onSaved([pupil]);
        return answer;
      } catch (error) {
        const says = error instanceof Error ? error.message : 'The desk did not answer. Try again.';
        say({ kind, state: 'refused', says });
        return { state: 'refused', says };
      }
    },
    [desk, newKey, keys, onSaved],
  );
  const forget = useCallback((pupil: string) => {
    setPresses((all) => {
      const left = new Map(all);
      left.delete(pupil);
      return left;
    });
  }, []);
  return { of: (pupil) => presses.get(pupil), send, forget };
};
