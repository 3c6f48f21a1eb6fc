import { buildPages } from '../../vite.build.ts';

/** Browser tests open the built pages: built once, only when their sources changed. */
export default async function setup(): Promise<void> {
  await buildPages();
}
