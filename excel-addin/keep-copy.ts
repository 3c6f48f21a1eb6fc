import type { TrackerCopyRequest } from '../shared/views/stages.ts';
import type { DeskApi } from './api/desk-api.ts';
import { partsOf } from './sheet-copy.ts';

/** Keeps the copy of a sheet; answers with why it could not be kept. */
export type KeepCopy = (copy: TrackerCopyRequest) => Promise<string | undefined>;

/** Only parts that are other than the last time go to the desk. */
export const copyKeeper = (desk: Pick<DeskApi, 'keepCopy'>): KeepCopy => {
  const kept = new Map<string, readonly string[]>();
  return async (copy) => {
    const parts = partsOf(copy).map((part) => ({ part, text: JSON.stringify(part) }));
    const last = kept.get(copy.sheet) ?? [];
    // Until all of it is there, the desk may hold some of both.
    kept.delete(copy.sheet);
    try {
      for (const [at, { part, text }] of parts.entries()) if (text !== last[at]) await desk.keepCopy(part);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    kept.set(
      copy.sheet,
      parts.map(({ text }) => text),
    );
    return undefined;
  };
};
