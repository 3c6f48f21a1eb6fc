import { describe, expect, test } from 'vitest';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { nudgeTeachers } from '../../shared/workflows/nudge-teachers.ts';
import { refreshCards } from '../../shared/workflows/refresh-cards.ts';
import { OrdinaryDesk, staff, today, wordsOf } from '../support/desk.ts';
import { year2025to26 } from '../support/reference-calendar.ts';

const allButTwo = { '8A': '08:42', '8B': '08:43', '9A': '08:44' };

/** 08:50, registers of 9B and 9C not taken. */
const atTenToNine = (taken: Record<string, string> = allButTwo): OrdinaryDesk => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('08:49');
  ordinary.export({ taken });
  ordinary.at('08:50');
  return ordinary;
};

const nudge = ({ desk }: OrdinaryDesk, round = 1) => nudgeTeachers(desk, { date: today, half: 'AM', round });

describe('the private nudge, ten and twenty minutes after opening (§3.3)', () => {
  test('goes to each teacher whose register is not taken: class code, room and time, nothing else', async () => {
    const ordinary = atTenToNine();
    const { posts, silent } = await nudge(ordinary);
    expect(posts.map(({ key, to }) => [key, to.name])).toEqual([
      [`${today}/nudge/AM/1/9B`, 'Dee Esk'],
      [`${today}/nudge/AM/1/9C`, 'Eve Farr'],
    ]);
    expect(silent).toContainEqual({ what: 'register 9A AM', why: 'taken 08:44' });
    expect(ordinary.wordsTo('teacher9B')).toEqual([
      'A register is waiting to be taken',
      '9B, room R9B',
      'Tuesday 10 March, morning',
      'Open since 08:40, closes at 09:10.',
      'Please take it in the school’s system. If somebody else has the class, tell the attendance office.',
    ]);
  });

  test('is not sent twice in a round, and once more in the next', async () => {
    const ordinary = atTenToNine();
    await nudge(ordinary);
    expect((await nudge(ordinary)).silent).toContainEqual({ what: 'register 9B AM', why: 'it is posted already' });
    ordinary.at('09:00');
    expect((await nudge(ordinary, 2)).posts).toHaveLength(2);
    expect(ordinary.messenger.posts).toHaveLength(4);
  });

  test('is not sent for a register that came in a moment before', async () => {
    const ordinary = atTenToNine();
    ordinary.messenger.beforeSend = () => {
      ordinary.messenger.beforeSend = undefined;
      ordinary.export({ taken: { '9C': '08:50' } });
    };
    const { posts, silent } = await nudge(ordinary);
    expect(posts.map(({ to }) => to.name)).toEqual(['Dee Esk']);
    expect(silent).toContainEqual({ what: 'register 9C AM', why: 'taken 08:50' });
  });

  test('is not repeated when Teams did not answer: at most once (reliability §2)', async () => {
    const ordinary = atTenToNine();
    ordinary.messenger.failNext('unanswered', true);
    const { posts } = await nudge(ordinary);
    expect(posts.map(({ to, state }) => [to.name, state])).toEqual([
      ['Dee Esk', 'unconfirmed'],
      ['Eve Farr', 'sent'],
    ]);
    const again = await nudge(ordinary);
    expect(again.posts).toEqual([]);
    expect(ordinary.messenger.posts).toHaveLength(2);
  });

  test('is tried again when Teams was busy and said that it took nothing', async () => {
    const ordinary = atTenToNine();
    ordinary.messenger.failNext('busy');
    await expect(nudge(ordinary)).rejects.toThrow();
    expect((await nudge(ordinary)).posts.map(({ to }) => to.name)).toEqual(['Dee Esk']);
    expect(ordinary.messenger.posts).toHaveLength(2);
  });

  test('becomes a word of thanks when the register is in', async () => {
    const ordinary = atTenToNine();
    await nudge(ordinary);
    ordinary.at('08:53');
    ordinary.export({ taken: { '9B': '08:52' } });
    await refreshCards(ordinary.desk);
    await refreshCards(ordinary.desk);
    expect(ordinary.wordsTo('teacher9B')).toContain('Taken 08:52. Thank you.');
    expect(ordinary.postTo('teacher9B').versions).toHaveLength(2);
    expect(ordinary.postTo('teacher9C').versions).toHaveLength(1);
  });

  test('on a rehearsal nothing is written or sent, and it says what would be', async () => {
    const ordinary = atTenToNine();
    const { posts } = await nudgeTeachers(ordinary.desk, { date: today, half: 'AM', round: 1 }, { rehearse: true });
    expect(posts.map(({ state }) => state)).toEqual(['rehearsed', 'rehearsed']);
    expect(ordinary.messenger.posts).toEqual([]);
    expect(await ordinary.ledger.onDate(today)).toEqual([]);
  });
});

describe('old data accuses nobody, and no storm (reliability §3)', () => {
  test('when the export is older than 30 minutes the office hears it, no teacher does', async () => {
    const ordinary = atTenToNine();
    ordinary.at('09:00');
    ordinary.book = Object.assign(Object.create(Object.getPrototypeOf(ordinary.book)), ordinary.book, {
      exportedAt: '2026-03-10T08:29:00Z',
    });
    const { posts, silent } = await nudge(ordinary, 2);
    expect(posts.map(({ to }) => to.name)).toEqual(['Mercy Okafor']);
    expect(silent[0]).toEqual({ what: 'nudges AM 2', why: 'the export is 31 minutes old' });
    expect(ordinary.wordsTo('manager')).toContain('The registers are not up to date here');
  });

  test('when more than 40 % of registers look untaken the office is asked, and may send them all the same', async () => {
    const ordinary = atTenToNine({ '8A': '08:42' });
    const { posts } = await nudge(ordinary);
    expect(posts.map(({ to }) => to.name)).toEqual(['Mercy Okafor']);
    const card = ordinary.postTo('manager');
    await ordinary.press(card, 'manager', 'Send it all the same');
    await ordinary.settle();
    expect(ordinary.messenger.posts.filter(({ to }) => to.kind === 'person')).toHaveLength(5);
  });

  test('exactly 40 % is believed', async () => {
    expect((await nudge(atTenToNine(allButTwo))).posts).toHaveLength(2);
  });

  test('on a closed day nobody hears anything', async () => {
    const ordinary = atTenToNine();
    ordinary.calendar = Calendar.parse({
      ...year2025to26,
      closures: [...year2025to26.closures, { date: today, session: 'AM', why: 'Snow' }],
    });
    expect(await nudge(ordinary)).toEqual({ posts: [], silent: [{ what: 'nudges AM 1', why: 'no session: Snow' }] });
  });

  test('before registers open and after they close nobody is nudged', async () => {
    const ordinary = atTenToNine();
    ordinary.at('09:10');
    expect((await nudge(ordinary)).silent[0]?.why).toBe('registers are open from 08:40 to 09:10, it is 09:10');
  });

  test('a teacher without an account is named to nobody but the report', async () => {
    const ordinary = atTenToNine();
    const { id, name } = staff.teacher9B;
    ordinary.directory.put({ id, name, email: 't9b@larkrise.example', enabled: false });
    expect((await nudge(ordinary)).silent).toContainEqual({
      what: 'register 9B AM',
      why: 'its teacher has no account in the directory',
    });
  });

  test('a fourth message within the hour is not sent', async () => {
    const ordinary = atTenToNine();
    for (const round of [1, 2, 3, 4]) await nudge(ordinary, round);
    expect(
      ordinary.messenger.posts.filter(({ versions }) => wordsOf(versions[0]!.card).includes('9B, room R9B')),
    ).toHaveLength(3);
  });
});
