import type { AuditLog, Unchained } from '../../../shared/ports/audit-log.ts';
import type { RecordStore } from '../../../shared/ports/record-store.ts';
import { chained } from '../../../shared/records/audit-chain.ts';
import { type AuditEvent, auditEvents } from '../../../shared/records/audit-event.ts';

/** A chain whose database and list are one: each event goes straight to the list. */
export class InMemoryAuditLog implements AuditLog {
  readonly #records: RecordStore;
  #last: Promise<AuditEvent | undefined> = Promise.resolve(undefined);

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async events(): Promise<readonly AuditEvent[]> {
    return (await this.#records.find(auditEvents)).map(({ record }) => record).sort((a, b) => a.number - b.number);
  }

  async append(event: Unchained): Promise<AuditEvent> {
    const before = this.#last;
    const appended = before.then(async (last) => {
      const known = await this.#records.byKey(auditEvents, event.key);
      if (known) return { answer: known.record, last };
      const { record } = await this.#records.create(auditEvents, await chained(event, last));
      return { answer: record, last: record };
    });
    this.#last = appended.then(
      ({ last }) => last,
      () => before,
    );
    return (await appended).answer;
  }
}
