import type { Sent } from '../../shared/ports/messenger.ts';
import type { LedgerPost, PostLedger } from '../../shared/ports/post-ledger.ts';
import type { Database, Row } from './database.ts';

interface PostRow extends Row {
  readonly key: string;
  readonly kind: string;
  readonly date: string;
  readonly to_kind: 'channel' | 'person';
  readonly to_id: string;
  readonly state: LedgerPost['state'];
  readonly conversation: string | null;
  readonly activity: string | null;
  readonly at: string;
  readonly shows: string | null;
}

const columns = 'key, kind, date, to_kind, to_id, state, conversation, activity, at, shows';

const postOf = (row: PostRow): LedgerPost => ({
  key: row.key,
  kind: row.kind,
  date: row.date,
  toKind: row.to_kind,
  to: row.to_id,
  state: row.state,
  sent:
    row.conversation === null || row.activity === null
      ? undefined
      : { conversation: row.conversation, activity: row.activity },
  at: row.at,
  shows: row.shows ?? undefined,
});

/** One school's ledger of posts as a table; `ListMirror` carries each change to the list Posts. */
export class DatabasePostLedger implements PostLedger {
  readonly #database: Database;
  readonly #school: string;

  constructor(database: Database, school: string) {
    this.#database = database;
    this.#school = school;
  }

  async plan(post: Omit<LedgerPost, 'state' | 'sent' | 'shows'>): Promise<LedgerPost | undefined> {
    const planned = await this.#database.query(
      `insert into desk_post (school, key, kind, date, to_kind, to_id, state, at)
       values ($1, $2, $3, $4, $5, $6, 'planned', $7) on conflict (school, key) do nothing returning key`,
      [this.#school, post.key, post.kind, post.date, post.toKind, post.to, post.at],
    );
    return planned.length > 0 ? undefined : await this.byKey(post.key);
  }

  async mark(key: string, state: LedgerPost['state'], sent?: Sent, shows?: string): Promise<void> {
    await this.#database.query(
      `update desk_post set state = $3, conversation = coalesce($4, conversation), activity = coalesce($5, activity),
         shows = coalesce($6, shows), revision = revision + 1 where school = $1 and key = $2`,
      [this.#school, key, state, sent?.conversation ?? null, sent?.activity ?? null, shows ?? null],
    );
  }

  async byKey(key: string): Promise<LedgerPost | undefined> {
    const [row] = await this.#database.query<PostRow>(
      `select ${columns} from desk_post where school = $1 and key = $2`,
      [this.#school, key],
    );
    return row && postOf(row);
  }

  async byActivity(conversation: string, activity: string): Promise<LedgerPost | undefined> {
    const [row] = await this.#database.query<PostRow>(
      `select ${columns} from desk_post where school = $1 and conversation = $2 and activity = $3`,
      [this.#school, conversation, activity],
    );
    return row && postOf(row);
  }

  async onDate(date: string): Promise<LedgerPost[]> {
    const rows = await this.#database.query<PostRow>(
      `select ${columns} from desk_post where school = $1 and date = $2 order by at, key`,
      [this.#school, date],
    );
    return rows.map(postOf);
  }
}
