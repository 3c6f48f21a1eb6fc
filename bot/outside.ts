import type { ConversationBook } from '../shared/ports/conversation-book.ts';
import type { Directory } from '../shared/ports/directory.ts';
import type { Messenger } from '../shared/ports/messenger.ts';
import type { RecordStore } from '../shared/ports/record-store.ts';
import type { SiteFiles } from '../shared/ports/site-files.ts';
import type { SiteLists } from '../shared/ports/site-lists.ts';
import type { TenantHealth } from '../shared/ports/tenant-health.ts';
import type { SchoolSettings } from './schools-config.ts';

/** What one school's desk asks of the outside: its site, the directory, Teams. */
export interface SchoolOutside {
  readonly lists: SiteLists;
  readonly records: RecordStore;
  /** Asks what changed in the lists of which something is kept. */
  readonly look: () => Promise<void>;
  /** What is kept of a list is thrown away. */
  readonly forget?: (list: string) => Promise<void>;
  readonly files: SiteFiles;
  /** The school's own: what is remembered of it is remembered for this school. */
  readonly directory: Directory;
  readonly messenger: (book: ConversationBook) => Messenger;
  /** What the checks of each morning ask; absent where there is no tenant to look at. */
  readonly health?: TenantHealth;
}

export type Outside = (school: SchoolSettings) => SchoolOutside;
