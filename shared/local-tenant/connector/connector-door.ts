import type { RequestLog } from '../control/request-log.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { underFault } from '../faults/under-fault.ts';
import { type Ask, jsonOf, type Reply, recordOf, textOf } from '../http.ts';
import { botAudience, type Issuer } from '../sign-in/issuer.ts';
import type { Keys } from '../sign-in/keys.ts';
import type { Conversation, Directory, TenantAccount } from '../store/directory.ts';
import type { Activity, TeamPost, TeamPosts } from '../store/team-posts.ts';
import { connectorRefusal } from './connector-fault.ts';
import type { Teams } from './teams.ts';

const prefix = '/connector/v3';

/** Teams' answer to a bot when it will not do something. */
class ConnectorError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface ConnectorParts {
  readonly keys: Keys;
  readonly issuer: Issuer;
  readonly directory: Directory;
  readonly posts: TeamPosts;
  readonly teams: Teams;
  readonly requests: RequestLog;
  readonly faults: FaultPlan;
  readonly changed: (conversation: string) => void;
}

interface Call {
  readonly parts: ConnectorParts;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: Readonly<Record<string, unknown>>;
}

interface ConnectorRoute {
  readonly method: string;
  readonly template: string;
  readonly handle: (call: Call) => Promise<Reply> | Reply;
}

/** Teams counts the whole payload as UTF-16 (platform notes §2). */
const largestMessage = 100 * 1024;

const notFound = (what: string): ConnectorError => new ConnectorError(404, `${what}NotFound`, `${what} not found.`);

const conversationOf = ({ parts, params }: Call): Conversation => {
  const conversation = parts.directory.conversation(params.conversation ?? '');
  if (!conversation) throw notFound('Conversation');
  if (!parts.teams.isInstalled(conversation))
    throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  if (parts.teams.isBlocked(conversation))
    throw new ConnectorError(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');
  return conversation;
};

const messageOf = (json: Readonly<Record<string, unknown>>): Activity => {
  if (JSON.stringify(json).length * 2 > largestMessage)
    throw new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  const { text, attachments } = json;
  if (textOf(text) === undefined && !(Array.isArray(attachments) && attachments.length > 0))
    throw new ConnectorError(400, 'BadSyntax', 'Activity must include non empty text or attachments.');
  return json as Activity;
};

const post = async (call: Call, conversation: Conversation, replyTo: string | null): Promise<string> => {
  const { parts, json } = call;
  if (json.type !== 'message') return String(Date.now());
  const added = await parts.posts.add(conversation.id, parts.teams.botId, messageOf(json), replyTo);
  parts.changed(conversation.id);
  return added.id;
};

const threadOf = (id: string): string | null => /;messageid=(\d+)$/.exec(id)?.[1] ?? null;

const sendActivity = async (call: Call): Promise<Reply> => {
  const conversation = conversationOf(call);
  return { status: 201, body: { id: await post(call, conversation, threadOf(call.params.conversation!)) } };
};

/** A reply to a post of a channel stands in its thread; to anything else it is a post of its own. */
const replyToActivity = async (call: Call): Promise<Reply> => {
  const conversation = conversationOf(call);
  const thread = threadOf(call.params.conversation!);
  const answered = await call.parts.posts.byId(call.params.activity!);
  const known = conversation.kind === 'channel' && answered?.conversation === conversation.id;
  const replyTo = thread ?? (known ? (answered.replyTo ?? answered.id) : null);
  return { status: 201, body: { id: await post(call, conversation, replyTo) } };
};

const ownPost = async (call: Call): Promise<TeamPost> => {
  const conversation = conversationOf(call);
  const found = await call.parts.posts.byId(call.params.activity ?? '');
  if (!found || found.deleted || found.conversation !== conversation.id)
    throw new ConnectorError(404, 'ActivityNotFoundInConversation', 'The message was not found in the conversation.');
  if (found.from !== call.parts.teams.botId)
    throw new ConnectorError(403, 'ForbiddenOperation', 'The activity is not the bot’s own.');
  return found;
};

const updateActivity = async (call: Call): Promise<Reply> => {
  const { id, conversation } = await ownPost(call);
  await call.parts.posts.change(id, messageOf(call.json));
  call.parts.changed(conversation);
  return { status: 200, body: { id } };
};

const deleteActivity = async (call: Call): Promise<Reply> => {
  const { id, conversation } = await ownPost(call);
  await call.parts.posts.remove(id);
  call.parts.changed(conversation);
  return { status: 200 };
};

/** A new thread in a channel, or the one-to-one chat with a person (by connector id or Entra object id). */
const createConversation = async (call: Call): Promise<Reply> => {
  const { parts, json } = call;
  const channelData = recordOf(json.channelData);
  const channel = textOf(recordOf(channelData.channel).id);
  const serviceUrl = parts.issuer.serviceUrl;
  if (channel !== undefined) {
    const conversation = conversationOf({ ...call, params: { conversation: channel } });
    if (json.activity === undefined) throw new ConnectorError(400, 'BadSyntax', 'A thread begins with an activity.');
    const id = await post({ ...call, json: { type: 'message', ...recordOf(json.activity) } }, conversation, null);
    return { status: 201, body: { id: `${conversation.id};messageid=${id}`, activityId: id, serviceUrl } };
  }
  const tenant = textOf(json.tenantId) ?? textOf(recordOf(channelData.tenant).id);
  if (tenant !== parts.directory.data.tenantId)
    throw new ConnectorError(403, 'ForbiddenOperation', 'The tenant is not the one the bot is in.');
  const members: unknown[] = Array.isArray(json.members) ? json.members : [];
  const wanted = textOf(recordOf(members[0]).id) ?? '';
  const account = parts.directory.member(wanted) ?? parts.directory.account(wanted);
  if (members.length !== 1 || !account) throw new ConnectorError(400, 'BadSyntax', 'Bad format of conversation ID');
  const conversation = conversationOf({ ...call, params: { conversation: account.chat } });
  if (json.activity === undefined) return { status: 201, body: { id: conversation.id, serviceUrl } };
  const id = await post({ ...call, json: { type: 'message', ...recordOf(json.activity) } }, conversation, null);
  return { status: 201, body: { id: conversation.id, activityId: id, serviceUrl } };
};

const memberBody = (directory: Directory, account: TenantAccount) => ({
  id: account.member,
  name: account.name,
  objectId: account.id,
  aadObjectId: account.id,
  givenName: account.givenName,
  surname: account.surname,
  email: account.email,
  userPrincipalName: account.email,
  tenantId: directory.data.tenantId,
  userRole: account.userType === 'Guest' ? 'guest' : 'user',
});

const members = (call: Call): Reply => ({
  status: 200,
  body: conversationOf(call).members.map((account) => memberBody(call.parts.directory, account)),
});

const smallestPage = 50;
const largestPage = 500;

const pagedMembers = (call: Call): Reply => {
  const all = conversationOf(call).members;
  const asked = Number(call.query.get('pageSize') ?? 200);
  const size = Math.min(Math.max(Number.isInteger(asked) ? asked : 200, smallestPage), largestPage);
  const token = call.query.get('continuationToken');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start)) throw new ConnectorError(400, 'BadArgument', 'Invalid continuation token.');
  const more = start + size < all.length;
  return {
    status: 200,
    body: {
      members: all.slice(start, start + size).map((account) => memberBody(call.parts.directory, account)),
      ...(more ? { continuationToken: Buffer.from(String(start + size)).toString('base64url') } : {}),
    },
  };
};

const member = (call: Call): Reply => {
  const { directory } = call.parts;
  const wanted = directory.member(call.params.member ?? '') ?? directory.account(call.params.member ?? '');
  const found = conversationOf(call).members.find(({ id }) => id === wanted?.id);
  if (!found) throw new ConnectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
  return { status: 200, body: memberBody(directory, found) };
};

const teamOf = (call: Call) => {
  const team = call.parts.directory.team(call.params.team ?? '');
  if (!team) throw notFound('Team');
  return team;
};

const teamDetails = (call: Call): Reply => {
  const { id, name, group, channels, members: all } = teamOf(call);
  return {
    status: 200,
    body: { id, name, aadGroupId: group, type: 'standard', channelCount: channels.length, memberCount: all.length },
  };
};

const teamChannels = (call: Call): Reply => {
  const { id: general, channels } = teamOf(call);
  // As in Teams, General comes without a name.
  const conversations = channels.map(({ id, name }) => (id === general ? { id } : { id, name }));
  return { status: 200, body: { conversations } };
};

/** What a bot may ask of Teams here. */
const connectorRoutes: readonly ConnectorRoute[] = [
  { method: 'POST', template: '/conversations', handle: createConversation },
  { method: 'POST', template: '/conversations/{conversation}/activities', handle: sendActivity },
  { method: 'POST', template: '/conversations/{conversation}/activities/{activity}', handle: replyToActivity },
  { method: 'PUT', template: '/conversations/{conversation}/activities/{activity}', handle: updateActivity },
  { method: 'DELETE', template: '/conversations/{conversation}/activities/{activity}', handle: deleteActivity },
  { method: 'GET', template: '/conversations/{conversation}/members', handle: members },
  { method: 'GET', template: '/conversations/{conversation}/pagedmembers', handle: pagedMembers },
  { method: 'GET', template: '/conversations/{conversation}/members/{member}', handle: member },
  { method: 'GET', template: '/teams/{team}', handle: teamDetails },
  { method: 'GET', template: '/teams/{team}/conversations', handle: teamChannels },
];

const match = (template: string, path: string): Record<string, string> | undefined => {
  const wanted = template.split('/');
  const pieces = path.split('/');
  if (wanted.length !== pieces.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, piece] of wanted.entries()) {
    const given = pieces[at]!;
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (name === undefined ? piece.toLowerCase() !== given.toLowerCase() : given === '') return undefined;
    if (name !== undefined) params[name] = decodeURIComponent(given);
  }
  return params;
};

/** The Bot Connector service of Teams, below `/connector/v3`. */
export const connectorReply = async (ask: Ask, parts: ConnectorParts): Promise<Reply> => {
  const path = ask.path.slice(prefix.length);
  let template: string | undefined;
  const answer = async (): Promise<Reply> => {
    const token = /^Bearer (.+)$/i.exec(ask.headers.authorization ?? '')?.[1] ?? '';
    const { issuer } = parts.issuer;
    const isRight = await parts.keys.check(token, { issuer, audience: botAudience }).then(
      () => true,
      () => false,
    );
    if (!isRight) throw new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
    for (const route of connectorRoutes) {
      const params = route.method === ask.method ? match(route.template, path) : undefined;
      if (!params) continue;
      template = route.template;
      return await route.handle({ parts, params, query: ask.query, json: recordOf(jsonOf(ask.body)) });
    }
    throw new ConnectorError(404, 'ServiceError', 'No such operation.');
  };
  const said = async (): Promise<Reply> =>
    await answer().catch((error: unknown): Reply => {
      if (error instanceof URIError)
        return { status: 400, body: { error: { code: 'BadSyntax', message: 'Bad address' } } };
      if (!(error instanceof ConnectorError)) throw error;
      return { status: error.status, body: { error: { code: error.code, message: error.message } } };
    });
  const { method } = ask;
  const struck = parts.faults.strike({
    method,
    door: prefix,
    path: `${path}${ask.query.size > 0 ? `?${ask.query}` : ''}`,
    kind: 'call',
  });
  const reply = await underFault(struck?.fault, connectorRefusal, said);
  const n = parts.requests.add({
    method,
    path: `${prefix}${path}`,
    route: template && `${prefix}${template}`,
    status: reply.status,
    ...(struck ? { fault: struck.fault.do } : {}),
  });
  struck?.tell(n);
  return reply;
};
