import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiHandler } from '../../bot/api/api.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { firstDayView, writeAnswer } from '../../shared/views/first-day.ts';
import { leaveListView } from '../../shared/views/leave.ts';
import { meView } from '../../shared/views/me.ts';
import { meetingView } from '../../shared/views/meeting.ts';
import { acceptManyAnswer, trackerCopy, trackerEditsAnswer } from '../../shared/views/stages.ts';
import { todayView } from '../../shared/views/today.ts';
import { trackerView } from '../../shared/views/tracker.ts';
import { whyView } from '../../shared/views/why.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';
import { clientId, type Issuer, listen, openIssuer, type TokenWish, tenantId } from '../support/issuer.ts';

let issuer: Issuer;
const loginIssuer = `https://login.example/${tenantId}/v2.0`;

beforeAll(async () => {
  issuer = await openIssuer();
});
afterAll(async () => issuer.close());

/** An API at 09:15 with a first-day list, and a way to ask it as somebody. */
const open = async () => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:15');
  ordinary.export({ taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44', '9B': '08:45' }, marks: { P9A1: 'N' } });
  await postFirstDay(ordinary.desk, { date: today, half: 'AM' });
  const pane = { clientId, tenantId, scope: `api://${clientId}/access_as_user` };
  const settings = { tenantId, audience: clientId, issuer: loginIssuer, keysUrl: issuer.keysUrl, pane };
  const server = await listen(apiHandler([ordinary.desk], settings));
  const tokenOf = async (who: StaffName | string, wish: TokenWish = {}) => {
    const oid = who in staff ? staff[who as StaffName].id : who;
    const claims = { iss: loginIssuer, aud: clientId, tid: tenantId, oid, scp: 'access_as_user' };
    return issuer.sign({ ...claims, ...wish.claims }, wish);
  };
  const ask = async (
    who: StaffName | string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string>; wish?: TokenWish; method?: string } = {},
  ) => {
    const { body, headers, wish, method } = options;
    const response = await fetch(`${server.address}/api/${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${await tokenOf(who, wish)}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text), headers: response.headers };
  };
  return { ...ordinary, ordinary, address: server.address, ask, [Symbol.asyncDispose]: server.close };
};

const task = `${today}/AM/P9A1`;
const contact = { key: 'press-key-1', task, outcome: 'no answer' };

describe('what the tab and the pane ask, in the shapes they know', () => {
  test.each([
    ['me', meView],
    ['today', todayView],
    ['first-day?year=9&half=AM', firstDayView],
    ['leave', leaveListView],
    ['tracker', trackerView],
    ['meeting', meetingView],
  ])('GET %s', async (path, schema) => {
    await using desk = await open();
    const answer = await desk.ask('manager', path);
    expect(answer.status).toBe(200);
    expect(schema.safeParse(answer.json).error).toBeUndefined();
  });

  test('today has an ETag: nothing new is 304, a register that came in is 200', async () => {
    await using desk = await open();
    const first = await desk.ask('manager', 'today');
    const etag = { headers: { 'if-none-match': first.headers.get('etag')! } };
    desk.ordinary.at('09:16');
    expect((await desk.ask('manager', 'today', etag)).status).toBe(304);
    desk.ordinary.export({ taken: { '9C': '09:16' } });
    expect((await desk.ask('manager', 'today', etag)).status).toBe(200);
  });

  test('pane-settings are public ids, without a token', async () => {
    await using desk = await open();
    const response = await fetch(`${desk.address}/api/pane-settings`);
    expect(await response.json()).toEqual({ clientId, tenantId, scope: `api://${clientId}/access_as_user` });
  });
});

describe('writing', () => {
  test('a contact is saved; the same key again is the same contact', async () => {
    await using desk = await open();
    const [first, second] = [
      await desk.ask('officer', 'first-day/contact', { body: contact }),
      await desk.ask('officer', 'first-day/contact', { body: contact }),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(writeAnswer.parse(first.json).state).toBe('saved');
    expect(writeAnswer.parse(second.json).state).toBe('saved');
    expect(await desk.ordinary.records.find(contactLog)).toHaveLength(1);
  });

  test('the key of one person is not the key of another', async () => {
    await using desk = await open();
    await desk.ask('officer', 'first-day/contact', { body: contact });
    await desk.ask('headOfYear9', 'first-day/contact', { body: contact });
    expect(await desk.ordinary.records.find(contactLog)).toHaveLength(2);
  });

  test('a leave request is entered and decided, by version', async () => {
    await using desk = await open();
    const body = {
      key: 'leave-key-1',
      pupil: 'P9A1',
      from: '2026-03-23',
      to: '2026-03-24',
      reason: 'A wedding',
      askedBy: 'Pat',
    };
    expect((await desk.ask('officer', 'leave', { body })).status).toBe(200);
    const [request] = leaveListView.parse((await desk.ask('head', 'leave')).json).requests;
    const decision = {
      key: 'decide-key',
      id: request!.id,
      version: request!.version,
      decision: 'refuse',
      reason: 'No',
    };
    expect(await desk.ask('manager', 'leave/decide', { body: decision })).toMatchObject({
      status: 403,
      json: { error: { code: 'not-permitted' } },
    });
    expect((await desk.ask('head', 'leave/decide', { body: decision })).status).toBe(200);
    const late = await desk.ask('deputy', 'leave/decide', { body: { ...decision, decision: 'grant' } });
    expect(late).toMatchObject({
      status: 409,
      json: { error: { code: 'refused', says: expect.stringContaining('H Vane was first') } },
    });
  });

  test.each([
    ['no JSON', '{'],
    ['another shape', { key: 'press-key-1', task, outcome: 'danced' }],
    ['a key that is too short', { ...contact, key: 'k' }],
    ['nested too deep', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['too large', JSON.stringify({ ...contact, reasonGiven: 'x'.repeat(300_000) })],
  ])('refused with 400: %s', async (_what, body) => {
    await using desk = await open();
    const answer = await desk.ask('officer', 'first-day/contact', { body }).catch(() => ({ status: 400 }));
    expect(answer.status).toBe(400);
    expect(await desk.ordinary.records.find(contactLog)).toEqual([]);
  });
});

describe('decisions about stages, from the pane', () => {
  const hold = { key: 'hold-key-1', pupil: 'P9B1', stage: '0', reason: 'A funeral', on: today };

  test.each([
    ['interventions', { key: 'press-key-1', pupil: 'P9B1', stage: '0', on: today }],
    ['stages/choose', { key: 'press-key-1', pupil: 'P9B1', stage: '2', reason: 'Asked for', on: today }],
    ['stages/hold', hold],
    ['contact', { key: 'press-key-1', pupil: 'P9B1', channel: 'call', outcome: 'no answer' }],
    ['meeting', { key: 'press-key-1', on: today }],
  ])('POST %s is saved', async (path, body) => {
    await using desk = await open();
    const answer = await desk.ask('manager', path, { body });
    expect([answer.status, writeAnswer.parse(answer.json).state]).toEqual([200, 'saved']);
  });

  test('a hold is ended; a second end is refused in words', async () => {
    await using desk = await open();
    await desk.ask('manager', 'stages/hold', { body: hold });
    const end = { pupil: 'P9B1', on: today };
    expect((await desk.ask('deputy', 'stages/end-hold', { body: { key: 'end-key-1', ...end } })).status).toBe(200);
    expect((await desk.ask('deputy', 'stages/end-hold', { body: { key: 'end-key-2', ...end } })).status).toBe(409);
  });

  test('many are accepted and many edits are taken, each answered by itself', async () => {
    await using desk = await open();
    const many = { key: 'many-key-1', stage: '1', pupils: ['P9B1', 'P9B2'], on: today };
    const { answers } = acceptManyAnswer.parse((await desk.ask('manager', 'stages/accept-many', { body: many })).json);
    expect(answers.map(({ state }) => state)).toEqual(['refused', 'refused']);
    const edits = ['P9B1', 'P8A1'].map((pupil, at) => ({
      key: `edit-key-${at}`,
      pupil,
      field: 'nextAction',
      seen: null,
      to: 'Ring Pat',
    }));
    const typed = trackerEditsAnswer.parse((await desk.ask('headOfYear9', 'tracker/edits', { body: { edits } })).json);
    expect(typed.answers.map(({ state }) => state)).toEqual(['saved', 'refused']);
  });

  test('a copy of the sheet is kept, and given back', async () => {
    await using desk = await open();
    expect((await desk.ask('manager', 'tracker/copy?sheet=Tracker')).status).toBe(404);
    const body = { sheet: 'Tracker', columns: [{ heading: 'Notes' }], rows: [{ pupil: 'P9A1', cells: ['=1+1'] }] };
    const kept = await desk.ask('manager', 'tracker/copy', { method: 'PUT', body });
    expect(kept).toMatchObject({ status: 200, json: { state: 'saved', rows: 1 } });
    const given = trackerCopy.parse((await desk.ask('deputy', 'tracker/copy?sheet=Tracker')).json);
    expect(given).toMatchObject({ ...body, by: 'Mercy Okafor' });
  });

  test.each([
    ['teacher9A', 'meeting', undefined],
    ['headOfYear9', 'meeting', undefined],
    ['officer', 'tracker/copy', undefined],
    ['head', 'stages/hold', hold],
    ['head', 'meeting', { key: 'press-key-1', on: today }],
  ] as const)('%s may not: %s', async (who, path, body) => {
    await using desk = await open();
    expect((await desk.ask(who, path, body ? { body } : {})).status).toBe(403);
  });

  test.each([
    ['stages/hold', { ...hold, reason: '' }],
    ['stages/accept-many', { key: 'many-key-1', stage: '1', pupils: [], on: today }],
    ['tracker/edits', { edits: [{ key: 'edit-key-1', pupil: 'P9B1', field: 'luck', seen: null, to: 'x' }] }],
    ['contact', { key: 'press-key-1', pupil: 'P9B1', channel: 'call', outcome: 'reached' }],
  ])('%s, not as it should be: 400', async (path, body) => {
    await using desk = await open();
    expect((await desk.ask('manager', path, { body })).status).toBe(400);
  });
});

describe('who may not, does not', () => {
  test.each([
    ['teacher9A', 'first-day?year=9'],
    ['headOfYear8', 'first-day?year=9'],
    ['teacher9A', 'leave'],
    ['governor', 'leave'],
    ['teacher9A', 'tracker'],
    ['governor', 'tracker'],
  ])('%s asks for %s: 403 in words, and an event', async (who, path) => {
    await using desk = await open();
    expect(await desk.ask(who, path)).toMatchObject({ status: 403, json: { error: { code: 'not-permitted' } } });
    await desk.ordinary.settle();
    const events = (await desk.ordinary.records.find(auditEvents)).map(({ record }) => record);
    expect(events).toMatchObject([{ verb: 'refused', by: staff[who as StaffName].id }]);
  });

  test('a pupil with a right token is nobody here', async () => {
    await using desk = await open();
    expect((await desk.ask('id-pupil', 'today')).status).toBe(403);
  });

  test.each<[string, TokenWish]>([
    ['another audience', { claims: { aud: 'somebody-else' } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['another tenant', { claims: { tid: '99999999-9999-4999-8999-999999999999' } }],
    ['another scope', { claims: { scp: 'User.Read' } }],
    ['an app’s token, without a scope', { claims: { scp: undefined } }],
    ['a token that has run out', { claims: { exp: 1_700_000_000 } }],
    ['a token of tomorrow', { claims: { nbf: 4_000_000_000 } }],
    ['a key that nobody published', { strangeKey: true }],
    ['no signature', { alg: 'none' }],
    ['nobody in it', { claims: { oid: undefined } }],
  ])('a wrong token is 401: %s', async (_what, wish) => {
    await using desk = await open();
    expect(await desk.ask('manager', 'today', { wish })).toMatchObject({
      status: 401,
      json: { error: { code: 'not-signed-in', says: 'Sign in first.' } },
    });
  });

  test('without a token there is nothing, not even whether a page exists', async () => {
    await using desk = await open();
    for (const path of ['today', 'nothing']) expect((await fetch(`${desk.address}/api/${path}`)).status).toBe(401);
    expect((await desk.ask('manager', 'nothing')).status).toBe(404);
    expect((await desk.ask('manager', 'constructor')).status).toBe(404);
    expect((await desk.ask('manager', 'today', { body: {} })).status).toBe(405);
  });
});

describe('GET /api/why: any number, and what is behind it', () => {
  test('of a pupil: sentence, sessions, source and policy version', async () => {
    await using desk = await open();
    const { status, json } = await desk.ask('headOfYear9', 'why?pupil=P9A1&field=unauthorised');
    expect(status).toBe(200);
    const view = whyView.parse(json);
    expect(view).toMatchObject({ pupil: 'P9A1', on: today, field: 'unauthorised', value: 1, policyVersion: 1 });
    expect(view.reasons).toEqual([
      {
        rule: 'figures.unauthorised',
        says: expect.stringMatching(/^1 unauthorised absence \(G, N, O, U\)\./),
        numbers: expect.objectContaining({ unauthorised: 1 }),
        source: expect.stringMatching(/^Working together/),
        sessions: [`${today} AM`],
      },
    ]);
  });

  test('of a year group: the sums, and no pupil and no session', async () => {
    await using desk = await open();
    const { status, json } = await desk.ask('headOfYear9', 'why?year=9&field=attendance');
    expect(status).toBe(200);
    expect(whyView.parse(json).reasons[0]).toMatchObject({ rule: 'figures.group-rate', sessions: [] });
    expect(JSON.stringify(json)).not.toMatch(/P9A1/);
  });

  test.each([
    ['a pupil of another year', 'headOfYear8', 'why?pupil=P9A1&field=attendance'],
    ['another year', 'headOfYear8', 'why?year=9&field=attendance'],
    ['the first-day work of another year', 'headOfYear8', 'why?year=9&field=open'],
    ['a penalty notice, for a head of year', 'headOfYear9', 'why?pupil=P9A1&field=penaltyConfirmed'],
    ['a penalty notice, for the pastoral office', 'officer', 'why?pupil=P9A1&field=penaltyConfirmed'],
    ['a pupil, for a teacher', 'teacher9A', 'why?pupil=P9A1&field=attendance'],
    ['a pupil nobody knows', 'manager', 'why?pupil=NOBODY&field=attendance'],
  ] as const)('%s is not told, and the attempt is on record', async (_says, who, path) => {
    await using desk = await open();
    expect((await desk.ask(who, path)).status).toBe(403);
    await desk.ordinary.settle();
    const refused = (await desk.ordinary.records.find(auditEvents)).filter(({ record }) => record.verb === 'refused');
    expect(refused.map(({ record }) => record.record)).toEqual(['why']);
  });

  test.each([
    ['why?field=noMark', 'noMark', /without a mark on Tuesday 10 March, morning: neither present nor absent/],
    ['why?field=noReason', 'noReason', /^1 pupil marked N on Tuesday 10 March, morning/],
    ['why?year=9&field=reasonWanted', 'reasonWanted', /^1 pupil marked N on Tuesday 10 March, morning: a reason is/],
    ['why?year=9&field=open', 'open', /not accounted for yet/],
  ])('of this session, as the tab shows it: %s', async (path, field, says) => {
    await using desk = await open();
    const { json } = await desk.ask('headOfYear9', path);
    const today = todayView.parse((await desk.ask('headOfYear9', 'today')).json);
    const shown = { ...today.firstDay[0]!, ...today };
    const view = whyView.parse(json);
    expect(view.value).toBe(shown[field as 'noMark' | 'open']);
    expect(view.reasons[0]).toMatchObject({ says: expect.stringMatching(says), sessions: ['2026-03-10 AM'] });
  });

  test('a penalty-notice counter for those who may: attendance manager and deputy head', async () => {
    await using desk = await open();
    for (const who of ['manager', 'deputy'] as const)
      expect((await desk.ask(who, 'why?pupil=P9A1&field=penaltyConfirmed')).json).toMatchObject({ value: 0 });
  });

  test.each(['why?pupil=P9A1&field=luck', 'why?field=attendance', 'why?pupil=P9A1&year=9&field=attendance'])(
    '%s is no question',
    async (path) => {
      await using desk = await open();
      expect((await desk.ask('manager', path)).status).toBe(400);
    },
  );
});
