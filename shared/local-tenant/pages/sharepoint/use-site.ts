import { useEffect, useReducer, useState } from 'react';
import type { PageFile, PageList, PageListRows } from '../../web/page-api.ts';
import { listen, tenant } from '../common/tenant-client.ts';

export interface Site {
  readonly lists: readonly PageList[] | null;
  /** The list that was asked for; null while it is read, and for the library. */
  readonly list: PageListRows | null;
  readonly files: readonly PageFile[] | null;
  readonly problem: string | null;
}

/** The site as it is now: read again when the tenant says that lists or files changed. */
export const useSite = (listId: string | null, as: string | undefined): Site => {
  const [lists, setLists] = useState<readonly PageList[] | null>(null);
  const [list, setList] = useState<PageListRows | null>(null);
  const [files, setFiles] = useState<readonly PageFile[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [turn, again] = useReducer((count: number) => count + 1, 0);

  useEffect(() => {
    if (as === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen(
      as,
      ({ what }) => {
        if (what !== 'lists' && what !== 'files') return;
        // A morning changes many items at once; they are one reading.
        timer ??= setTimeout(() => {
          timer = undefined;
          again();
        }, 500);
      },
      () => undefined,
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [as]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn reads everything again
  useEffect(() => {
    let isOver = false;
    const keep =
      <T>(put: (value: T) => void) =>
      (value: T) => {
        if (!isOver) put(value);
      };
    Promise.all([
      tenant.lists().then(keep(setLists)),
      tenant.files().then(keep(setFiles)),
      listId === null ? undefined : tenant.list(listId).then(keep(setList)),
    ]).then(
      keep(() => setProblem(null)),
      keep((error: Error) => setProblem(error.message)),
    );
    return () => {
      isOver = true;
    };
  }, [listId, turn]);

  return { lists, list: list?.id === listId ? list : null, files, problem };
};
