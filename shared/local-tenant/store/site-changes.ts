import type { PGlite } from '@electric-sql/pglite';
import { type Kept, nameFor } from './kept.ts';
import type { StoredFile } from './site-files.ts';
import type { Fields, SiteItem, SiteList } from './site-lists.ts';

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

interface Row {
  number: number;
  gone: string | null;
  created: Date;
  modified: Date;
}

type ItemRow = Row & { id: number; guid: string; version: number; fields: Fields };
type FileRow = Row & { path: string; id: string; version: number; size: number };

const epochName = 'delta-epoch';

/** What changed in the site's lists and files, in order: what delta queries are answered from. */
export class SiteChanges {
  readonly #sql: PGlite;
  readonly #kept: Kept;
  readonly #site: number;
  #epoch: number;

  private constructor(sql: PGlite, kept: Kept, { site, epoch }: { site: number; epoch: number }) {
    this.#sql = sql;
    this.#kept = kept;
    this.#site = site;
    this.#epoch = epoch;
  }

  static async open(sql: PGlite, kept: Kept, site = 1): Promise<SiteChanges> {
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
    const { rows } = await this.#sql.query<{ number: number }>(
      'select (case when is_called then last_value else 0 end)::int as number from change_numbers',
    );
    return rows[0]!.number;
  }

  async items(list: SiteList, { after, limit, withGone }: ChangesAsked): Promise<Change<SiteItem>[]> {
    const { rows } = await this.#sql.query<ItemRow>(
      `select changed::int as number, null as gone, id, guid, version, created, modified, fields
       from items where list = $1 and changed > $2
       union all
       select changed::int, id::text, null, null, null, null, null, null
       from gone_items where list = $1 and changed > $2 and $4
       order by number limit $3`,
      [list.id, after, limit, withGone],
    );
    return rows.map(({ number, gone, ...row }) => changeOf(number, gone, row));
  }

  async files({ after, limit, withGone }: ChangesAsked): Promise<Change<StoredFile>[]> {
    const { rows } = await this.#sql.query<FileRow>(
      `select changed::int as number, null as gone, path, id, version, size, created, modified
       from files where site = $4 and changed > $1
       union all
       select changed::int, id, null, null, null, null, null, null from gone_files
       where site = $4 and changed > $1 and $3
       order by number limit $2`,
      [after, limit, withGone, this.#site],
    );
    return rows.map(({ number, gone, ...row }) => changeOf(number, gone, row));
  }
}

const changeOf = <T extends { created: Date; modified: Date }>(
  number: number,
  gone: string | null,
  row: T,
): Change<Omit<T, 'created' | 'modified'> & { created: string; modified: string }> =>
  gone === null
    ? { number, now: { ...row, created: row.created.toISOString(), modified: row.modified.toISOString() } }
    : { number, gone };
