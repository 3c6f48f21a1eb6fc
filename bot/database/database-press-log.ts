import type { Press, PressLog, PressState } from '../../shared/ports/press-log.ts';
import type { Database, Row } from './database.ts';
import type { DiskRoom } from './disk-room.ts';

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

/** One school's outbox of presses as a table: a press is committed before anybody is told that it is kept. */
export class DatabasePressLog implements PressLog {
  readonly #database: Database;
  readonly #school: string;
  readonly #room: DiskRoom | undefined;

  /** `room`: the disk of a database on this machine. */
  constructor(database: Database, school: string, room?: DiskRoom | undefined) {
    this.#database = database;
    this.#school = school;
    this.#room = room;
  }

  async take(press: Press): Promise<'new' | PressState> {
    await this.#room?.ensure();
    const taken = await this.#database.query(
      `insert into desk_press (school, key, at, by_person, verb, data, state) values ($1, $2, $3, $4, $5, $6, 'saving')
       on conflict (school, key) do nothing returning key`,
      [this.#school, press.key, press.at, press.by, press.verb, JSON.stringify(press.data ?? null)],
    );
    if (taken.length > 0) return 'new';
    return (await this.stateOf(press.key))!;
  }

  async settle(key: string, outcome: PressState): Promise<void> {
    await this.#database.query(
      `update desk_press set state = $3, why = $4, data = case when $3 = 'saving' then data else 'null' end
       where school = $1 and key = $2`,
      [this.#school, key, outcome.state, outcome.state === 'refused' ? outcome.why : null],
    );
  }

  async stateOf(key: string): Promise<PressState | undefined> {
    const [row] = await this.#database.query<PressRow>(
      'select state, why from desk_press where school = $1 and key = $2',
      [this.#school, key],
    );
    return row && stateOf(row);
  }

  async unsettled(): Promise<Press[]> {
    return await this.unsettledSince(0);
  }

  /** Those that have waited for `seconds` or longer: a younger one is being carried out by the press itself. */
  async unsettledSince(seconds: number): Promise<Press[]> {
    const rows = await this.#database.query<PressRow>(
      `select key, at, by_person, verb, data, state, why from desk_press
       where school = $1 and state = 'saving' and taken <= now() - make_interval(secs => $2) order by number`,
      [this.#school, seconds],
    );
    return rows.map(pressOf);
  }

  async byKey(key: string): Promise<{ readonly press: Press; readonly outcome: PressState } | undefined> {
    const [row] = await this.#database.query<PressRow>(
      'select key, at, by_person, verb, data, state, why from desk_press where school = $1 and key = $2',
      [this.#school, key],
    );
    return row && { press: pressOf(row), outcome: stateOf(row) };
  }

  async alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    return await this.#database.alone(`press/${this.#school}/${key}`, work);
  }
}
