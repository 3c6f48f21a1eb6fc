import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PGlite } from '@electric-sql/pglite';

export const schema = `
  create table if not exists kept (name text primary key, value jsonb not null);
  create table if not exists lists (
    id text primary key, number int not null, name text not null, created timestamptz not null, modified timestamptz not null,
    columns jsonb not null, last_item int not null default 0
  );
  create table if not exists items (
    list text not null references lists on delete cascade, id int not null, guid text not null, version int not null default 1,
    created timestamptz not null, modified timestamptz not null, fields jsonb not null, primary key (list, id)
  );
  create table if not exists files (
    path text primary key, id text not null unique, version int not null, size int not null,
    created timestamptz not null, modified timestamptz not null
  );
  create table if not exists file_versions (
    id text not null, version int not null, modified timestamptz not null, content bytea not null, primary key (id, version)
  );
  create table if not exists activities (
    id text primary key, number int not null, conversation text not null, at timestamptz not null, from_id text not null,
    version int not null default 1, reply_to text, activity jsonb not null, deleted boolean not null default false
  );
  create index if not exists activities_of_conversation on activities (conversation, number);
  create table if not exists activity_versions (
    id text not null, version int not null, at timestamptz not null, activity jsonb not null, primary key (id, version)
  );
  alter table lists add column if not exists site int not null default 1;
  alter table lists add column if not exists display_name text;
  alter table files add column if not exists site int not null default 1;
  alter table files drop constraint if exists files_pkey;
  create unique index if not exists files_of_site on files (site, lower(path));
  create sequence if not exists change_numbers;
  alter table items add column if not exists changed bigint not null default nextval('change_numbers');
  create index if not exists items_by_change on items (list, changed);
  create table if not exists gone_items (
    list text not null references lists on delete cascade, id int not null,
    changed bigint not null default nextval('change_numbers'), primary key (list, id)
  );
  alter table files add column if not exists changed bigint not null default nextval('change_numbers');
  create table if not exists gone_files (
    id text primary key, changed bigint not null default nextval('change_numbers')
  );
  alter table gone_files add column if not exists site int not null default 1;
  create table if not exists own_views (
    activity text not null, person text not null, version int not null, number int not null, card jsonb,
    primary key (activity, person)
  );
`;

/** The folder belongs to another process. */
class FolderInUse extends Error {
  constructor(folder: string) {
    super(`${folder} is in use by another process: stop it, or choose another folder with DESK_DATA`);
    this.name = 'FolderInUse';
  }
}

/** A kernel lock beside the database, freed when the process dies: PGlite takes none, and two would lose rows. */
const lockFolder = (folder: string): DatabaseSync => {
  const lock = new DatabaseSync(join(folder, 'owner.lock'));
  try {
    lock.exec('pragma locking_mode=exclusive; begin exclusive');
  } catch (error) {
    lock.close();
    if (/locked|busy/i.test(String(error))) throw new FolderInUse(folder);
    throw error;
  }
  return lock;
};

export interface Database {
  readonly sql: PGlite;
  close(): Promise<void>;
}

/** A database in memory, for a tenant that is begun again and again: gone with its process. */
export const openMemory = async (): Promise<PGlite> => await PGlite.create();

/** A database that somebody else opened and will close. */
export const lent = async (sql: PGlite): Promise<Database> => {
  await sql.exec(schema);
  return { sql, close: async () => undefined };
};

/**
 * Opens the tenant's own database. A kill loses nothing that was answered; a power cut may cost the whole tenant,
 * which is then made again from its seed. Throws FolderInUse.
 */
export const openDatabase = async (folder: string, { fresh }: { fresh: boolean }): Promise<Database> => {
  mkdirSync(folder, { recursive: true });
  const lock = lockFolder(folder);
  try {
    if (fresh) rmSync(join(folder, 'pg'), { recursive: true, force: true });
    const sql = await PGlite.create({ dataDir: join(folder, 'pg') });
    await sql.exec(schema);
    const close = async () => {
      await sql.close();
      lock.close();
    };
    return { sql, close };
  } catch (error) {
    lock.close();
    throw error;
  }
};
