import { statfs } from 'node:fs/promises';
import type { Log } from '../../shared/ports/log.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';

const megabyte = 1024 * 1024;

/** A full disk ends the embedded database at its next write, and it does not open again: presses stop well before. */
export const roomWanted = { warnBelow: 200 * megabyte, refuseBelow: 64 * megabyte } as const;

/** Asked anew this often at most: a press costs nothing, and a disk does not fill up within it. */
const keptMs = 2000;
const warnEveryMs = 600_000;

/** Bytes that are free where the folder lies. */
export const freeIn = (folder: string) => async (): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** How much room the disk of the embedded database has. */
export class DiskRoom {
  readonly #free: () => Promise<number>;
  readonly #log: Log;
  readonly #now: () => number;
  #asked: { readonly at: number; readonly free: Promise<number> } | undefined;
  #warnedAt = Number.NEGATIVE_INFINITY;

  /** `now` in milliseconds, of any beginning. */
  constructor(free: () => Promise<number>, log: Log, now: () => number = () => performance.now()) {
    this.#free = free;
    this.#log = log;
    this.#now = now;
  }

  /** In words what is the matter; undefined: there is room. */
  async trouble(): Promise<string | undefined> {
    const free = await this.#look();
    return free < roomWanted.warnBelow ? `${Math.floor(free / megabyte)} MB are free on the disk` : undefined;
  }

  /** Before something is written that must not be lost. Throws OutsideError `refused` when there is no room for it. */
  async ensure(): Promise<void> {
    const free = await this.#look();
    if (free < roomWanted.refuseBelow) throw new OutsideError('refused', 'The disk is nearly full');
  }

  async #look(): Promise<number> {
    const now = this.#now();
    if (!this.#asked || now - this.#asked.at > keptMs) this.#asked = { at: now, free: this.#free() };
    const free = await this.#asked.free;
    if (free < roomWanted.warnBelow && now - this.#warnedAt > warnEveryMs) {
      this.#warnedAt = now;
      this.#log.warn('disk nearly full', { kind: 'megabytes free', count: Math.floor(free / megabyte) });
    }
    return free;
  }
}
