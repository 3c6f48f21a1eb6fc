import type { ChangingRecords } from '../../../shared/graph/kept-records.ts';
import { OutsideError } from '../../../shared/ports/outside-error.ts';
import type { Condition } from '../../../shared/ports/record-store.ts';
import type { RecordKind, Stored } from '../../../shared/records/record.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly json: string;
}

type Keyed = { readonly key: string };

/** Keeps records as a list would: by a unique key, with a version that every change moves on, filters on indexed columns only. */
export class InMemoryRecordStore implements ChangingRecords {
  readonly #lists = new Map<string, Map<string, Row>>();
  #ids = 0;
  /** Creates and updates that reached a list so far. */
  writes = 0;
  /** Lists that were asked for what stands in them so far. */
  reads = 0;
  readonly #changes: { readonly list: string; readonly id: string; readonly version: string }[] = [];

  async find<T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[] = []): Promise<Stored<T>[]> {
    for (const { column } of where)
      if (kind.columns.find(({ name }) => name === column)?.indexed !== true)
        throw new OutsideError('refused', `column ${column} of ${kind.list} is not indexed`);
    this.reads++;
    return [...this.#list(kind).values()]
      .map((row) => this.#stored(kind, row))
      .filter(({ record }) => where.every((condition) => meets(record, condition)));
  }

  async byKey<T extends Keyed>(kind: RecordKind<T>, key: string): Promise<Stored<T> | undefined> {
    this.reads++;
    const row = this.#list(kind).get(key);
    return row && this.#stored(kind, row);
  }

  /** The token is the number of changes so far; one that was never given out is no longer known. */
  async changesSince(list: string, token: string | undefined) {
    const from = token === undefined ? this.#changes.length : Number(token);
    const changed = this.#changes.slice(from).filter((change) => change.list === list);
    return { token: String(this.#changes.length), changed: Number.isNaN(from) ? ('everything' as const) : changed };
  }

  async create<T extends Keyed>(kind: RecordKind<T>, record: T): Promise<Stored<T>> {
    const list = this.#list(kind);
    const known = list.get(record.key);
    if (known) return this.#stored(kind, known);
    const row = { id: String(++this.#ids), version: 1, json: keptJson(kind, record) };
    list.set(record.key, row);
    this.#wrote(kind.list, row);
    return this.#stored(kind, row);
  }

  async createAll<T extends Keyed>(kind: RecordKind<T>, records: readonly T[]): Promise<Stored<T>[]> {
    const stored: Stored<T>[] = [];
    for (const record of records) stored.push(await this.create(kind, record));
    return stored;
  }

  async update<T extends Keyed>(
    kind: RecordKind<T>,
    seen: Stored<T>,
    change: Partial<Omit<T, 'key'>>,
  ): Promise<Stored<T>> {
    const list = this.#list(kind);
    const row = list.get(seen.record.key);
    if (!row) throw new OutsideError('absent', `${kind.list} has no such item`);
    if (String(row.version) !== seen.version)
      throw new OutsideError('stale', `${kind.list} item ${row.id} was changed`);
    const next = {
      id: row.id,
      version: row.version + 1,
      json: keptJson(kind, { ...(JSON.parse(row.json) as T), ...change }),
    };
    list.set(seen.record.key, next);
    this.#wrote(kind.list, next);
    return this.#stored(kind, next);
  }

  async updateAll<T extends Keyed>(
    kind: RecordKind<T>,
    changes: readonly { seen: Stored<T>; change: Partial<Omit<T, 'key'>> }[],
  ): Promise<Stored<T>[]> {
    const stored: Stored<T>[] = [];
    for (const { seen, change } of changes) stored.push(await this.update(kind, seen, change));
    return stored;
  }

  async deleteAll<T extends Keyed>(kind: RecordKind<T>, seen: readonly Stored<T>[]): Promise<void> {
    const list = this.#list(kind);
    let failure: OutsideError | undefined;
    for (const { version, record } of seen) {
      const row = list.get(record.key);
      if (!row) continue;
      if (String(row.version) !== version)
        failure = new OutsideError('stale', `${kind.list} item ${row.id} was changed`);
      else if (list.delete(record.key)) this.#wrote(kind.list, row);
    }
    if (failure) throw failure;
  }

  #wrote(list: string, { id, version }: Row): void {
    this.writes++;
    this.#changes.push({ list, id, version: String(version) });
  }

  #list<T extends Keyed>(kind: RecordKind<T>): Map<string, Row> {
    const list = this.#lists.get(kind.list) ?? new Map<string, Row>();
    this.#lists.set(kind.list, list);
    return list;
  }

  #stored<T extends Keyed>(kind: RecordKind<T>, row: Row): Stored<T> {
    return { id: row.id, version: String(row.version), record: kind.schema.parse(JSON.parse(row.json)) };
  }
}

/** A property that the columns do not name is not kept. */
const keptJson = <T extends Keyed>(kind: RecordKind<T>, record: T): string => {
  const columns = new Set(kind.columns.map(({ name }) => name));
  return JSON.stringify(Object.fromEntries(Object.entries(record).filter(([name]) => columns.has(name))));
};

const meets = (record: Keyed, { column, is, value }: Condition): boolean => {
  const held = (record as Readonly<Record<string, unknown>>)[column];
  if (is === 'eq') return held === value;
  if (typeof held !== typeof value) return false;
  return is === 'ge' ? (held as typeof value) >= value : (held as typeof value) <= value;
};
