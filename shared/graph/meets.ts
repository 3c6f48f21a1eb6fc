import type { Condition } from '../ports/record-store.ts';

/** Does a record meet a condition, as the list's own filter would say? Values of another type meet none. */
export const meets = (record: object, { column, is, value }: Condition): boolean => {
  const held = (record as Readonly<Record<string, unknown>>)[column];
  if (is === 'eq') return held === value;
  if (typeof held !== typeof value) return false;
  return is === 'ge' ? (held as typeof value) >= value : (held as typeof value) <= value;
};
