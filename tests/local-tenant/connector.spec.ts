import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';
import { openSmallBot, type SmallBot } from '../support/small-bot.ts';

const channel = '19:year9@thread.tacv2';
const cardType = 'application/vnd.microsoft.card.adaptive';
const button = (title: string, verb: string) => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { id: 'register-9A', seen: 1 },
});
const card = (text: string, more: Record<string, unknown> = {}) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text },
    { type: 'Input.Text', id: 'note', label: 'Note', value: 'rang cover' },
  ],
  actions: [button('Somebody is going', 'going')],
  ...more,
});
const message = (text: string, more: Record<string, unknown> = {}) => ({
  type: 'message',
  summary: 'Unmarked registers',
  attachments: [{ contentType: cardType, content: card(text, more) }],
});
const cardAnswer = (text: string) => ({
  status: 200,
  body: { statusCode: 200, type: cardType, value: card(text) },
});

let it: TestTenant;
let bot: SmallBot;
let people: { id: string; name: string; roles: string[] }[];
const who = (role: string) => people.find(({ roles }) => roles.includes(role))!;

beforeAll(async () => {
  it = await openTestTenant();
  bot = await openSmallBot(it.tenant.environment, () => it.appToken('https://api.botframework.com/.default'));
  await it.tenant.connectDesk({ address: bot.address, settle: async () => ({ jobs: 0, failed: [] }) });
  people = (await it.control('GET', '/people')).json;
});
afterAll(async () => {
  bot?.close();
  await it?.stop();
});
beforeEach(() => {
  bot.answer = () => undefined;
});

const post = (text: string, more: Record<string, unknown> = {}) =>
  bot.speak({ conversation: { id: channel, isGroup: true } as never }, async (context) => {
    const sent = await context.sendActivity(message(text, more) as never);
    return sent!.id;
  });
const seen = async (id: string) => (await it.control('GET', `/posts?id=${id}`)).json;

describe('the app is installed at the start', () => {
  test('Teams tells the bot of the team and of every member of staff, signed so that botbuilder lets it in', () => {
    const installed = bot.heard.filter(({ type }) => type === 'installationUpdate');
    expect(new Set(bot.statuses)).toEqual(new Set([200]));
    expect(installed.filter(({ conversation }) => conversation.conversationType === 'channel')).toHaveLength(1);
    expect(installed.length).toBeGreaterThan(70);
    const personal = installed.find(({ conversation }) => conversation.conversationType === 'personal')!;
    expect(personal.from.aadObjectId).toMatch(/^[0-9a-f-]{36}$/);
    expect(personal.channelData.tenant.id).toBe(it.tenant.environment.M365_TENANT_ID);
  });

  test('an activity with a wrong token is not let in', async () => {
    // botbuilder prints why, with its stack.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const before = bot.heard.length;
    for (const override of [{ aud: 'somebody-else' }, { key: 'other' }, { exp: 1_700_000_000 }, { alg: 'none' }]) {
      const { token } = (await it.control('POST', '/token', { kind: 'connector', override })).json;
      const { status } = await askJson(`${bot.address}/api/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: { ...bot.heard[0], type: 'message', text: 'let me in' },
      });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(bot.heard).toHaveLength(before);
    quiet.mockRestore();
  });
});

describe('what the bot sends stands in Teams', () => {
  test('a card in a channel, its update, every version kept, and its end', async () => {
    const id = await post('Unmarked: 9B');
    expect(await seen(id)).toMatchObject({
      to: { kind: 'channel', name: 'Year 9' },
      summary: 'Unmarked registers',
      versions: 1,
    });
    await bot.speak({ conversation: { id: channel, isGroup: true } as never }, async (context) => {
      await context.updateActivity({ ...message('Unmarked: none'), id } as never);
    });
    const after = await seen(id);
    expect(after.versions).toBe(2);
    expect(after.card.body[0].text).toBe('Unmarked: none');
    expect(after.history[0].activity.attachments[0].content.body[0].text).toBe('Unmarked: 9B');
    await bot.speak({ conversation: { id: channel, isGroup: true } as never }, async (context) => {
      await context.deleteActivity(id);
    });
    const all = (await it.control('GET', '/posts')).json as { id: string }[];
    expect(all.some((each) => each.id === id)).toBe(false);
  });

  test('a new chat with one person, by the id Teams gave or by the directory’s', async () => {
    const deputy = who('deputy-head');
    const token = await it.appToken('https://api.botframework.com/.default');
    const { TEAMS_URL, M365_TENANT_ID } = it.tenant.environment;
    const ask = (members: unknown) =>
      askJson(`${TEAMS_URL}/v3/conversations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: { isGroup: false, tenantId: M365_TENANT_ID, members, activity: message('Leave') },
      });
    const made = await ask([{ id: deputy.id }]);
    expect(made.status).toBe(201);
    expect(await seen(made.json.activityId)).toMatchObject({ to: { kind: 'person', name: deputy.name } });
    expect((await ask([{ id: '29:nobody' }])).status).toBe(400);
  });

  test('a message above Teams’ limit of 100 KB as UTF-16 is refused with 413', async () => {
    const token = await it.appToken('https://api.botframework.com/.default');
    const url = `${it.tenant.environment.TEAMS_URL}/v3/conversations/${encodeURIComponent(channel)}/activities`;
    const send = (length: number) =>
      askJson(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: { type: 'message', text: 'x'.repeat(length) },
      });
    expect((await send(51_000)).status).toBe(201);
    const tooBig = await send(52_000);
    expect(tooBig.status).toBe(413);
    expect(tooBig.json.error.code).toBe('MessageSizeTooBig');
  });

  test('a token for Graph does not open the connector', async () => {
    const token = await it.appToken('https://graph.microsoft.com/.default');
    const url = `${it.tenant.environment.TEAMS_URL}/v3/conversations/${encodeURIComponent(channel)}/members`;
    expect((await askJson(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    expect((await askJson(url)).status).toBe(401);
  });

  test('the members of a channel are those of the directory', async () => {
    const members = await bot.members({ conversation: { id: channel, isGroup: true } as never });
    expect(members).toContain(who('attendance-manager').id);
    expect(members).not.toContain(who('head').id);
  });
});

describe('a press', () => {
  test('reaches the bot as the invoke that Teams sends, with the inputs, and says who pressed', async () => {
    const id = await post('Unmarked: 9A');
    bot.answer = () => cardAnswer('Somebody is going to 9A');
    const manager = who('attendance-manager');
    const answer = await it.control('POST', '/press', { post: id, as: manager.id, button: 'Somebody is going' });
    expect(answer).toEqual({ status: 200, json: cardAnswer('Somebody is going to 9A').body });
    const { name, from, replyToId, value, channelData, conversation } = bot.heard.at(-1)!;
    expect(name).toBe('adaptiveCard/action');
    expect(from.aadObjectId).toBe(manager.id);
    expect(replyToId).toBe(id);
    expect(conversation.id).toBe(`${channel};messageid=${id}`);
    expect(channelData).toMatchObject({
      channel: { id: channel },
      tenant: { id: it.tenant.environment.M365_TENANT_ID },
    });
    expect(value).toMatchObject({
      trigger: 'manual',
      action: { type: 'Action.Execute', verb: 'going', data: { id: 'register-9A', seen: 1, note: 'rang cover' } },
    });
  });

  test('its card replaces the card for the presser alone, until the bot updates the post for all', async () => {
    const id = await post('Unmarked: 9C');
    bot.answer = () => cardAnswer('Seen');
    const [manager, deputy] = [who('attendance-manager'), who('deputy-head')];
    await it.control('POST', '/press', { post: id, as: manager.id, button: 'Somebody is going' });
    const cardOf = async (as: string) => {
      const { teams } = (await askJson(`${it.tenant.address}/_page/state?as=${as}`)).json;
      const posts = teams.flatMap(({ channels }: { channels: { posts: { id: string }[] }[] }) =>
        channels.flatMap((each) => each.posts),
      );
      return posts.find((each: { id: string }) => each.id === id).card.body[0].text;
    };
    expect([await cardOf(manager.id), await cardOf(deputy.id)]).toEqual(['Seen', 'Unmarked: 9C']);
    await bot.speak({ conversation: { id: channel, isGroup: true } as never }, async (context) => {
      await context.updateActivity({ ...message('Taken'), id } as never);
    });
    expect([await cardOf(manager.id), await cardOf(deputy.id)]).toEqual(['Taken', 'Taken']);
  });

  test('data may be forged at the controls, and two presses at once both arrive', async () => {
    const id = await post('Unmarked: 9D');
    const before = bot.heard.length;
    bot.answer = () => cardAnswer('Seen');
    const as = who('attendance-manager').id;
    const twice = await it.control('POST', '/press', { post: id, as, button: 'Somebody is going', twice: true });
    expect(twice.json).toHaveLength(2);
    expect(bot.heard.length - before).toBe(2);
    await it.control('POST', '/press', { post: id, as, button: 'Somebody is going', data: { id: 'register-7A' } });
    expect(bot.heard.at(-1)!.value.action.data.id).toBe('register-7A');
    const wrong = await it.control('POST', '/press', { post: id, as, button: 'No such button' });
    expect(wrong.status).toBe(404);
    expect(wrong.json.error).toContain('Somebody is going');
  });
});

describe('a card with a view for some', () => {
  test('asks the bot for it once a version, for those it names', async () => {
    const [manager, deputy] = [who('attendance-manager'), who('deputy-head')];
    const member = bot.heard.find(({ from }) => from.aadObjectId === manager.id)!.from.id;
    const refresh = { action: button('', 'refresh'), userIds: [member] };
    const id = await post('Counts', { refresh });
    const wants = async (as: string) => {
      const { teams } = (await askJson(`${it.tenant.address}/_page/state?as=${as}`)).json;
      const all = teams[0].channels.flatMap((each: { posts: unknown[] }) => each.posts);
      return all.find((each: { id: string }) => each.id === id).wantsRefresh;
    };
    expect([await wants(manager.id), await wants(deputy.id)]).toEqual([true, false]);
    bot.answer = () => cardAnswer('Counts, for you');
    const page = `${it.tenant.address}/_page/refresh`;
    const answer = await askJson(page, { method: 'POST', body: { as: manager.id, post: id } });
    expect(answer.json.card.body[0].text).toBe('Counts, for you');
    expect(bot.heard.at(-1)!.value).toMatchObject({ trigger: 'automatic', action: { verb: 'refresh' } });
    expect(await wants(manager.id)).toBe(false);
  });
});

describe('a person writes to the bot', () => {
  test('and the message stands in their chat', async () => {
    const teacher = who('teacher');
    await it.control('POST', '/say', { as: teacher.id, text: 'hello', to: 'bot' });
    expect(bot.heard.at(-1)).toMatchObject({ type: 'message', text: 'hello', from: { aadObjectId: teacher.id } });
    const { chats } = (await askJson(`${it.tenant.address}/_page/state?as=${teacher.id}`)).json;
    expect(chats[0].posts.at(-1)).toMatchObject({ text: 'hello', from: { bot: false } });
  });
});
