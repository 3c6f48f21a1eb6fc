import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsOf } from '../support/post-text.ts';
import { endDesk, type PersonInTeams, type PostInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

describe('a parent asks for leave in term time; the deputy head decides (§7)', () => {
  let desk: RunningDesk;
  let deputy: PersonInTeams;
  let card: PostInTeams;

  const cardOf = async (person: PersonInTeams): Promise<PostInTeams | undefined> =>
    (await desk.posts()).find(
      ({ to, card: drawn }) => to.name === person.name && JSON.stringify(drawn).includes('"refuse"'),
    );

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('08:36');
    deputy = await desk.whoIs('deputy-head');
    card = (await cardOf(deputy))!;
  });
  afterAll(async () => await endDesk(desk));

  test('the card shows the record, the law and what would follow, in the deputy’s personal chat', () => {
    expect(card.to.kind).toBe('person');
    const words = wordsOf(card);
    expect(words).toContain('sessions attended');
    expect(words).toMatch(/exceptional/i);
    expect(words).toContain('£80');
    expect(words).toContain('£160');
  });

  test('its preview names nobody', () => {
    expect(card.summary).toBe('A request is waiting for your decision');
  });

  test('a teacher’s press on that button is refused, nothing is decided, and the attempt is in the audit', async () => {
    const teacher = (await desk.people()).find(({ roles }) => roles.length === 1 && roles[0] === 'teacher')!;
    await desk.press({ post: card.id, as: teacher.id, button: 'Grant', inputs: { reason: 'I say so' } });
    await desk.settle();
    expect((await desk.list('Leave requests')).map(({ state }) => state)).toEqual(['waiting']);
    expect((await desk.list('Audit')).some(({ verb, by }) => verb === 'refused' && by === teacher.id)).toBe(true);
  });

  test('the attendance manager sees the request through the tab and may not decide on it', async () => {
    const manager = await desk.whoIs('attendance-manager');
    const { body } = await desk.api(manager.id, 'GET', 'leave');
    const [request] = (body as { requests: { id: string; version: string; mayDecide: boolean }[] }).requests;
    expect(request!.mayDecide).toBe(false);
    const { status } = await desk.api(manager.id, 'POST', 'leave/decide', {
      key: 'journey-manager-decides',
      id: request!.id,
      version: request!.version,
      decision: 'grant',
      reason: 'It is only a week',
    });
    expect(status).toBe(403);
  });

  test('a decision without a reason is not taken', async () => {
    await desk.press({ post: card.id, as: deputy.id, button: 'Refuse', inputs: { reason: ' ' } });
    await desk.settle();
    expect((await desk.list('Leave requests')).map(({ state }) => state)).toEqual(['waiting']);
  });

  test('the deputy refuses with a reason: the decision is a record with who, when and what was shown', async () => {
    await desk.press({
      post: card.id,
      as: deputy.id,
      button: 'Refuse',
      inputs: { reason: 'A holiday is not exceptional.' },
    });
    await desk.settle();
    const [request] = await desk.list('Leave requests');
    expect(request).toMatchObject({
      state: 'refused',
      decidedBy: deputy.id,
      decidedByName: deputy.name,
      decisionReason: 'A holiday is not exceptional.',
    });
    expect(String(request!.decidedAt)).toContain('2026-03-10T08:36');
    expect(String(request!.shown)).toMatch(/possible/);
  });

  test('the card becomes a receipt, for the head too, and can no longer be pressed', async () => {
    const head = await desk.whoIs('head');
    const receipts = (await desk.posts()).filter(({ to }) => to.name === deputy.name || to.name === head.name);
    const said = receipts.map(wordsOf).filter((words) => words.includes('A holiday is not exceptional.'));
    expect(said).toHaveLength(2);
    expect(await cardOf(deputy)).toBeUndefined();
    expect(await cardOf(head)).toBeUndefined();
  });
});
