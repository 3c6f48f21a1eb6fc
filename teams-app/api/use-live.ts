import { useCallback, useEffect, useState } from 'react';

export interface Live<T> {
  readonly view: T | undefined;
  /** What went wrong with the last look, in words for the person; the last view stays. */
  readonly problem: string | undefined;
  readonly look: () => Promise<void>;
}

const everyMs = 4_000;

/** Keeps a view fresh: looks at once, then every few seconds (or `every` ms) while the page can be seen. */
export const useLive = <T>(read: () => Promise<T>, every = everyMs): Live<T> => {
  const [view, setView] = useState<T>();
  const [problem, setProblem] = useState<string>();

  const look = useCallback(async () => {
    try {
      setView(await read());
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, [read]);

  useEffect(() => {
    setView(undefined);
    void look();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void look();
    }, every);
    return () => clearInterval(timer);
  }, [look, every]);

  return { view, problem, look };
};
