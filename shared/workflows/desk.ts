import type { AuditLog } from '../ports/audit-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationBook } from '../ports/conversation-book.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { PostLedger } from '../ports/post-ledger.ts';
import type { PressLog } from '../ports/press-log.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import type { Cards } from './cards.ts';
import type { SchoolData } from './school-data.ts';

/** Everything a workflow may reach: one school's desk, wired in `bot/main.ts` and in the tests. */
export interface Desk {
  /** The school's id in settings, in every job, record and log line. */
  readonly school: string;
  readonly clock: Clock;
  readonly data: SchoolData;
  readonly records: RecordStore;
  readonly files: SiteFiles;
  readonly directory: Directory;
  readonly messenger: Messenger;
  readonly presses: PressLog;
  readonly ledger: PostLedger;
  readonly conversations: ConversationBook;
  readonly auditLog: AuditLog;
  /**
   * Carries what was posted and what happened to their lists. `alongside` is called when that is written, so that what
   * it writes itself goes out in the same request.
   */
  readonly mirror: (alongside?: () => Promise<void>) => Promise<void>;
  readonly log: Log;
  /** Signs the data of a button, so that a press cannot be made up; HMAC-SHA256, base64url. */
  readonly sign: (text: string) => string;
  /** A link into the tab in Teams: `{ page: 'first-day', year: '9' }`. It carries ids, never a name. */
  readonly tabLink: (to: { readonly page: string; readonly year?: string; readonly id?: string }) => string;
  /** What Teams shows: made by `bot/cards/cards.ts`. */
  readonly cards: Cards;
  /**
   * Runs work soon after the answer that is given now: cards to refresh, messages to send. Failures are logged under
   * the job's name and never reach the caller; settling the desk waits for it (`bot/posts/later.ts`).
   */
  readonly later: (job: string, work: () => Promise<void>) => void;
}
