import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database, Row } from './database.ts';
import { DurableNodeFS, flushFolder, type OnFlush } from './durable-node-fs.ts';
import { KeptRows } from './kept-rows.ts';
import { migrate } from './migrate.ts';
import { Turns } from './turns.ts';

/** Without `-F`, which switches fsync off, and with the call that every system has. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/** The embedded database in a folder of its own, durable: what it answered has reached the disk. */
export const openPglite = async (folder: string, onFlush?: OnFlush): Promise<Database> => {
  const isNew = !existsSync(join(folder, 'PG_VERSION'));
  mkdirSync(folder, { recursive: true });
  const pglite = await PGlite.create({ fs: new DurableNodeFS(folder, onFlush), startParams });
  if (isNew) flushFolder(folder);
  return databaseOn(pglite);
};

/** A database that is gone with its process: for a simulation. What is kept of its rows can be put back. */
export interface Memory {
  readonly database: Database;
  readonly rows: KeptRows;
}

export const openMemory = async (schools: Parameters<typeof migrate>[1]): Promise<Memory> => {
  const pglite = await PGlite.create();
  const database = databaseOn(pglite);
  await migrate(database, schools);
  return { database, rows: new KeptRows(pglite) };
};

const databaseOn = (pglite: PGlite): Database => {
  const turns = new Turns();
  return {
    kind: 'pglite',
    forJobs: {
      executeSql: async (text, values) => {
        try {
          if (values?.length) return await pglite.query<Record<string, unknown>>(text, values);
          return { rows: (await pglite.exec(text)).flatMap(({ rows }) => rows as Record<string, unknown>[]) };
        } catch (error) {
          // One connection: a block of statements that failed half way would leave its transaction to the next.
          await pglite.exec('rollback');
          throw error;
        }
      },
    },
    query: async <T extends Row>(sql: string, values: readonly unknown[] = []) =>
      (await pglite.query<T>(sql, [...values])).rows,
    transaction: async (work) =>
      await pglite.transaction(
        async (inside) =>
          await work({
            query: async <T extends Row>(sql: string, values: readonly unknown[] = []) =>
              (await inside.query<T>(sql, [...values])).rows,
          }),
      ),
    // The data folder has one owner: nobody else is there.
    alone: async (name, work) => await turns.take(name, work),
    close: async () => {
      await pglite.close();
    },
  };
};
