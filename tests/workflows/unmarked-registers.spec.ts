import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { registerNotes } from '../../shared/records/register-note.ts';
import { postUnmarkedRegisters } from '../../shared/workflows/post-unmarked-registers.ts';
import { refreshCards } from '../../shared/workflows/refresh-cards.ts';
import { answerWords, OrdinaryDesk, today, wordsOf } from '../support/desk.ts';

/** 09:10: year 9 has 9B and 9C untaken, year 8 is complete. */
const atClose = async (): Promise<OrdinaryDesk> => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:09');
  ordinary.export({ taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44' } });
  ordinary.at('09:10');
  return ordinary;
};

const post = ({ desk }: OrdinaryDesk) => postUnmarkedRegisters(desk, { date: today, half: 'AM' });

const notes = async ({ records }: OrdinaryDesk) =>
  (await records.find(registerNotes)).map(({ record }) => record).filter(({ action }) => action !== 'unmarked');

describe('registers unmarked at close (§3.3)', () => {
  test('one card a year that has any; a year without is silent', async () => {
    const ordinary = await atClose();
    const { posts, silent } = await post(ordinary);
    expect(posts.map(({ key, to }) => [key, to.name])).toEqual([[`${today}/unmarked/AM/9`, 'Year 9']]);
    expect(silent).toEqual([{ what: 'Year 8, unmarked registers AM', why: 'every register is taken' }]);
    expect(ordinary.wordsTo('Year 9')).toEqual([
      'Registers to chase',
      'Year 9',
      'Tuesday 10 March, morning',
      '2 registers not taken at 09:10',
      '9B',
      'Dee Esk, room R9B',
      'Not taken',
      '9C',
      'Eve Farr, room R9C',
      'Not taken',
    ]);
  });

  test('it is kept that they were unmarked at close', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    const kept = (await ordinary.records.find(registerNotes)).map(({ record }) => [record.group, record.action]);
    expect(kept).toEqual([
      ['9B', 'unmarked'],
      ['9C', 'unmarked'],
    ]);
  });

  test('a register that comes in is struck off, and the card changes once', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    ordinary.at('09:13');
    ordinary.export({ taken: { '9B': '09:12' } });
    await refreshCards(ordinary.desk);
    await refreshCards(ordinary.desk);
    expect(ordinary.postTo('Year 9').versions).toHaveLength(2);
    expect(ordinary.wordsTo('Year 9')).toContain('1 register not taken at 09:10');
    expect(ordinary.wordsTo('Year 9')).toContain('Taken 09:12, after it closed');
  });

  test('when Teams does not answer it is sent once more and says so; then it rests', async () => {
    const ordinary = await atClose();
    ordinary.messenger.failNext('unanswered', true);
    const { posts } = await post(ordinary);
    expect(posts[0]?.state).toBe('sent');
    expect(
      ordinary.messenger.posts.map(({ versions }) =>
        wordsOf(versions[0]!.card).includes('Sent again: Teams did not confirm the first copy.'),
      ),
    ).toEqual([false, true]);
    await post(ordinary);
    expect(ordinary.messenger.posts).toHaveLength(2);
  });

  test('where somebody in the channel is not staff nothing is posted, and the office is told', async () => {
    const ordinary = await atClose();
    ordinary.messenger.setMembers('channel-9', ['id-manager', 'id-somebody']);
    const { posts, silent } = await post(ordinary);
    expect(posts.map(({ to }) => to)).toEqual([{ kind: 'person', name: 'Mercy Okafor' }]);
    expect(silent[1]?.why).toBe('the channel has members who are not staff; the office is told');
  });
});

describe('pressing the card', () => {
  test('what was done stands in the list and on the card, for everybody', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    ordinary.at('09:12');
    const answer = await ordinary.press(ordinary.postTo('Year 9'), 'headOfYear9', 'Somebody is going', {
      register: '9B',
    });
    expect(answerWords(answer)).toContain('Saved: somebody is going to 9B.');
    await ordinary.settle();
    expect(await notes(ordinary)).toMatchObject([
      { group: '9B', action: 'somebody-going', by: 'id-hoy9', byName: 'Noor Bell', at: '2026-03-10T09:12:00Z' },
    ]);
    expect(ordinary.wordsTo('Year 9')).toContain('Somebody is going: N Bell, 09:12');
  });

  test('the same press twice counts once and is answered alike', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    const card = ordinary.postTo('Year 9');
    const both = await Promise.all(
      [1, 2].map(() => ordinary.press(card, 'officer', 'Somebody is going', { register: '9B' })),
    );
    await ordinary.settle();
    expect(both.map(answerWords)[1]).toContain('Saved');
    expect(await notes(ordinary)).toHaveLength(1);
  });

  test('a press on a card that has moved on is told who was first', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    const card = ordinary.postTo('Year 9');
    await ordinary.press(card, 'officer', 'Somebody is going', { register: '9B' });
    await ordinary.settle();
    const answer = await ordinary.press(card, 'headOfYear9', 'Nudge again', { register: '9B' }, 0);
    expect(answerWords(answer)).toContain('P Quill was first: 9B, Somebody is going: P Quill, 09:10.');
    expect(await notes(ordinary)).toHaveLength(1);
    // What was done about another register is no reason to refuse.
    const other = await ordinary.press(card, 'headOfYear9', 'Somebody is going', { register: '9C' }, 0);
    expect(answerWords(other)).toContain('Saved: somebody is going to 9C.');
  });

  test('a register that was taken meanwhile is not chased', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    const card = ordinary.postTo('Year 9');
    ordinary.export({ taken: { '9B': '09:10' } });
    expect(answerWords(await ordinary.press(card, 'officer', 'Nudge again', { register: '9B' }))).toContain(
      'The register was first: 9B was taken 09:10.',
    );
    await ordinary.settle();
    expect(ordinary.messenger.posts.filter(({ to }) => to.kind === 'person')).toEqual([]);
  });

  test('“Nudge again” nudges the teacher once more', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    await ordinary.press(ordinary.postTo('Year 9'), 'manager', 'Nudge again', { register: '9C' });
    await ordinary.settle();
    expect(ordinary.wordsTo('teacher9C')).toContain('9C, room R9C');
  });

  test('“Not due” wants to know why, and takes the register off the card', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    const card = ordinary.postTo('Year 9');
    expect(answerWords(await ordinary.press(card, 'officer', 'Not due', { register: '9B' }))).toContain(
      'Say why it is not due.',
    );
    expect(await notes(ordinary)).toEqual([]);
    await ordinary.press(card, 'officer', 'Not due', { register: '9B', why: 'On a trip' });
    await ordinary.settle();
    expect(ordinary.wordsTo('Year 9')).toContain('Not due (On a trip): P Quill, 09:10');
    expect(ordinary.wordsTo('Year 9')).toContain('1 register not taken at 09:10');
  });

  test.each(['teacher9B', 'headOfYear8', 'governor', 'deputy'] as const)(
    '%s may not, is told so, and it is audited',
    async (who) => {
      const ordinary = await atClose();
      await post(ordinary);
      const answer = await ordinary.press(ordinary.postTo('Year 9'), who, 'It has been taken', { register: '9B' });
      expect(answer).toEqual({
        kind: 'says',
        says: 'Your role does not allow this. It has been noted; nothing was changed.',
      });
      await ordinary.settle();
      expect(await notes(ordinary)).toEqual([]);
      const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
      expect(events).toMatchObject([{ verb: 'refused', record: `register ${today} AM 9B` }]);
    },
  );

  test('somebody whom the directory does not know is told so and nothing else', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    const answer = await ordinary.press(ordinary.postTo('Year 9'), 'id-unknown', 'It has been taken', {
      register: '9B',
    });
    expect(answerWords(answer)).toMatch(/^Attendance Desk does not know you/);
  });

  test.each([
    ['another register’s year', { post: `${today}/unmarked/AM/8` }],
    ['another version', { seen: '9B:7 9C:7' }],
    ['another action', { action: 'not-due' }],
    ['another signature', { sig: 'x' }],
  ])('a button whose data were changed is refused: %s', async (_what, changed) => {
    const ordinary = await atClose();
    await post(ordinary);
    const answer = await ordinary.press(ordinary.postTo('Year 9'), 'manager', 'It has been taken', {
      register: '9B',
      ...changed,
    });
    expect(answerWords(answer)).toMatch(/^This card does not come from Attendance Desk/);
    expect(await notes(ordinary)).toEqual([]);
  });

  test('a card of a past day is closed', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    ordinary.at('2026-03-11T08:45');
    expect(
      answerWords(await ordinary.press(ordinary.postTo('Year 9'), 'manager', 'It has been taken', { register: '9B' })),
    ).toContain('This card is of a past day and is closed.');
  });

  test('a press that cannot be written down is refused in words', async () => {
    const ordinary = await atClose();
    await post(ordinary);
    ordinary.presses.isFull = true;
    expect(
      answerWords(await ordinary.press(ordinary.postTo('Year 9'), 'manager', 'It has been taken', { register: '9B' })),
    ).toContain('This could not be written down, so nothing was changed.');
  });
});
