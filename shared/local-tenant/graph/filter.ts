import { invalidRequest } from './graph-error.ts';

export interface FilterPart {
  /** `fields/key` or `displayName`. */
  readonly path: string;
  readonly is: 'eq' | 'ge' | 'le';
  readonly value: string | number | boolean;
}

const part = /^\s*([A-Za-z_][\w/]*)\s+(eq|ge|le)\s+('(?:[^']|'')*'|-?\d+(?:\.\d+)?|true|false)\s*(and\s+|$)/;

const literal = (text: string): string | number | boolean => {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  return text === 'true' ? true : text === 'false' ? false : Number(text);
};

/** `fields/a eq 'O''Brien' and fields/b ge 3`. Anything else is refused: the desk asks nothing else. */
export const parseFilter = (text: string): FilterPart[] => {
  const parts: FilterPart[] = [];
  let rest = text;
  for (let more = true; more; ) {
    const found = part.exec(rest);
    if (!found) throw invalidRequest(`Invalid filter clause: ${rest.trim().slice(0, 60)}`);
    const [whole, path, is, value, joined] = found as unknown as [string, string, FilterPart['is'], string, string];
    parts.push({ path, is, value: literal(value) });
    rest = rest.slice(whole.length);
    more = joined !== '';
    if (!more && rest.trim() !== '') throw invalidRequest(`Invalid filter clause: ${rest.trim().slice(0, 60)}`);
  }
  return parts;
};
