import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { Condition, RecordStore } from '../ports/record-store.ts';
import type { RecordKind, Stored } from '../records/record.ts';
import type { Graph } from './graph-client.ts';
import { fieldSet, fieldsOf, type ListItem, listItem, newFieldsOf, storedOf, Unreadable } from './list-fields.ts';
import { meets } from './meets.ts';
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

const deltaPage = z.object({
  value: z.array(z.object({ id: z.string(), eTag: z.string().optional(), deleted: z.unknown().optional() })),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

const tokenIn = (deltaLink: string): string => {
  const token = new URL(deltaLink, 'https://graph.microsoft.com').searchParams.get('token');
  if (token === null) throw new OutsideError('broken', 'A delta link without a token');
  return token;
};

const keyIs = (key: string): Condition[] => [{ column: 'key', is: 'eq', value: key }];

const carries = (record: object, change: object): boolean =>
  Object.entries(change).every(
    ([name, value]) => JSON.stringify((record as Record<string, unknown>)[name]) === JSON.stringify(value),
  );

/** Waits for all, so that nothing goes on behind the caller's back, then throws the first failure. */
const all = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  const ended = await Promise.allSettled(works);
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
};

/** What of a list's items changed since a token: `everything` when Graph no longer knows. */
export interface ListChanges {
  readonly token: string;
  readonly changed: readonly { readonly id: string; readonly version: string | undefined }[] | 'everything';
}

/**
 * Records in SharePoint lists, one list a kind. A create is settled by its key, which is unique in the list: whatever
 * was lost on the way, the record stands there once. A change carries the ETag that was seen. Many are asked side by
 * side, which the client below sends in batches.
 */
export class SharePointRecords implements RecordStore {
  readonly #graph: Graph;
  readonly #lists: SharePointLists;
  readonly #onUnreadable: (item: Unreadable) => void;

  /** `onUnreadable` hears of each item that a hand has spoilt: by list, item and column, never by what it holds. */
  constructor(graph: Graph, lists: SharePointLists, onUnreadable: (item: Unreadable) => void = () => undefined) {
    this.#graph = graph;
    this.#lists = lists;
    this.#onUnreadable = onUnreadable;
  }

  async find<T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[] = []): Promise<Stored<T>[]> {
    const items = await this.#items(kind, where);
    return items.flatMap((item) => {
      try {
        return [storedOf(kind, item)];
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.#onUnreadable(error);
        return [];
      }
    });
  }

  async byKey<T extends Keyed>(kind: RecordKind<T>, key: string): Promise<Stored<T> | undefined> {
    const [item] = await this.#items(kind, keyIs(key));
    return item && storedOf(kind, item);
  }

  async create<T extends Keyed>(kind: RecordKind<T>, record: T): Promise<Stored<T>> {
    for (let attempt = 1; ; attempt++)
      try {
        const body = { fields: newFieldsOf(kind, record) };
        const answer = await this.#lists.at(
          kind.list,
          async (path) => await this.#graph.ask({ method: 'POST', path: `${path}/items`, body }),
        );
        return storedOf(kind, await answer.json(listItem));
      } catch (error) {
        if (!isOutside(error, 'duplicate', 'unanswered', 'refused', 'broken')) throw error;
        const standing = await this.byKey(kind, record.key);
        if (standing) return standing;
        if (attempt === tries || isOutside(error, 'refused')) throw error;
      }
  }

  async createAll<T extends Keyed>(
    kind: RecordKind<T>,
    records: readonly T[],
    { overSpoilt = false }: { readonly overSpoilt?: boolean } = {},
  ): Promise<Stored<T>[]> {
    const stored = await all(
      records.map(async (record) => {
        try {
          return await this.create(kind, record);
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          if (overSpoilt) return await this.#writeOver(kind, record);
          this.#onUnreadable(error);
          return undefined;
        }
      }),
    );
    return stored.filter((each) => each !== undefined);
  }

  /** Writes a record over the item that stands under its key. */
  async #writeOver<T extends Keyed>(kind: RecordKind<T>, record: T): Promise<Stored<T> | undefined> {
    const [item] = await this.#items(kind, keyIs(record.key));
    if (!item) return undefined;
    const answer = await this.#graph.ask({
      method: 'PATCH',
      path: `${await this.#lists.pathOf(kind.list)}/items/${encodeURIComponent(item.id)}/fields`,
      headers: { 'If-Match': item.eTag },
      body: newFieldsOf(kind, record),
    });
    const fields = await answer.json(fieldSet);
    return storedOf(kind, { id: item.id, eTag: fields['@odata.etag'], fields });
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
        const fields = await answer.json(fieldSet);
        return storedOf(kind, { id: seen.id, eTag: fields['@odata.etag'], fields });
      } catch (error) {
        if (!isOutside(error, 'unanswered', 'broken')) throw error;
        const settled = await this.#whatBecameOf(kind, { seen, change });
        if (settled) return settled;
        if (attempt === tries) throw error;
      }
  }

  async updateAll<T extends Keyed>(kind: RecordKind<T>, changes: readonly Change<T>[]): Promise<Stored<T>[]> {
    return await all(changes.map(({ seen, change }) => this.update(kind, seen, change)));
  }

  async deleteAll<T extends Keyed>(kind: RecordKind<T>, seen: readonly Stored<T>[]): Promise<void> {
    await all(seen.map((stored) => this.#delete(kind, stored)));
  }

  async #delete<T extends Keyed>(kind: RecordKind<T>, seen: Stored<T>): Promise<void> {
    const path = `${await this.#lists.pathOf(kind.list)}/items/${encodeURIComponent(seen.id)}`;
    for (let attempt = 1; ; attempt++)
      try {
        await this.#graph.ask({ method: 'DELETE', path, headers: { 'If-Match': seen.version } });
        return;
      } catch (error) {
        if (isOutside(error, 'absent')) return;
        if (!isOutside(error, 'unanswered', 'broken') || attempt === tries) throw error;
      }
  }

  /** The changes of a list since a token; without one nothing but the token of now. */
  async changesSince(list: string, token: string | undefined): Promise<ListChanges> {
    const path = `${await this.#lists.pathOf(list)}/items/delta?token=${encodeURIComponent(token ?? 'latest')}`;
    const changed = new Map<string, string | undefined>();
    try {
      for (let next = path; ; ) {
        const page = await this.#graph.get(next, deltaPage);
        for (const { id, eTag, deleted } of page.value) changed.set(id, deleted ? undefined : eTag);
        const [more, end] = [page['@odata.nextLink'], page['@odata.deltaLink']];
        if (more === undefined && end === undefined) throw new OutsideError('broken', `List ${list}: delta has no end`);
        if (more === undefined)
          return { token: tokenIn(end!), changed: [...changed].map(([id, version]) => ({ id, version })) };
        next = this.#graph.pathOf(more);
      }
    } catch (error) {
      // 410: the token is too old, or the list was made anew.
      if (token === undefined || !isOutside(error, 'absent')) throw error;
      return { ...(await this.changesSince(list, undefined)), changed: 'everything' };
    }
  }

  /**
   * The items that meet the conditions. A filter that would look through more than 5,000 is refused by SharePoint,
   * however few it finds: then the list is read whole, page by page, and sifted here.
   */
  async #items<T extends Keyed>(kind: RecordKind<T>, where: readonly Condition[]): Promise<ListItem[]> {
    return await this.#lists.at(kind.list, async (path) => {
      try {
        return await this.#graph.pages(`${path}/${queryOf(kind, where)}`, listItem);
      } catch (error) {
        if (where.length === 0 || !isOutside(error, 'too-many')) throw error;
        const everything = await this.#graph.pages(`${path}/${queryOf(kind, [])}`, listItem);
        return everything.filter(({ fields }) => where.every((condition) => meets(fields, condition)));
      }
    });
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
}
