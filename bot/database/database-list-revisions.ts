import type { ListRevisions } from '../../shared/ports/list-revisions.ts';
import type { Database } from './database.ts';

/** How often each list of a school was written, by all processes on one server. */
export class DatabaseListRevisions implements ListRevisions {
  readonly #database: Database;
  readonly #school: string;

  constructor(database: Database, school: string) {
    this.#database = database;
    this.#school = school;
  }

  async of(list: string): Promise<number> {
    const [row] = await this.#database.query<{ revision: number }>(
      'select revision from desk_list where school = $1 and list = $2',
      [this.#school, list],
    );
    return row?.revision ?? 0;
  }

  async moveOn(list: string): Promise<number> {
    const [row] = await this.#database.query<{ revision: number }>(
      `insert into desk_list (school, list, revision) values ($1, $2, 1)
       on conflict (school, list) do update set revision = desk_list.revision + 1 returning revision`,
      [this.#school, list],
    );
    return row!.revision;
  }
}
