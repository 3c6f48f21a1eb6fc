/** A row as the database gives it: our tables hold text, whole numbers and booleans only. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs statements: outside a transaction each on its own, inside one together. Values are `$1`, `$2` … */
export interface Statements {
  query<T extends Row>(sql: string, values?: readonly unknown[]): Promise<T[]>;
}

/** The desk's own database: PGlite in the data folder, or a PostgreSQL server. What it answered is on disk. */
export interface Database extends Statements {
  /** All of it or nothing; what throws inside is thrown again after the rollback. */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /**
   * Does work that nobody else may do at the same time, in this process or in another on the same server: it waits for
   * its turn. Whoever dies gives the turn back. Throws OutsideError `busy` when the turn does not come within a minute.
   */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The same database for the job queue: statements in a row, without values, are allowed too. */
  readonly forJobs: {
    executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  };
  readonly kind: 'pglite' | 'postgres';
  close(): Promise<void>;
}
