import type { Conversation } from '../records/conversation.ts';

/** Where each channel and person can be reached; learnt when the app is installed. */
export interface ConversationBook {
  byKey(key: string): Promise<Conversation | undefined>;
  keep(conversation: Conversation): Promise<void>;
  forget(key: string): Promise<void>;
}
