import type { Sql } from './sql.ts';

/** An activity as it was sent, and its place in its conversation. */
export interface TeamPost {
  readonly id: string;
  readonly number: number;
  readonly conversation: string;
  readonly at: string;
  /** The sender's id in the connector: `28:…` the bot, `29:…` a person. */
  readonly from: string;
  readonly version: number;
  /** The post it answers in a channel's thread. */
  readonly replyTo: string | null;
  readonly activity: Activity;
  readonly deleted: boolean;
}

/** What we read of an activity; the rest is kept as it came. */
export interface Activity {
  readonly type?: string;
  readonly text?: string;
  readonly summary?: string;
  readonly replyToId?: string;
  readonly attachments?: readonly { readonly contentType?: string; readonly content?: unknown }[];
  readonly [name: string]: unknown;
}

/** A card that one person alone sees in place of the post's own: the answer to their press or refresh. */
export interface OwnView {
  readonly activity: string;
  readonly person: string;
  /** The version of the post it was made for; an update of the post ends it. */
  readonly version: number;
  /** Counts this person's views of the post up. */
  readonly number: number;
  /** Null: the bot gave no card, the post's own stays. */
  readonly card: Readonly<Record<string, unknown>> | null;
}

interface PostRow {
  readonly id: string;
  readonly number: number;
  readonly conversation: string;
  readonly at: string;
  readonly from_id: string;
  readonly version: number;
  readonly reply_to: string | null;
  readonly activity: string;
  readonly deleted: number;
}

const postOf = ({ from_id, reply_to, activity, deleted, ...row }: PostRow): TeamPost => ({
  ...row,
  from: from_id,
  replyTo: reply_to,
  activity: JSON.parse(activity),
  deleted: deleted === 1,
});

/** Everything posted in Teams, with every version that each post had. */
export class TeamPosts {
  readonly #sql: Sql;
  readonly #now: () => string;
  #last = { number: 0, id: 0 };

  private constructor(sql: Sql, now: () => string) {
    this.#sql = sql;
    this.#now = now;
  }

  static async open(sql: Sql, now: () => string): Promise<TeamPosts> {
    const posts = new TeamPosts(sql, now);
    posts.#last = sql.first<{ number: number; id: number }>(
      'select coalesce(max(number), 0) number, coalesce(max(cast(id as int)), 0) id from activities',
    )!;
    return posts;
  }

  /** As in Teams the id of a post is its time in milliseconds; two at one moment differ by one. */
  #nextId(at: string): string {
    this.#last.id = Math.max(Date.parse(at), this.#last.id + 1);
    return String(this.#last.id);
  }

  async add(conversation: string, from: string, activity: Activity, replyTo: string | null = null): Promise<TeamPost> {
    const at = this.#now();
    const id = this.#nextId(at);
    this.#last.number += 1;
    const json = JSON.stringify(activity);
    return this.#sql.together(() => {
      this.#keepVersion({ id, version: 1, activity: json }, at);
      const row = this.#sql.first<PostRow>(
        `insert into activities (id, number, conversation, at, from_id, activity, reply_to)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7) returning *`,
        id,
        this.#last.number,
        conversation,
        at,
        from,
        json,
        replyTo,
      );
      return postOf(row!);
    });
  }

  #keepVersion({ id, version, activity }: Pick<PostRow, 'id' | 'version' | 'activity'>, at: string): void {
    this.#sql.run(
      'insert into activity_versions (id, version, at, activity) values (?1, ?2, ?3, ?4)',
      id,
      version,
      at,
      activity,
    );
  }

  async change(id: string, activity: Activity): Promise<TeamPost | undefined> {
    return this.#sql.together(() => {
      const row = this.#sql.first<PostRow>(
        'update activities set activity = ?2, version = version + 1 where id = ?1 and not deleted returning *',
        id,
        JSON.stringify(activity),
      );
      if (row) this.#keepVersion(row, this.#now());
      return row && postOf(row);
    });
  }

  async remove(id: string): Promise<TeamPost | undefined> {
    const row = this.#sql.first<PostRow>(
      'update activities set deleted = 1 where id = ?1 and not deleted returning *',
      id,
    );
    return row && postOf(row);
  }

  async byId(id: string): Promise<TeamPost | undefined> {
    const row = this.#sql.first<PostRow>('select * from activities where id = ?1', id);
    return row && postOf(row);
  }

  /** Oldest first; of some conversations, or of all. */
  async all(conversations?: readonly string[]): Promise<TeamPost[]> {
    const rows = conversations
      ? this.#sql.all<PostRow>(
          'select * from activities where conversation in (select value from json_each(?1)) order by number',
          JSON.stringify(conversations),
        )
      : this.#sql.all<PostRow>('select * from activities order by number');
    return rows.map(postOf);
  }

  async versions(id: string): Promise<{ version: number; at: string; activity: Activity }[]> {
    return this.#sql
      .all<{ version: number; at: string; activity: string }>(
        'select version, at, activity from activity_versions where id = ?1 order by version',
        id,
      )
      .map((row) => ({ ...row, activity: JSON.parse(row.activity) }));
  }

  async showOnly(person: string, post: TeamPost, card: OwnView['card']): Promise<void> {
    this.#sql.run(
      `insert into own_views (activity, person, version, number, card) values (?1, ?2, ?3, 1, ?4)
       on conflict (activity, person) do update
       set version = excluded.version, card = excluded.card, number = own_views.number + 1`,
      post.id,
      person,
      post.version,
      JSON.stringify(card),
    );
  }

  /** The views of one person, by post. */
  async ownViews(person: string): Promise<ReadonlyMap<string, OwnView>> {
    const rows = this.#sql.all<OwnView & { card: string }>('select * from own_views where person = ?1', person);
    return new Map(rows.map((row) => [row.activity, { ...row, card: JSON.parse(row.card) }]));
  }
}
