import pg from 'pg';
import type { Database, Row } from './database.ts';
import { ServerLocks } from './server-locks.ts';

/** A PostgreSQL server in the embedded database's place: several desks may share it. */
export const openPostgres = async (address: string): Promise<Database> => {
  const pool = new pg.Pool({ connectionString: address, max: 10, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle is replaced by the pool; the next statement says so if it cannot be.
  pool.on('error', () => undefined);
  const select = async <T extends Row>(on: pg.Pool | pg.PoolClient, sql: string, values: readonly unknown[] = []) =>
    (await on.query<T>(sql, [...values])).rows;
  await pool.query('select 1');
  const locks = new ServerLocks(address);
  return {
    kind: 'postgres',
    forJobs: {
      executeSql: async (text, values) => {
        const answer: pg.QueryResult | pg.QueryResult[] = await pool.query(text, values);
        return { rows: Array.isArray(answer) ? answer.flatMap(({ rows }) => rows) : answer.rows };
      },
    },
    query: (sql, values) => select(pool, sql, values),
    transaction: async (work) => {
      const connection = await pool.connect();
      try {
        await connection.query('begin');
        const answer = await work({ query: (sql, values) => select(connection, sql, values) });
        await connection.query('commit');
        return answer;
      } catch (error) {
        await connection.query('rollback');
        throw error;
      } finally {
        connection.release();
      }
    },
    alone: async (name, work) => await locks.alone(name, work),
    close: async () => {
      await locks.close();
      await pool.end();
    },
  };
};
