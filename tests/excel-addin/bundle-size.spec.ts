import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildPages } from '../../vite.build.ts';

const folder = resolve(import.meta.dirname, '../../.built/excel-addin');

/** What the pane's page asks for before anything is pressed: its scripts and what they import at once. */
const asked = async (): Promise<ReadonlySet<string>> => {
  const page = await readFile(resolve(folder, 'index.html'), 'utf8');
  const files = new Set([...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file!));
  for (const file of files) {
    const script = file.endsWith('.js') ? await readFile(resolve(folder, file), 'utf8') : '';
    for (const [, imported] of script.matchAll(/(?:^|;)import[^;"'(]*["']\.\/([^"']+)["']/g))
      files.add(`assets/${imported}`);
  }
  return files;
};

test('the pane weighs at most 260 kB on its way, and what signs in comes when it is needed', async () => {
  await buildPages(() => undefined);
  const files = await asked();
  let weight = 0;
  for (const file of files) weight += gzipSync(await readFile(resolve(folder, file))).length;
  expect(files.size).toBeGreaterThan(1);
  expect(weight / 1000).toBeGreaterThan(100);
  expect(weight / 1000).toBeLessThanOrEqual(260);
  const all = await readdir(resolve(folder, 'assets'));
  expect(all.length).toBeGreaterThan(files.size);
});
