import { randomUUID } from 'node:crypto';
import { guidOf } from '../ids.ts';
import { nextChange } from './change-numbers.ts';
import { comparable, conditionsOf, type ItemCondition } from './item-conditions.ts';
import { isUniqueViolation, quoted, type Sql } from './sql.ts';

export type ColumnType = 'text' | 'note' | 'number' | 'boolean' | 'choice' | 'dateTime';

/** A column of a list; `facet` is the part of Graph's definition that says what it holds, as it was sent. */
export interface SiteColumn {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: ColumnType;
  readonly facet: Readonly<Record<string, unknown>>;
  readonly indexed: boolean;
  readonly unique: boolean;
}

export interface SiteList {
  readonly id: string;
  readonly number: number;
  /** As it was made with: it stands in the list's address for good. */
  readonly name: string;
  /** As people see it. */
  readonly displayName: string;
  readonly created: string;
  readonly modified: string;
  readonly columns: readonly SiteColumn[];
}

export type Value = string | number | boolean;
export type Fields = Readonly<Record<string, Value>>;

export interface SiteItem {
  readonly id: number;
  readonly guid: string;
  readonly version: number;
  readonly created: string;
  readonly modified: string;
  readonly fields: Fields;
}

/** `duplicate`: a unique column holds this value already. `stale`: somebody changed it first. */
export type WriteProblem = 'duplicate' | 'stale' | 'absent';

interface ListRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly display_name: string;
  readonly created: string;
  readonly modified: string;
  readonly columns: string;
  readonly last_item: number;
}

export interface ItemRow {
  readonly id: number;
  readonly guid: string;
  readonly version: number;
  readonly created: string;
  readonly modified: string;
  readonly fields: string;
}

export const itemOf = (row: ItemRow): SiteItem => ({ ...row, fields: JSON.parse(row.fields) });

const itemColumns = 'id, guid, version, created, modified, fields';

/**
 * The site's lists. Lists and columns are few and are kept in memory too; items are asked of the database. A unique
 * column is a unique index, so that two writers at once cannot both win.
 */
export class SiteLists {
  readonly #sql: Sql;
  readonly #now: () => string;
  readonly #site: number;
  readonly #lists = new Map<string, SiteList>();
  readonly #made = new Set<string>();
  readonly #lastItem = new Map<string, number>();

  private constructor(sql: Sql, now: () => string, site: number) {
    this.#sql = sql;
    this.#now = now;
    this.#site = site;
  }

  /** The lists of one site of the tenant; sites count from 1. */
  static async open(sql: Sql, now: () => string, site = 1): Promise<SiteLists> {
    const lists = new SiteLists(sql, now, site);
    for (const row of sql.all<ListRow>('select * from lists where site = ?1 order by number', site))
      lists.#remember(row);
    return lists;
  }

  #remember(row: ListRow): SiteList {
    const list = {
      id: row.id,
      number: row.number,
      name: row.name,
      displayName: row.display_name,
      created: row.created,
      modified: row.modified,
      columns: JSON.parse(row.columns),
    };
    this.#lists.set(row.id, list);
    this.#lastItem.set(row.id, Math.max(row.last_item, this.#lastItem.get(row.id) ?? 0));
    return list;
  }

  all(): SiteList[] {
    return [...this.#lists.values()];
  }

  /** By id, or by the name that people see, as Graph allows. */
  find(idOrName: string): SiteList | undefined {
    const wanted = idOrName.toLowerCase();
    return this.#lists.get(wanted) ?? this.all().find(({ displayName }) => displayName.toLowerCase() === wanted);
  }

  async create(name: string, columns: readonly SiteColumn[]): Promise<SiteList> {
    const number = Math.max(0, ...this.all().map((list) => list.number)) + 1;
    const row = this.#sql.first<ListRow>(
      `insert into lists (id, number, name, display_name, created, modified, columns, site)
       values (?1, ?2, ?3, ?3, ?4, ?4, ?5, ?6) returning *`,
      this.#newId(name),
      number,
      name,
      this.#now(),
      JSON.stringify(columns),
      this.#site,
    );
    const list = this.#remember(row!);
    for (const column of columns) this.#index(list, column);
    return list;
  }

  /** From the name, so that the same morning has the same ids; a list that is made again is another list. */
  #newId(name: string): string {
    const isAgain = this.#made.has(name);
    this.#made.add(name);
    return isAgain ? randomUUID() : guidOf('list', String(this.#site), name, this.#now());
  }

  async addColumn(list: SiteList, column: SiteColumn): Promise<void> {
    this.#index(list, column);
    this.#keepColumns(list, [...list.columns, column]);
  }

  /** Puts a column in the place of the one with its id; false when the values there are not unique as wanted. */
  async changeColumn(list: SiteList, column: SiteColumn): Promise<boolean> {
    const before = list.columns.find(({ id }) => id === column.id)!;
    this.#sql.exec(`drop index if exists "column_${column.id}"`);
    try {
      this.#index(list, column);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      this.#index(list, before);
      return false;
    }
    this.#keepColumns(
      list,
      list.columns.map((other) => (other.id === column.id ? column : other)),
    );
    return true;
  }

  /** A column of another type: each value becomes what `convert` makes of it, or nothing. */
  async retypeColumn(list: SiteList, column: SiteColumn, convert: (value: unknown) => Value | undefined) {
    this.#sql.exec(`drop index if exists "column_${column.id}"`);
    for (const { id, fields } of await this.items(list)) {
      if (fields[column.name] === undefined) continue;
      const { [column.name]: before, ...others } = fields;
      const value = convert(before);
      const set = value === undefined ? others : { ...others, [column.name]: value };
      this.#sql.run('update items set fields = ?3 where list = ?1 and id = ?2', list.id, id, JSON.stringify(set));
    }
    this.#index(list, column);
    this.#keepColumns(
      list,
      list.columns.map((other) => (other.id === column.id ? column : other)),
    );
  }

  /** A column goes with what stood in it. */
  async removeColumn(list: SiteList, column: SiteColumn): Promise<void> {
    this.#sql.exec(`drop index if exists "column_${column.id}"`);
    this.#sql.run('update items set fields = json_remove(fields, ?2) where list = ?1', list.id, `$."${column.name}"`);
    this.#keepColumns(
      list,
      list.columns.filter(({ id }) => id !== column.id),
    );
  }

  /** Gives a list another name for people to see. */
  async rename(list: SiteList, displayName: string): Promise<void> {
    const row = this.#sql.first<ListRow>(
      'update lists set display_name = ?2, modified = ?3 where id = ?1 returning *',
      list.id,
      displayName,
      this.#now(),
    );
    this.#remember(row!);
  }

  /** A list goes with its items. */
  async removeList(list: SiteList): Promise<void> {
    for (const { id } of list.columns) this.#sql.exec(`drop index if exists "column_${id}"`);
    for (const table of ['items', 'gone_items']) this.#sql.run(`delete from ${table} where list = ?1`, list.id);
    this.#sql.run('delete from lists where id = ?1', list.id);
    this.#lists.delete(list.id);
    this.#lastItem.delete(list.id);
  }

  #keepColumns(list: SiteList, columns: readonly SiteColumn[]): void {
    const row = this.#sql.first<ListRow>(
      'update lists set columns = ?2, modified = ?3 where id = ?1 returning *',
      list.id,
      JSON.stringify(columns),
      this.#now(),
    );
    this.#remember(row!);
  }

  #index(list: SiteList, column: SiteColumn): void {
    if (!column.indexed) return;
    const unique = column.unique ? 'unique' : '';
    this.#sql.exec(
      `create ${unique} index "column_${column.id}" on items (${comparable(column)}) where list = ${quoted(list.id)}`,
    );
  }

  /** How many items meet a condition, or are there at all; counted no further than `most`. */
  async count(list: SiteList, { where = [], most }: { where?: readonly ItemCondition[]; most?: number } = {}) {
    const { text, values } = conditionsOf(where);
    return this.#sql.first<{ n: number }>(
      `select count(*) n from
       (select 1 from items where list = ${quoted(list.id)} and id > ?1 ${text} limit ${most ?? -1})`,
      0,
      ...values,
    )!.n;
  }

  /** The items after the one with id `after` that meet all conditions, at most `limit`, by id. */
  async items(
    list: SiteList,
    { where = [], after = 0, limit }: { where?: readonly ItemCondition[]; after?: number; limit?: number } = {},
  ): Promise<SiteItem[]> {
    const { text, values } = conditionsOf(where);
    // The list's id stands in the text itself, so that the partial indexes of its columns can be used.
    const rows = this.#sql.all<ItemRow>(
      `select ${itemColumns} from items where list = ${quoted(list.id)} and id > ?1 ${text}
       order by id limit ${limit ?? -1}`,
      after,
      ...values,
    );
    return rows.map(itemOf);
  }

  async item(list: SiteList, id: number): Promise<SiteItem | undefined> {
    return this.#item(list, id);
  }

  #item(list: SiteList, id: number): SiteItem | undefined {
    const row = this.#sql.first<ItemRow>(`select ${itemColumns} from items where list = ?1 and id = ?2`, list.id, id);
    return row && itemOf(row);
  }

  /** Writes new items together; answers in the order given, with `duplicate` where a unique value is taken. */
  async add(list: SiteList, many: readonly Fields[]): Promise<(SiteItem | 'duplicate')[]> {
    if (many.length === 0) return [];
    const first = (this.#lastItem.get(list.id) ?? 0) + 1;
    const last = first + many.length - 1;
    this.#lastItem.set(list.id, last);
    return this.#sql.together(() => {
      this.#sql.run('update lists set last_item = ?2 where id = ?1', list.id, last);
      return many.map((fields, at) => this.#addOne(list, first + at, fields));
    });
  }

  #addOne(list: SiteList, id: number, fields: Fields): SiteItem | 'duplicate' {
    const row = this.#sql.first<ItemRow>(
      `insert into items (list, id, guid, created, modified, fields, changed) values (?1, ?2, ?3, ?4, ?4, ?5, ?6)
       on conflict do nothing returning ${itemColumns}`,
      list.id,
      id,
      // From the list and the number alone, so that the same morning has the same ETags.
      guidOf('item', list.id, String(id)),
      this.#now(),
      JSON.stringify(fields),
      nextChange(this.#sql),
    );
    return row ? itemOf(row) : 'duplicate';
  }

  /** Changes fields (null clears one) of the version that was seen; without `seen`, of whatever stands there. */
  async change(
    list: SiteList,
    id: number,
    change: Readonly<Record<string, Value | null>>,
    seen: string | undefined,
  ): Promise<SiteItem | WriteProblem> {
    const there = this.#item(list, id);
    if (!there) return 'absent';
    if (isStale(there, seen)) return 'stale';
    const fields = Object.entries({ ...there.fields, ...change }).filter(([, value]) => value !== null);
    try {
      const row = this.#sql.first<ItemRow>(
        `update items set fields = ?3, version = version + 1, modified = ?4, changed = ?5
         where list = ?1 and id = ?2 returning ${itemColumns}`,
        list.id,
        id,
        JSON.stringify(Object.fromEntries(fields)),
        this.#now(),
        nextChange(this.#sql),
      );
      return itemOf(row!);
    } catch (error) {
      if (isUniqueViolation(error)) return 'duplicate';
      throw error;
    }
  }

  /** Removes the version that was seen; without `seen`, whatever stands there. */
  async remove(list: SiteList, id: number, seen: string | undefined): Promise<'removed' | 'stale' | 'absent'> {
    const there = this.#item(list, id);
    if (!there) return 'absent';
    if (isStale(there, seen)) return 'stale';
    this.#sql.together(() => {
      this.#sql.run('delete from items where list = ?1 and id = ?2', list.id, id);
      this.#sql.run(
        'insert into gone_items (list, id, changed) values (?1, ?2, ?3)',
        list.id,
        id,
        nextChange(this.#sql),
      );
    });
    return 'removed';
  }
}

const isStale = ({ guid, version }: SiteItem, seen: string | undefined): boolean =>
  seen !== undefined && seen !== `${guid},${version}`;
