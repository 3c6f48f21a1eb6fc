import type { SchoolDay } from './clock/school-day.ts';
import type { TenantClock } from './clock/tenant-clock.ts';
import type { BotLine } from './connector/bot-line.ts';
import type { Teams } from './connector/teams.ts';
import type { RequestLog } from './control/request-log.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { GraphDoor } from './graph/graph-door.ts';
import type { DeskConnection } from './local-tenant.ts';
import type { SampleEntry } from './sample/sample-school.ts';
import type { Issuer } from './sign-in/issuer.ts';
import type { Keys } from './sign-in/keys.ts';
import type { Directory } from './store/directory.ts';
import type { Kept } from './store/kept.ts';
import type { SiteChanges } from './store/site-changes.ts';
import type { SiteFiles } from './store/site-files.ts';
import type { SiteLists } from './store/site-lists.ts';
import type { SiteLocks } from './store/site-locks.ts';
import type { TeamPosts } from './store/team-posts.ts';
import type { TenantSchool } from './tenant-school.ts';
import { trackerPath } from './web/book-api.ts';
import type { BookSessions } from './web/book-sessions.ts';
import type { PageEvents } from './web/page-events.ts';

/** Everything the tenant consists of, as `start-local-tenant.ts` puts it together. */
export interface Tenant {
  readonly address: string;
  readonly clock: TenantClock;
  readonly kept: Kept;
  /** Every school of the tenant, the first one first. */
  readonly schools: readonly TenantSchool[];
  /** The school that is looked at: the first, or the one that was asked for. */
  readonly id: string;
  readonly lists: SiteLists;
  readonly files: SiteFiles;
  readonly locks: SiteLocks;
  readonly changes: SiteChanges;
  readonly posts: TeamPosts;
  readonly directory: Directory;
  readonly keys: Keys;
  readonly issuer: Issuer;
  readonly line: BotLine;
  readonly teams: Teams;
  readonly graph: GraphDoor;
  readonly requests: RequestLog;
  readonly faults: FaultPlan;
  readonly day: SchoolDay;
  readonly events: PageEvents;
  /** Workbooks that pages have open. */
  readonly books: BookSessions;
  readonly desk: () => DeskConnection | undefined;
  /** Puts something into the MIS by hand; answers with the names of the files that it then exported. */
  readonly enterIntoMis: (entry: SampleEntry) => Promise<string[]>;
}

/** The tenant as seen from one of its schools; undefined when it has none of that id. */
export const seenFrom = (tenant: Tenant, school: string): Tenant | undefined => {
  const found = tenant.schools.find(({ id }) => id === school);
  if (!found) return undefined;
  const { id, lists, files, locks, changes, enterIntoMis } = found;
  return { ...tenant, id, lists, files, locks, changes, enterIntoMis };
};

export const workbookPath = trackerPath;
export const inbox = 'Inbox';
