import type { Sent } from '../../../shared/ports/messenger.ts';
import type { LedgerPost, PostLedger } from '../../../shared/ports/post-ledger.ts';

/** What has been posted where, in memory. */
export class InMemoryPostLedger implements PostLedger {
  readonly #posts = new Map<string, LedgerPost>();

  async plan(post: Omit<LedgerPost, 'state' | 'sent' | 'shows'>): Promise<LedgerPost | undefined> {
    const known = this.#posts.get(post.key);
    if (!known) this.#posts.set(post.key, { ...post, state: 'planned', sent: undefined });
    return known;
  }

  async mark(key: string, state: LedgerPost['state'], sent?: Sent, shows?: string): Promise<void> {
    const known = this.#posts.get(key);
    if (known) this.#posts.set(key, { ...known, state, sent: sent ?? known.sent, shows: shows ?? known.shows });
  }

  async byKey(key: string): Promise<LedgerPost | undefined> {
    return this.#posts.get(key);
  }

  async byActivity(conversation: string, activity: string): Promise<LedgerPost | undefined> {
    return [...this.#posts.values()].find(
      ({ sent }) => sent?.conversation === conversation && sent.activity === activity,
    );
  }

  async onDate(date: string): Promise<LedgerPost[]> {
    return [...this.#posts.values()].filter((post) => post.date === date);
  }
}
