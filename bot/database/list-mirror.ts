import type { RecordStore } from '../../shared/ports/record-store.ts';
import { type Conversation, conversationSchema, conversations } from '../../shared/records/conversation.ts';
import { type Post, posts } from '../../shared/records/post.ts';
import type { RecordKind, Stored } from '../../shared/records/record.ts';
import type { Database, Row } from './database.ts';

interface Changed<T> {
  readonly key: string;
  readonly revision: number;
  readonly record: T;
}

/** The conversation's address when it is forgotten: the list keeps the line, and the restore leaves it out. */
const gone = '';

interface PostRow extends Row {
  readonly key: string;
  readonly kind: string;
  readonly date: string;
  readonly to_kind: Post['toKind'];
  readonly to_id: string;
  readonly state: Post['state'];
  readonly conversation: string | null;
  readonly activity: string | null;
  readonly at: string;
  readonly revision: number;
}

const postRecord = (row: PostRow): Post => ({
  key: row.key,
  kind: row.kind,
  date: row.date,
  to: row.to_id,
  toKind: row.to_kind,
  state: row.state,
  at: row.at,
  ...(row.conversation === null ? {} : { conversation: row.conversation }),
  ...(row.activity === null ? {} : { activity: row.activity }),
});

const same = <T extends object>(a: T, b: T): boolean =>
  Object.entries(a).every(([name, value]) => b[name as keyof T] === value);

/**
 * Carries one school's ledger of posts and conversations to their lists, what changed and in batches, and brings them back
 * when the database was lost: so a lost database posts nothing twice.
 */
export class ListMirror {
  readonly #database: Database;
  readonly #school: string;
  readonly #records: RecordStore;

  constructor(database: Database, school: string, records: RecordStore) {
    this.#database = database;
    this.#school = school;
    this.#records = records;
  }

  /** Brings the lists up to date; answers how many records were written. One at a time among all processes. */
  async carry(): Promise<number> {
    return await this.#database.alone(`mirror/${this.#school}`, async () => await this.#carry());
  }

  async #carry(): Promise<number> {
    const changedPosts = (
      await this.#database.query<PostRow>(
        `select key, kind, date, to_kind, to_id, state, conversation, activity, at, revision
         from desk_post where school = $1 and revision > mirrored order by date, key`,
        [this.#school],
      )
    ).map((row): Changed<Post> => ({ key: row.key, revision: row.revision, record: postRecord(row) }));
    const changedConversations = (
      await this.#database.query<{ key: string; record: string; gone: boolean; revision: number }>(
        'select key, record, gone, revision from desk_conversation where school = $1 and revision > mirrored order by key',
        [this.#school],
      )
    ).map((row): Changed<Conversation> => {
      const record = conversationSchema.parse(JSON.parse(row.record));
      return { key: row.key, revision: row.revision, record: row.gone ? { ...record, conversation: gone } : record };
    });
    const standingPosts: Stored<Post>[] = [];
    for (const date of new Set(changedPosts.map(({ record }) => record.date)))
      standingPosts.push(...(await this.#records.find(posts, [{ column: 'date', is: 'eq', value: date }])));
    const standingConversations = changedConversations.length > 0 ? await this.#records.find(conversations) : [];
    return (
      (await this.#write('desk_post', posts, changedPosts, standingPosts)) +
      (await this.#write('desk_conversation', conversations, changedConversations, standingConversations))
    );
  }

  async #write<T extends { readonly key: string }>(
    table: 'desk_post' | 'desk_conversation',
    kind: RecordKind<T>,
    changed: readonly Changed<T>[],
    standing: readonly Stored<T>[],
  ): Promise<number> {
    if (changed.length === 0) return 0;
    const there = new Map(standing.map((stored) => [stored.record.key, stored]));
    const created = await this.#records.createAll(
      kind,
      changed.filter(({ key }) => !there.has(key)).map(({ record }) => record),
    );
    for (const stored of created) there.set(stored.record.key, stored);
    const updates = changed.flatMap(({ key, record }) => {
      const seen = there.get(key)!;
      const { key: _key, ...change } = record;
      return same(record, seen.record) ? [] : [{ seen, change: change as Partial<Omit<T, 'key'>> }];
    });
    if (updates.length > 0) await this.#records.updateAll(kind, updates);
    await this.#database.transaction(async (statements) => {
      for (const { key, revision } of changed)
        await statements.query(`update ${table} set mirrored = $3 where school = $1 and key = $2`, [
          this.#school,
          key,
          revision,
        ]);
    });
    return changed.length;
  }

  /**
   * Fills a database that knows nothing of the school from its lists: conversations, and the posts of `since` and later. Answers how many came
   * back; 0 when the database knows something already.
   */
  async restore(since: string): Promise<number> {
    const [{ known } = { known: 0 }] = await this.#database.query<{ known: number }>(
      `select ((select count(*) from desk_post where school = $1)
         + (select count(*) from desk_conversation where school = $1))::int as known`,
      [this.#school],
    );
    if (known > 0) return 0;
    const oldPosts = await this.#records.find(posts, [{ column: 'date', is: 'ge', value: since }]);
    const oldConversations = (await this.#records.find(conversations)).filter(
      ({ record }) => record.conversation !== gone,
    );
    await this.#database.transaction(async (statements) => {
      for (const { record } of oldPosts)
        await statements.query(
          `insert into desk_post (school, key, kind, date, to_kind, to_id, state, conversation, activity, at, mirrored)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) on conflict (school, key) do nothing`,
          [
            this.#school,
            record.key,
            record.kind,
            record.date,
            record.toKind,
            record.to,
            record.state,
            record.conversation ?? null,
            record.activity ?? null,
            record.at,
          ],
        );
      for (const { record } of oldConversations)
        await statements.query(
          'insert into desk_conversation (school, key, record, mirrored) values ($1, $2, $3, 1) on conflict do nothing',
          [this.#school, record.key, JSON.stringify(record)],
        );
    });
    return oldPosts.length + oldConversations.length;
  }
}
