import { Turns } from '../../../bot/database/turns.ts';
import type { Press, PressLog, PressState } from '../../../shared/ports/press-log.ts';

/** The outbox of presses in memory: written once a key, its data wiped when it is settled. */
export class InMemoryPressLog implements PressLog {
  readonly #rows = new Map<string, { press: Press; state: PressState }>();
  readonly #turns = new Turns();
  /** The disk is full: nothing can be taken. */
  isFull = false;

  async take(press: Press): Promise<'new' | PressState> {
    if (this.isFull) throw new Error('the disk is full');
    const known = this.#rows.get(press.key);
    if (known) return known.state;
    this.#rows.set(press.key, { press: structuredClone(press), state: { state: 'saving' } });
    return 'new';
  }

  async settle(key: string, outcome: PressState): Promise<void> {
    const row = this.#rows.get(key);
    if (!row) return;
    const press = outcome.state === 'saving' ? row.press : { ...row.press, data: null };
    this.#rows.set(key, { press, state: outcome });
  }

  async stateOf(key: string): Promise<PressState | undefined> {
    return this.#rows.get(key)?.state;
  }

  async unsettled(): Promise<Press[]> {
    return [...this.#rows.values()].filter(({ state }) => state.state === 'saving').map(({ press }) => press);
  }

  async alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    return await this.#turns.take(key, work);
  }

  /** Everything that lies in it, as text: what a look into the table would show. */
  get text(): string {
    return JSON.stringify([...this.#rows.values()]);
  }
}
