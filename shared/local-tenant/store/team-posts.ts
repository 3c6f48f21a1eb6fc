import type { PGlite } from '@electric-sql/pglite';

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
  id: string;
  number: number;
  conversation: string;
  at: Date;
  from_id: string;
  version: number;
  reply_to: string | null;
  activity: Activity;
  deleted: boolean;
}

const postOf = ({ from_id, reply_to, at, ...row }: PostRow): TeamPost => ({
  ...row,
  from: from_id,
  replyTo: reply_to,
  at: at.toISOString(),
});

/** Everything posted in Teams, with every version that each post had. */
export class TeamPosts {
  readonly #sql: PGlite;
  readonly #now: () => string;
  #last = { number: 0, id: 0 };

  private constructor(sql: PGlite, now: () => string) {
    this.#sql = sql;
    this.#now = now;
  }

  static async open(sql: PGlite, now: () => string): Promise<TeamPosts> {
    const posts = new TeamPosts(sql, now);
    const { rows } = await sql.query<{ number: number; id: string }>(
      'select coalesce(max(number), 0)::int number, coalesce(max(id::bigint), 0)::text id from activities',
    );
    posts.#last = { number: rows[0]!.number, id: Number(rows[0]!.id) };
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
    const { rows } = await this.#sql.query<PostRow>(
      `with first as (insert into activity_versions (id, version, at, activity) values ($1, 1, $4, $6::jsonb))
       insert into activities (id, number, conversation, at, from_id, activity, reply_to)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7) returning *`,
      [id, this.#last.number, conversation, at, from, JSON.stringify(activity), replyTo],
    );
    return postOf(rows[0]!);
  }

  async change(id: string, activity: Activity): Promise<TeamPost | undefined> {
    const { rows } = await this.#sql.query<PostRow>(
      `with changed as (
         update activities set activity = $2::jsonb, version = version + 1 where id = $1 and not deleted returning *
       ), kept as (
         insert into activity_versions (id, version, at, activity) select id, version, $3, activity from changed
       ) select * from changed`,
      [id, JSON.stringify(activity), this.#now()],
    );
    return rows[0] && postOf(rows[0]);
  }

  async remove(id: string): Promise<TeamPost | undefined> {
    const { rows } = await this.#sql.query<PostRow>(
      'update activities set deleted = true where id = $1 and not deleted returning *',
      [id],
    );
    return rows[0] && postOf(rows[0]);
  }

  async byId(id: string): Promise<TeamPost | undefined> {
    const { rows } = await this.#sql.query<PostRow>('select * from activities where id = $1', [id]);
    return rows[0] && postOf(rows[0]);
  }

  /** Oldest first; of some conversations, or of all. */
  async all(conversations?: readonly string[]): Promise<TeamPost[]> {
    const { rows } = await (conversations
      ? this.#sql.query<PostRow>('select * from activities where conversation = any($1) order by number', [
          conversations,
        ])
      : this.#sql.query<PostRow>('select * from activities order by number'));
    return rows.map(postOf);
  }

  async versions(id: string): Promise<{ version: number; at: string; activity: Activity }[]> {
    const { rows } = await this.#sql.query<{ version: number; at: Date; activity: Activity }>(
      'select version, at, activity from activity_versions where id = $1 order by version',
      [id],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  async showOnly(person: string, post: TeamPost, card: OwnView['card']): Promise<void> {
    await this.#sql.query(
      `insert into own_views (activity, person, version, number, card) values ($1, $2, $3, 1, $4::jsonb)
       on conflict (activity, person) do update
       set version = excluded.version, card = excluded.card, number = own_views.number + 1`,
      [post.id, person, post.version, card === null ? null : JSON.stringify(card)],
    );
  }

  /** The views of one person, by post. */
  async ownViews(person: string): Promise<ReadonlyMap<string, OwnView>> {
    const { rows } = await this.#sql.query<OwnView>('select * from own_views where person = $1', [person]);
    return new Map(rows.map((row) => [row.activity, row]));
  }
}
