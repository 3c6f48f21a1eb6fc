import { useCallback, useState } from 'react';
import { trackerPath } from '../../web/book-api.ts';

/** Which workbook is open: `?file=` of the address, else the school's tracker. */
export const usePath = (): readonly [path: string, open: (path: string) => void] => {
  const [path, setPath] = useState(() => new URL(location.href).searchParams.get('file') ?? trackerPath);
  const open = useCallback((next: string) => {
    const address = new URL(location.href);
    if (next === trackerPath) address.searchParams.delete('file');
    else address.searchParams.set('file', next);
    history.replaceState(history.state, '', address);
    setPath(next);
  }, []);
  return [path, open];
};
