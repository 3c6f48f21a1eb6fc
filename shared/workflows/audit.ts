import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';

/** What happened, before it has a place in the chain. `detail` holds ids and values, no free text. */
export interface Happening {
  /** The key of the action that caused it: the same action makes one event. */
  readonly key: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  readonly verb: string;
  readonly record: string;
  readonly pupil?: string | undefined;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Appends one event to the school's chain; it is on disk when this answers, and is carried to the list with the posts.
 * The same key twice is one event. Throws OutsideError when a lost database cannot learn where the chain ends.
 */
export const audit = async (desk: Desk, happening: Happening): Promise<void> => {
  const { key, by, verb, record, pupil, detail } = happening;
  await desk.auditLog.append({
    key,
    at: desk.clock.now().toString({ smallestUnit: 'second' }),
    by: by.id,
    byName: by.name,
    verb,
    record,
    ...(pupil === undefined ? {} : { pupil }),
    detail: JSON.stringify(detail),
  });
};

/** Leaves an event without making anybody wait for it: a refusal, a look at a sensitive view. */
export const auditLater = (desk: Desk, happening: Happening): void =>
  desk.later(`audit/${happening.key}`, () => audit(desk, happening));
