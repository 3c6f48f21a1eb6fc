import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { Condition, RecordStore } from '../ports/record-store.ts';
import type { RecordKind, Stored } from '../records/record.ts';
import { askAll, type BatchOptions, type Part, type PartAnswer } from './batch.ts';
import type { Graph } from './graph-client.ts';
import { fieldSet, fieldsOf, listItem, newFieldsOf, storedOf } from './list-fields.ts';
import { outsideErrorOf } from './outside-error-of.ts';
import type { SharePointLists } from './sharepoint-lists.ts';

interface Keyed {
  readonly key: string;
}

interface Change<T> {
  readonly seen: Stored<T>;
  readonly change: Partial<Omit<T, 'key'>>;
}

const pageSize = 2000;
const tries = 3;

const quoted = (value: string | number | boolean): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : `${value}`;

/** The one place where a value becomes part of a filter. */
const filterOf = <T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[]): string =>
  where
    .map(({ column, is, value }) => {
      if (!kind.columns.some((known) => known.name === column && known.indexed))
        throw new OutsideError(
          'refused',
          `List ${kind.list}: a filter may only name an indexed column, ${column} is none`,
        );
      return `fields/${column} ${is} ${quoted(value)}`;
    })
    .join(' and ');

const queryOf = <T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[]): string => {
  const select = kind.columns.map(({ name }) => name).join(',');
  const filter = where.length > 0 ? `&$filter=${encodeURIComponent(filterOf(kind, where))}` : '';
  return `items?$expand=fields($select=${select})${filter}&$top=${pageSize}`;
};

const keyIs = (key: string): Condition[] => [{ column: 'key', is: 'eq', value: key }];

const onePage = z.object({ value: z.array(listItem) });

const failed = (part: Part, { status, code }: PartAnswer): OutsideError => {
  const asked = `${part.method} ${part.url.split('?')[0]} in a batch`;
  return status === 0
    ? new OutsideError('unanswered', `${asked}: no answer`)
    : outsideErrorOf({ status, code, retryAfterSeconds: undefined, asked });
};

const parsed = <T>(schema: z.ZodType<T>, part: Part, answer: PartAnswer): T => {
  const body = schema.safeParse(answer.body);
  if (body.success) return body.data;
  throw new OutsideError('broken', `${part.method} ${part.url.split('?')[0]} in a batch: the answer made no sense`);
};

const carries = (record: object, change: object): boolean =>
  Object.entries(change).every(
    ([name, value]) => JSON.stringify((record as Record<string, unknown>)[name]) === JSON.stringify(value),
  );

/**
 * Records in SharePoint lists, one list a kind. A create is settled by its key, which is unique in the list: whatever
 * was lost on the way, the record stands there once. A change carries the ETag that was seen.
 */
export class SharePointRecords implements RecordStore {
  readonly #graph: Graph;
  readonly #lists: SharePointLists;
  readonly #options: BatchOptions;

  constructor(graph: Graph, lists: SharePointLists, options: BatchOptions) {
    this.#graph = graph;
    this.#lists = lists;
    this.#options = options;
  }

  async find<T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[] = []): Promise<Stored<T>[]> {
    const path = `${await this.#lists.pathOf(kind.list)}/${queryOf(kind, where)}`;
    return (await this.#graph.pages(path, listItem)).map((item) => storedOf(kind, item));
  }

  async byKey<T extends Keyed>(kind: RecordKind<T>, key: string): Promise<Stored<T> | undefined> {
    return (await this.find(kind, keyIs(key)))[0];
  }

  async create<T extends Keyed>(kind: RecordKind<T>, record: T): Promise<Stored<T>> {
    const path = `${await this.#lists.pathOf(kind.list)}/items`;
    for (let attempt = 1; ; attempt++)
      try {
        const answer = await this.#graph.ask({ method: 'POST', path, body: { fields: newFieldsOf(kind, record) } });
        return storedOf(kind, await answer.json(listItem));
      } catch (error) {
        if (!isOutside(error, 'duplicate', 'unanswered', 'refused', 'broken')) throw error;
        const standing = await this.byKey(kind, record.key);
        if (standing) return standing;
        if (attempt === tries || isOutside(error, 'refused')) throw error;
      }
  }

  async createAll<T extends Keyed>(kind: RecordKind<T>, records: readonly T[]): Promise<Stored<T>[]> {
    if (records.length === 0) return [];
    const url = `${await this.#lists.pathOf(kind.list)}/items`;
    const stored: (Stored<T> | undefined)[] = records.map(() => undefined);
    let open = records.map((_, at) => at);
    for (let attempt = 1; open.length > 0; attempt++) {
      const parts = open.map(
        (at): Part => ({ method: 'POST', url, body: { fields: newFieldsOf(kind, records[at]!) } }),
      );
      const answers = await askAll(this.#graph, parts, this.#options);
      const unclear: number[] = [];
      for (const [place, answer] of answers.entries())
        if (answer.status === 201) stored[open[place]!] = storedOf(kind, parsed(listItem, parts[place]!, answer));
        else if ([0, 400, 409].includes(answer.status)) unclear.push(place);
        else throw failed(parts[place]!, answer);
      const standing = await this.#standing(
        kind,
        unclear.map((place) => records[open[place]!]!.key),
      );
      const again: number[] = [];
      for (const place of unclear) {
        const at = open[place]!;
        const found = standing.get(records[at]!.key);
        if (found) stored[at] = found;
        else if (answers[place]!.status === 0 && attempt < tries) again.push(at);
        else throw failed(parts[place]!, answers[place]!);
      }
      open = again;
    }
    return stored.map((record) => record!);
  }

  async update<T extends Keyed>(
    kind: RecordKind<T>,
    seen: Stored<T>,
    change: Partial<Omit<T, 'key'>>,
  ): Promise<Stored<T>> {
    const path = await this.#lists.pathOf(kind.list);
    for (let attempt = 1; ; attempt++)
      try {
        const answer = await this.#graph.ask({
          method: 'PATCH',
          path: `${path}/items/${encodeURIComponent(seen.id)}/fields`,
          headers: { 'If-Match': seen.version },
          body: fieldsOf(kind, change as Partial<T>),
        });
        return this.#changed(kind, { seen, change }, await answer.json(fieldSet));
      } catch (error) {
        if (!isOutside(error, 'unanswered', 'broken')) throw error;
        const settled = await this.#whatBecameOf(kind, { seen, change });
        if (settled) return settled;
        if (attempt === tries) throw error;
      }
  }

  async updateAll<T extends Keyed>(kind: RecordKind<T>, changes: readonly Change<T>[]): Promise<Stored<T>[]> {
    if (changes.length === 0) return [];
    const path = await this.#lists.pathOf(kind.list);
    const parts = changes.map(
      ({ seen, change }): Part => ({
        method: 'PATCH',
        url: `${path}/items/${encodeURIComponent(seen.id)}/fields`,
        headers: { 'If-Match': seen.version },
        body: fieldsOf(kind, change as Partial<T>),
      }),
    );
    const answers = await askAll(this.#graph, parts, this.#options);
    const stored: Stored<T>[] = [];
    let failure: OutsideError | undefined;
    for (const [at, answer] of answers.entries())
      if (answer.status === 200) stored.push(this.#changed(kind, changes[at]!, parsed(fieldSet, parts[at]!, answer)));
      else if (answer.status === 0) stored.push(await this.update(kind, changes[at]!.seen, changes[at]!.change));
      else failure ??= failed(parts[at]!, answer);
    if (failure) throw failure;
    return stored;
  }

  #changed<T extends Keyed>(kind: RecordKind<T>, { seen }: Change<T>, fields: z.infer<typeof fieldSet>): Stored<T> {
    return storedOf(kind, { id: seen.id, eTag: fields['@odata.etag'], fields });
  }

  /** After a lost answer: the record when the change stands in it, nothing when it is as it was, else `stale`. */
  async #whatBecameOf<T extends Keyed>(
    kind: RecordKind<T>,
    { seen, change }: Change<T>,
  ): Promise<Stored<T> | undefined> {
    const now = await this.byKey(kind, seen.record.key);
    if (!now) throw new OutsideError('absent', `List ${kind.list}: item ${seen.id} is gone`);
    if (now.version === seen.version) return undefined;
    if (carries(now.record, change)) return now;
    throw new OutsideError('stale', `List ${kind.list}: item ${seen.id} was changed by somebody else`);
  }

  /** What stands under the keys, looked up in batches. */
  async #standing<T extends Keyed>(kind: RecordKind<T>, keys: readonly string[]): Promise<Map<string, Stored<T>>> {
    const path = await this.#lists.pathOf(kind.list);
    const parts = keys.map((key): Part => ({ method: 'GET', url: `${path}/${queryOf(kind, keyIs(key))}` }));
    const found = new Map<string, Stored<T>>();
    for (const [at, answer] of (await askAll(this.#graph, parts, this.#options)).entries()) {
      if (answer.status !== 200) throw failed(parts[at]!, answer);
      for (const item of parsed(onePage, parts[at]!, answer).value) found.set(keys[at]!, storedOf(kind, item));
    }
    return found;
  }
}
