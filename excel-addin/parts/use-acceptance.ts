import { useCallback, useState } from 'react';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { useServices } from '../services.ts';

export interface Acceptance {
  readonly state: 'sending' | 'saved' | 'saving' | 'refused';
  readonly says: string;
}

/** Accepts a pupil's recommended stage; each pupil's answer stays until the pane is closed. */
export const useAcceptance = (): {
  readonly of: (pupil: string) => Acceptance | undefined;
  readonly accept: (pupil: TrackerPupil, view: TrackerView) => Promise<void>;
} => {
  const { desk, newKey } = useServices();
  const [answers, setAnswers] = useState<ReadonlyMap<string, Acceptance>>(new Map());
  // A press that was not answered is sent again with its own key, so that it counts once.
  const [keys] = useState(() => new Map<string, string>());
  const accept = useCallback(
    async ({ pupil, stage }: TrackerPupil, view: TrackerView) => {
      const answer = (one: Acceptance): void => setAnswers((all) => new Map(all).set(pupil, one));
      if (stage.recommended === null) return;
      const about = `${pupil} ${stage.recommended} ${view.on}`;
      const key = keys.get(about) ?? newKey();
      keys.set(about, key);
      answer({ state: 'sending', says: '' });
      try {
        const said = await desk.acceptStage({ key, pupil, stage: stage.recommended, on: view.on });
        if (said.state === 'refused') keys.delete(about);
        answer({ state: said.state, says: said.why === undefined ? said.says : `${said.says} ${said.why}` });
      } catch (error) {
        answer({
          state: 'refused',
          says: error instanceof Error ? error.message : 'The desk did not answer. Try again.',
        });
      }
    },
    [desk, newKey, keys],
  );
  return { of: (pupil) => answers.get(pupil), accept };
};
