/** An Adaptive Card 1.5 as JSON. */
export type CardJson = { readonly type: 'AdaptiveCard' } & Readonly<Record<string, unknown>>;

/** What is sent. `summary` stands in notifications and previews: from a fixed list, never with a pupil's name. */
export interface Message {
  readonly card: CardJson;
  readonly summary: string;
}

/** Where a message ended up; enough to change it later. */
export interface Sent {
  readonly conversation: string;
  readonly activity: string;
}

export type Recipient =
  | { readonly kind: 'channel'; readonly team: string; readonly channel: string }
  | { readonly kind: 'person'; readonly person: string };

/**
 * Sends to Teams. Teams knows no key against repeats: an answer that is lost is OutsideError `unanswered`, and the
 * caller decides by the kind of message (reliability §2). Nothing but a plain 429 is repeated by the adapter.
 */
export interface Messenger {
  send(to: Recipient, message: Message): Promise<Sent>;
  update(sent: Sent, message: Message): Promise<void>;
  withdraw(sent: Sent): Promise<void>;
  /** Entra object ids of a channel's members, so that strangers are noticed before a post. */
  members(team: string, channel: string): Promise<string[]>;
}
