import type { Clock } from '../ports/clock.ts';
import type { ListRevisions } from '../ports/list-revisions.ts';
import { isOutside } from '../ports/outside-error.ts';
import type { Condition, RecordStore } from '../ports/record-store.ts';
import type { RecordKind, Stored } from '../records/record.ts';
import { meets } from './meets.ts';
import type { ListChanges } from './sharepoint-records.ts';

type Keyed = { readonly key: string };

/** Lists that can say what changed in them. */
export interface ChangingRecords extends RecordStore {
  changesSince(list: string, token: string | undefined): Promise<ListChanges>;
}

export interface KeptOptions {
  readonly clock: Clock;
  readonly revisions: ListRevisions;
  /** How long something is kept without a look at what changed. */
  readonly keptSeconds?: number;
}

interface Result {
  readonly where: readonly Condition[];
  readonly rows: Map<string, Stored<Keyed>>;
}

/** What is known of one list. */
interface Kept {
  /** Where to go on when asking what changed; undefined until the list is read, and when it was not to be had. */
  token: string | undefined;
  revision: number;
  /** Seconds, by the desk's clock. */
  lookedAt: number;
  /** Counts our writes, so that a reading that one of them overtook is not kept. */
  writes: number;
  readonly results: Map<string, Result>;
  readonly reading: Map<string, Promise<Stored<Keyed>[]>>;
  /** Item id to the ETag that we know: a change to anything else is somebody's hand. */
  readonly versions: Map<string, string>;
}

/**
 * Records with what was read kept until it changes, so that a morning's jobs and cards ask for a list once. Own writes
 * are carried into what is kept, those of other processes move the list's revision on, and a hand's are found by
 * `look` within a minute; whatever was overlooked meets the ETag of its change and is read again.
 */
export class KeptRecords implements RecordStore {
  readonly #inner: ChangingRecords;
  readonly #options: Required<KeptOptions>;
  readonly #lists = new Map<string, Kept>();

  constructor(inner: ChangingRecords, options: KeptOptions) {
    this.#inner = inner;
    this.#options = { keptSeconds: 300, ...options };
  }

  async find<T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[] = []): Promise<Stored<T>[]> {
    const kept = await this.#current(kind.list);
    const question = JSON.stringify(where);
    const known = kept.results.get(question);
    if (known) return [...known.rows.values()] as Stored<Keyed>[] as Stored<T>[];
    const running = kept.reading.get(question);
    if (running) return (await running) as Stored<T>[];
    const reading = this.#read(kind, where, kept).finally(() => kept.reading.delete(question));
    kept.reading.set(question, reading as Promise<Stored<Keyed>[]>);
    return await reading;
  }

  async byKey<T extends Keyed>(kind: RecordKind<T>, key: string): Promise<Stored<T> | undefined> {
    const { results } = await this.#current(kind.list);
    for (const { where, rows } of results.values()) {
      const known = rows.get(key);
      if (known) return known as Stored<Keyed> as Stored<T>;
      // The whole list is known: what is not in it is not there.
      if (where.length === 0) return undefined;
    }
    return await this.#inner.byKey(kind, key);
  }

  async create<T extends Keyed>(kind: RecordKind<T>, record: T): Promise<Stored<T>> {
    const [stored] = await this.#writing(kind.list, async () => [await this.#inner.create(kind, record)]);
    return stored!;
  }

  async createAll<T extends Keyed>(
    kind: RecordKind<T>,
    records: readonly T[],
    how?: { readonly overSpoilt?: boolean },
  ): Promise<Stored<T>[]> {
    return await this.#writing(kind.list, async () => await this.#inner.createAll(kind, records, how));
  }

  async update<T extends Keyed>(
    kind: RecordKind<T>,
    seen: Stored<T>,
    change: Partial<Omit<T, 'key'>>,
  ): Promise<Stored<T>> {
    const [stored] = await this.#writing(kind.list, async () => [await this.#inner.update(kind, seen, change)]);
    return stored!;
  }

  async updateAll<T extends Keyed>(
    kind: RecordKind<T>,
    changes: readonly { seen: Stored<T>; change: Partial<Omit<T, 'key'>> }[],
  ): Promise<Stored<T>[]> {
    return await this.#writing(kind.list, async () => await this.#inner.updateAll(kind, changes));
  }

  /** Deletions are rare: what is kept of the list is forgotten, and read again when it is asked for. */
  async deleteAll<T extends Keyed>(kind: RecordKind<T>, seen: readonly Stored<T>[]): Promise<void> {
    if (seen.length === 0) return;
    try {
      await this.#inner.deleteAll(kind, seen);
    } finally {
      this.#lists.delete(kind.list);
      await this.#options.revisions.moveOn(kind.list);
    }
  }

  /**
   * Asks of every list of which something is kept what changed in it, all in one request, and forgets a list that a
   * hand has changed or taken away. What Graph does not answer for grows old by itself.
   */
  async look(): Promise<void> {
    await Promise.all([...this.#lists].map(async ([list, kept]) => await this.#lookAt(list, kept)));
  }

  /** Nothing that was read of a list holds any more: it or a column of it was made anew, and its items keep their ETags. */
  async forget(list: string): Promise<void> {
    this.#lists.delete(list);
    await this.#options.revisions.moveOn(list);
  }

  async #lookAt(list: string, kept: Kept): Promise<void> {
    if (kept.token === undefined) return;
    try {
      const { token, changed } = await this.#inner.changesSince(list, kept.token);
      const isOurs =
        changed !== 'everything' &&
        changed.every(({ id, version }) => version !== undefined && kept.versions.get(id) === version);
      if (!isOurs) return this.#forget(list, kept);
      kept.token = token;
      kept.lookedAt = this.#seconds();
    } catch (error) {
      if (!isOutside(error)) throw error;
      if (error.kind === 'absent') this.#forget(list, kept);
    }
  }

  /** What is kept of a list, when it still holds; else a new beginning. */
  async #current(list: string): Promise<Kept> {
    const revision = await this.#options.revisions.of(list);
    const kept = this.#lists.get(list);
    const age = kept ? this.#seconds() - kept.lookedAt : 0;
    if (kept?.revision === revision && age >= 0 && age < this.#options.keptSeconds) return kept;
    const fresh: Kept = {
      token: undefined,
      revision,
      lookedAt: this.#seconds(),
      writes: 0,
      results: new Map(),
      reading: new Map(),
      versions: new Map(),
    };
    this.#lists.set(list, fresh);
    return fresh;
  }

  async #read<T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[], kept: Kept): Promise<Stored<T>[]> {
    const before = kept.writes;
    const first = kept.token === undefined;
    // The token of the list is asked for beside its items: what changes from now on is seen by the next look.
    const [found, changes] = await Promise.all([
      this.#inner.find(kind, where),
      first ? this.#inner.changesSince(kind.list, undefined).catch(onlyOutside) : undefined,
    ]);
    if (changes) kept.token ??= changes.token;
    if (kept.writes === before) {
      kept.results.set(JSON.stringify(where), {
        where,
        rows: new Map(found.map((stored) => [stored.record.key, stored as Stored<Keyed>])),
      });
      for (const { id, version } of found) kept.versions.set(id, version);
    }
    return found;
  }

  /** A write that was not taken leaves nothing kept: what stands in the list is read again. */
  async #writing<T extends Keyed>(list: string, write: () => Promise<Stored<T>[]>): Promise<Stored<T>[]> {
    try {
      const stored = await write();
      await this.#written(list, stored);
      return stored;
    } catch (error) {
      this.#lists.delete(list);
      await this.#options.revisions.moveOn(list);
      throw error;
    }
  }

  async #written<T extends Keyed>(list: string, stored: readonly Stored<T>[]): Promise<void> {
    const revision = await this.#options.revisions.moveOn(list);
    const kept = this.#lists.get(list);
    if (!kept) return;
    kept.writes++;
    if (kept.revision !== revision - 1) return this.#forget(list, kept);
    kept.revision = revision;
    for (const each of stored) {
      kept.versions.set(each.id, each.version);
      for (const { where, rows } of kept.results.values())
        if (where.every((condition) => meets(each.record as object, condition)))
          rows.set(each.record.key, each as Stored<Keyed>);
        else rows.delete(each.record.key);
    }
  }

  #forget(list: string, kept: Kept): void {
    if (this.#lists.get(list) === kept) this.#lists.delete(list);
  }

  #seconds(): number {
    return Math.floor(this.#options.clock.now().epochMilliseconds / 1000);
  }
}

const onlyOutside = (error: unknown): undefined => {
  if (!isOutside(error)) throw error;
};
