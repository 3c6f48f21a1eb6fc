import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConversationBook } from '../../shared/ports/conversation-book.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Messenger } from '../../shared/ports/messenger.ts';
import type { Desks } from '../../shared/workflows/desks.ts';

/** What the door to Teams must know; a part of `TenantSettings` and the playground switch. */
export interface ConversationSettings {
  readonly tenantId: string;
  readonly clientId: string;
  /** The connector's service address; the desk speaks to no other host. */
  readonly teamsUrl: string;
  readonly loginUrl: string;
  readonly botMetadataUrl: string;
  readonly botTokenIssuer: string;
  /** Also take the Agents Playground's unsigned activities, from loopback only. */
  readonly playground: boolean;
}

export interface ConversationParts {
  /** An app-only access token for a scope, e.g. `https://api.botframework.com/.default`. */
  readonly token: (scope: string) => Promise<string>;
  readonly log: Log;
  /** Waits so many seconds before a plain 429 is tried again. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** How long Teams may take to answer; undefined: as long as is usual. */
  readonly answerMs?: number | undefined;
}

/** The door to Teams: what is said there, and what is heard. The rest of the bot knows no turn, no activity. */
export interface Conversations {
  /** Sends for one school, whose book says where everybody can be reached. */
  messenger(book: ConversationBook): Messenger;
  /** Answers `POST /api/messages` for the school that it is about. The request's body is read here. */
  handle(desks: Desks, request: IncomingMessage, response: ServerResponse): Promise<void>;
}
