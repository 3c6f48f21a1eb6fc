import { useCallback, useState } from 'react';

/** A choice that this browser remembers: the theme, who you are. A browser that keeps nothing forgets it at reload. */
export const useKept = (name: string, otherwise: string): readonly [string, (value: string) => void] => {
  const [value, setValue] = useState(() => read(name) ?? otherwise);
  const keep = useCallback(
    (next: string) => {
      write(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, keep];
};

export const read = (name: string): string | null => {
  try {
    return localStorage.getItem(`local-tenant/${name}`);
  } catch {
    return null; // storage is switched off in this browser
  }
};

export const write = (name: string, value: string): void => {
  try {
    localStorage.setItem(`local-tenant/${name}`, value);
  } catch {
    return; // storage is switched off or full: the choice lasts until the page is left
  }
};
