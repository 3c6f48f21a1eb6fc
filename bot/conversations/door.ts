import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity, TurnContext } from 'botbuilder';
import type { ConversationBook } from '../../shared/ports/conversation-book.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { presses } from '../../shared/wording/presses.ts';
import { type Desks, deskOf, desksOfChannel, desksOfPerson } from '../../shared/workflows/desks.ts';
import { introduce } from '../../shared/workflows/introduce.ts';
import { type PressAnswer, pressCard } from '../../shared/workflows/press-card.ts';
import { BadBody, readJson } from '../api/read-json.ts';
import type { ConversationParts, ConversationSettings, Conversations } from './conversations.ts';
import { type DeskAdapter, playgroundAdapter, teamsAdapter } from './desk-adapter.ts';
import { activitySchema, executeValue, type Heard, isPersonal, pressedAt, tenantOf, whereHeard } from './heard.ts';
import { TeamsMessenger } from './teams-messenger.ts';

const end = (response: ServerResponse, status: number, body?: unknown): void => {
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
};

const isLoopback = (request: IncomingMessage): boolean =>
  ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');

const asFolder = (pathname: string): string => (pathname.endsWith('/') ? pathname : `${pathname}/`);

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

const cardAnswer = (answer: PressAnswer) =>
  answer.kind === 'card'
    ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.message.card }
    : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.says };

/** The school of a button that was pressed, for the log. */
const schoolOf = (desks: Desks, { value }: Heard): { readonly school?: string } => {
  const execute = executeValue.safeParse(value);
  const desk = deskOf(desks, execute.success ? execute.data.action.data : value);
  return desk ? { school: desk.school } : {};
};

const invokeResponse = (status: number, body: unknown): Partial<Activity> => ({
  type: 'invokeResponse',
  value: { status, body },
});

/** Opens the door to Teams. Nothing outside this folder knows botbuilder. */
export const openConversations = (settings: ConversationSettings, parts: ConversationParts): Conversations => {
  const { tenantId, clientId, teamsUrl, playground } = settings;
  const { log, sleep, answerMs } = parts;
  if (clientId === '') throw new OutsideError('refused', 'Without the bot’s id anybody would be let in');
  const signed = teamsAdapter(settings, parts.token);
  const unsigned = playground ? playgroundAdapter() : undefined;

  /** The adapter that speaks at an address: the settings' own, or the playground's on this machine. */
  const adapterAt = (serviceUrl: string): DeskAdapter | undefined => {
    if (!URL.canParse(serviceUrl)) return undefined;
    const { origin, hostname, pathname } = new URL(serviceUrl);
    const teams = new URL(teamsUrl);
    if (origin === teams.origin && asFolder(pathname).startsWith(asFolder(teams.pathname))) return signed;
    return unsigned && loopbackHosts.has(hostname) ? unsigned : undefined;
  };

  const messenger = (book: ConversationBook) =>
    new TeamsMessenger({
      tenantId,
      clientId,
      teamsUrl,
      book,
      // A reference may be older than the settings (another port, another region): then the settings' own address is
      // called, never the one that was kept.
      connector: async (serviceUrl) => {
        const adapter = adapterAt(serviceUrl);
        return adapter ? adapter.connector(serviceUrl) : signed.connector(teamsUrl);
      },
      sleep,
      answerMs,
    });

  /** In the book of each school that the channel or the person belongs to. A chat of nobody here is not kept. */
  const keep = async (desks: Desks, heard: Heard): Promise<void> => {
    const where = whereHeard(heard);
    if (!where) return;
    const isGone = heard.type === 'installationUpdate' && heard.action?.startsWith('remove');
    const concerned =
      where.kind === 'channel'
        ? await desksOfChannel(desks, where.conversation)
        : await desksOfPerson(desks, heard.from.aadObjectId ?? '');
    for (const { conversations } of isGone ? desks : concerned)
      if (isGone) await conversations.forget(where.key);
      else await conversations.keep(where);
  };

  const pressed = async (desks: Desks, heard: Heard, data: unknown): Promise<PressAnswer> => {
    const person = heard.from.aadObjectId;
    if (person === undefined) return { kind: 'says', says: presses.unknownPerson };
    const desk = deskOf(desks, data);
    return desk ? pressCard(desk, { person, data, at: pressedAt(heard) }) : { kind: 'says', says: presses.badCard };
  };

  const invoked = async (desks: Desks, heard: Heard, context: TurnContext): Promise<void> => {
    const value = executeValue.safeParse(heard.value);
    if (heard.name !== 'adaptiveCard/action' || !value.success) {
      await context.sendActivity(invokeResponse(501, undefined));
      return;
    }
    const answer = await pressed(desks, heard, value.data.action.data);
    await context.sendActivity(invokeResponse(200, cardAnswer(answer)));
  };

  const said = async (desks: Desks, heard: Heard, context: TurnContext): Promise<void> => {
    if (typeof heard.value === 'object' && heard.value !== null) {
      // An older client's press: the same data as a message. The card is redrawn in place, the words are answered.
      const answer = await pressed(desks, heard, heard.value);
      const at = pressedAt(heard);
      if (answer.kind === 'says') await context.sendActivity(answer.says);
      else if (at && isPersonal(heard)) {
        const { later, messenger: teams } = deskOf(desks, heard.value)!;
        later('submit', () => teams.update(at, answer.message));
      }
      return;
    }
    await context.sendActivity(await introduce(desks, heard.from.aadObjectId, heard.text ?? ''));
  };

  const turn =
    (desks: Desks, heard: Heard) =>
    async (context: TurnContext): Promise<void> => {
      if (heard.type === 'invoke') return invoked(desks, heard, context);
      if (heard.type === 'message') {
        await keep(desks, heard);
        return said(desks, heard, context);
      }
      if (heard.type === 'installationUpdate' || heard.type === 'conversationUpdate') await keep(desks, heard);
    };

  const handle = async (desks: Desks, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body: unknown;
    try {
      body = await readJson(request);
    } catch (error) {
      if (error instanceof BadBody) return end(response, 400);
      throw error;
    }
    const authorization = request.headers.authorization ?? '';
    const parsed = activitySchema.safeParse(body);
    const isUnsigned = unsigned !== undefined && authorization === '' && isLoopback(request);
    const adapter = isUnsigned ? unsigned : signed;
    // Whoever is not Teams learns nothing, not even what was wrong with the token or the body.
    if (!parsed.success && authorization === '') return end(response, 401);
    let from: Awaited<ReturnType<DeskAdapter['whoSends']>>;
    try {
      // The library picks another way to check for another channel id; there is only Teams here.
      const claimed = { ...(parsed.success ? parsed.data : {}), channelId: 'msteams' } as unknown as Activity;
      from = await adapter.whoSends(authorization, claimed);
    } catch {
      log.warn('activity refused', { status: 401 });
      return end(response, 401);
    }
    if (!parsed.success) return end(response, 400);
    const heard = parsed.data;
    const isForeign = !isUnsigned && tenantOf(heard) !== tenantId;
    if (isForeign || adapterAt(heard.serviceUrl) !== adapter) {
      log.warn('activity refused', { status: 403 });
      return end(response, 403);
    }
    try {
      const answer = await adapter.hear(from, heard as unknown as Activity, turn(desks, heard));
      return end(response, answer?.status ?? 200, answer?.body);
    } catch (error) {
      const kind = error instanceof OutsideError ? error.kind : error instanceof Error ? error.name : 'unknown';
      log.error('activity failed', { ...schoolOf(desks, heard), kind });
      // A press that met a failure is answered in words: Teams would show "something went wrong" and no more.
      if (heard.type === 'invoke') return end(response, 200, cardAnswer({ kind: 'says', says: presses.notKept }));
      return end(response, 500);
    }
  };
  return { messenger, handle };
};
