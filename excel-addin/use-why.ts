import { useCallback, useState } from 'react';
import type { WhyView } from '../shared/views/why.ts';
import { useServices } from './services.ts';

/** The figure that was asked about, and what the desk answered. */
export interface Why {
  readonly field: string;
  readonly state: 'asking' | 'answered' | 'failed';
  readonly view?: WhyView;
  readonly says?: string;
}

/** Asks the desk what is behind a pupil's figure; the same figure again puts the answer away. */
export const useWhy = (): {
  readonly why: Why | undefined;
  readonly ask: (pupil: string, field: string) => Promise<void>;
  readonly close: () => void;
} => {
  const { desk } = useServices();
  const [why, setWhy] = useState<Why | undefined>(undefined);
  const ask = useCallback(
    async (pupil: string, field: string) => {
      setWhy({ field, state: 'asking' });
      // An answer that comes after another question is put aside.
      const answer = (next: Why): void => setWhy((now) => (now?.field === field ? next : now));
      try {
        answer({ field, state: 'answered', view: await desk.why(pupil, field) });
      } catch (error) {
        answer({ field, state: 'failed', says: error instanceof Error ? error.message : 'The desk did not answer.' });
      }
    },
    [desk],
  );
  const close = useCallback(() => setWhy(undefined), []);
  return { why, ask, close };
};
