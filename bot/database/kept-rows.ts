/** What a database in memory offers beside our own statements. */
export interface Sql {
  exec(sql: string): Promise<unknown>;
  query<T>(sql: string, values?: unknown[]): Promise<{ rows: T[] }>;
}

const shelf = 'kept_rows';

/** The rows of a database in memory, put aside once and put back as often as one likes: a morning begun again. */
export class KeptRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async keep(): Promise<void> {
    await this.#sql.exec(`drop schema if exists ${shelf} cascade; create schema ${shelf}`);
    for (const table of await this.#tables('public'))
      await this.#sql.exec(`create table ${shelf}.${table} as table public.${table}`);
  }

  /** Jobs of the queue are dropped: what was queued when the rows were kept had been done. */
  async putBack(): Promise<void> {
    const tables = await this.#tables(shelf);
    await this.#sql.exec(`
      set session_replication_role = replica;
      truncate ${tables.map((table) => `public.${table}`).join(', ')};
      ${tables.map((table) => `insert into public.${table} overriding system value table ${shelf}.${table};`).join('\n')}
      set session_replication_role = default;`);
    const jobs = await this.#sql.query("select 1 from pg_tables where schemaname = 'desk_jobs' and tablename = 'job'");
    if (jobs.rows.length > 0) await this.#sql.exec('delete from desk_jobs.job');
  }

  async #tables(schema: string): Promise<string[]> {
    const { rows } = await this.#sql.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1 order by tablename',
      [schema],
    );
    return rows.map(({ name }) => name);
  }
}
