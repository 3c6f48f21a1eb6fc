import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes the folder for what a command hands out, if it is not there: nobody but its owner may look in. */
export const privateFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
};

/** Writes a file whole or not at all, readable by its owner alone; answers with its path. */
export const writeWhole = async (folder: string, name: string, content: Uint8Array | string): Promise<string> => {
  const path = join(folder, name);
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, content, { mode: 0o600 });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return path;
};
