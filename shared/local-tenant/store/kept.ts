import type { Sql } from './sql.ts';

/** What is kept of one site, or of the school it is of; the first's stands under the name alone. */
export const nameFor = (name: string, site: number): string => (site === 1 ? name : `${name}-${site}`);

/** Small things the tenant remembers by name: its keys, its clock, its directory, what has been played. */
export class Kept {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async get<T>(name: string): Promise<T | undefined> {
    const row = this.#sql.first<{ value: string }>('select value from kept where name = ?1', name);
    return row && JSON.parse(row.value);
  }

  async set(name: string, value: unknown): Promise<void> {
    this.#sql.run(
      'insert into kept (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value',
      name,
      JSON.stringify(value),
    );
  }

  /** What stands there, made and kept when nothing does. */
  async getOrMake<T>(name: string, make: () => T | Promise<T>): Promise<T> {
    const there = await this.get<T>(name);
    if (there !== undefined) return there;
    const made = await make();
    await this.set(name, made);
    return made;
  }
}
