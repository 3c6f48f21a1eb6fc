import { describe, expect, test } from 'vitest';
import { morningChecks } from '../../shared/workflows/morning-checks.ts';
import { canary, staff, wordsOf } from '../support/desk.ts';
import { SoundSchool } from '../support/patient.ts';

const run = async (school: SoundSchool) => await morningChecks(school.ordinary.desk, school.patient);

const cardsTo = (school: SoundSchool, who: keyof typeof staff) =>
  school.ordinary.messenger.posts.filter(({ to }) => to.kind === 'person' && to.person === staff[who].id);
const words = (school: SoundSchool): string[] =>
  cardsTo(school, 'manager').map(({ versions }) => wordsOf(versions[0]!.card).join(' | '));

const emptied = (school: SoundSchool): void => school.ordinary.directory.leave('group-governor', staff.governor.id);
const channelGone = (school: SoundSchool): void => {
  school.tenant.teams.set('team-pastoral', [{ id: 'channel-8', name: 'Year 8' }]);
};

describe('the morning’s look at what the desk stands on', () => {
  test('all is well: nobody is told', async () => {
    const school = await SoundSchool.open();
    const { posts, found } = await run(school);
    expect(posts).toEqual([]);
    expect(found?.ok).toBe(true);
  });

  test('two findings are one card to the attendance manager, with what to do about each', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    channelGone(school);
    await run(school);
    expect(school.ordinary.messenger.posts).toHaveLength(1);
    const [card] = words(school);
    expect(card).toContain('2 things are not as the desk needs');
    expect(card).toContain('group group-governor: nobody is in the group of governor');
    expect(card).toContain('channel channel-9');
    expect(card).toContain('policy.json');
  });

  test('the same finding is told once a day; a new one is told alone', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    await run(school);
    await run(school);
    expect(words(school)).toHaveLength(1);
    channelGone(school);
    await run(school);
    expect(words(school)).toHaveLength(2);
    expect(words(school)[1]).not.toContain('group-governor');
    expect(words(school)[1]).toContain('1 thing is not as the desk needs');
  });

  test('and again on the next day', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    await run(school);
    school.ordinary.at('2026-03-11T07:30');
    await run(school);
    expect(words(school)).toHaveLength(2);
  });

  test('a card that did not get through is tried again', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    school.ordinary.messenger.failNext('forbidden');
    await run(school);
    expect(words(school)).toHaveLength(0);
    await run(school);
    expect(words(school)).toHaveLength(1);
  });

  test('the same of many is one line of the card', async () => {
    const school = await SoundSchool.open();
    school.tenant.installed = new Set(['team-pastoral']);
    await run(school);
    const [card] = words(school);
    expect(card).toContain('1 thing is not');
    expect(card).toContain('app for people, 11 of them');
    await run(school);
    expect(words(school)).toHaveLength(1);
  });

  test('more findings than a card holds: eight stand there, the rest is a number', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    channelGone(school);
    Object.assign(school.host, { free: 1, databaseSays: 'it does not answer', waiting: ['1 press waits'] });
    Object.assign(school.tenant, { granted: [], writable: false, seesOtherSite: true });
    await run(school);
    const [card] = words(school);
    expect(card).toContain('10 things are not');
    expect(card).toContain('And 2 more');
    await run(school);
    expect(words(school)).toHaveLength(1);
  });

  test('the log names each finding by its ids', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    await run(school);
    expect(school.ordinary.logged).toContainEqual({
      event: 'finding',
      fields: {
        school: 'larkrise',
        kind: 'roles',
        record: 'group group-governor',
        error: 'nobody is in the group of governor',
      },
    });
    expect(JSON.stringify([school.ordinary.logged, school.ordinary.messenger.posts])).not.toContain(canary);
  });

  test('Microsoft 365 is silent: nobody is told, there is nothing the office could mend', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    school.tenant.reachable = false;
    expect((await run(school)).found).toBeUndefined();
    expect(school.ordinary.messenger.posts).toEqual([]);
  });

  test('a rehearsal says what would be posted and posts nothing', async () => {
    const school = await SoundSchool.open();
    emptied(school);
    const { posts } = await morningChecks(school.ordinary.desk, school.patient, { rehearse: true });
    expect(posts).toMatchObject([{ state: 'rehearsed', to: { name: staff.manager.name } }]);
    expect(school.ordinary.messenger.posts).toEqual([]);
  });
});
