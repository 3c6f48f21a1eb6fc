import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cards } from '../../bot/cards/cards.ts';
import { openConversations } from '../../bot/conversations/door.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { registerNotes } from '../../shared/records/register-note.ts';
import { postUnmarkedRegisters } from '../../shared/workflows/post-unmarked-registers.ts';
import { seal } from '../../shared/workflows/seal.ts';
import { buttonsOf, OrdinaryDesk, staff, today } from '../support/desk.ts';
import { InMemoryConversationBook } from '../support/in-memory/in-memory-conversation-book.ts';
import { botIssuer, clientId, type Issuer, listen, openIssuer, type TokenWish, tenantId } from '../support/issuer.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await openIssuer();
});
afterAll(async () => issuer.close());

interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

interface Wanted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The connection breaks after the message was taken. */
  readonly breaks?: true;
}

/** A connector that keeps what it is asked and answers as wanted, else as Teams would. */
const openConnector = async () => {
  const calls: Call[] = [];
  const wanted: Wanted[] = [];
  const server = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '';
    calls.push({
      method: request.method ?? '',
      path,
      authorization: request.headers.authorization,
      body: text ? JSON.parse(text) : {},
    });
    const next = wanted.shift();
    if (next?.breaks) {
      response.destroy();
      return;
    }
    const usual = path.includes('pagedmembers')
      ? path.includes('continuationToken=more')
        ? { members: [{ id: '29:c', aadObjectId: 'id-c' }] }
        : { members: [{ id: '29:a', aadObjectId: 'id-a' }, { id: '29:b' }], continuationToken: 'more' }
      : path === '/teams/v3/conversations'
        ? { id: 'chat-new;messageid=77', activityId: '77' }
        : { id: `m${calls.length}` };
    response.writeHead(next?.status ?? (request.method === 'POST' ? 201 : 200), {
      'content-type': 'application/json',
      ...next?.headers,
    });
    response.end(JSON.stringify(next?.body ?? usual));
  });
  return { ...server, calls, wanted, teamsUrl: `${server.address}/teams/` };
};

const open = async (playground = false, others: readonly OrdinaryDesk[] = []) => {
  const connector = await openConnector();
  const ordinary = new OrdinaryDesk();
  const book = new InMemoryConversationBook();
  const settings = {
    tenantId,
    clientId,
    teamsUrl: connector.teamsUrl,
    loginUrl: 'https://login.example',
    botMetadataUrl: issuer.metadataUrl,
    botTokenIssuer: botIssuer,
    playground,
  };
  const desk = { ...ordinary.desk, conversations: book };
  const desks = [desk, ...others.map((other) => other.desk)];
  const conversations = openConversations(settings, {
    token: async (scope) => `token-for-${scope}`,
    log: ordinary.desk.log,
    sleep: async () => undefined,
  });
  const server = await listen((request, response) => conversations.handle(desks, request, response));
  const activity = (own: Record<string, unknown> = {}) => ({
    type: 'message',
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl: connector.teamsUrl,
    from: { id: '29:manager', name: 'x', aadObjectId: staff.manager.id },
    recipient: { id: `28:${clientId}` },
    conversation: { conversationType: 'personal', tenantId, id: 'a:chat' },
    channelData: { tenant: { id: tenantId } },
    text: 'who am i',
    ...own,
  });
  const say = async (own: Record<string, unknown> = {}, wish: TokenWish = {}, authorization?: string) => {
    const token = await issuer.sign(
      { iss: botIssuer, aud: clientId, serviceurl: connector.teamsUrl, ...wish.claims },
      wish,
    );
    const response = await fetch(server.address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === '' ? {} : { authorization: authorization ?? `Bearer ${token}` }),
      },
      body: JSON.stringify(activity(own)),
    });
    const text = await response.text();
    return { status: response.status, text, json: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    connector,
    ordinary,
    book,
    messenger: conversations.messenger(book),
    say,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await connector.close();
    },
  };
};

const message = cards.nudgeReceipt({ post: 'p', date: today, half: 'AM', group: '9A', says: 'Taken 08:57' });

describe('nobody comes in without Teams’ signature (reliability §5)', () => {
  test('a signed message is answered in its chat', async () => {
    await using teams = await open();
    expect((await teams.say()).status).toBe(200);
    expect(teams.connector.calls.at(-1)?.body.text).toMatch(/^You are Mercy Okafor: attendance manager/);
  });

  test.each<[string, TokenWish, string?]>([
    ['no token', {}, ''],
    ['no token at all in the header', {}, 'Bearer '],
    ['garbage', {}, 'Bearer abc.def.ghi'],
    ['another scheme', {}, 'Basic eHg6eHg='],
    ['another audience', { claims: { aud: 'another-bot' } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    [
      'an issuer of Entra’s own tokens',
      { claims: { iss: `https://sts.windows.net/${tenantId}/`, appid: clientId, ver: '1.0' } },
    ],
    ['a token that has run out', { claims: { exp: 1_700_000_000 } }],
    ['a key that nobody published', { strangeKey: true }],
    ['no signature', { alg: 'none' }],
    ['a token for another service address', { claims: { serviceurl: 'https://evil.example/' } }],
  ])('a bare 401: %s', async (_what, wish, authorization) => {
    await using teams = await open();
    expect(await teams.say({}, wish, authorization)).toEqual({ status: 401, text: '', json: undefined });
    expect(teams.connector.calls).toEqual([]);
  });

  test('another tenant, or an address that is not ours, is 403, and nobody is called there', async () => {
    await using teams = await open();
    const stranger = await listen(() => {
      throw new Error('the desk called a stranger');
    });
    expect((await teams.say({ channelData: { tenant: { id: 'another' } } })).status).toBe(403);
    const serviceUrl = `${stranger.address}/`;
    expect((await teams.say({ serviceUrl }, { claims: { serviceurl: serviceUrl } })).status).toBe(403);
    expect((await teams.say({ serviceUrl }, { claims: { serviceurl: undefined } })).status).toBe(401);
    expect(teams.book.kept.size).toBe(0);
    await stranger.close();
  });

  test('unsigned activities are taken for the playground alone', async () => {
    await using closed = await open(false);
    expect((await closed.say({}, {}, '')).status).toBe(401);
    await using playground = await open(true);
    expect((await playground.say({}, {}, '')).status).toBe(403);
    const own = await listen((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
    // The playground is another server on this machine; its address is none of the settings.
    expect((await playground.say({ serviceUrl: `${own.address}/_connector` }, {}, '')).status).toBe(200);
    await own.close();
  });
});

describe('what is heard', () => {
  test('an install is kept: where the person or channel can be reached; a removal is forgotten', async () => {
    await using teams = await open();
    await teams.say({ type: 'installationUpdate', action: 'add' });
    expect(teams.book.kept.get(`person/${staff.manager.id}`)).toMatchObject({
      conversation: 'a:chat',
      member: '29:manager',
    });
    const channel = { conversationType: 'channel', isGroup: true, tenantId, id: '19:general@thread.tacv2' };
    await teams.say({
      type: 'conversationUpdate',
      conversation: channel,
      channelData: { tenant: { id: tenantId }, team: { id: '19:general@thread.tacv2' } },
    });
    expect(teams.book.kept.get('channel/19:general@thread.tacv2')).toMatchObject({ kind: 'channel' });
    await teams.say({ type: 'installationUpdate', action: 'remove' });
    expect(teams.book.kept.has(`person/${staff.manager.id}`)).toBe(false);
  });

  /** A card in the channel, and the press of one of its buttons as Teams sends it. */
  const pressed = async (teams: Awaited<ReturnType<typeof open>>, from: string, inputs: Record<string, string>) => {
    const { ordinary } = teams;
    ordinary.at('09:10');
    ordinary.export({ taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44' } });
    await postUnmarkedRegisters(ordinary.desk, { date: today, half: 'AM' });
    const [button] = buttonsOf(ordinary.postTo('Year 9').versions[0]!.card).filter(
      ({ title }) => title === 'Somebody is going',
    );
    return teams.say({
      type: 'invoke',
      name: 'adaptiveCard/action',
      from: { id: '29:x', aadObjectId: from },
      conversation: { conversationType: 'channel', isGroup: true, tenantId, id: 'channel-9;messageid=1' },
      replyToId: 'a1',
      text: undefined,
      value: {
        action: { type: 'Action.Execute', verb: 'somebody-going', data: { ...button!.data, ...inputs } },
        trigger: 'manual',
      },
    });
  };

  test('a press is answered with the fresh card, and stands in the list', async () => {
    await using teams = await open();
    const answer = await pressed(teams, staff.officer.id, { register: '9B' });
    expect(answer).toMatchObject({
      status: 200,
      json: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(JSON.stringify(answer.json.value)).toContain('Saved: somebody is going to 9B.');
    expect((await teams.ordinary.records.find(registerNotes)).map(({ record }) => record.action)).toContain(
      'somebody-going',
    );
  });

  test('a refusal is a sentence that only the presser sees', async () => {
    await using teams = await open();
    const answer = await pressed(teams, staff.teacher8A.id, { register: '9B' });
    expect(answer.json).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Your role does not allow this. It has been noted; nothing was changed.',
    });
  });

  test.each([
    ['no action', { name: 'adaptiveCard/action', value: {} }],
    ['another invoke', { name: 'composeExtension/query', value: {} }],
  ])('an invoke that is none of ours is 501: %s', async (_what, own) => {
    await using teams = await open();
    expect((await teams.say({ type: 'invoke', ...own })).status).toBe(501);
  });

  test('a press with nothing in it is answered in words', async () => {
    await using teams = await open();
    const answer = await teams.say({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { data: { action: '__proto__' } } },
    });
    expect(answer.json.value).toMatch(/^This card does not come from Attendance Desk/);
  });
});

describe('what is said', () => {
  test('a channel’s card opens a thread; a person’s card goes to the chat that is known', async () => {
    await using teams = await open();
    const { connector, messenger } = teams;
    expect(await messenger.send({ kind: 'channel', team: 't', channel: '19:y9' }, message)).toEqual({
      conversation: 'chat-new;messageid=77',
      activity: '77',
    });
    expect(connector.calls[0]).toMatchObject({
      method: 'POST',
      path: '/teams/v3/conversations',
      authorization: 'Bearer token-for-https://api.botframework.com/.default',
      body: { isGroup: true, channelData: { channel: { id: '19:y9' } }, activity: { summary: message.summary } },
    });
    await teams.say({ type: 'installationUpdate', action: 'add' });
    const sent = await messenger.send({ kind: 'person', person: staff.manager.id }, message);
    expect(sent.conversation).toBe('a:chat');
    expect(connector.calls.at(-1)?.path).toBe('/teams/v3/conversations/a%3Achat/activities');
    await messenger.update(sent, message);
    expect(connector.calls.at(-1)).toMatchObject({
      method: 'PUT',
      path: `/teams/v3/conversations/a%3Achat/activities/${sent.activity}`,
    });
    await messenger.withdraw(sent);
    expect(connector.calls.at(-1)?.method).toBe('DELETE');
  });

  test('a person who has not been heard of is met by their Entra id, once', async () => {
    await using teams = await open();
    await teams.messenger.send({ kind: 'person', person: 'id-new' }, message);
    await teams.messenger.send({ kind: 'person', person: 'id-new' }, message);
    expect(teams.connector.calls.map(({ path }) => path.split('/v3')[1])).toEqual([
      '/conversations',
      '/conversations/chat-new%3Bmessageid%3D77/activities',
      '/conversations/chat-new%3Bmessageid%3D77/activities',
    ]);
  });

  test('members are read page by page; one without an account keeps a strange id', async () => {
    await using teams = await open();
    expect(await teams.messenger.members('t', '19:y9')).toEqual(['id-a', '29:b', 'id-c']);
  });

  test.each<[string, Wanted, string, number]>([
    ['502: it may have arrived', { status: 502 }, 'unanswered', 1],
    ['504: it may have arrived', { status: 504 }, 'unanswered', 1],
    ['412: it may have arrived', { status: 412 }, 'unanswered', 1],
    ['the connection breaks', { status: 200, breaks: true }, 'unanswered', 1],
    ['an answer in another shape', { status: 201, body: [] }, 'broken', 1],
    [
      '403: the app was removed',
      { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } },
      'forbidden',
      1,
    ],
    ['404: no such channel', { status: 404 }, 'absent', 1],
    ['413: too large', { status: 413 }, 'refused', 1],
    ['429 with a long wait', { status: 429, headers: { 'retry-after': '60' } }, 'busy', 1],
    ['a redirect is not followed', { status: 302, headers: { location: 'https://evil.example/' } }, 'refused', 1],
  ])('%s is told as it is, and the library does not repeat it', async (_what, wanted, kind, calls) => {
    await using teams = await open();
    teams.connector.wanted.push(wanted);
    const error = await teams.messenger
      .send({ kind: 'channel', team: 't', channel: '19:y9' }, message)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OutsideError);
    expect((error as OutsideError).kind).toBe(kind);
    expect(teams.connector.calls).toHaveLength(calls);
  });

  test('a plain 429 is waited for and repeated: it says that nothing was sent', async () => {
    await using teams = await open();
    teams.connector.wanted.push({ status: 429, headers: { 'retry-after': '1' } });
    await teams.messenger.send({ kind: 'channel', team: 't', channel: '19:y9' }, message);
    expect(teams.connector.calls).toHaveLength(2);
  });
});

test('without the bot’s id the door does not open: botbuilder would let everybody in', async () => {
  const settings = {
    tenantId,
    clientId: '',
    teamsUrl: 'https://t.example/',
    loginUrl: '',
    botMetadataUrl: '',
    botTokenIssuer: '',
    playground: false,
  };
  const parts = {
    token: async () => '',
    book: new InMemoryConversationBook(),
    log: new OrdinaryDesk().desk.log,
    sleep: async () => undefined,
  };
  expect(() => openConversations(settings, parts)).toThrow(OutsideError);
});

describe('one door for several schools', () => {
  /** Another school, at which the ordinary one's manager is nobody; its channels are its own. */
  const northgate = () => {
    const other = new OrdinaryDesk();
    const book = new InMemoryConversationBook();
    Object.assign(other.desk, { school: 'northgate', conversations: book });
    other.policy = {
      ...other.policy,
      school: 'Northgate School',
      channels: other.policy.channels.map((channel) => ({ ...channel, channel: `northgate-${channel.channel}` })),
    };
    other.directory.leave('group-attendance-manager', staff.manager.id);
    return { other, book };
  };

  test('a chat is kept at the person’s own school, a channel at the one that names it', async () => {
    const { other, book } = northgate();
    await using teams = await open(false, [other]);
    await teams.say();
    await teams.say({
      type: 'conversationUpdate',
      conversation: { conversationType: 'channel', isGroup: true, tenantId, id: 'northgate-channel-9' },
      channelData: { tenant: { id: tenantId }, channel: { id: 'northgate-channel-9' } },
    });
    expect([...teams.book.kept.keys()]).toEqual([`person/${staff.manager.id}`]);
    expect([...book.kept.keys()]).toEqual(['channel/northgate-channel-9']);
  });

  test('a chat of nobody and a channel of no school are kept nowhere', async () => {
    const { other, book } = northgate();
    await using teams = await open(false, [other]);
    await teams.say({ from: { id: '29:x', aadObjectId: 'id-stranger' } });
    await teams.say({
      type: 'conversationUpdate',
      conversation: { conversationType: 'channel', isGroup: true, tenantId, id: '19:elsewhere' },
    });
    expect([teams.book.kept.size, book.kept.size]).toEqual([0, 0]);
  });

  test('whoever is removed is forgotten everywhere', async () => {
    const { other, book } = northgate();
    await using teams = await open(false, [other]);
    await teams.say();
    book.kept.set(`person/${staff.manager.id}`, [...teams.book.kept.values()][0]!);
    await teams.say({ type: 'installationUpdate', action: 'remove' });
    expect([teams.book.kept.size, book.kept.size]).toEqual([0, 0]);
  });

  test('a button’s press reaches the school that made it, and no other', async () => {
    const { other } = northgate();
    await using teams = await open(false, [other]);
    const asked = { action: 'taken', post: `${today}/unmarked/AM/9`, id: '9B' };
    const card = { type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', title: 'Taken', data: asked }] } as const;
    const { data } = buttonsOf(seal(other.desk, { card, summary: '' }).card)[0]!;
    const press = async (own: Record<string, unknown>) => {
      const action = { type: 'Action.Execute', verb: 'press', data: { ...data, ...own } };
      const from = { id: '29:officer', aadObjectId: staff.officer.id };
      return (await teams.say({ type: 'invoke', name: 'adaptiveCard/action', from, value: { action } })).json;
    };
    for (const school of ['larkrise', 'nowhere', undefined])
      expect(await press({ school })).toMatchObject({ value: expect.stringMatching(/does not come from/) });
    expect(await press({})).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect([teams.ordinary.presses.text, other.presses.text]).toEqual([
      '[]',
      expect.stringContaining('chase-register'),
    ]);
  });
});
