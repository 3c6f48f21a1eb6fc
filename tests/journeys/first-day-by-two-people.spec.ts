import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postTo, wordsOf } from '../support/post-text.ts';
import { endDesk, type PersonInTeams, type PostInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

describe('09:15: a first-day list worked through by two people (§4)', () => {
  let desk: RunningDesk;
  let manager: PersonInTeams;
  let officer: PersonInTeams;
  const channel = 'Year 8';

  const channelCard = async (): Promise<PostInTeams> => postTo(await desk.posts(), channel, 'First-day contact');
  const listOf = async (person: PersonInTeams): Promise<PostInTeams> =>
    postTo(await desk.posts(), person.name, 'Your first-day list');
  const tasks = async () => (await desk.list('First day')).filter(({ year }) => year === '8');

  beforeAll(async () => {
    desk = await startDesk({ environment: { DESK_NAMES: 'canary' } });
    await desk.clockTo('09:15');
    manager = await desk.whoIs('attendance-manager');
    officer = await desk.whoIs('pastoral-administration-officer');
  });
  afterAll(async () => await endDesk(desk));

  test('the channel learns how many, and nobody’s name', async () => {
    const words = wordsOf(await channelCard());
    expect(words).toContain('whereabouts to confirm');
    expect(words).not.toContain('Zqx');
  });

  test('a missing mark is “whereabouts to confirm”, an N is “reason wanted”: counted apart', async () => {
    const kinds = (await tasks()).map(({ kind }) => kind);
    const words = wordsOf(await channelCard()).split('\n');
    const number = (label: string): number => Number(words[words.indexOf(label) - 1]);
    expect(number('whereabouts to confirm')).toBe(kinds.filter((kind) => kind === 'whereabouts').length);
    expect(number('reason wanted')).toBe(kinds.filter((kind) => kind === 'reason').length);
    expect(kinds.length).toBeGreaterThan(2);
  });

  test('“Show me the names” brings a personal list to each of the two, the most vulnerable pupil first', async () => {
    const { id } = await channelCard();
    for (const person of [manager, officer]) await desk.press({ post: id, as: person.id, button: 'Show me the names' });
    await desk.settle();
    const [mine, theirs] = [await listOf(manager), await listOf(officer)];
    expect(wordsOf(mine)).toContain('Zqx');
    expect(mine.to).toEqual({ kind: 'person', name: manager.name });
    expect(theirs.to).toEqual({ kind: 'person', name: officer.name });
    const highest = Math.min(...(await tasks()).map(({ tier }) => Number(tier)));
    expect(wordsOf(mine)).toContain(`Priority ${highest},`);
  });

  test('the officer rings without an answer, the manager reaches the parent: two entries, one task, the card counts it', async () => {
    const before = await channelCard();
    await desk.press({ post: (await listOf(officer)).id, as: officer.id, button: 'No answer' });
    await desk.settle();
    const first = (await tasks()).find(({ attempts }) => attempts === 1)!;
    expect(first).toMatchObject({ state: 'tried', lastBy: officer.name });

    await desk.press({
      post: (await listOf(manager)).id,
      as: manager.id,
      button: 'Reason given',
      inputs: { reason: 'Has a cold' },
    });
    await desk.settle();
    const log = await desk.list('Contact log');
    expect(log).toHaveLength(2);
    expect(log.map(({ byName }) => byName).sort()).toEqual([manager.name, officer.name].sort());
    const after = await channelCard();
    expect(after.versions).toBeGreaterThan(before.versions);
    expect(wordsOf(after)).not.toContain('cold');
  });

  test('a teacher of no year team gets no names', async () => {
    const teacher = (await desk.people()).find(({ roles }) => roles.length === 1 && roles[0] === 'teacher')!;
    await desk.press({ post: (await channelCard()).id, as: teacher.id, button: 'Show me the names' });
    await desk.settle();
    const sent = (await desk.posts()).filter(({ to }) => to.name === teacher.name).map(wordsOf);
    expect(sent.join('\n')).not.toContain('Zqx');
  });

  test('no channel post, in any version it had, no preview and no log line holds a pupil’s or parent’s name', async () => {
    const posts = await desk.posts();
    const channels = posts.filter(({ to }) => to.kind === 'channel');
    expect(channels.length).toBeGreaterThan(5);
    for (const { id } of channels)
      expect(JSON.stringify(await desk.control('GET', `/posts?id=${id}`))).not.toContain('Zqx');
    expect(posts.map(({ summary }) => summary ?? '').join('\n')).not.toContain('Zqx');
    expect(desk.log()).not.toContain('Zqx');
    // The names are unmistakable where they may stand: this search would find one.
    expect(posts.map(wordsOf).join('\n')).toContain('Zqx');
  });
});
