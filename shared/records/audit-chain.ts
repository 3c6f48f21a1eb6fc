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
