import type { Sent } from './messenger.ts';

export interface LedgerPost {
  /** `2026-03-10/unmarked/AM/9`: the same post planned twice has the same key. */
  readonly key: string;
  readonly kind: string;
  readonly date: string;
  readonly toKind: 'channel' | 'person';
  readonly to: string;
  readonly state: 'planned' | 'sent' | 'unconfirmed' | 'withdrawn' | 'refused';
  readonly sent: Sent | undefined;
  readonly at: string;
  /** A fingerprint of the card that stands there, so that an unchanged card is not sent again. */
  readonly shows?: string | undefined;
}

/** What has been posted where: written down before it is sent, so that a restart neither repeats nor forgets. */
export interface PostLedger {
  /** Writes the plan; answers with what was there when the key is known, undefined when it is new. */
  plan(post: Omit<LedgerPost, 'state' | 'sent' | 'shows'>): Promise<LedgerPost | undefined>;
  /** `sent` and `shows` keep what they were when they are not given. */
  mark(key: string, state: LedgerPost['state'], sent?: Sent, shows?: string): Promise<void>;
  byKey(key: string): Promise<LedgerPost | undefined>;
  byActivity(conversation: string, activity: string): Promise<LedgerPost | undefined>;
  onDate(date: string): Promise<LedgerPost[]>;
}
