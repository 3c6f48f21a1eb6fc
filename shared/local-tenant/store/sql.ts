import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** SQLite's extended code says more in its upper bits; the lower ones say that a constraint was broken. */
const constraint = 19;

/** A unique column holds the value already. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && ((error as { errcode?: number }).errcode ?? 0) % 256 === constraint;

/** Quotes a name or a text for SQL that cannot take a parameter there. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Statements against the tenant's database, each prepared once. Values are `?1`, `?2` …; `lower_case` is JavaScript's,
 * as SQLite's own knows ASCII alone.
 */
export class Sql {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  /** In a file, or in memory: `:memory:`. */
  constructor(where: string) {
    this.#database = new DatabaseSync(where, { timeout: 0 });
    this.#database.function('lower_case', { deterministic: true }, (value) =>
      value === null ? null : String(value).toLowerCase(),
    );
  }

  #statement(text: string): StatementSync {
    let statement = this.#prepared.get(text);
    if (!statement) {
      statement = this.#database.prepare(text);
      this.#prepared.set(text, statement);
    }
    return statement;
  }

  /** Statements in a row, without values. */
  exec(text: string): void {
    this.#database.exec(text);
  }

  all<T>(text: string, ...values: SQLInputValue[]): T[] {
    return this.#statement(text).all(...values) as T[];
  }

  first<T>(text: string, ...values: SQLInputValue[]): T | undefined {
    return this.#statement(text).get(...values) as T | undefined;
  }

  /** Answers how many rows it changed. */
  run(text: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(text).run(...values).changes);
  }

  /** All of it or nothing: nothing waits inside, so nobody else writes between. */
  together<T>(work: () => T): T {
    this.exec('begin');
    try {
      const done = work();
      this.exec('commit');
      return done;
    } catch (error) {
      this.exec('rollback');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
