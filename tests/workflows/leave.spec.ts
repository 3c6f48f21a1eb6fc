import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import { listName } from '../../shared/records/pupil.ts';
import { leaveListView } from '../../shared/workflows/leave-view.ts';
import { postWaitingLeave } from '../../shared/workflows/post-waiting-leave.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { answerWords, canary, OrdinaryDesk, type StaffName, staff } from '../support/desk.ts';

const request = {
  pupil: 'P9A1',
  from: '2026-03-23',
  to: '2026-03-25',
  reason: 'A wedding *abroad*',
  askedBy: `Pat ${canary}`,
};

const as = async ({ desk }: OrdinaryDesk, who: StaffName) => (await whoIs(desk, staff[who].id))!;

const enter = async (ordinary: OrdinaryDesk, who: StaffName = 'manager', own: Partial<typeof request> = {}) => {
  const taken = await takePress(ordinary.desk, await as(ordinary, who), 'enter-leave', `enter-${who}`, {
    ...request,
    ...own,
  });
  await ordinary.settle();
  return taken;
};

const requests = async ({ records }: OrdinaryDesk) => (await records.find(leaveRequests)).map(({ record }) => record);

describe('entering a request for leave in term time (§7)', () => {
  test('it waits, with its school sessions counted, and each decider has a card at once', async () => {
    const ordinary = new OrdinaryDesk();
    expect((await enter(ordinary)).state).toBe('saved');
    expect(await requests(ordinary)).toMatchObject([{ state: 'waiting', sessions: 6, enteredBy: 'Mercy Okafor' }]);
    expect(ordinary.messenger.posts.map(({ to }) => to.kind === 'person' && to.person)).toEqual([
      'id-deputy',
      'id-head',
    ]);
    await postWaitingLeave(ordinary.desk);
    expect(ordinary.messenger.posts).toHaveLength(2);
  });

  test('the card has the record, the law and what would follow; its summary has no name', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    const words = ordinary.wordsTo('deputy').join(' | ');
    expect(words).toContain(`Ash${canary}P9A1, Robin${canary}`);
    expect(words).toContain('23 March 2026 to 25 March 2026, 6 sessions');
    expect(words).toContain('100.0 % | attendance now');
    expect(words).toContain('Only a person authorised by the school may give leave.');
    expect(words).toContain('A first notice is £160, £80 if paid within 21 days');
    expect(ordinary.postTo('deputy').versions[0]?.summary).toBe('A request is waiting for your decision');
  });

  test.each([
    ['a pupil whom nobody knows', { pupil: 'P0' }, 'No pupil on roll has this id.'],
    ['an end before the beginning', { to: '2026-03-22' }, 'The leave ends before it begins.'],
    [
      'days without school',
      { from: '2026-03-21', to: '2026-03-22' },
      'There is no school session for this pupil in these dates.',
    ],
    [
      'leave that has begun: it cannot be given afterwards',
      { from: '2026-03-09' },
      'The leave has begun already. Leave is asked for in advance; afterwards only the true reason can be recorded.',
    ],
  ])('refused: %s', async (_what, own, why) => {
    const ordinary = new OrdinaryDesk();
    expect(await enter(ordinary, 'manager', own)).toMatchObject({ state: 'refused', says: why });
    expect(await requests(ordinary)).toEqual([]);
  });

  test('the office enters it; a teacher or a head of year does not', async () => {
    const ordinary = new OrdinaryDesk();
    expect((await enter(ordinary, 'officer')).state).toBe('saved');
    expect(await enter(ordinary, 'teacher9A')).toMatchObject({ state: 'refused', forbidden: true });
    expect(await enter(ordinary, 'headOfYear9')).toMatchObject({ state: 'refused', forbidden: true });
  });
});

describe('deciding on it', () => {
  test('a refusal is kept with who, when, why and what was shown, and the card becomes a receipt for both', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    ordinary.at('08:40');
    const answer = await ordinary.press(ordinary.postTo('deputy'), 'deputy', 'Refuse', { reason: 'A holiday' });
    expect(answerWords(answer)).toContain('Refused by Dora Marsh');
    await ordinary.settle();
    const [kept] = await requests(ordinary);
    expect(kept).toMatchObject({
      state: 'refused',
      decidedBy: 'id-deputy',
      decidedByName: 'Dora Marsh',
      decidedAt: '2026-03-10T08:40:00Z',
      decisionReason: 'A holiday',
      code: 'G or O',
    });
    // 112 days until yesterday; then 18 sessions attended and 6 missed: 242 of 248.
    expect(JSON.parse(kept!.shown!)).toEqual({
      possible: 224,
      attended: 224,
      attendanceAfter: '97.6',
      policyVersion: 1,
    });
    for (const who of ['deputy', 'head'] as const) expect(ordinary.wordsTo(who)).toContain('Refused by Dora Marsh');
  });

  test('a grant gives the code C', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    await ordinary.press(ordinary.postTo('head'), 'head', 'Grant', { reason: 'A funeral' });
    expect(await requests(ordinary)).toMatchObject([{ state: 'granted', code: 'C' }]);
  });

  test('nobody decides without a reason', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    expect(answerWords(await ordinary.press(ordinary.postTo('head'), 'head', 'Grant', { reason: ' ' }))).toContain(
      'Write the reason first.',
    );
    expect(await requests(ordinary)).toMatchObject([{ state: 'waiting' }]);
  });

  test('who comes second is told what was decided, and by whom', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    await ordinary.press(ordinary.postTo('deputy'), 'deputy', 'Refuse', { reason: 'A holiday' });
    const late = await ordinary.press(ordinary.postTo('head'), 'head', 'Grant', { reason: 'Once only' }, 0);
    expect(answerWords(late)).toContain('D Marsh was first: the request is refused.');
    expect(await requests(ordinary)).toMatchObject([{ state: 'refused', decidedBy: 'id-deputy' }]);
  });

  test.each(['teacher9A', 'manager', 'officer', 'headOfYear9', 'dsl', 'governor'] as const)(
    '%s presses the deputy’s button: refused in words, audited, nothing decided',
    async (who) => {
      const ordinary = new OrdinaryDesk();
      await enter(ordinary);
      const answer = await ordinary.press(ordinary.postTo('deputy'), who, 'Grant', { reason: 'Please' });
      expect(answer).toEqual({
        kind: 'says',
        says: 'Your role does not allow this. It has been noted; nothing was changed.',
      });
      await ordinary.settle();
      expect(await requests(ordinary)).toMatchObject([{ state: 'waiting' }]);
      const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
      expect(events.at(-1)).toMatchObject({ verb: 'refused', by: staff[who].id });
    },
  );

  test('a head whose own child it is has no card, and may not decide', async () => {
    const ordinary = new OrdinaryDesk();
    ordinary.pupilIs('P9A1', { parentStaffCodes: ['HVA'] });
    await enter(ordinary);
    expect(ordinary.messenger.posts.map(({ to }) => to.kind === 'person' && to.person)).toEqual(['id-deputy']);
    const answer = await ordinary.press(ordinary.postTo('deputy'), 'head', 'Grant', { reason: 'Mine' });
    expect(answerWords(answer)).toMatch(/^Your role does not allow this/);
  });

  test('leave that has begun can no longer be granted', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    ordinary.at('2026-03-24T09:00');
    expect(answerWords(await ordinary.press(ordinary.postTo('head'), 'head', 'Grant', { reason: 'Late' }))).toContain(
      'The leave has begun.',
    );
  });
});

describe('reading the requests', () => {
  test.each([
    ['manager', 1],
    ['deputy', 1],
    ['head', 1],
    ['officer', 1],
    ['dsl', 1],
    ['headOfYear9', 0],
    ['teacher9A', undefined],
  ] as const)('%s sees %s', async (who, count) => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    expect((await leaveListView(ordinary.desk, await as(ordinary, who)))?.requests.length).toBe(count);
  });

  test.each([
    ['headOfYear9', ['P9A1']],
    ['headOfYear8', []],
    ['manager', []],
  ] as const)('%s sees the dates alone of %j: no reason, no parent, no decision', async (who, pupils) => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    const view = await leaveListView(ordinary.desk, await as(ordinary, who));
    const names = pupils.map((pupil) => listName(ordinary.pupils.get(pupil)!));
    expect(view?.dates.map(({ name }) => name)).toEqual(names);
    for (const dates of view!.dates)
      expect(Object.keys(dates).toSorted()).toEqual(['form', 'from', 'id', 'name', 'sessions', 'to', 'year']);
  });

  test('dates that are over are no news', async () => {
    const ordinary = new OrdinaryDesk();
    await enter(ordinary);
    ordinary.at('2026-05-05T09:00');
    expect((await leaveListView(ordinary.desk, await as(ordinary, 'headOfYear9')))?.dates).toEqual([]);
  });
});
