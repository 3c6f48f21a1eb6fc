import { lastChange } from './change-numbers.ts';
import { type Kept, nameFor } from './kept.ts';
import type { StoredFile } from './site-files.ts';
import { type ItemRow, itemOf, type SiteItem, type SiteList } from './site-lists.ts';
import type { Sql } from './sql.ts';

/** Something that changed, as it is now; `gone` alone when it was removed. `number` orders all changes of the site. */
export type Change<T> = { readonly number: number } & (
  | { readonly now: T; readonly gone?: never }
  | { readonly gone: string; readonly now?: never }
);

export interface ChangesAsked {
  /** Those after this one. */
  readonly after: number;
  readonly limit: number;
  /** A first enumeration tells nothing of what went before it began. */
  readonly withGone: boolean;
}

interface Numbered {
  readonly number: number;
  readonly gone: string | null;
}

const epochName = 'delta-epoch';

/** What changed in the site's lists and files, in order: what delta queries are answered from. */
export class SiteChanges {
  readonly #sql: Sql;
  readonly #kept: Kept;
  readonly #site: number;
  #epoch: number;

  private constructor(sql: Sql, kept: Kept, { site, epoch }: { site: number; epoch: number }) {
    this.#sql = sql;
    this.#kept = kept;
    this.#site = site;
    this.#epoch = epoch;
  }

  static async open(sql: Sql, kept: Kept, site = 1): Promise<SiteChanges> {
    return new SiteChanges(sql, kept, { site, epoch: (await kept.get<number>(nameFor(epochName, site))) ?? 1 });
  }

  /** Tokens of another epoch are too old. */
  get epoch(): number {
    return this.#epoch;
  }

  /** From now on every token given so far is too old. */
  async expire(): Promise<void> {
    this.#epoch += 1;
    await this.#kept.set(nameFor(epochName, this.#site), this.#epoch);
  }

  /** The number of the last change there was. */
  async last(): Promise<number> {
    return lastChange(this.#sql);
  }

  async items(list: SiteList, { after, limit, withGone }: ChangesAsked): Promise<Change<SiteItem>[]> {
    const rows = this.#sql.all<ItemRow & Numbered>(
      `select changed as number, null as gone, id, guid, version, created, modified, fields
       from items where list = ?1 and changed > ?2
       union all
       select changed, cast(id as text), null, null, null, null, null, null
       from gone_items where list = ?1 and changed > ?2 and ?4
       order by number limit ?3`,
      list.id,
      after,
      limit,
      Number(withGone),
    );
    return rows.map(({ number, gone, ...row }) => (gone === null ? { number, now: itemOf(row) } : { number, gone }));
  }

  async files({ after, limit, withGone }: ChangesAsked): Promise<Change<StoredFile>[]> {
    const rows = this.#sql.all<StoredFile & Numbered>(
      `select changed as number, null as gone, path, id, version, size, created, modified
       from files where site = ?4 and changed > ?1
       union all
       select changed, id, null, null, null, null, null, null from gone_files
       where site = ?4 and changed > ?1 and ?3
       order by number limit ?2`,
      after,
      limit,
      Number(withGone),
      this.#site,
    );
    return rows.map(({ number, gone, ...now }) => (gone === null ? { number, now } : { number, gone }));
  }
}
