import { useCallback, useState } from 'react';
import type { TrackerView } from '../shared/views/tracker.ts';
import { type Answer, type Decision, sendDecision } from './decisions.ts';
import { sendKeys } from './send-keys.ts';
import { useServices } from './services.ts';

/** A decision about a pupil on its way, or what the desk answered. */
export type Press = { readonly kind: Decision['kind']; readonly stage?: string } & (
  | { readonly state: 'sending'; readonly says: '' }
  | Answer
);

export interface Decisions {
  /** The last press about a pupil; stays until the next one, or until the pane is closed. */
  readonly of: (pupil: string) => Press | undefined;
  readonly send: (pupil: string, decision: Decision, view: TrackerView) => Promise<Answer>;
}

/**
 * Sends decisions about pupils. A press that was not answered is sent again with its own key, so that it counts once.
 * `onSaved` hears of whom something was decided.
 */
export const useDecisions = (onSaved: (pupils: readonly string[]) => Promise<unknown>): Decisions => {
  const { desk, newKey } = useServices();
  const [presses, setPresses] = useState<ReadonlyMap<string, Press>>(new Map());
  const [keys] = useState(() => sendKeys(newKey));
  const send = useCallback(
    async (pupil: string, decision: Decision, view: TrackerView): Promise<Answer> => {
      const press = { kind: decision.kind, ...('stage' in decision ? { stage: decision.stage } : {}) };
      const say = (now: Press): void => setPresses((all) => new Map(all).set(pupil, now));
      const about = [pupil, view.on, decision];
      say({ ...press, state: 'sending', says: '' });
      try {
        const answer = await sendDecision(desk, keys.of(about), pupil, view.on, decision);
        keys.answered(about);
        say({ ...press, ...answer });
        if (answer.state === 'saved' || answer.state === 'saving') await onSaved([pupil]);
        return answer;
      } catch (error) {
        const says = error instanceof Error ? error.message : 'The desk did not answer. Try again.';
        say({ ...press, state: 'refused', says });
        return { state: 'refused', says };
      }
    },
    [desk, keys, onSaved],
  );
  return { of: (pupil) => presses.get(pupil), send };
};
