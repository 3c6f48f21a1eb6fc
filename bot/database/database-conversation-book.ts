import type { ConversationBook } from '../../shared/ports/conversation-book.ts';
import { type Conversation, conversationSchema } from '../../shared/records/conversation.ts';
import type { Database } from './database.ts';

/** Where one school's channels and people are reached, as a table; `ListMirror` carries each change to the list Conversations. */
export class DatabaseConversationBook implements ConversationBook {
  readonly #database: Database;
  readonly #school: string;

  constructor(database: Database, school: string) {
    this.#database = database;
    this.#school = school;
  }

  async byKey(key: string): Promise<Conversation | undefined> {
    const [row] = await this.#database.query<{ record: string }>(
      'select record from desk_conversation where school = $1 and key = $2 and not gone',
      [this.#school, key],
    );
    return row && conversationSchema.parse(JSON.parse(row.record));
  }

  async keep(conversation: Conversation): Promise<void> {
    await this.#database.query(
      `insert into desk_conversation (school, key, record) values ($1, $2, $3)
       on conflict (school, key) do update set record = excluded.record, gone = false,
         revision = desk_conversation.revision + 1
       where desk_conversation.record <> excluded.record or desk_conversation.gone`,
      [this.#school, conversation.key, JSON.stringify(conversationSchema.parse(conversation))],
    );
  }

  /** A conversation that is gone is remembered as such, so that the list's copy does not bring it back. */
  async forget(key: string): Promise<void> {
    await this.#database.query(
      'update desk_conversation set gone = true, revision = revision + 1 where school = $1 and key = $2 and not gone',
      [this.#school, key],
    );
  }
}
