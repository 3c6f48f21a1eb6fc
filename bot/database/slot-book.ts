import type { Database } from './database.ts';

/** A slot of a school's day: `larkrise`, `2026-03-10/nudge/AM/1`. */
export interface SchoolSlot {
  readonly school: string;
  readonly key: string;
}

/** A few weeks of a hundred schools. */
const mostKnown = 20_000;

const nameOf = ({ school, key }: SchoolSlot): string => `${school} ${key}`;

/** Which slots of the day are done, of every school. A restart runs none of them again; what is done stays done. */
export class SlotBook {
  readonly #database: Database;
  /** What is done stays done, and so is asked once: a hundred schools cost one small question a second. */
  readonly #known = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those of the given that are not done. */
  async open<T extends SchoolSlot>(slots: readonly T[]): Promise<T[]> {
    const unknown = slots.filter((slot) => !this.#known.has(nameOf(slot)));
    if (unknown.length === 0) return [];
    const rows = await this.#database.query<{ school: string; key: string }>(
      `select school, key from desk_slot join unnest($1::text[], $2::text[]) as asked (school, key) using (school, key)`,
      [unknown.map(({ school }) => school), unknown.map(({ key }) => key)],
    );
    if (this.#known.size > mostKnown) this.#known.clear();
    for (const row of rows) this.#known.add(nameOf(row));
    return unknown.filter((slot) => !this.#known.has(nameOf(slot)));
  }

  /** `at` is the instant by the desk's clock, ISO. The first word stays. */
  async remember({ school, key }: SchoolSlot, state: 'done' | 'skipped', at: string): Promise<void> {
    await this.#database.query(
      'insert into desk_slot (school, key, state, at) values ($1, $2, $3, $4) on conflict (school, key) do nothing',
      [school, key, state, at],
    );
    this.#known.add(nameOf({ school, key }));
  }
}
