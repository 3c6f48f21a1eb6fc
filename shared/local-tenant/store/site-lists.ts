import { randomUUID } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';
import { guidOf } from '../ids.ts';

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

/** One condition of a filter, on a column that is there. */
export interface ItemCondition {
  readonly column: SiteColumn;
  readonly is: 'eq' | 'ge' | 'le';
  readonly value: Value;
}

/** `duplicate`: a unique column holds this value already. `stale`: somebody changed it first. */
export type WriteProblem = 'duplicate' | 'stale' | 'absent';

interface ListRow {
  id: string;
  number: number;
  name: string;
  display_name: string | null;
  created: Date;
  modified: Date;
  columns: SiteColumn[];
  last_item: number;
}

interface ItemRow {
  id: number;
  guid: string;
  version: number;
  created: Date;
  modified: Date;
  fields: Fields;
}

const itemOf = (row: ItemRow): SiteItem => ({
  id: row.id,
  guid: row.guid,
  version: row.version,
  created: row.created.toISOString(),
  modified: row.modified.toISOString(),
  fields: row.fields,
});

const itemColumns = 'id, guid, version, created, modified, fields';
const comparison = { eq: '=', ge: '>=', le: '<=' } as const;
const uniqueViolation = '23505';
const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: string }).code === uniqueViolation;

/** Quotes a name or a text for SQL that cannot take a parameter there. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * SharePoint compares texts without regard to case; numbers and truth values as what they are. Another list may have
 * texts under the same name, and the database may look at them first: they are nothing here.
 */
const comparable = ({ name, type }: SiteColumn): string => {
  const field = `(fields->>${quoted(name)})`;
  const only = (kind: string, as: string) =>
    `(case when jsonb_typeof(fields->${quoted(name)}) = '${kind}' then ${field}::${as} end)`;
  if (type === 'number') return only('number', 'numeric');
  if (type === 'boolean') return only('boolean', 'boolean');
  return `lower(${field}) collate "C"`;
};

/** Conditions as SQL; their values follow $1. */
const conditionsOf = (where: readonly ItemCondition[]): { text: string; values: unknown[] } => ({
  text: where
    .map(({ column, is }, at) => {
      const cast = column.type === 'number' ? '::numeric' : column.type === 'boolean' ? '::boolean' : '::text';
      return `and ${comparable(column)} ${comparison[is]} $${at + 2}${cast}`;
    })
    .join(' '),
  values: where.map(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value)),
});

/**
 * The site's lists. Lists and columns are few and are kept in memory too; items are asked of the database. A unique
 * column is a unique index, so that two writers at once cannot both win.
 */
export class SiteLists {
  readonly #sql: PGlite;
  readonly #now: () => string;
  readonly #site: number;
  readonly #lists = new Map<string, SiteList>();
  readonly #made = new Set<string>();
  readonly #lastItem = new Map<string, number>();

  private constructor(sql: PGlite, now: () => string, site: number) {
    this.#sql = sql;
    this.#now = now;
    this.#site = site;
  }

  /** The lists of one site of the tenant; sites count from 1. */
  static async open(sql: PGlite, now: () => string, site = 1): Promise<SiteLists> {
    const lists = new SiteLists(sql, now, site);
    const { rows } = await sql.query<ListRow>('select * from lists where site = $1 order by number', [site]);
    for (const row of rows) lists.#remember(row);
    return lists;
  }

  #remember(row: ListRow): SiteList {
    const list = {
      id: row.id,
      number: row.number,
      name: row.name,
      displayName: row.display_name ?? row.name,
      created: row.created.toISOString(),
      modified: row.modified.toISOString(),
      columns: row.columns,
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
    const { rows } = await this.#sql.query<ListRow>(
      'insert into lists (id, number, name, created, modified, columns, site) values ($1, $2, $3, $4, $4, $5, $6) returning *',
      [this.#newId(name), number, name, this.#now(), JSON.stringify(columns), this.#site],
    );
    const list = this.#remember(rows[0]!);
    for (const column of columns) await this.#index(list, column);
    return list;
  }

  /** From the name, so that the same morning has the same ids; a list that is made again is another list. */
  #newId(name: string): string {
    const isAgain = this.#made.has(name);
    this.#made.add(name);
    return isAgain ? randomUUID() : guidOf('list', String(this.#site), name, this.#now());
  }

  async addColumn(list: SiteList, column: SiteColumn): Promise<void> {
    await this.#index(list, column);
    await this.#keepColumns(list, [...list.columns, column]);
  }

  /** Puts a column in the place of the one with its id; false when the values there are not unique as wanted. */
  async changeColumn(list: SiteList, column: SiteColumn): Promise<boolean> {
    const before = list.columns.find(({ id }) => id === column.id)!;
    await this.#sql.exec(`drop index if exists "column_${column.id}"`);
    try {
      await this.#index(list, column);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.#index(list, before);
      return false;
    }
    await this.#keepColumns(
      list,
      list.columns.map((other) => (other.id === column.id ? column : other)),
    );
    return true;
  }

  /** A column of another type: each value becomes what `convert` makes of it, or nothing. */
  async retypeColumn(list: SiteList, column: SiteColumn, convert: (value: unknown) => Value | undefined) {
    await this.#sql.exec(`drop index if exists "column_${column.id}"`);
    for (const { id, fields } of await this.items(list)) {
      if (fields[column.name] === undefined) continue;
      const value = convert(fields[column.name]);
      const set = value === undefined ? {} : { [column.name]: value };
      await this.#sql.query('update items set fields = (fields - $3::text) || $4::jsonb where list = $1 and id = $2', [
        list.id,
        id,
        column.name,
        JSON.stringify(set),
      ]);
    }
    await this.#index(list, column);
    await this.#keepColumns(
      list,
      list.columns.map((other) => (other.id === column.id ? column : other)),
    );
  }

  /** A column goes with what stood in it. */
  async removeColumn(list: SiteList, column: SiteColumn): Promise<void> {
    await this.#sql.exec(`drop index if exists "column_${column.id}"`);
    await this.#sql.query('update items set fields = fields - $2::text where list = $1', [list.id, column.name]);
    await this.#keepColumns(
      list,
      list.columns.filter(({ id }) => id !== column.id),
    );
  }

  /** Gives a list another name for people to see. */
  async rename(list: SiteList, displayName: string): Promise<void> {
    const { rows } = await this.#sql.query<ListRow>(
      'update lists set display_name = $2, modified = $3 where id = $1 returning *',
      [list.id, displayName, this.#now()],
    );
    this.#remember(rows[0]!);
  }

  /** A list goes with its items. */
  async removeList(list: SiteList): Promise<void> {
    for (const { id } of list.columns) await this.#sql.exec(`drop index if exists "column_${id}"`);
    await this.#sql.query('delete from lists where id = $1', [list.id]);
    this.#lists.delete(list.id);
    this.#lastItem.delete(list.id);
  }

  async #keepColumns(list: SiteList, columns: readonly SiteColumn[]): Promise<void> {
    const { rows } = await this.#sql.query<ListRow>(
      'update lists set columns = $2, modified = $3 where id = $1 returning *',
      [list.id, JSON.stringify(columns), this.#now()],
    );
    this.#remember(rows[0]!);
  }

  async #index(list: SiteList, column: SiteColumn): Promise<void> {
    if (!column.indexed) return;
    const unique = column.unique ? 'unique' : '';
    await this.#sql.exec(
      `create ${unique} index "column_${column.id}" on items ((${comparable(column)})) where list = ${quoted(list.id)}`,
    );
  }

  /** How many items meet a condition, or are there at all; counted no further than `most`. */
  async count(list: SiteList, { where = [], most }: { where?: readonly ItemCondition[]; most?: number } = {}) {
    const { text, values } = conditionsOf(where);
    const { rows } = await this.#sql.query<{ n: number }>(
      `select count(*)::int n from
       (select 1 from items where list = ${quoted(list.id)} and id > $1 ${text} limit ${most ?? 'all'}) as counted`,
      [0, ...values],
    );
    return rows[0]!.n;
  }

  /** The items after the one with id `after` that meet all conditions, at most `limit`, by id. */
  async items(
    list: SiteList,
    { where = [], after = 0, limit }: { where?: readonly ItemCondition[]; after?: number; limit?: number } = {},
  ): Promise<SiteItem[]> {
    const { text, values } = conditionsOf(where);
    // The list's id stands in the text itself, so that the partial indexes of its columns can be used.
    const { rows } = await this.#sql.query<ItemRow>(
      `select ${itemColumns} from items where list = ${quoted(list.id)} and id > $1 ${text}
       order by id ${limit === undefined ? '' : `limit ${limit}`}`,
      [after, ...values],
    );
    return rows.map(itemOf);
  }

  async item(list: SiteList, id: number): Promise<SiteItem | undefined> {
    const { rows } = await this.#sql.query<ItemRow>(`select ${itemColumns} from items where list = $1 and id = $2`, [
      list.id,
      id,
    ]);
    return rows[0] && itemOf(rows[0]);
  }

  /** Writes new items in one statement; answers in the order given, with `duplicate` where a unique value is taken. */
  async add(list: SiteList, many: readonly Fields[]): Promise<(SiteItem | 'duplicate')[]> {
    if (many.length === 0) return [];
    const now = this.#now();
    const first = (this.#lastItem.get(list.id) ?? 0) + 1;
    this.#lastItem.set(list.id, first + many.length - 1);
    // From the list and the number alone, so that the same morning has the same ETags.
    const guids = many.map((_, at) => guidOf('item', list.id, String(first + at)));
    const { rows } = await this.#sql.query<ItemRow>(
      `with counted as (update lists set last_item = greatest(last_item, $2) where id = $1)
       insert into items (list, id, guid, created, modified, fields)
       select $1, given.id, given.guid, $3, $3, given.fields
       from unnest($4::int[], $5::text[], $6::jsonb[]) as given (id, guid, fields)
       on conflict do nothing returning ${itemColumns}`,
      [
        list.id,
        first + many.length - 1,
        now,
        many.map((_, at) => first + at),
        guids,
        many.map((fields) => JSON.stringify(fields)),
      ],
    );
    const written = new Map(rows.map((row) => [row.id, itemOf(row)]));
    return many.map((_, at) => written.get(first + at) ?? 'duplicate');
  }

  /** Changes fields (null clears one) of the version that was seen; without `seen`, of whatever stands there. */
  async change(
    list: SiteList,
    id: number,
    change: Readonly<Record<string, Value | null>>,
    seen: string | undefined,
  ): Promise<SiteItem | WriteProblem> {
    const cleared = Object.keys(change).filter((name) => change[name] === null);
    const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
    try {
      const { rows } = await this.#sql.query<ItemRow>(
        `update items set fields = (fields || $3::jsonb) - $4::text[], version = version + 1, modified = $5,
           changed = nextval('change_numbers')
         where list = $1 and id = $2 and ($6::text is null or guid || ',' || version = $6) returning ${itemColumns}`,
        [list.id, id, JSON.stringify(set), cleared, this.#now(), seen ?? null],
      );
      if (rows[0]) return itemOf(rows[0]);
    } catch (error) {
      if (isUniqueViolation(error)) return 'duplicate';
      throw error;
    }
    return (await this.item(list, id)) ? 'stale' : 'absent';
  }

  /** Removes the version that was seen; without `seen`, whatever stands there. */
  async remove(list: SiteList, id: number, seen: string | undefined): Promise<'removed' | 'stale' | 'absent'> {
    const { rows } = await this.#sql.query(
      `with gone as (
         delete from items where list = $1 and id = $2 and ($3::text is null or guid || ',' || version = $3)
         returning list, id
       ) insert into gone_items (list, id) select list, id from gone returning id`,
      [list.id, id, seen ?? null],
    );
    if (rows.length > 0) return 'removed';
    return (await this.item(list, id)) ? 'stale' : 'absent';
  }
}
