import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { firstDayTasks } from '../../shared/records/first-day-task.ts';
import { safeguardingReferences } from '../../shared/records/safeguarding-reference.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { refreshCards } from '../../shared/workflows/refresh-cards.ts';
import { answerWords, canary, OrdinaryDesk, type StaffName, staff, today, wordsOf } from '../support/desk.ts';

/** 09:15: 9C has no register; in 9A two are marked N, one is ill, and one mark is missing. */
const atQuarterPast = (): OrdinaryDesk => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:14');
  ordinary.export({
    taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44', '9B': '08:50' },
    marks: { P9A1: 'N', P9A2: 'N', P9A3: 'I', P9A4: null },
  });
  ordinary.at('09:15');
  return ordinary;
};

const post = ({ desk }: OrdinaryDesk) => postFirstDay(desk, { date: today, half: 'AM' });
const tasks = async ({ records }: OrdinaryDesk) => (await records.find(firstDayTasks)).map(({ record }) => record);
const task = async (ordinary: OrdinaryDesk, pupil: string) =>
  (await tasks(ordinary)).find((one) => one.pupil === pupil);

/** Asks for the names and answers with the personal card. */
const listOf = async (ordinary: OrdinaryDesk, who: StaffName) => {
  await ordinary.press(ordinary.postTo('Year 9', 'First-day contact'), who, 'Show me the names');
  await ordinary.settle();
  return ordinary.postTo(who, 'Your first-day list');
};

describe('the first-day list (§3.3, §4)', () => {
  test('no mark after close is whereabouts to confirm, N is a reason wanted; a reason that is known is neither', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    const kinds = Object.fromEntries((await tasks(ordinary)).map(({ pupil, kind }) => [pupil, kind]));
    expect(kinds).toEqual({
      P9A1: 'reason',
      P9A2: 'reason',
      P9A4: 'whereabouts',
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`P9C${at}`, 'whereabouts'])),
    });
  });

  test('one card a year, in counts only, kinds apart; a year that is complete is silent', async () => {
    const ordinary = atQuarterPast();
    const { posts, silent } = await post(ordinary);
    expect(posts.map(({ key }) => key)).toEqual([`${today}/first-day/AM/9`]);
    expect(silent).toEqual([{ what: 'Year 8, first-day card AM', why: 'everybody is accounted for' }]);
    const words = ordinary.wordsTo('Year 9').join(' | ');
    expect(words).toContain('7 | whereabouts to confirm | 2 | reason wanted | 0 | of 9 accounted for');
    expect(words).toContain('No register yet: 9C.');
    expect(words).not.toContain(canary);
  });

  test('nobody’s own list is sent unasked', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    await ordinary.settle();
    expect(ordinary.messenger.posts.filter(({ to }) => to.kind === 'person')).toEqual([]);
  });

  test('contact is made in the order of the tiers, and the flag is not shown (§4.2)', async () => {
    const ordinary = atQuarterPast();
    ordinary.flag('P9A2', 'child-protection');
    await post(ordinary);
    expect((await task(ordinary, 'P9A2'))?.tier).toBe(1);
    const words = wordsOf((await listOf(ordinary, 'officer')).versions.at(-1)!.card).join(' | ');
    expect(words).toContain(`Ash${canary}P9A2, Robin${canary}`);
    expect(words).toContain('Priority 1, first contact by 09:40');
    expect(words).toContain(`Mother | Pat ${canary} of P9A2, 07700 900001`);
    expect(words).not.toMatch(/protection/i);
  });

  test('a mark that comes in settles the task, a register that comes in strikes off its pupils', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    ordinary.at('09:20');
    ordinary.export({ taken: { '9C': '09:19' }, marks: { P9C6: 'N', P9A1: 'M' } });
    await refreshCards(ordinary.desk);
    expect(await task(ordinary, 'P9A1')).toMatchObject({ state: 'resolved', outcome: 'The school’s system now has M' });
    expect(await task(ordinary, 'P9C1')).toMatchObject({ state: 'resolved' });
    expect(await task(ordinary, 'P9C6')).toMatchObject({ state: 'open', kind: 'reason' });
    expect(ordinary.wordsTo('Year 9').join(' | ')).toContain('6 | of 9 accounted for');
    expect(ordinary.postTo('Year 9').versions).toHaveLength(2);
  });

  test('when more than 15 % of the roll is marked absent the office is asked first', async () => {
    const ordinary = atQuarterPast();
    ordinary.export({ marks: Object.fromEntries(['P8A1', 'P8A2', 'P8B1'].map((pupil) => [pupil, 'N'])) });
    const { posts, silent } = await post(ordinary);
    expect(posts.map(({ to }) => to.name)).toEqual(['Mercy Okafor']);
    expect(silent[0]?.why).toBe('6 of 30 pupils are marked absent, more than is believed: the office is asked');
    await ordinary.press(ordinary.postTo('manager'), 'manager', 'Send it all the same');
    await ordinary.settle();
    expect(ordinary.postTo('Year 8').versions[0]?.summary).toBe('First-day contact');
  });

  test('a rehearsal makes no tasks', async () => {
    const ordinary = atQuarterPast();
    const { posts } = await postFirstDay(ordinary.desk, { date: today, half: 'AM' }, { rehearse: true });
    expect(posts).toHaveLength(1);
    expect(await tasks(ordinary)).toEqual([]);
  });
});

describe('working through it', () => {
  test('“No answer” is an attempt, never the end of a task (§4.1)', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    const list = await listOf(ordinary, 'officer');
    ordinary.at('09:21');
    const answer = await ordinary.press(list, 'officer', 'No answer');
    expect(answerWords(answer)).toContain('No answer 09:21, P Quill');
    expect(await task(ordinary, 'P9A1')).toMatchObject({ state: 'tried', attempts: 1, lastBy: 'Paul Quill' });
    // The next pupil stands on the card; the one who was tried comes round again at the end.
    expect(answerWords(answer)).toContain(`Ash${canary}P9A2`);
  });

  test('a reason given settles it, is kept in the contact log, and the channel’s counts follow', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    const list = await listOf(ordinary, 'headOfYear9');
    await ordinary.press(list, 'headOfYear9', 'Reason given', { reason: 'Ill since the night', spokenTo: 'Pat' });
    await ordinary.settle();
    expect((await ordinary.records.find(contactLog)).map(({ record }) => record)).toMatchObject([
      {
        pupil: 'P9A1',
        outcome: 'reached',
        reasonGiven: 'Ill since the night',
        personSpokenTo: 'Pat',
        byName: 'Noor Bell',
      },
    ]);
    expect(await task(ordinary, 'P9A1')).toMatchObject({ state: 'resolved', outcome: 'Ill since the night' });
    expect(ordinary.wordsTo('Year 9').join(' | ')).toContain('1 | of 9 accounted for');
  });

  test('two people work through one list: the second is told who was first, and sees the next pupil', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    const first = await listOf(ordinary, 'officer');
    const second = await listOf(ordinary, 'headOfYear9');
    await ordinary.press(first, 'officer', 'Spoke to parent');
    const late = await ordinary.press(second, 'headOfYear9', 'No answer');
    expect(answerWords(late)).toContain('P Quill was first: Reached 09:15, P Quill.');
    await ordinary.settle();
    expect(await ordinary.records.find(contactLog)).toHaveLength(1);
    expect(wordsOf(second.versions.at(-1)!.card).join()).toContain(`Ash${canary}P9A2`);
  });

  test('“Visit needed” leaves the list of calls and is counted', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    await ordinary.press(await listOf(ordinary, 'manager'), 'manager', 'Visit needed');
    await ordinary.settle();
    expect(await task(ordinary, 'P9A1')).toMatchObject({ state: 'visit' });
    expect(ordinary.wordsTo('Year 9').join(' | ')).toContain('Visit needed | 1');
  });

  test('a press twice is one attempt', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    const list = await listOf(ordinary, 'officer');
    await Promise.all([ordinary.press(list, 'officer', 'No answer'), ordinary.press(list, 'officer', 'No answer')]);
    await ordinary.settle();
    expect(await ordinary.records.find(contactLog)).toHaveLength(1);
    expect((await task(ordinary, 'P9A1'))?.attempts).toBe(1);
  });

  test.each(['teacher9A', 'headOfYear8', 'governor'] as const)(
    '%s does not get the names, and it is audited',
    async (who) => {
      const ordinary = atQuarterPast();
      await post(ordinary);
      const answer = await ordinary.press(ordinary.postTo('Year 9'), who, 'Show me the names');
      expect(answerWords(answer)).toMatch(/^Your role does not allow this/);
      await ordinary.settle();
      expect(ordinary.messenger.posts.filter(({ to }) => to.kind === 'person')).toEqual([]);
      expect((await ordinary.records.find(auditEvents)).map(({ record }) => record.verb)).toEqual(['refused']);
    },
  );

  test('a parent who works here is not shown their own child, and another’s press about it is theirs alone', async () => {
    const ordinary = atQuarterPast();
    ordinary.pupilIs('P9A1', { parentStaffCodes: ['PQU'] });
    await post(ordinary);
    const list = await listOf(ordinary, 'officer');
    expect(wordsOf(list.versions.at(-1)!.card).join()).not.toContain('P9A1');
  });
});

describe('a safeguarding concern (§4.3, reliability §4)', () => {
  const raise = async (ordinary: OrdinaryDesk) => {
    await post(ordinary);
    const list = await listOf(ordinary, 'officer');
    const before = structuredClone(ordinary.postTo('Year 9'));
    const answer = await ordinary.press(list, 'officer', 'Safeguarding concern', { concern: 'Bruises on the arm' });
    await ordinary.settle();
    return { before, answer, list };
  };

  test('goes to the DSL in person and leaves the channel byte for byte as it was', async () => {
    const ordinary = atQuarterPast();
    const { before, answer } = await raise(ordinary);
    expect(answerWords(answer)).toContain('your concern is with the safeguarding lead');
    expect(ordinary.wordsTo('dsl').join(' | ')).toContain('Bruises on the arm');
    expect(ordinary.postTo('Year 9')).toEqual(before);
  });

  test('stands in no list, no log line and no audit detail', async () => {
    const ordinary = atQuarterPast();
    await raise(ordinary);
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
    expect(events.map(({ verb }) => verb)).toContain('raise-concern');
    const kept = JSON.stringify([
      events,
      await ordinary.records.find(contactLog),
      await tasks(ordinary),
      ordinary.logged,
    ]);
    expect(kept).not.toContain('Bruises');
    expect(events.find(({ verb }) => verb === 'raise-concern')?.pupil).toBeUndefined();
  });

  test('an acknowledgement wipes the text here and in the chat', async () => {
    const ordinary = atQuarterPast();
    await raise(ordinary);
    expect(ordinary.presses.text).toContain('Bruises');
    await ordinary.press(ordinary.postTo('dsl'), 'dsl', 'I have it');
    await ordinary.settle();
    expect(ordinary.presses.text).not.toContain('Bruises');
    expect(ordinary.wordsTo('dsl')).toContain('S Lind, 09:15');
    expect(ordinary.wordsTo('dsl').join()).not.toContain('Bruises');
  });

  test('what stays of it is a reference: who raised it and who took it over, when, and nothing about whom', async () => {
    const ordinary = atQuarterPast();
    await raise(ordinary);
    expect(await ordinary.records.find(safeguardingReferences)).toEqual([]);
    ordinary.at('09:21');
    await ordinary.press(ordinary.postTo('dsl'), 'dsl', 'I have it');
    await ordinary.settle();
    const references = (await ordinary.records.find(safeguardingReferences)).map(({ record }) => record);
    expect(references).toEqual([
      {
        key: expect.any(String),
        by: staff.officer.id,
        raisedAt: '2026-03-10T09:15:00Z',
        acknowledgedBy: staff.dsl.id,
        acknowledgedAt: '2026-03-10T09:21:00Z',
      },
    ]);
    expect(JSON.stringify(references)).not.toContain('P9');
  });

  test('a list that cannot be written holds up no acknowledgement; the reference is made when it can', async () => {
    const ordinary = atQuarterPast();
    await raise(ordinary);
    const create = ordinary.records.create.bind(ordinary.records);
    ordinary.records.create = async () => {
      throw new OutsideError('busy', 'SharePoint is away');
    };
    await ordinary.press(ordinary.postTo('dsl'), 'dsl', 'I have it');
    expect(ordinary.presses.text).not.toContain('Bruises');
    ordinary.records.create = create;
    await ordinary.settle();
    expect(await ordinary.records.find(safeguardingReferences)).toHaveLength(1);
  });

  test('unacknowledged after 15 minutes the deputy is told as well, after 30 the head', async () => {
    const ordinary = atQuarterPast();
    await raise(ordinary);
    const told = () =>
      ordinary.messenger.posts
        .filter(({ versions }) => versions[0]!.summary === 'Attendance Desk needs you now')
        .map(({ to }) => (to.kind === 'person' ? to.person : ''));
    ordinary.at('09:29');
    await ordinary.settle();
    expect(told()).toEqual(['id-dsl']);
    ordinary.at('09:30');
    await ordinary.settle();
    expect(told()).toEqual(['id-dsl', 'id-deputy-dsl']);
    ordinary.at('09:45');
    await ordinary.settle();
    expect(told()).toEqual(['id-dsl', 'id-deputy-dsl', 'id-head']);
  });

  test('a lost answer is no lost message: it is repeated and says so', async () => {
    const ordinary = atQuarterPast();
    await post(ordinary);
    const list = await listOf(ordinary, 'officer');
    ordinary.messenger.failNext('unanswered');
    await ordinary.press(list, 'officer', 'Safeguarding concern', { concern: 'Bruises on the arm' });
    expect(ordinary.wordsTo('dsl')).toContain('You may have had this message before: Teams did not confirm it.');
  });

  test('only those who had it can acknowledge it', async () => {
    const ordinary = atQuarterPast();
    await raise(ordinary);
    for (const who of ['officer', 'deputyDsl'] as const)
      expect(answerWords(await ordinary.press(ordinary.postTo('dsl'), who, 'I have it'))).not.toContain('Saved');
    expect(ordinary.presses.text).toContain('Bruises');
  });
});

test('the audit is one chain without a gap, and a change in it is found', async () => {
  const ordinary = atQuarterPast();
  await post(ordinary);
  const list = await listOf(ordinary, 'officer');
  await ordinary.press(list, 'officer', 'No answer');
  await ordinary.press(ordinary.postTo('Year 9'), 'governor', 'Show me the names');
  await ordinary.settle();
  const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
  expect(events.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(await brokenIn(events)).toEqual([]);
  const forged = events.map((event) => (event.number === 2 ? { ...event, byName: 'Somebody Else' } : event));
  expect(await brokenIn(forged)).toEqual([{ at: 2, why: 'it was changed' }]);
  expect(await brokenIn(events.filter(({ number }) => number !== 2))).toEqual([{ at: 2, why: 'it is missing' }]);
});
