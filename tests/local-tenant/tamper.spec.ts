import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';
import { openSmallBot, type SmallBot } from '../support/small-bot.ts';

let it: TestTenant;
let bot: SmallBot;
let people: { id: string; name: string; roles: string[] }[];
let graphToken = '';
let botToken = '';
const who = (role: string) => people.find(({ roles }) => roles.includes(role))!;

beforeAll(async () => {
  it = await openTestTenant();
  bot = await openSmallBot(it.tenant.environment, () => it.appToken('https://api.botframework.com/.default'));
  await it.tenant.connectDesk({ address: bot.address, settle: async () => ({ jobs: 0, failed: [] }) });
  people = (await it.control('GET', '/people')).json;
  graphToken = await it.appToken('https://graph.microsoft.com/.default');
  botToken = await it.appToken('https://api.botframework.com/.default');
});
afterAll(async () => {
  bot?.close();
  await it?.stop();
});

const graph = (method: string, path: string, body?: unknown) =>
  askJson(`${it.tenant.address}/graph/v1.0${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${graphToken}` },
  });
const teams = (method: string, path: string, body?: unknown) =>
  askJson(`${it.tenant.address}/connector/v3${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${botToken}` },
  });
const say = (conversation: string) =>
  teams('POST', `/conversations/${encodeURIComponent(conversation)}/activities`, { type: 'message', text: 'Hello' });
const chatWith = async (person: string) => {
  const opened = await teams('POST', '/conversations', {
    members: [{ id: person }],
    tenantId: it.tenant.environment.M365_TENANT_ID,
    isGroup: false,
  });
  return opened.json.id ?? opened;
};
const tamper = async (what: string, body: object = {}) => await it.control('POST', '/tamper', { do: what, ...body });
const site = () => `/sites/${it.tenant.environment.DESK_SITE}`;

describe('a list', () => {
  let path = '';
  let number = 0;
  beforeEach(async () => {
    number += 1;
    const made = await graph('POST', `${site()}/lists`, {
      displayName: `Visits ${number}`,
      columns: [
        { name: 'key', text: {}, indexed: true, enforceUniqueValues: true },
        { name: 'minutes', text: {}, indexed: true },
      ],
      list: { template: 'genericList' },
    });
    path = `${site()}/lists/${made.json.id}`;
    for (const [key, minutes] of [
      ['a', '20'],
      ['b', 'twenty'],
    ])
      await graph('POST', `${path}/items`, { fields: { key, minutes } });
  });
  const list = () => `Visits ${number}`;
  const items = async () =>
    (await graph('GET', `${path}/items?$expand=fields`)).json.value.map(
      ({ fields: { key, minutes } }: { fields: Record<string, unknown> }) => ({ key, minutes }),
    );
  const columns = async () => (await graph('GET', `${path}/columns`)).json.value;

  test('delete-column: the column is gone with what stood in it', async () => {
    expect((await tamper('delete-column', { list: list(), column: 'minutes' })).json).toEqual({
      done: 'delete-column',
      list: list(),
      column: 'minutes',
    });
    expect(await items()).toEqual([{ key: 'a' }, { key: 'b' }]);
    const refused = await graph('POST', `${path}/items`, { fields: { key: 'c', minutes: '1' } });
    expect(refused).toMatchObject({ status: 400, json: { error: { message: expect.stringContaining('minutes') } } });
  });

  test('retype-column: what can be read as the new type stays', async () => {
    await tamper('retype-column', { list: list(), column: 'minutes', to: 'number' });
    expect(await items()).toEqual([{ key: 'a', minutes: 20 }, { key: 'b' }]);
    const {
      number: facet,
      text,
      indexed,
    } = (await columns()).find((each: { name: string }) => each.name === 'minutes');
    expect([facet, text, indexed]).toEqual([{}, undefined, true]);
    expect((await graph('GET', `${path}/items?$filter=fields/minutes ge 15`)).json).toMatchObject({
      value: [{ id: '1' }],
    });
  });

  test('rename-column: people see another name, Graph’s own stays', async () => {
    await tamper('rename-column', { list: list(), column: 'minutes', to: 'How long' });
    const names = (await columns()).map(({ name, displayName }: Record<string, string>) => [name, displayName]);
    expect(names).toContainEqual(['minutes', 'How long']);
    expect((await items())[0]).toEqual({ key: 'a', minutes: '20' });
    expect((await tamper('delete-column', { list: list(), column: 'How long' })).json.column).toBe('minutes');
  });

  test('rename-list: found by its id and by what people call it now, not by what they did', async () => {
    await tamper('rename-list', { list: list(), to: `${list()}, renamed` });
    const shown = await graph('GET', path);
    expect(shown.json).toMatchObject({ name: list(), displayName: `${list()}, renamed` });
    expect(await items()).toHaveLength(2);
    const byTitle = (name: string) => graph('GET', `${site()}/lists/${encodeURIComponent(name)}`);
    expect([(await byTitle(`${list()}, renamed`)).status, (await byTitle(list())).status]).toEqual([200, 404]);
    expect((await tamper('rename-list', { list: `${list()}, renamed`, to: `${list()}, renamed` })).status).toBe(400);
  });

  test('delete-list: what is asked of it is not found, and the name is free', async () => {
    await tamper('delete-list', { list: list() });
    expect((await graph('GET', `${path}/items`)).status).toBe(404);
    const again = await graph('POST', `${site()}/lists`, { displayName: list(), list: { template: 'genericList' } });
    expect(again.status).toBe(201);
    expect(again.json.id).not.toBe(path.split('/').at(-1));
  });

  test('edit-item: another version stands there, whatever the key said; SharePoint’s own refusals are told', async () => {
    const before = (await graph('GET', `${path}/items`)).json.value[0].eTag;
    expect((await tamper('edit-item', { list: list(), item: 'a', fields: { minutes: '{]' } })).json).toMatchObject({
      item: 1,
      version: 2,
    });
    expect((await items())[0].minutes).toBe('{]');
    expect((await graph('GET', `${path}/items`)).json.value[0].eTag).not.toBe(before);
    expect((await tamper('edit-item', { list: list(), item: 1, fields: { key: 'b' } })).json.error).toContain(
      'duplicate',
    );
    expect((await tamper('edit-item', { list: list(), item: 1, fields: { minutes: 7 } })).json.error).toContain('text');
  });

  test('delete-item: it is gone, the others stay', async () => {
    await tamper('delete-item', { list: list(), item: 'a' });
    expect((await items()).map(({ key }: { key: string }) => key)).toEqual(['b']);
  });

  test('expire-tokens: whoever follows changes is sent back to the start', async () => {
    const latest = (await graph('GET', `${path}/items/delta?token=latest`)).json['@odata.deltaLink'] as string;
    const token = new URL(latest).searchParams.get('token')!;
    const follow = async () =>
      await fetch(`${it.tenant.address}/graph/v1.0${path}/items/delta?token=${encodeURIComponent(token)}`, {
        headers: { authorization: `Bearer ${graphToken}` },
      });
    expect((await follow()).status).toBe(200);
    await tamper('expire-tokens');
    const gone = await follow();
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({
      error: { code: 'resyncRequired', innerError: { code: 'resyncChangesApplyDifferences' } },
    });
    const again = await askJson(gone.headers.get('location')!, { headers: { authorization: `Bearer ${graphToken}` } });
    expect(again.json.value).toHaveLength(2);
    expect((await graph('GET', `${path}/items/delta?token=nonsense`)).status).toBe(400);
  });

  test('read-only: writes are refused and reading goes on, until it is taken back', async () => {
    expect((await tamper('read-only')).json).toEqual({ done: 'read-only', readOnly: true });
    const create = (key: string) => ({
      id: key,
      method: 'POST',
      url: `${path}/items`,
      headers: { 'Content-Type': 'application/json' },
      body: { fields: { key } },
    });
    const refused = { status: 403, json: { error: { code: 'accessDenied' } } };
    expect(await graph('POST', `${path}/items`, { fields: { key: 'c' } })).toMatchObject(refused);
    expect(await graph('PUT', `${site()}/drive/root:/Desk/x.json:/content`, {})).toMatchObject(refused);
    const batch = await graph('POST', '/$batch', { requests: [create('c'), create('d')] });
    expect(batch.json.responses.map(({ status }: { status: number }) => status)).toEqual([403, 403]);
    expect(await items()).toHaveLength(2);
    await tamper('read-only', { undo: true });
    expect((await graph('POST', `${path}/items`, { fields: { key: 'c' } })).status).toBe(201);
  });
});

test('lock-workbook: a workbook that is open cannot be written; other files can', async () => {
  const at = (name: string) => `${site()}/drive/root:/${encodeURIComponent(name)}:/content`;
  expect((await tamper('lock-workbook')).json).toMatchObject({ path: 'Attendance tracker.xlsx', locked: true });
  expect(await graph('PUT', at('Attendance tracker.xlsx'), {})).toMatchObject({
    status: 423,
    json: { error: { code: 'resourceLocked' } },
  });
  expect((await graph('GET', at('Attendance tracker.xlsx').replace(':/content', ''))).status).toBe(200);
  expect((await graph('PUT', at('Other.xlsx'), {})).status).toBe(201);
  await tamper('lock-workbook', { undo: true });
  expect((await graph('PUT', at('Attendance tracker.xlsx'), {})).status).toBe(200);
});

describe('the app', () => {
  test('block-bot: the chat refuses; nobody tells the bot', async () => {
    const person = who('deputy-head').id;
    const chat = await chatWith(person);
    const heard = bot.heard.length;
    await tamper('block-bot', { person });
    expect(await say(chat)).toMatchObject({ status: 403, json: { error: { code: 'ConversationBlockedByUser' } } });
    expect(bot.heard.length).toBe(heard);
    await tamper('block-bot', { person, undo: true });
    expect((await say(chat)).status).toBe(201);
  });

  test('uninstall-bot, from a person: the bot hears of it and may not speak there, also after a new start', async () => {
    const { id, name } = who('head');
    const chat = await chatWith(id);
    expect((await tamper('uninstall-bot', { person: id })).json).toMatchObject({ place: name, installed: false });
    expect(bot.heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'remove', from: { aadObjectId: id } });
    const refused = { status: 403, json: { error: { code: 'BotNotInConversationRoster' } } };
    expect(await say(chat)).toMatchObject(refused);
    await it.tenant.connectDesk({ address: bot.address, settle: async () => ({ jobs: 0, failed: [] }) });
    expect(await say(chat)).toMatchObject(refused);
    await tamper('uninstall-bot', { person: id, undo: true });
    expect(bot.heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'add' });
    expect((await say(chat)).status).toBe(201);
  });

  test('uninstall-bot, from the team: no channel of it takes a post', async () => {
    await tamper('uninstall-bot', { team: 'Pastoral' });
    expect((await say('19:year8@thread.tacv2')).json.error.code).toBe('BotNotInConversationRoster');
    await tamper('uninstall-bot', { undo: true });
    expect((await say('19:year8@thread.tacv2')).status).toBe(201);
  });
});

describe('the members', () => {
  const membersOf = async (channel: string) =>
    (await teams('GET', `/conversations/${channel}/pagedmembers?pageSize=500`)).json.members.map(
      ({ aadObjectId, name, userRole }: Record<string, string>) => ({ id: aadObjectId, name, userRole }),
    );

  test('add-member: a guest from elsewhere stands among them, and Teams says so', async () => {
    const { json } = await tamper('add-member', {
      channel: 'Year 9',
      person: { name: 'Stray Zqxguest', kind: 'guest' },
    });
    expect(json.channels).toEqual(['19:general@thread.tacv2', '19:year9@thread.tacv2']);
    expect(await membersOf('19:year9@thread.tacv2')).toContainEqual({
      id: json.person,
      name: 'Stray Zqxguest',
      userRole: 'guest',
    });
    expect((await membersOf('19:year8@thread.tacv2')).map(({ id }: { id: string }) => id)).not.toContain(json.person);
    expect(bot.heard.at(-1)).toMatchObject({
      type: 'conversationUpdate',
      channelData: { eventType: 'teamMemberAdded' },
    });
    expect((await graph('GET', `/users/${json.person}?$select=userType`)).json.userType).toBe('Guest');
  });

  test('remove-member: from a channel alone, or from the team and all of it', async () => {
    const { id } = who('attendance-manager');
    await tamper('remove-member', { channel: 'Year 7', person: id });
    const isIn = async (year: number) =>
      (await membersOf(`19:year${year}@thread.tacv2`)).some((member: { id: string }) => member.id === id);
    expect([await isIn(7), await isIn(8)]).toEqual([false, true]);
    await tamper('remove-member', { person: id });
    expect([await isIn(7), await isIn(8)]).toEqual([false, false]);
    expect(bot.heard.at(-1)).toMatchObject({ channelData: { eventType: 'teamMemberRemoved' } });
  });

  test('a group of the directory loses and gains its members too', async () => {
    const { id } = who('teacher');
    const { group } = (await tamper('remove-member', { group: 'Teachers', person: id })).json;
    expect(group).toBe('Teachers');
    await tamper('add-member', { group: 'Headteacher', person: id });
    expect((await tamper('add-member', { group: 'Nobody', person: id })).json.error).toContain('Headteacher');
  });
});

describe('the channels', () => {
  test('rename-channel: the same place under another name', async () => {
    await tamper('rename-channel', { channel: 'Year 10', to: 'Year Ten' });
    expect((await say('19:year10@thread.tacv2')).status).toBe(201);
    expect((await it.control('GET', '/posts')).json.at(-1).to.name).toBe('Year Ten');
    expect(bot.heard.at(-1)).toMatchObject({
      channelData: { eventType: 'channelRenamed', channel: { id: '19:year10@thread.tacv2', name: 'Year Ten' } },
    });
  });

  test('delete-channel: a post into it finds no conversation, and its posts cannot be pressed', async () => {
    const { id } = (await say('19:year11@thread.tacv2')).json;
    await tamper('delete-channel', { channel: 'Year 11' });
    expect(await say('19:year11@thread.tacv2')).toMatchObject({
      status: 404,
      json: { error: { code: 'ConversationNotFound' } },
    });
    expect((await it.control('POST', '/press', { post: id, as: who('dsl').id, button: 'x' })).json.error).toContain(
      'gone',
    );
    expect((await it.control('GET', '/state')).status).toBe(200);
  });

  test('delete-team: all of it is gone, and stays so after a new start', async () => {
    await tamper('delete-team');
    expect(bot.heard.at(-1)).toMatchObject({ channelData: { eventType: 'teamDeleted' } });
    expect((await say('19:year7@thread.tacv2')).status).toBe(404);
    expect((await tamper('delete-channel', { channel: 'Year 7' })).status).toBe(404);
    await it.stop({ keep: true });
    it = await openTestTenant({ folder: it.folder });
    botToken = await it.appToken('https://api.botframework.com/.default');
    expect((await say('19:year7@thread.tacv2')).status).toBe(404);
  });
});

test.each([
  ['a kind there is not', 'paint', {}, 400, 'delete-column'],
  ['a list there is not', 'delete-list', { list: 'Nowhere' }, 404, 'there are: '],
  ['no list', 'delete-list', {}, 400, 'list: a text expected'],
  ['a word it does not know', 'delete-list', { list: 'x', force: true }, 400, 'force: not known'],
  ['a person who is not there', 'block-bot', { person: 'Nobody' }, 404, 'nobody Nobody'],
  ['a file that is not there', 'lock-workbook', { path: 'None.xlsx' }, 404, 'None.xlsx'],
  ['undone with a word', 'read-only', { undo: 'yes' }, 400, 'undo'],
])('%s is said', async (_says, what, body, status, words) => {
  const answer = await tamper(what, body);
  expect([answer.status, answer.json.error]).toEqual([status, expect.stringContaining(words)]);
});
