import { type Kept, nameFor } from './kept.ts';

interface LocksKept {
  readonly readOnly: boolean;
  /** Paths in the library, in lower case. */
  readonly files: readonly string[];
}

/** What of the site cannot be written just now: all of it, or a file that somebody has open in desktop Excel. */
export class SiteLocks {
  readonly #kept: Kept;
  readonly #name: string;
  #locks: LocksKept;

  private constructor(kept: Kept, name: string, locks: LocksKept) {
    this.#kept = kept;
    this.#name = name;
    this.#locks = locks;
  }

  static async open(kept: Kept, site = 1): Promise<SiteLocks> {
    const name = nameFor('site-locks', site);
    return new SiteLocks(kept, name, (await kept.get<LocksKept>(name)) ?? { readOnly: false, files: [] });
  }

  get readOnly(): boolean {
    return this.#locks.readOnly;
  }

  isLocked(path: string): boolean {
    return this.#locks.files.includes(path.toLowerCase());
  }

  async setReadOnly(readOnly: boolean): Promise<void> {
    await this.#set({ ...this.#locks, readOnly });
  }

  async lock(path: string, isLocked: boolean): Promise<void> {
    const others = this.#locks.files.filter((file) => file !== path.toLowerCase());
    await this.#set({ ...this.#locks, files: isLocked ? [...others, path.toLowerCase()] : others });
  }

  async #set(locks: LocksKept): Promise<void> {
    this.#locks = locks;
    await this.#kept.set(this.#name, locks);
  }
}
