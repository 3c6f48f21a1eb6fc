import type { Person } from '../vocabulary/role.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';

interface View {
  readonly verb: 'view-leave' | 'view-case' | 'view-tracker' | 'view-audit';
  /** What was looked at: a record, or a page. */
  readonly record: string;
  readonly pupil?: string | undefined;
}

/** What has its event already, of one day: pages renew themselves every few seconds, and each asks no more than this. */
const today = new WeakMap<Desk['auditLog'], { readonly date: string; readonly keys: Set<string> }>();

/**
 * A look at something sensitive leaves an event, without making anybody wait for it: one a person, record and day is
 * enough, however often a page renews itself (§11).
 */
export const viewed = async (
  desk: Desk,
  { id, name }: Pick<Person, 'id' | 'name'>,
  { verb, record, pupil }: View,
): Promise<void> => {
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  const key = `${verb}/${date}/${record}/${id}`;
  let known = today.get(desk.auditLog);
  if (known?.date !== date) {
    known = { date, keys: new Set() };
    today.set(desk.auditLog, known);
  }
  const { keys } = known;
  if (keys.has(key)) return;
  keys.add(key);
  desk.later(`audit/${key}`, async () => {
    try {
      await audit(desk, { key, by: { id, name }, verb, record, pupil, detail: {} });
    } catch (error) {
      // The next look tries again.
      keys.delete(key);
      throw error;
    }
  });
};
