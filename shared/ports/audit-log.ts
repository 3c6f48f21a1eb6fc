import type { AuditEvent } from '../records/audit-event.ts';

/** An event before it has its place in the chain. */
export type Unchained = Omit<AuditEvent, 'number' | 'previous' | 'hash'>;

/** The school's chain of audit events: appended, never edited, one chain whatever the number of processes. */
export interface AuditLog {
  /**
   * Gives the event its number and the hash of the one before, and commits it before it answers. The same key is one
   * event: the first one is the answer. Throws OutsideError when where the chain ends is not known and cannot be asked.
   */
  append(event: Unchained): Promise<AuditEvent>;
  /** The whole chain as it is kept here, by number: what the list is held against. */
  events(): Promise<readonly AuditEvent[]>;
}
