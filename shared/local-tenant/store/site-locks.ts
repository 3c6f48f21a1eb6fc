import type { Kept } from './kept.ts';

interface LocksKept {
  readonly readOnly: boolean;
  /** Paths in the library, in lower case. */
  readonly files: readonly string[];
}

const name = 'site-locks';

/** What of the site cannot be written just now: all of it, or a file that somebody has open in desktop Excel. */
export class SiteLocks {
  readonly #kept: Kept;
  #locks: LocksKept;

  private constructor(kept: Kept, locks: LocksKept) {
    this.#kept = kept;
    this.#locks = locks;
  }

  static async open(kept: Kept): Promise<SiteLocks> {
    return new SiteLocks(kept, (await kept.get<LocksKept>(name)) ?? { readOnly: false, files: [] });
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
    await this.#kept.set(name, locks);
  }
}
