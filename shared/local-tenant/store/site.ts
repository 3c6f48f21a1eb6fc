import type { DirectoryData } from './directory.ts';
import type { Kept } from './kept.ts';
import { SiteChanges } from './site-changes.ts';
import { SiteFiles } from './site-files.ts';
import { SiteLists } from './site-lists.ts';
import { SiteLocks } from './site-locks.ts';
import type { Sql } from './sql.ts';

/** A SharePoint site of the tenant: a school's own. */
export interface Site {
  readonly place: DirectoryData['site'];
  readonly lists: SiteLists;
  readonly files: SiteFiles;
  readonly locks: SiteLocks;
  readonly changes: SiteChanges;
}

/** Opens the nth site, from 1. */
export const openSite = async (
  { sql, kept, now }: { sql: Sql; kept: Kept; now: () => string },
  place: DirectoryData['site'],
  number = 1,
): Promise<Site> => ({
  place,
  lists: await SiteLists.open(sql, now, number),
  files: new SiteFiles(sql, now, number),
  locks: await SiteLocks.open(kept, number),
  changes: await SiteChanges.open(sql, kept, number),
});
