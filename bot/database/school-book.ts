import type { Database } from './database.ts';

/** What the replicas of a desk tell one another about each school: who looks at its inbox, and that something is new. */
export class SchoolBook {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Of these schools those whose inbox nobody has taken this minute's look at: it is the caller's now. */
  async takeMinute(schools: readonly string[], minute: string): Promise<string[]> {
    if (schools.length === 0) return [];
    const rows = await this.#database.query<{ school: string }>(
      'update desk_school set polled = $2 where school = any($1::text[]) and polled <> $2 returning school',
      [schools, minute],
    );
    return rows.map(({ school }) => school);
  }

  /** Says that what is known of a school has changed; answers with its new count of changes. */
  async change(school: string): Promise<number> {
    const [row] = await this.#database.query<{ changes: number }>(
      'update desk_school set changes = changes + 1 where school = $1 returning changes',
      [school],
    );
    return row?.changes ?? 0;
  }

  /** By school, how often it changed. */
  async changes(schools: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#database.query<{ school: string; changes: number }>(
      'select school, changes from desk_school where school = any($1::text[])',
      [schools],
    );
    return new Map(rows.map(({ school, changes }) => [school, changes]));
  }

  /** Presses taken so many seconds ago or earlier that are not yet carried to their list, oldest first. */
  async unsettledPresses(
    schools: readonly string[],
    seconds: number,
  ): Promise<{ readonly school: string; readonly key: string }[]> {
    return await this.#database.query<{ school: string; key: string }>(
      `select school, key from desk_press where state = 'saving' and school = any($1::text[])
         and taken <= now() - make_interval(secs => $2) order by number`,
      [schools, seconds],
    );
  }
}
