import type { Message } from '../ports/messenger.ts';

/** One thing a job posted, or would post when it only rehearses. */
export interface ReportedPost {
  /** The key in the ledger: `2026-03-10/unmarked/AM/9`. */
  readonly key: string;
  readonly to: { readonly kind: 'channel' | 'person'; readonly name: string };
  readonly message: Message;
  /** `unconfirmed`: Teams did not answer, so it may or may not have arrived. */
  readonly state: 'sent' | 'rehearsed' | 'unconfirmed';
}

/** What was not posted, and why, in plain words: `{ what: 'register 9A AM', why: 'taken 08:57' }`. */
export interface Silence {
  readonly what: string;
  readonly why: string;
}

export interface JobReport {
  readonly posts: readonly ReportedPost[];
  readonly silent: readonly Silence[];
  /** Something could not be done that may be done in a while: a file that somebody has open. */
  readonly isLeft?: boolean | undefined;
}

/** `rehearse`: say what would be posted and write nothing, as `desk morning --dry-run` wants it. */
export interface JobOptions {
  readonly rehearse?: boolean | undefined;
}
