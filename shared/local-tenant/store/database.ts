import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Sql } from './sql.ts';

/** Instants are as ISO 8601 writes them, what is not searched in is JSON. */
const schema = `
  create table if not exists kept (name text primary key, value text not null);
  create table if not exists lists (
    id text primary key, site int not null, number int not null, name text not null, display_name text not null,
    created text not null, modified text not null, columns text not null, last_item int not null default 0
  );
  create table if not exists items (
    list text not null, id int not null, guid text not null, version int not null default 1, created text not null,
    modified text not null, fields text not null, changed int not null, primary key (list, id)
  );
  create index if not exists items_by_change on items (list, changed);
  create table if not exists gone_items (
    list text not null, id int not null, changed int not null, primary key (list, id)
  );
  create table if not exists files (
    id text primary key, site int not null, path text not null, version int not null, size int not null,
    created text not null, modified text not null, changed int not null
  );
  create unique index if not exists files_of_site on files (site, lower_case(path));
  create table if not exists gone_files (id text primary key, site int not null, changed int not null);
  create table if not exists file_versions (
    id text not null, version int not null, modified text not null, content blob not null, primary key (id, version)
  );
  create table if not exists activities (
    id text primary key, number int not null, conversation text not null, at text not null, from_id text not null,
    version int not null default 1, reply_to text, activity text not null, deleted int not null default 0
  );
  create index if not exists activities_of_conversation on activities (conversation, number);
  create table if not exists activity_versions (
    id text not null, version int not null, at text not null, activity text not null, primary key (id, version)
  );
  create table if not exists own_views (
    activity text not null, person text not null, version int not null, number int not null, card text not null,
    primary key (activity, person)
  );
  create table if not exists change_numbers (last int not null);
  insert into change_numbers select 0 where not exists (select 1 from change_numbers);
`;

/** The folder belongs to another process. */
class FolderInUse extends Error {
  constructor(folder: string) {
    super(`${folder} is in use by another process: stop it, or choose another folder with DESK_DATA`);
    this.name = 'FolderInUse';
  }
}

/** The lock is the kernel's: freed when the process dies. */
const openAlone = (folder: string, file: string): Sql => {
  const sql = new Sql(file);
  try {
    sql.exec('pragma locking_mode = exclusive; begin exclusive; commit');
    return sql;
  } catch (error) {
    sql.close();
    if (/locked|busy/i.test(String(error))) throw new FolderInUse(folder);
    throw error;
  }
};

const tables = 'select name from sqlite_schema where type = ?1';

/** A database in memory, for a tenant that is begun again and again: gone with its process. */
export class Memory {
  readonly sql = new Sql(':memory:');

  constructor() {
    this.sql.exec(schema);
  }

  /** Puts all rows aside, to be put back as often as one likes. */
  keep(): void {
    this.sql.exec("attach ':memory:' as shelf");
    for (const { name } of this.sql.all<{ name: string }>(tables, 'table'))
      this.sql.exec(`create table shelf.${name} as select * from main.${name}`);
  }

  putBack(): void {
    for (const { name } of this.sql.all<{ name: string }>(tables, 'table'))
      this.sql.exec(`delete from main.${name}; insert into main.${name} select * from shelf.${name}`);
  }

  close(): void {
    this.sql.close();
  }
}

/**
 * Opens the tenant's own database. A kill loses nothing that was answered, a power cut the last moments. Throws
 * FolderInUse.
 */
export const openDatabase = (folder: string, { fresh }: { fresh: boolean }): Sql => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'tenant.sqlite');
  if (fresh) {
    // Nobody else has it.
    openAlone(folder, file).close();
    for (const part of ['', '-wal', '-journal']) rmSync(file + part, { force: true });
  }
  const sql = openAlone(folder, file);
  sql.exec('pragma journal_mode = wal; pragma synchronous = normal');
  sql.exec(schema);
  return sql;
};
