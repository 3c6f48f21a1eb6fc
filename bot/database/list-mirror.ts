import type { RecordStore } from '../../shared/ports/record-store.ts';
import { type AuditEvent, auditEventSchema, auditEvents } from '../../shared/records/audit-event.ts';
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

const same = (a: object, b: object): boolean =>
  Object.entries(a).every(([name, value]) => (b as Record<string, unknown>)[name] === value);

/** Throws what it failed with. */
const outcomeOf = <T>(settled: PromiseSettledResult<T>): T => {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
};

/**
 * Carries one school's ledger of posts, its conversations and its audit events to their lists, what changed and in
 * batches, and brings posts and conversations back when the database was lost: so a lost database posts nothing twice.
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

  /**
   * Brings the lists up to date; answers how many records were written. One at a time among all processes. `alongside`
   * is called when they are written: what it writes goes out with them.
   */
  async carry(alongside?: () => Promise<void>): Promise<number> {
    return await this.#database.alone(`mirror/${this.#school}`, async () => await this.#carry(alongside));
  }

  /** A list was lost and made anew: everything goes there again with the next carrying. */
  async again(list: string): Promise<void> {
    const statement = {
      [posts.list]: 'update desk_post set mirrored = 0 where school = $1',
      [conversations.list]: 'update desk_conversation set mirrored = 0 where school = $1',
      [auditEvents.list]: 'update desk_audit set mirrored = false where school = $1',
    }[list];
    if (statement) await this.#database.query(statement, [this.#school]);
  }

  async #carry(alongside?: () => Promise<void>): Promise<number> {
    const [changedPosts, changedConversations, events] = [
      await this.#changedPosts(),
      await this.#changedConversations(),
      await this.#newEvents(),
    ];
    const days = [...new Set(changedPosts.map(({ record }) => record.date))];
    const [standingPosts, standingConversations] = await Promise.allSettled([
      Promise.all(
        days.map(async (date) => await this.#records.find(posts, [{ column: 'date', is: 'eq', value: date }])),
      ),
      changedConversations.length > 0 ? this.#records.find(conversations) : [],
    ]);
    // Written side by side, so that they go out in one request; a list that is gone keeps nothing from the others.
    const written = await Promise.allSettled([
      (async () => await this.#write('desk_post', posts, changedPosts, outcomeOf(standingPosts).flat()))(),
      (async () =>
        await this.#write(
          'desk_conversation',
          conversations,
          changedConversations,
          outcomeOf(standingConversations),
        ))(),
      this.#append(events),
      alongside?.(),
    ]);
    for (const each of written) outcomeOf(each);
    return changedPosts.length + changedConversations.length + events.length;
  }

  async #changedPosts(): Promise<Changed<Post>[]> {
    const rows = await this.#database.query<PostRow>(
      `select key, kind, date, to_kind, to_id, state, conversation, activity, at, revision
       from desk_post where school = $1 and revision > mirrored order by date, key`,
      [this.#school],
    );
    return rows.map((row) => ({ key: row.key, revision: row.revision, record: postRecord(row) }));
  }

  async #changedConversations(): Promise<Changed<Conversation>[]> {
    const rows = await this.#database.query<{ key: string; record: string; gone: boolean; revision: number }>(
      'select key, record, gone, revision from desk_conversation where school = $1 and revision > mirrored order by key',
      [this.#school],
    );
    return rows.map((row) => {
      const record = conversationSchema.parse(JSON.parse(row.record));
      return { key: row.key, revision: row.revision, record: row.gone ? { ...record, conversation: gone } : record };
    });
  }

  async #newEvents(): Promise<AuditEvent[]> {
    const rows = await this.#database.query<{ event: string }>(
      'select event from desk_audit where school = $1 and not mirrored order by number',
      [this.#school],
    );
    return rows.map(({ event }) => auditEventSchema.parse(JSON.parse(event)));
  }

  /** Events are only ever added; one that is there already came with an answer that was lost. */
  async #append(events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#records.createAll(auditEvents, events);
    await this.#database.query('update desk_audit set mirrored = true where school = $1 and number <= $2', [
      this.#school,
      events.at(-1)!.number,
    ]);
  }

  async #write<T extends { readonly key: string }>(
    table: 'desk_post' | 'desk_conversation',
    kind: RecordKind<T>,
    changed: readonly Changed<T>[],
    standing: readonly Stored<T>[],
  ): Promise<void> {
    if (changed.length === 0) return;
    const there = new Map(standing.map((stored) => [stored.record.key, stored]));
    const updates = changed.flatMap(({ key, record }) => {
      const seen = there.get(key);
      const { key: _key, ...change } = record;
      return !seen || same(record, seen.record) ? [] : [{ seen, change: change as Partial<Omit<T, 'key'>> }];
    });
    const fresh = changed.filter(({ key }) => !there.has(key)).map(({ record }) => record);
    const [created] = await Promise.all([
      fresh.length > 0 ? this.#records.createAll(kind, fresh) : [],
      updates.length > 0 ? this.#records.updateAll(kind, updates) : [],
    ]);
    // What a lost answer had left there as it was before is brought up to date; a spoilt item is named by the doctor.
    const late = created.flatMap((seen) => {
      const { key: _key, ...change } = fresh.find(({ key }) => key === seen.record.key)!;
      return same(change, seen.record) ? [] : [{ seen, change: change as Partial<Omit<T, 'key'>> }];
    });
    if (late.length > 0) await this.#records.updateAll(kind, late);
    await this.#database.transaction(async (statements) => {
      for (const { key, revision } of changed)
        await statements.query(`update ${table} set mirrored = $3 where school = $1 and key = $2`, [
          this.#school,
          key,
          revision,
        ]);
    });
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
