import { useEffect, useRef, useState } from 'react';
import type { PageClock, PageState } from '../../web/page-api.ts';
import { listen, tenant } from '../common/tenant-client.ts';

export interface Seen {
  readonly state: PageState | null;
  readonly clock: PageClock | null;
  readonly problem: string | null;
  /** Reads everything once more, e.g. after a press. */
  readonly again: () => void;
}

const together = 60;

/** What `as` sees, kept fresh by the tenant's events. Events that come close together are one reading. */
export const useTenant = (as: string | undefined): Seen => {
  const [state, setState] = useState<PageState | null>(null);
  const [clock, setClock] = useState<PageClock | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const again = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (as === undefined) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isReading = false;
    let isWanted = false;
    const readNow = async () => {
      timer = undefined;
      if (isReading) {
        isWanted = true;
        return;
      }
      isReading = true;
      try {
        const fresh = await tenant.state(as);
        if (isOver) return;
        setState(fresh);
        setClock(fresh.clock);
        setProblem(null);
      } catch (error) {
        if (!isOver) setProblem(error instanceof Error ? error.message : 'The local tenant does not answer');
      } finally {
        isReading = false;
        if (isWanted && !isOver) soon();
        isWanted = false;
      }
    };
    const soon = () => {
      timer ??= setTimeout(() => void readNow(), together);
    };
    again.current = soon;
    setState(null);
    const stop = listen(
      as,
      (event) => {
        setClock(event.clock);
        if (event.what === 'hello' || event.what === 'posts') soon();
      },
      (isLost) => setProblem(isLost ? 'The local tenant does not answer. Trying again…' : null),
    );
    soon();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [as]);
  return { state, clock, problem, again: () => again.current() };
};
