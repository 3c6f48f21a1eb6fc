import type { AuditLog, Unchained } from '../../shared/ports/audit-log.ts';
import type { RecordStore } from '../../shared/ports/record-store.ts';
import { chained } from '../../shared/records/audit-chain.ts';
import { type AuditEvent, auditEventSchema, auditEvents } from '../../shared/records/audit-event.ts';
import type { Database, Row, Statements } from './database.ts';

interface EventRow extends Row {
  readonly event: string;
}

const eventOf = (row: EventRow | undefined): AuditEvent | undefined =>
  row && auditEventSchema.parse(JSON.parse(row.event));

/**
 * One school's chain as a table: the next event is chosen and committed under a lock, so that several processes write
 * one chain. `ListMirror` carries the events to the list Audit. A database that knows no event asks the list where its
 * chain ends, and goes on from there.
 */
export class DatabaseAuditLog implements AuditLog {
  readonly #database: Database;
  readonly #school: string;
  readonly #records: RecordStore;

  constructor(database: Database, school: string, records: RecordStore) {
    this.#database = database;
    this.#school = school;
    this.#records = records;
  }

  async append(event: Unchained): Promise<AuditEvent> {
    if (!(await this.#head(this.#database))) await this.catchUp();
    return await this.#database.transaction(async (statements) => {
      await statements.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit/${this.#school}`]);
      const [known] = await statements.query<EventRow>('select event from desk_audit where school = $1 and key = $2', [
        this.#school,
        event.key,
      ]);
      if (known) return eventOf(known)!;
      const next = await chained(event, await this.#head(statements));
      await this.#insert(statements, next, false);
      return next;
    });
  }

  /**
   * Takes over what the list knows and the database does not: after the database was lost, or an older copy of it was
   * put back. Answers how many events came. The list's own order is checked by `desk audit`, not here.
   */
  async catchUp(): Promise<number> {
    const head = await this.#head(this.#database);
    const further = await this.#records.find(auditEvents, [
      { column: 'number', is: 'ge', value: (head?.number ?? 0) + 1 },
    ]);
    const events = further.map(({ record }) => record).sort((a, b) => a.number - b.number);
    await this.#database.transaction(async (statements) => {
      for (const event of events) await this.#insert(statements, event, true);
    });
    return events.length;
  }

  async events(): Promise<readonly AuditEvent[]> {
    const rows = await this.#database.query<EventRow>(
      'select event from desk_audit where school = $1 order by number',
      [this.#school],
    );
    return rows.map((row) => eventOf(row)!);
  }

  async #head(statements: Statements): Promise<AuditEvent | undefined> {
    const [row] = await statements.query<EventRow>(
      'select event from desk_audit where school = $1 order by number desc limit 1',
      [this.#school],
    );
    return eventOf(row);
  }

  async #insert(statements: Statements, event: AuditEvent, mirrored: boolean): Promise<void> {
    await statements.query(
      `insert into desk_audit (school, number, key, event, mirrored) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [this.#school, event.number, event.key, JSON.stringify(event), mirrored],
    );
  }
}
