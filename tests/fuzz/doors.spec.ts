import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiHandler } from '../../bot/api/api.ts';
import { openConversations } from '../../bot/conversations/door.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { postUnmarkedRegisters } from '../../shared/workflows/post-unmarked-registers.ts';
import { buttonsOf, OrdinaryDesk, staff, today } from '../support/desk.ts';
import { InMemoryConversationBook } from '../support/in-memory/in-memory-conversation-book.ts';
import { botIssuer, clientId, type Issuer, listen, openIssuer, tenantId } from '../support/issuer.ts';
import { isLongForm } from '../support/long-form.ts';

/** 10,000 at each door in the long form (reliability §5); a failure prints its seed and the request. */
const numRuns = isLongForm ? 10_000 : 250;
const timeout = numRuns * 200;
const seed = 20_260_310;

const loginIssuer = `https://login.example/${tenantId}/v2.0`;

let issuer: Issuer;
let ordinary: OrdinaryDesk;
let api: Awaited<ReturnType<typeof listen>>;
let bot: Awaited<ReturnType<typeof listen>>;
/** Takes whatever the bot says. */
let teams: Awaited<ReturnType<typeof listen>>;
let teamsUrl: string;
let buttons: readonly Record<string, unknown>[];
/** Tokens by who they are for: people with no right to anything here but to their own register, and nobody at all. */
const tokens = new Map<string, { readonly api: string; readonly bot: string }>();
const people = [staff.teacher8B.id, staff.governor.id, 'id-nobody'] as const;

beforeAll(async () => {
  issuer = await openIssuer();
  teams = await listen((_request, response) => void response.end('{"id":"m1"}'));
  teamsUrl = `${teams.address}/teams/`;
  ordinary = new OrdinaryDesk();
  ordinary.at('09:15');
  ordinary.export({ taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44', '9B': '08:45' }, marks: { P9A1: 'N' } });
  await postUnmarkedRegisters(ordinary.desk, { date: today, half: 'AM' });
  await postFirstDay(ordinary.desk, { date: today, half: 'AM' });
  buttons = ordinary.messenger.posts.flatMap(({ versions }) =>
    buttonsOf(versions.at(-1)!.card).map(({ data }) => data),
  );
  const pane = { clientId, tenantId, scope: `api://${clientId}/access_as_user` };
  api = await listen(
    apiHandler([ordinary.desk], {
      tenantId,
      audience: clientId,
      issuer: loginIssuer,
      keysUrl: issuer.keysUrl,
      pane,
    }),
  );
  const conversations = openConversations(
    {
      tenantId,
      clientId,
      teamsUrl,
      loginUrl: 'https://login.example',
      botMetadataUrl: issuer.metadataUrl,
      botTokenIssuer: botIssuer,
      playground: false,
    },
    { token: async () => 'token', log: ordinary.desk.log, sleep: async () => undefined },
  );
  const desk = { ...ordinary.desk, conversations: new InMemoryConversationBook() };
  bot = await listen((request, response) => conversations.handle([desk], request, response));
  for (const oid of [...people, staff.manager.id])
    tokens.set(oid, {
      api: await issuer.sign({ iss: loginIssuer, aud: clientId, tid: tenantId, oid, scp: 'access_as_user' }),
      bot: await issuer.sign({ iss: botIssuer, aud: clientId, serviceurl: teamsUrl }),
    });
});
afterAll(async () => {
  await api.close();
  await bot.close();
  await teams.close();
  await issuer.close();
});

/** Records written so far, but for the events of the audit: a refusal leaves one. */
const written = async (): Promise<number> =>
  ordinary.records.writes - (await ordinary.records.find(auditEvents)).length;

const ids = fc.constantFrom(`${today}/AM/P9A1`, 'P9A1', '9A', '9', 'leave-1', '../..', '__proto__', "' or 1 eq 1");
const anyText = fc.oneof(ids, fc.string({ maxLength: 60 }), fc.string({ minLength: 900, maxLength: 3000 }));
const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.record(
    {
      key: anyText,
      task: ids,
      pupil: ids,
      id: ids,
      outcome: fc.oneof(fc.constantFrom('reached', 'no answer'), anyText),
      stage: anyText,
      on: fc.constantFrom(today, '2026-02-30', ''),
      from: anyText,
      to: anyText,
      decision: fc.constantFrom('grant', 'refuse', 'perhaps'),
      version: anyText,
      reason: anyText,
      askedBy: anyText,
    },
    { requiredKeys: [] },
  ),
);

/** Bodies that are nearly right: what is asked about stages, plans, the sheet and the meeting. */
const anyKey = fc.oneof(fc.constant('a-key-of-a-page'), anyText);
const aboutStages = fc.record(
  {
    key: anyKey,
    pupil: fc.constantFrom('P9A1', 'P8A1', '__proto__', 'NOBODY'),
    pupils: fc.array(fc.constantFrom('P9A1', 'P9A2', '__proto__'), { maxLength: 4 }),
    stage: fc.constantFrom('0', '1', '5', 'S', '__proto__', 'constructor'),
    reason: fc.constantFrom('Asked for', '=1+1', ''),
    until: fc.constantFrom(today, '2026-02-30', '9999-12-31'),
    on: fc.constantFrom(today, '2026-02-30'),
    channel: fc.constantFrom('call', 'owl'),
    outcome: fc.constantFrom('reached', 'no answer'),
    personSpokenTo: fc.constantFrom('Pat', ''),
    edits: fc.array(
      fc.record({
        key: anyKey,
        pupil: fc.constantFrom('P9A1', 'toString'),
        field: fc.constantFrom('stageDecided', 'reviewDue', 'nextAction', 'nextActionDue', 'target', 'constructor'),
        seen: fc.constantFrom(null, '1', 'Ring Pat'),
        to: fc.constantFrom(null, '1', '__proto__', 'Ring Pat', '2026-03-20', '95.0', ''),
      }),
      { maxLength: 3 },
    ),
    sheet: fc.constantFrom('Tracker', '../../Desk/policy.json', ''),
    columns: fc.array(fc.record({ heading: fc.constantFrom('Notes', '__proto__') }), { maxLength: 2 }),
    rows: fc.array(fc.record({ pupil: ids, cells: fc.array(anyText, { maxLength: 3 }) }), { maxLength: 3 }),
  },
  { requiredKeys: ['key'] },
);

const paths = [
  ...['me', 'today', 'first-day', 'first-day/contact', 'leave', 'leave/decide', 'tracker', 'why', 'interventions'],
  ...['contact', 'meeting', 'stages', 'stages/choose', 'stages/hold', 'stages/end-hold', 'stages/accept-many'],
  ...['tracker/edits', 'tracker/copy', 'tracker/stage'],
];

describe('whatever comes through a door: no failure of ours, and nothing written by who may not', () => {
  const path = fc.oneof(
    fc.constantFrom(...paths),
    fc.webPath(),
    fc.string({ maxLength: 40 }).map((text) => encodeURIComponent(text)),
  );
  const query = fc.oneof(
    fc.constant(''),
    fc.constantFrom(
      '?year=9',
      '?year=10&year=__proto__',
      '?sheet=Tracker',
      '?sheet=%2e%2e%2f',
      '?pupil=P9A1&field=tier',
    ),
    fc.webQueryParameters().map((text) => `?${text}`),
  );
  const body = fc.oneof(
    anyJson.map((value) => JSON.stringify(value)),
    aboutStages.map((value) => JSON.stringify(value)),
    fc.string(),
    fc.constant('['.repeat(500)),
  );
  const neverFails = async (who: readonly string[]) =>
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...who),
        path,
        query,
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
        body,
        async (asks, where, asked, method, text) => {
          const response = await fetch(`${api.address}/api/${where}${asked}`, {
            method,
            headers: { authorization: `Bearer ${tokens.get(asks)!.api}`, 'content-type': 'application/json' },
            ...(method === 'GET' ? {} : { body: text }),
          });
          await response.arrayBuffer();
          expect(response.status).toBeLessThan(500);
        },
      ),
      { numRuns, seed },
    );

  test('the API: paths, methods, queries and bodies of every kind', { timeout }, async () => {
    const before = await written();
    await neverFails(people);
    await ordinary.settle();
    expect(await written()).toBe(before);
  });

  test('the bot: activities with other people’s buttons, changed field by field, and with what no card has', {
    timeout,
  }, async () => {
    const before = await written();
    const changed = fc
      .tuple(fc.nat(), fc.dictionary(fc.constantFrom('action', 'post', 'id', 'seen', 'sig', 'school'), anyText))
      .map(([at, own]) => ({ ...buttons[at % buttons.length], ...own }));
    const inputs = fc.dictionary(fc.constantFrom('register', 'why', 'reason', 'spokenTo', 'concern'), anyText);
    const value = fc.oneof(
      fc.tuple(changed, inputs).map(([data, given]) => ({
        action: { type: 'Action.Execute', verb: data.action, data: { ...data, ...given } },
        trigger: 'manual',
      })),
      anyJson,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        fc.constantFrom('message', 'invoke', 'conversationUpdate', 'installationUpdate', 'messageReaction', 'event'),
        fc.constantFrom('adaptiveCard/action', 'task/fetch', 'composeExtension/query', ''),
        value,
        anyText,
        async (who, type, name, asked, text) => {
          const response = await fetch(bot.address, {
            method: 'POST',
            headers: { authorization: `Bearer ${tokens.get(who)!.bot}`, 'content-type': 'application/json' },
            body: JSON.stringify({
              type,
              name,
              id: 'f:1',
              channelId: 'msteams',
              serviceUrl: teamsUrl,
              from: { id: '29:x', name: 'x', aadObjectId: who },
              recipient: { id: `28:${clientId}` },
              conversation: { conversationType: 'channel', tenantId, id: '19:year9@thread.tacv2' },
              channelData: { tenant: { id: tenantId } },
              value: asked,
              text,
            }),
          });
          const answered = await response.text();
          // A type of invoke that this bot does not know is 501, as Teams' protocol wants it.
          expect(response.status === 501 || response.status < 500).toBe(true);
          expect(answered).not.toContain(' at ');
        },
      ),
      { numRuns, seed },
    );
    await ordinary.settle();
    expect(await written()).toBe(before);
  });

  // Last, since it writes what it may.
  test('the API, asked by somebody who may decide: an answer to everything', { timeout }, async () => {
    await neverFails([staff.manager.id]);
    await ordinary.settle();
    expect(ordinary.logged.filter(({ event }) => event === 'later')).toEqual([]);
  });
});
