import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { guidOf } from '../ids.ts';
import { nextChange } from './change-numbers.ts';
import type { Sql } from './sql.ts';

/** A file of the site's library; `path` is relative to the library: `Inbox/marks.csv`. */
export interface StoredFile {
  readonly path: string;
  readonly id: string;
  readonly version: number;
  readonly size: number;
  readonly created: string;
  readonly modified: string;
}

const columns = 'path, id, version, size, created, modified';
/** Exports are megabytes of text: what is packed lightly is written ten times as fast. */
const packed = { level: 1 };
/** SharePoint keeps 500 versions; fifty are enough to tell what happened and keep the folder small. */
const versionsKept = 50;

/** The document library. Paths are compared without regard to case, as SharePoint does. */
export class SiteFiles {
  readonly #sql: Sql;
  readonly #now: () => string;
  readonly #site: number;

  /** The files of one site of the tenant; sites count from 1. */
  constructor(sql: Sql, now: () => string, site = 1) {
    this.#sql = sql;
    this.#now = now;
    this.#site = site;
  }

  async all(): Promise<StoredFile[]> {
    return this.#sql.all<StoredFile>(`select ${columns} from files where site = ?1 order by path`, this.#site);
  }

  async find(path: string): Promise<StoredFile | undefined> {
    return this.#at(path);
  }

  #at(path: string): StoredFile | undefined {
    return this.#sql.first<StoredFile>(
      `select ${columns} from files where site = ?1 and lower_case(path) = ?2`,
      this.#site,
      path.toLowerCase(),
    );
  }

  async byId(id: string): Promise<StoredFile | undefined> {
    return this.#sql.first<StoredFile>(`select ${columns} from files where site = ?1 and id = ?2`, this.#site, id);
  }

  async content(id: string): Promise<Uint8Array> {
    const newest = this.#sql.first<{ content: Uint8Array }>(
      'select content from file_versions where id = ?1 order by version desc limit 1',
      id,
    );
    return new Uint8Array(gunzipSync(newest!.content));
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
    return this.#sql.together(() => {
      const there = this.#at(path);
      if (!mayWrite(there)) return undefined;
      const now = this.#now();
      // From what is written, where and when: the same morning has the same ETags.
      const id =
        there?.id ??
        guidOf('file', String(this.#site), path, now, createHash('sha256').update(content).digest('hex')).toUpperCase();
      const version = (there?.version ?? 0) + 1;
      const file = this.#sql.first<StoredFile>(
        `insert into files (id, version, size, created, modified, path, site, changed)
           values (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)
           on conflict (id) do update
           set version = excluded.version, size = excluded.size, modified = excluded.modified, changed = excluded.changed
           returning ${columns}`,
        id,
        version,
        content.length,
        now,
        path,
        this.#site,
        nextChange(this.#sql),
      );
      this.#sql.run(
        'insert into file_versions (id, version, modified, content) values (?1, ?2, ?3, ?4)',
        id,
        version,
        now,
        bytes,
      );
      this.#sql.run('delete from file_versions where id = ?1 and version <= ?2', id, version - versionsKept);
      return { file: file!, isNew: there === undefined };
    });
  }

  /** Removes a file with its versions; false when none was there. */
  async remove(path: string): Promise<boolean> {
    return this.#sql.together(() => {
      const there = this.#at(path);
      if (!there) return false;
      this.#sql.run('delete from files where id = ?1', there.id);
      this.#sql.run('delete from file_versions where id = ?1', there.id);
      this.#sql.run(
        'insert into gone_files (id, site, changed) values (?1, ?2, ?3)',
        there.id,
        this.#site,
        nextChange(this.#sql),
      );
      return true;
    });
  }
}
