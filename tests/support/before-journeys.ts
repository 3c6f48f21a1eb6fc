import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '../../vite.build.ts';

/**
 * Before the journeys: the pages are built when their sources changed, and a folder is made in which a school that is
 * set up once serves them all. It goes when they are told.
 */
export default async function setup(): Promise<() => void> {
  await buildPages();
  const folder = mkdtempSync(join(tmpdir(), 'attendance-desk-journeys-'));
  process.env.DESK_TEST_FOLDER = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
