import type { Database } from './database.ts';

/** Which slots of the day are done: `2026-03-10/nudge/AM/1`. A restart runs none of them again. */
export class SlotBook {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async done(date: string): Promise<ReadonlySet<string>> {
    const rows = await this.#database.query<{ key: string }>('select key from desk_slot where key like $1', [
      `${date}/%`,
    ]);
    return new Set(rows.map(({ key }) => key));
  }

  /** `at` is the instant by the desk's clock, ISO. The first word stays. */
  async remember(key: string, state: 'done' | 'skipped', at: string): Promise<void> {
    await this.#database.query(
      'insert into desk_slot (key, state, at) values ($1, $2, $3) on conflict (key) do nothing',
      [key, state, at],
    );
  }
}
