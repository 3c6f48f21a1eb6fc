import type { Account, Directory } from '../../../shared/ports/directory.ts';
import { OutsideError } from '../../../shared/ports/outside-error.ts';

/** A directory in memory: accounts and the groups they are in, changed as an administrator would. */
export class InMemoryDirectory implements Directory {
  readonly #accounts = new Map<string, Account>();
  readonly #groups = new Map<string, Set<string>>();
  /** How often it was asked for a group so far. */
  asked = 0;

  put(account: Account): void {
    this.#accounts.set(account.id, account);
  }

  join(group: string, ...ids: readonly string[]): void {
    const members = this.#groups.get(group) ?? new Set();
    for (const id of ids) members.add(id);
    this.#groups.set(group, members);
  }

  leave(group: string, id: string): void {
    this.#groups.get(group)?.delete(id);
  }

  async account(id: string): Promise<Account | undefined> {
    return this.#accounts.get(id);
  }

  async membersOf(group: string): Promise<Account[]> {
    this.asked++;
    const members = this.#groups.get(group);
    if (!members) throw new OutsideError('absent', 'no such group');
    return [...members].flatMap((id) => this.#accounts.get(id) ?? []);
  }

  async accounts(): Promise<Account[]> {
    return [...this.#accounts.values()];
  }
}
