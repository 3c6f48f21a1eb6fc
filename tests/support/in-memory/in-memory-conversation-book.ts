import type { ConversationBook } from '../../../shared/ports/conversation-book.ts';
import type { Conversation } from '../../../shared/records/conversation.ts';

/** Where everybody can be reached, in memory. */
export class InMemoryConversationBook implements ConversationBook {
  readonly kept = new Map<string, Conversation>();

  async byKey(key: string): Promise<Conversation | undefined> {
    return this.kept.get(key);
  }

  async keep(conversation: Conversation): Promise<void> {
    this.kept.set(conversation.key, conversation);
  }

  async forget(key: string): Promise<void> {
    this.kept.delete(key);
  }
}
