import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportMetadataPackage, validateManifest } from 'office-addin-manifest';
import { filled, packageValues } from './fill.ts';

const folder = join(import.meta.dirname, '..', '.built', 'manifest');

/** Builds the Teams app package and the add-in-only manifest of one school into `.built/manifest/`. */
const pack = async (): Promise<void> => {
  const values = packageValues(process.env);
  mkdirSync(folder, { recursive: true });
  for (const icon of ['color.png', 'outline.png']) copyFileSync(join(import.meta.dirname, icon), join(folder, icon));
  const manifest = join(folder, 'manifest.json');
  writeFileSync(manifest, filled('manifest.json', values));
  const validation = await validateManifest(manifest);
  if (!validation.isValid) throw new Error(`The manifest is not valid: ${JSON.stringify(validation.report?.errors)}`);
  const xml = join(folder, 'attendance-desk.xml');
  writeFileSync(xml, filled('add-in-only.xml', values));
  const zip = await exportMetadataPackage(join(folder, 'attendance-desk.zip'), manifest);
  console.log(`Teams app package (bot, tab, Excel): ${zip}\nAdd-in-only manifest (older Excel): ${xml}`);
};

try {
  await pack();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
