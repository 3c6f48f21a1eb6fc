import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PGlite } from '@electric-sql/pglite';
import { guidOf } from '../ids.ts';

/** A file of the site's library; `path` is relative to the library: `Inbox/marks.csv`. */
export interface StoredFile {
  readonly path: string;
  readonly id: string;
  readonly version: number;
  readonly size: number;
  readonly created: string;
  readonly modified: string;
}

interface FileRow {
  path: string;
  id: string;
  version: number;
  size: number;
  created: Date;
  modified: Date;
}

const columns = 'path, id, version, size, created, modified';
/** Exports are megabytes of text: what is packed lightly is written ten times as fast. */
const packed = { level: 1 };
/** SharePoint keeps 500 versions; fifty are enough to tell what happened and keep the folder small. */
const versionsKept = 50;

const fileOf = (row: FileRow): StoredFile => ({
  ...row,
  created: row.created.toISOString(),
  modified: row.modified.toISOString(),
});

/** The document library. Paths are compared without regard to case, as SharePoint does. */
export class SiteFiles {
  readonly #sql: PGlite;
  readonly #now: () => string;
  readonly #site: number;

  /** The files of one site of the tenant; sites count from 1. */
  constructor(sql: PGlite, now: () => string, site = 1) {
    this.#sql = sql;
    this.#now = now;
    this.#site = site;
  }

  async all(): Promise<StoredFile[]> {
    const { rows } = await this.#sql.query<FileRow>(`select ${columns} from files where site = $1 order by path`, [
      this.#site,
    ]);
    return rows.map(fileOf);
  }

  async find(path: string): Promise<StoredFile | undefined> {
    const { rows } = await this.#sql.query<FileRow>(
      `select ${columns} from files where site = $1 and lower(path) = lower($2)`,
      [this.#site, path],
    );
    return rows[0] && fileOf(rows[0]);
  }

  async byId(id: string): Promise<StoredFile | undefined> {
    const { rows } = await this.#sql.query<FileRow>(`select ${columns} from files where site = $1 and id = $2`, [
      this.#site,
      id,
    ]);
    return rows[0] && fileOf(rows[0]);
  }

  async content(id: string): Promise<Uint8Array> {
    const { rows } = await this.#sql.query<{ content: Uint8Array }>(
      'select content from file_versions where id = $1 order by version desc limit 1',
      [id],
    );
    return new Uint8Array(gunzipSync(rows[0]!.content));
  }

  /**
   * Writes a whole file. `mayWrite` sees what stands there and decides in the same transaction; when it says no the
   * answer is undefined.
   */
  async put(
    path: string,
    content: Uint8Array,
    mayWrite: (there: StoredFile | undefined) => boolean = () => true,
  ): Promise<{ file: StoredFile; isNew: boolean } | undefined> {
    const bytes = gzipSync(content, packed);
    return await this.#sql.transaction(async (sql) => {
      const found = await sql.query<FileRow>(
        `select ${columns} from files where site = $1 and lower(path) = lower($2)`,
        [this.#site, path],
      );
      const there = found.rows[0] && fileOf(found.rows[0]);
      if (!mayWrite(there)) return undefined;
      const now = this.#now();
      // From what is written, where and when: the same morning has the same ETags.
      const id =
        there?.id ??
        guidOf('file', String(this.#site), path, now, createHash('sha256').update(content).digest('hex')).toUpperCase();
      const version = (there?.version ?? 0) + 1;
      const { rows } = await sql.query<FileRow>(
        there
          ? `update files set version = $2, size = $3, modified = $4, changed = nextval('change_numbers')
               where id = $1 returning ${columns}`
          : `insert into files (id, version, size, created, modified, path, site)
               values ($1, $2, $3, $4, $4, $5, $6) returning ${columns}`,
        there ? [id, version, content.length, now] : [id, version, content.length, now, path, this.#site],
      );
      await sql.query('insert into file_versions (id, version, modified, content) values ($1, $2, $3, $4)', [
        id,
        version,
        now,
        bytes,
      ]);
      await sql.query('delete from file_versions where id = $1 and version <= $2', [id, version - versionsKept]);
      return { file: fileOf(rows[0]!), isNew: there === undefined };
    });
  }

  /** Removes a file with its versions; false when none was there. */
  async remove(path: string): Promise<boolean> {
    return await this.#sql.transaction(async (sql) => {
      const { rows } = await sql.query<{ id: string }>(
        `with gone as (delete from files where site = $1 and lower(path) = lower($2) returning id)
         insert into gone_files (id, site) select id, $1 from gone returning id`,
        [this.#site, path],
      );
      for (const { id } of rows) await sql.query('delete from file_versions where id = $1', [id]);
      return rows.length > 0;
    });
  }
}
