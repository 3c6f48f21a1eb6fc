import { describe, expect, test } from 'vitest';
import { pupilFlags } from '../../shared/records/pupil.ts';
import { nudgeTeachers } from '../../shared/workflows/nudge-teachers.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { postUnmarkedRegisters } from '../../shared/workflows/post-unmarked-registers.ts';
import { refreshCards } from '../../shared/workflows/refresh-cards.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { canary, OrdinaryDesk, staff, today } from '../support/desk.ts';

/** Words that would tell why a pupil is away, or what kind of pupil it is. */
const tellingWords = [
  ...pupilFlags.map((flag) => flag.replaceAll('-', ' ')),
  'asthma',
  'bruise',
  'tier',
  'priority',
  'wedding',
  'ill since',
];

/** A whole morning: nudges, cards, presses right and wrong, names asked for, a concern, a leave request decided. */
const played = async (): Promise<OrdinaryDesk> => {
  const ordinary = new OrdinaryDesk();
  const { desk } = ordinary;
  ordinary.flag('P9A1', 'looked-after', 'medical-plan');
  ordinary.at('08:49');
  ordinary.export({
    taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44' },
    marks: { P9A1: 'N', P9A2: 'N', P8A1: 'N' },
  });
  ordinary.at('08:50');
  await nudgeTeachers(desk, { date: today, half: 'AM', round: 1 });
  ordinary.at('09:00');
  ordinary.messenger.failNext('forbidden');
  await nudgeTeachers(desk, { date: today, half: 'AM', round: 2 });
  const manager = (await whoIs(desk, staff.manager.id))!;
  await takePress(desk, manager, 'enter-leave', 'leave-1', {
    pupil: 'P9A1',
    from: '2026-03-23',
    to: '2026-03-25',
    reason: 'A wedding',
    askedBy: `Pat ${canary}`,
  });
  ordinary.at('09:10');
  await postUnmarkedRegisters(desk, { date: today, half: 'AM' });
  ordinary.at('09:15');
  ordinary.messenger.failNext('unanswered', true);
  await postFirstDay(desk, { date: today, half: 'AM' });
  const unmarked = ordinary.postTo('Year 9', 'Registers to chase');
  await ordinary.press(unmarked, 'manager', 'Somebody is going', { register: '9B' });
  await ordinary.press(unmarked, 'teacher9B', 'It has been taken', { register: '9B' });
  await ordinary.press(unmarked, 'officer', 'Not due', { register: '9C', why: 'On a trip' });
  const firstDay = ordinary.postTo('Year 9', 'First-day contact');
  await ordinary.press(firstDay, 'officer', 'Show me the names');
  await ordinary.press(firstDay, 'governor', 'Show me the names');
  await ordinary.settle();
  const list = ordinary.postTo('officer', 'Your first-day list');
  await ordinary.press(list, 'officer', 'No answer');
  await ordinary.press(list, 'officer', 'Reason given', { reason: `${canary} is ill since Sunday, asthma` });
  await ordinary.settle();
  await ordinary.press(list, 'officer', 'Safeguarding concern', { concern: `A bruise on ${canary}` });
  await ordinary.settle();
  await ordinary.press(ordinary.postTo('dsl'), 'dsl', 'I have it');
  await ordinary.press(ordinary.postTo('head'), 'head', 'Refuse', { reason: `No, ${canary}` });
  await ordinary.press(ordinary.postTo('head'), 'teacher8A', 'Refuse', { reason: `No, ${canary}` });
  // A stage begun with a reason, one held, and a plan: all about pupils by name, none of it for a channel.
  const begin = { pupil: 'P9A1', stage: '2', reason: `${canary} has asthma`, on: today };
  await takePress(desk, manager, 'choose-stage', 'stage-1', begin);
  const hold = { pupil: 'P9A2', stage: '0', reason: `A wedding of ${canary}`, on: today };
  await takePress(desk, manager, 'hold-stage', 'hold-1', hold);
  const plan = { pupil: 'P9A2', field: 'nextAction', seen: null, to: `Ring Pat ${canary}` } as const;
  await takePress(desk, manager, 'edit-tracker', 'edit-1', plan);
  await takePress(desk, manager, 'contact-family', 'contact-1', {
    pupil: 'P9A2',
    channel: 'call',
    outcome: 'reached',
    personSpokenTo: `Pat ${canary}`,
  });
  await ordinary.settle();
  ordinary.at('09:30');
  ordinary.export({ taken: { '9B': '09:29' } });
  await refreshCards(desk);
  await ordinary.settle();
  return ordinary;
};

describe('no pupil’s or parent’s name where it does not belong (§11, reliability §4)', () => {
  test('the morning has names to leak: they stand in the personal cards', async () => {
    const { messenger } = await played();
    const personal = messenger.posts.filter(({ to }) => to.kind === 'person');
    expect(JSON.stringify(personal.map(({ versions }) => versions.map(({ card }) => card)))).toContain(canary);
  });

  test('no version of any channel post has a name, an id of a pupil, a reason, a flag or a tier', async () => {
    const { messenger, pupils } = await played();
    const channel = messenger.posts.filter(({ to }) => to.kind === 'channel');
    expect(channel.length).toBeGreaterThanOrEqual(3);
    expect(channel.map(({ versions }) => versions[0]!.summary)).toContain('Stages of support');
    const text = JSON.stringify(channel).toLowerCase();
    expect(text).not.toContain(canary.toLowerCase());
    for (const id of pupils.keys()) expect(text).not.toContain(id.toLowerCase());
    for (const word of tellingWords) expect(text).not.toMatch(new RegExp(`\\b${word}\\b`));
  });

  test('nudges name a class, a room and a time, and no pupil', async () => {
    const { messenger } = await played();
    const nudges = messenger.posts.filter(({ versions }) => /register/.test(versions[0]!.summary));
    expect(nudges.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(nudges)).not.toContain(canary);
  });

  test('no summary of any message, in a channel or in person, has a name', async () => {
    const { messenger } = await played();
    const summaries = messenger.posts.flatMap(({ versions }) =>
      versions.map(({ summary, card }) => [summary, card.fallbackText]),
    );
    expect(summaries.length).toBeGreaterThan(10);
    expect(JSON.stringify(summaries)).not.toContain(canary);
  });

  test('no log line has a name, nor the key of any post', async () => {
    const { logged, ledger } = await played();
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toContain(canary);
    expect(JSON.stringify(await ledger.onDate(today))).not.toContain(canary);
  });
});
