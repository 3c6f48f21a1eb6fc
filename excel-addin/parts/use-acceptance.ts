import { useCallback, useState } from 'react';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { useServices } from '../services.ts';

export interface Acceptance {
  readonly state: 'sending' | 'saved' | 'saving' | 'refused';
  readonly says: string;
  readonly stage: string;
}

/** Accepts a pupil's recommended stage; each pupil's answer stays until the pane is closed. `onSaved`: it has begun. */
export const useAcceptance = (
  onSaved: () => Promise<void>,
): {
  readonly of: (pupil: string) => Acceptance | undefined;
  readonly accept: (pupil: TrackerPupil, view: TrackerView) => Promise<void>;
} => {
  const { desk, newKey } = useServices();
  const [answers, setAnswers] = useState<ReadonlyMap<string, Acceptance>>(new Map());
  // A press that was not answered is sent again with its own key, so that it counts once.
  const [keys] = useState(() => new Map<string, string>());
  const accept = useCallback(
    async ({ pupil, stage }: TrackerPupil, view: TrackerView) => {
      const { recommended } = stage;
      if (recommended === null) return;
      const answer = (state: Acceptance['state'], says: string): void =>
        setAnswers((all) => new Map(all).set(pupil, { state, says, stage: recommended }));
      const about = `${pupil} ${recommended} ${view.on}`;
      const key = keys.get(about) ?? newKey();
      keys.set(about, key);
      answer('sending', '');
      try {
        const said = await desk.acceptStage({ key, pupil, stage: recommended, on: view.on });
        if (said.state === 'refused') keys.delete(about);
        answer(said.state, said.why === undefined ? said.says : `${said.says} ${said.why}`);
        if (said.state === 'saved') await onSaved();
      } catch (error) {
        answer('refused', error instanceof Error ? error.message : 'The desk did not answer. Try again.');
      }
    },
    [desk, newKey, keys, onSaved],
  );
  return { of: (pupil) => answers.get(pupil), accept };
};
