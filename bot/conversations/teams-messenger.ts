import { z } from 'zod';
import type { ConversationBook } from '../../shared/ports/conversation-book.ts';
import type { Message, Messenger, Recipient, Sent } from '../../shared/ports/messenger.ts';
import { OutsideError, type OutsideKind } from '../../shared/ports/outside-error.ts';
import type { Conversation } from '../../shared/records/conversation.ts';
import type { Connector } from './desk-adapter.ts';

/** How long one call may take, and how often a plain 429 is repeated: it alone says that nothing was sent. */
const usualAnswerMs = 10_000;
const repeats = 3;
const longestWaitSeconds = 5;
const membersAPage = 200;

export interface MessengerParts {
  readonly tenantId: string;
  readonly clientId: string;
  readonly teamsUrl: string;
  readonly book: ConversationBook;
  /** The connector at an address that the desk may call; throws OutsideError `refused` for any other. */
  readonly connector: (serviceUrl: string) => Promise<Connector>;
  /** Waits so many seconds. */
  readonly sleep: (seconds: number) => Promise<void>;
  readonly answerMs?: number | undefined;
}

const failure = z.object({
  statusCode: z.number().optional(),
  code: z.string().optional(),
  response: z
    .object({ headers: z.object({ get: z.function() }) })
    .partial()
    .optional(),
});

const kindOf = (status: number): OutsideKind => {
  if (status === 429 || status === 503) return 'busy';
  if (status === 403 || status === 401) return 'forbidden';
  if (status === 404) return 'absent';
  // The message may have been taken although the answer says that something went wrong.
  if (status === 412 || status === 408 || status >= 500) return 'unanswered';
  return 'refused';
};

/** Refused before anything was sent: nobody was there. */
const notReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

const retryAfter = (error: unknown): number | undefined => {
  const headers = (error as { response?: { headers?: { get?: (name: string) => string | undefined } } }).response
    ?.headers;
  const seconds = Number(headers?.get?.('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
};

const outside = (error: unknown): OutsideError => {
  if (error instanceof OutsideError) return error;
  const parsed = failure.safeParse(error);
  const status = parsed.data?.statusCode;
  if (status !== undefined) {
    const after = retryAfter(error);
    return new OutsideError(kindOf(status), `Teams answered ${status}`, {
      ...(after === undefined ? {} : { retryAfterSeconds: after }),
    });
  }
  const isAway = parsed.data?.code !== undefined && notReached.has(parsed.data.code);
  return new OutsideError(isAway ? 'busy' : 'unanswered', isAway ? 'Teams was not reached' : 'Teams did not answer');
};

const activityOf = ({ card, summary }: Message) => ({
  type: 'message',
  summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

const created = z.object({ id: z.string(), activityId: z.string().optional() });
const resource = z.object({ id: z.string() });
const page = z.object({
  members: z.array(
    z.looseObject({ aadObjectId: z.string().optional(), objectId: z.string().optional(), id: z.string() }),
  ),
  continuationToken: z.string().optional(),
});

const read = <T>(schema: z.ZodType<T>, answer: unknown): T => {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new OutsideError('broken', 'Teams answered in another shape');
  return parsed.data;
};

/** Where a message can be changed later: the thread of a channel, or the chat. */
const threadOf = (conversation: string): string => conversation.split(';messageid=')[0]!;

/** Sends to Teams through the bot's connector. */
export class TeamsMessenger implements Messenger {
  readonly #parts: MessengerParts;

  constructor(parts: MessengerParts) {
    this.#parts = parts;
  }

  async send(to: Recipient, message: Message): Promise<Sent> {
    return to.kind === 'channel' ? this.#toChannel(to.channel, message) : this.#toPerson(to.person, message);
  }

  async #toChannel(channel: string, message: Message): Promise<Sent> {
    const known = await this.#parts.book.byKey(`channel/${channel}`);
    const connector = await this.#at(known);
    const answer = await this.#ask((abortSignal) =>
      connector.conversations.createConversation(
        {
          isGroup: true,
          bot: { id: `28:${this.#parts.clientId}`, name: 'Attendance Desk' },
          tenantId: this.#parts.tenantId,
          channelData: { channel: { id: channel }, tenant: { id: this.#parts.tenantId } },
          activity: activityOf(message),
        } as never,
        { abortSignal },
      ),
    );
    const { id, activityId } = read(created, answer);
    return { conversation: id, activity: activityId ?? id.split(';messageid=')[1] ?? '' };
  }

  async #toPerson(person: string, message: Message): Promise<Sent> {
    const known = (await this.#parts.book.byKey(`person/${person}`)) ?? (await this.#meet(person));
    const connector = await this.#at(known);
    const answer = await this.#ask((abortSignal) =>
      connector.conversations.sendToConversation(known.conversation, activityOf(message), { abortSignal }),
    );
    return { conversation: known.conversation, activity: read(resource, answer).id };
  }

  /** Opens the chat with a person whom the app is installed for and who has not been heard of yet. */
  async #meet(person: string): Promise<Conversation> {
    const { tenantId, teamsUrl, clientId, book } = this.#parts;
    const connector = await this.#parts.connector(teamsUrl);
    const answer = await this.#ask((abortSignal) =>
      connector.conversations.createConversation(
        {
          isGroup: false,
          bot: { id: `28:${clientId}`, name: 'Attendance Desk' },
          members: [{ id: person, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        } as never,
        { abortSignal },
      ),
    );
    const conversation: Conversation = {
      key: `person/${person}`,
      kind: 'person',
      serviceUrl: teamsUrl,
      conversation: read(created, answer).id,
      tenant: tenantId,
    };
    await book.keep(conversation);
    return conversation;
  }

  async update(sent: Sent, message: Message): Promise<void> {
    const connector = await this.#of(sent);
    await this.#ask((abortSignal) =>
      connector.conversations.updateActivity(
        sent.conversation,
        sent.activity,
        { id: sent.activity, ...activityOf(message) },
        { abortSignal },
      ),
    );
  }

  async withdraw(sent: Sent): Promise<void> {
    const connector = await this.#of(sent);
    await this.#ask((abortSignal) =>
      connector.conversations.deleteActivity(sent.conversation, sent.activity, { abortSignal }),
    );
  }

  async members(_team: string, channel: string): Promise<string[]> {
    const connector = await this.#at(await this.#parts.book.byKey(`channel/${channel}`));
    const found: string[] = [];
    for (let continuationToken: string | undefined; ; ) {
      const answer = await this.#ask((abortSignal) =>
        connector.conversations.getConversationPagedMembers(channel, {
          abortSignal,
          pageSize: membersAPage,
          ...(continuationToken === undefined ? {} : { continuationToken }),
        } as never),
      );
      const { members, continuationToken: next } = read(page, answer);
      // Somebody without an account in the directory keeps the connector's id, and is nobody whom we know.
      found.push(...members.map(({ aadObjectId, objectId, id }) => aadObjectId ?? objectId ?? id));
      if (!next) return found;
      continuationToken = next;
    }
  }

  /** Carries out one call; a plain 429 is waited for and repeated, every other failure is the caller's to judge. */
  async #ask<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { sleep, answerMs = usualAnswerMs } = this.#parts;
    for (let turn = 0; ; turn++)
      try {
        return await call(AbortSignal.timeout(answerMs));
      } catch (error) {
        const why = outside(error);
        const seconds = why.retryAfterSeconds ?? 1;
        const mayRepeat = why.kind === 'busy' && why.message.endsWith('429') && seconds <= longestWaitSeconds;
        if (!mayRepeat || turn >= repeats) throw why;
        await sleep(seconds);
      }
  }

  async #at(known: Conversation | undefined): Promise<Connector> {
    return this.#parts.connector(known?.serviceUrl ?? this.#parts.teamsUrl);
  }

  /** A channel's message is changed where the channel is known to be; a chat's at the settings' address. */
  async #of({ conversation }: Sent): Promise<Connector> {
    return this.#at(await this.#parts.book.byKey(`channel/${threadOf(conversation)}`));
  }
}
