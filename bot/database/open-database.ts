import { join } from 'node:path';
import type { Database } from './database.ts';
import { type KnownSchool, migrate } from './migrate.ts';
import { openPglite } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';

/** The database that the settings name, with its tables. The data folder's lock is taken by the caller first. */
export const openDatabase = async (
  where: { readonly data: string; readonly databaseUrl: string | undefined },
  schools: readonly [KnownSchool, ...KnownSchool[]],
): Promise<Database> => {
  const database = where.databaseUrl
    ? await openPostgres(where.databaseUrl)
    : await openPglite(join(where.data, 'desk'));
  try {
    await migrate(database, schools);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
};
