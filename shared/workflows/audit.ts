import { type AuditEvent, auditEvents } from '../records/audit-event.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';

/** What happened, before it has a number and a place in the chain. `detail` holds ids and values, no free text. */
export interface Happening {
  /** The key of the action that caused it: the same action makes one event. */
  readonly key: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  readonly verb: string;
  readonly record: string;
  readonly pupil?: string | undefined;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** What the first event follows. */
export const firstPrevious = '0'.repeat(64);

/** SHA-256, hex, over everything an event says and the hash of the event before it. */
export const auditHash = async (event: Omit<AuditEvent, 'hash'>): Promise<string> => {
  const { key, number, at, by, byName, verb, record, pupil = '', detail, previous } = event;
  const said = JSON.stringify([key, number, at, by, byName, verb, record, pupil, detail, previous]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

interface Head {
  readonly number: number;
  readonly hash: string;
}

const eventWith = async (desk: Desk, number: number): Promise<AuditEvent | undefined> =>
  (await desk.records.find(auditEvents, [{ column: 'number', is: 'eq', value: number }]))[0]?.record;

/** The last event of the chain, found by halving: numbers have no gaps, and the list may be long. */
const lastEvent = async (desk: Desk): Promise<Head> => {
  let known: Head = { number: 0, hash: firstPrevious };
  let beyond = 1;
  for (;;) {
    const event = await eventWith(desk, beyond);
    if (!event) break;
    known = event;
    beyond *= 2;
  }
  for (let low = known.number + 1; low < beyond; ) {
    const middle = Math.floor((low + beyond) / 2);
    const event = await eventWith(desk, middle);
    if (event) {
      known = event;
      low = middle + 1;
    } else beyond = middle;
  }
  return known;
};

const heads = new WeakMap<Desk['records'], Promise<Head>>();

const append = async (desk: Desk, happening: Happening, before: Promise<Head> | undefined): Promise<Head> => {
  const head = await (before ?? lastEvent(desk));
  const event: Omit<AuditEvent, 'hash'> = {
    key: happening.key,
    number: head.number + 1,
    at: desk.clock.now().toString({ smallestUnit: 'second' }),
    by: happening.by.id,
    byName: happening.by.name,
    verb: happening.verb,
    record: happening.record,
    ...(happening.pupil === undefined ? {} : { pupil: happening.pupil }),
    detail: JSON.stringify(happening.detail),
    previous: head.hash,
  };
  const { record } = await desk.records.create(auditEvents, { ...event, hash: await auditHash(event) });
  // The key was there already: the action had left its event before, and the chain goes on from where it was.
  return record.number === event.number ? record : head;
};

/**
 * Appends one event to the school's chain, one after the other within this desk. The same key twice is one event.
 * Throws OutsideError when the list cannot be written; the next event then looks for the end of the chain again.
 */
export const audit = async (desk: Desk, happening: Happening): Promise<void> => {
  const before = heads.get(desk.records)?.catch(() => lastEvent(desk));
  const next = append(desk, happening, before);
  heads.set(desk.records, next);
  await next;
};

/** Leaves an event without making anybody wait for it: a refusal, a look at a sensitive view. */
export const auditLater = (desk: Desk, happening: Happening): void =>
  desk.later(`audit/${happening.key}`, () => audit(desk, happening));

/** Walks a chain in the order of its numbers and names each event that does not fit: its number and why. */
export const brokenIn = async (events: readonly AuditEvent[]): Promise<{ at: number; why: string }[]> => {
  const broken: { at: number; why: string }[] = [];
  let previous = firstPrevious;
  let expected = 1;
  for (const event of [...events].sort((a, b) => a.number - b.number)) {
    if (event.number !== expected) broken.push({ at: event.number, why: `event ${expected} is missing or repeated` });
    else if (event.previous !== previous)
      broken.push({ at: event.number, why: 'it does not follow the event before it' });
    else if (event.hash !== (await auditHash(event))) broken.push({ at: event.number, why: 'it was changed' });
    previous = event.hash;
    expected = event.number + 1;
  }
  return broken;
};
