import type { AuditEvent } from './audit-event.ts';

/** What the first event follows. */
export const firstPrevious = '0'.repeat(64);

/** SHA-256, hex, over everything an event says and the hash of the event before it. */
const auditHash = async (event: Omit<AuditEvent, 'hash'>): Promise<string> => {
  const { key, number, at, by, byName, verb, record, pupil = '', detail, previous } = event;
  const said = JSON.stringify([key, number, at, by, byName, verb, record, pupil, detail, previous]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** The event as it follows another; without one as the first of its chain. */
export const chained = async (
  event: Omit<AuditEvent, 'number' | 'previous' | 'hash'>,
  before: Pick<AuditEvent, 'number' | 'hash'> | undefined,
): Promise<AuditEvent> => {
  const placed = { ...event, number: (before?.number ?? 0) + 1, previous: before?.hash ?? firstPrevious };
  return { ...placed, hash: await auditHash(placed) };
};

/** A place of the chain that does not hold: an event's number, and why. */
export interface Broken {
  readonly at: number;
  readonly why: string;
}

/** The event that goes on from the one before and says what its hash says; of several forged ones the first. */
const trueOne = async (events: readonly AuditEvent[], previous: string | undefined): Promise<AuditEvent> => {
  for (const event of events)
    if ((previous === undefined || event.previous === previous) && event.hash === (await auditHash(event)))
      return event;
  return events[0]!;
};

/**
 * Walks a chain in the order of its numbers and names each place that does not hold. What a chain cannot tell by itself
 * is that its end is missing, that something was added there, or that all of it was written anew: `differences` does.
 */
export const brokenIn = async (events: readonly AuditEvent[]): Promise<Broken[]> => {
  const broken: Broken[] = [];
  const byNumber = Map.groupBy(events, ({ number }) => number);
  let previous: string | undefined = firstPrevious;
  let expected = 1;
  for (const at of [...byNumber.keys()].sort((a, b) => a - b)) {
    const here = byNumber.get(at)!;
    if (!Number.isInteger(at) || at < 1) {
      broken.push({ at, why: 'it has no place in the chain' });
      continue;
    }
    if (at > expected) {
      const why = at === expected + 1 ? 'it is missing' : `it and all to ${at - 1} are missing`;
      broken.push({ at: expected, why });
      previous = undefined;
    }
    const event = await trueOne(here, previous);
    if (here.length > 1) broken.push({ at, why: `${here.length} events have this number` });
    else if (previous !== undefined && event.previous !== previous)
      broken.push({ at, why: 'it does not follow the event before it' });
    else if (event.hash !== (await auditHash(event))) broken.push({ at, why: 'it was changed' });
    previous = event.hash;
    expected = at + 1;
  }
  return broken;
};

const saidBy = (event: AuditEvent): string => {
  const { key, number, at, by, byName, verb, record, pupil = '', detail, previous, hash } = event;
  return JSON.stringify([key, number, at, by, byName, verb, record, pupil, detail, previous, hash]);
};

/** Holds the list and the database's table against one another, number by number: whoever edits one does not reach the other. */
export const differences = (list: readonly AuditEvent[], table: readonly AuditEvent[]): Broken[] => {
  const listed = Map.groupBy(list, ({ number }) => number);
  const kept = Map.groupBy(table, ({ number }) => number);
  const broken: Broken[] = [];
  for (const at of new Set([...kept.keys(), ...listed.keys()])) {
    const [inList = [], inTable = []] = [listed.get(at), kept.get(at)];
    if (inList.length === 0) broken.push({ at, why: 'it is in the database and not in the list' });
    else if (inTable.length === 0) broken.push({ at, why: 'it is in the list and not in the database' });
    else if (inList.length !== inTable.length || inList.some((event, nth) => saidBy(event) !== saidBy(inTable[nth]!)))
      broken.push({ at, why: 'list and database do not say the same' });
  }
  return broken;
};
