import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The data folder has an owner already: the command ends with status 3 and says who. */
export class FolderInUse extends Error {
  readonly folder: string;
  readonly owner: string;
  constructor(folder: string, owner: string) {
    super(`The data folder ${folder} is in use by ${owner}. Stop it first, or set DESK_DATA to another folder.`);
    this.name = 'FolderInUse';
    this.folder = folder;
    this.owner = owner;
  }
}

export interface DataLock {
  release(): void;
}

const ownerOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim() || 'another process';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'another process';
    throw error;
  }
};

/**
 * Takes the data folder for this process. The lock is the kernel's, on a small SQLite file beside the data: it is
 * freed when the process dies, however it dies. Throws FolderInUse. `who` is what the next one reads: "npm start,
 * process 4711".
 */
export const lockData = (folder: string, who: string): DataLock => {
  mkdirSync(folder, { recursive: true });
  const ownerFile = join(folder, 'owner.txt');
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('pragma locking_mode=exclusive; begin exclusive;');
  } catch (error) {
    lock.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) throw new FolderInUse(folder, ownerOf(ownerFile));
    throw error;
  }
  writeFileSync(ownerFile, `${who}\n`);
  return {
    release: () => {
      rmSync(ownerFile, { force: true });
      lock.close();
    },
  };
};
