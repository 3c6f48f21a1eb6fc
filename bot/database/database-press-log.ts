import type { Press, PressLog, PressState } from '../../shared/ports/press-log.ts';
import type { Database, Row } from './database.ts';

interface PressRow extends Row {
  readonly key: string;
  readonly at: string;
  readonly by_person: string;
  readonly verb: string;
  readonly data: string;
  readonly state: 'saving' | 'saved' | 'refused';
  readonly why: string | null;
}

const stateOf = ({ state, why }: Pick<PressRow, 'state' | 'why'>): PressState =>
  state === 'refused' ? { state, why: why ?? '' } : { state };

const pressOf = ({ key, at, by_person, verb, data }: PressRow): Press => ({
  key,
  at,
  by: by_person,
  verb,
  data: JSON.parse(data),
});

/** The outbox of presses as a table: a press is committed before anybody is told that it is kept. */
export class DatabasePressLog implements PressLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async take(press: Press): Promise<'new' | PressState> {
    const taken = await this.#database.query(
      `insert into desk_press (key, at, by_person, verb, data, state) values ($1, $2, $3, $4, $5, 'saving')
       on conflict (key) do nothing returning key`,
      [press.key, press.at, press.by, press.verb, JSON.stringify(press.data ?? null)],
    );
    if (taken.length > 0) return 'new';
    return (await this.stateOf(press.key))!;
  }

  async settle(key: string, outcome: PressState): Promise<void> {
    await this.#database.query(
      `update desk_press set state = $2, why = $3, data = case when $2 = 'saving' then data else 'null' end
       where key = $1`,
      [key, outcome.state, outcome.state === 'refused' ? outcome.why : null],
    );
  }

  async stateOf(key: string): Promise<PressState | undefined> {
    const [row] = await this.#database.query<PressRow>('select state, why from desk_press where key = $1', [key]);
    return row && stateOf(row);
  }

  async unsettled(): Promise<Press[]> {
    return await this.unsettledSince(0);
  }

  /** Those that have waited for `seconds` or longer: a younger one is being carried out by the press itself. */
  async unsettledSince(seconds: number): Promise<Press[]> {
    const rows = await this.#database.query<PressRow>(
      `select key, at, by_person, verb, data, state, why from desk_press
       where state = 'saving' and taken <= now() - make_interval(secs => $1) order by number`,
      [seconds],
    );
    return rows.map(pressOf);
  }

  async byKey(key: string): Promise<{ readonly press: Press; readonly outcome: PressState } | undefined> {
    const [row] = await this.#database.query<PressRow>(
      'select key, at, by_person, verb, data, state, why from desk_press where key = $1',
      [key],
    );
    return row && { press: pressOf(row), outcome: stateOf(row) };
  }
}
