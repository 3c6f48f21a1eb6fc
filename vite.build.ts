import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { type BuildName, builds, configOf } from './vite.config.ts';

const here = import.meta.dirname;

/** What stands in one folder of `.built/`, and what is built into it, in order. */
const folders: Readonly<Record<string, readonly BuildName[]>> = {
  'teams-app': ['teams-app'],
  'excel-addin': ['excel-addin'],
  'local-tenant': ['local-tenant', 'excel-host'],
};

/** Files that every build depends on besides the modules that went into it. */
const always = ['package-lock.json', 'vite.config.ts', 'vite.build.ts'];
const record = '.sources.json';

/**
 * Builds the tab, the task pane and the local tenant's pages into `.built/`, each only when a file that went into it
 * has changed since. Says one line for each to `say`. Safe when two processes do it at once: a folder is built aside
 * and put in place whole.
 */
export const buildPages = async (
  say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<void> => {
  for (const folder of Object.keys(folders)) {
    if (!isThere(folder) || (await isUpToDate(folder))) continue;
    const started = performance.now();
    await build(folder);
    say(`Built ${folder} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
};

const isThere = (folder: string): boolean =>
  folders[folder]!.every((name) =>
    builds[name].entries.every((entry) => existsSync(resolve(here, builds[name].root, entry))),
  );

const isUpToDate = async (folder: string): Promise<boolean> => {
  const path = resolve(here, '.built', folder, record);
  if (!existsSync(path)) return false;
  const { files, hash } = JSON.parse(await readFile(path, 'utf8')) as { files: string[]; hash: string };
  return (await hashOf(files)) === hash;
};

/** A file that is gone counts as changed. */
const hashOf = async (files: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) {
    const path = resolve(here, file);
    hash.update(file).update('\0');
    hash.update(existsSync(path) ? await readFile(path) : 'gone').update('\0');
  }
  return hash.digest('hex');
};

/** Whoever builds, a test as well: the pages are those of production, which Vite asks the environment. */
const asInProduction = async (work: () => Promise<unknown>): Promise<void> => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
};

const build = async (folder: string): Promise<void> => {
  const vite = await import('vite');
  const aside = join('.built', `.${folder}-${process.pid}`);
  const files = new Set(always);
  for (const name of folders[folder]!) {
    const config = configOf(name, aside);
    const plugins = [...(config.plugins ?? []), noteSources(files)];
    await asInProduction(async () => await vite.build({ ...config, configFile: false, plugins }));
  }
  const sources = [...files].sort();
  const built = resolve(here, aside, folder);
  await writeFile(join(built, record), JSON.stringify({ hash: await hashOf(sources), files: sources }, null, 1));
  await putInPlace(built, resolve(here, '.built', folder));
  await rm(resolve(here, aside), { recursive: true, force: true });
};

/** Collects the project's own files that went into a build, HTML pages included. */
const noteSources = (files: Set<string>): Plugin => ({
  name: 'note-sources',
  buildEnd() {
    for (const id of this.getModuleIds()) {
      const path = id.split('?')[0]!;
      if (path.startsWith('\0') || !existsSync(path) || path.includes('node_modules')) continue;
      files.add(relative(here, path).replaceAll('\\', '/'));
    }
  },
});

const putInPlace = async (built: string, place: string): Promise<void> => {
  await mkdir(resolve(place, '..'), { recursive: true });
  if (existsSync(place)) await rename(place, `${built}-old`);
  try {
    await rename(built, place);
  } catch (failed) {
    // Another process was first with the same sources: its folder is as good.
    if (!existsSync(resolve(place, record))) throw failed;
  }
};

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  await buildPages((line) => console.log(line));
  console.log('The front ends are up to date');
}
