import type { ConversationBook } from '../../shared/ports/conversation-book.ts';
import { type Conversation, conversationSchema } from '../../shared/records/conversation.ts';
import type { Database } from './database.ts';

/** Where channels and people are reached, as a table; `ListMirror` carries each change to the list Conversations. */
export class DatabaseConversationBook implements ConversationBook {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byKey(key: string): Promise<Conversation | undefined> {
    const [row] = await this.#database.query<{ record: string }>(
      'select record from desk_conversation where key = $1 and not gone',
      [key],
    );
    return row && conversationSchema.parse(JSON.parse(row.record));
  }

  async keep(conversation: Conversation): Promise<void> {
    await this.#database.query(
      `insert into desk_conversation (key, record) values ($1, $2)
       on conflict (key) do update set record = excluded.record, gone = false,
         revision = desk_conversation.revision + 1
       where desk_conversation.record <> excluded.record or desk_conversation.gone`,
      [conversation.key, JSON.stringify(conversationSchema.parse(conversation))],
    );
  }

  /** A conversation that is gone is remembered as such, so that the list's copy does not bring it back. */
  async forget(key: string): Promise<void> {
    await this.#database.query(
      'update desk_conversation set gone = true, revision = revision + 1 where key = $1 and not gone',
      [key],
    );
  }
}
