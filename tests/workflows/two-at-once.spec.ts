import { beforeEach, describe, expect, test } from 'vitest';
import { contactLog } from '../../shared/records/contact-log.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import { registerNotes } from '../../shared/records/register-note.ts';
import { enterLeave } from '../../shared/workflows/enter-leave.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { postUnmarkedRegisters } from '../../shared/workflows/post-unmarked-registers.ts';
import { postWaitingLeave } from '../../shared/workflows/post-waiting-leave.ts';
import { answerWords, OrdinaryDesk, today } from '../support/desk.ts';

/** Every button with every button, and with itself. */
const pairs = (buttons: readonly string[]) => buttons.flatMap((one) => buttons.map((other) => [one, other] as const));

/** Exactly one of the two was told that it is saved; the other that somebody was first. */
const oneWon = (answers: readonly string[]): void => {
  expect(answers.filter((words) => words.includes('Saved'))).toHaveLength(1);
  expect(answers.filter((words) => words.includes('was first'))).toHaveLength(1);
};

describe('two people press on the same card at once: one wins, the other sees it, nothing is overwritten', () => {
  let ordinary: OrdinaryDesk;
  beforeEach(() => {
    ordinary = new OrdinaryDesk();
    ordinary.at('09:15');
    ordinary.export({ taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44', '9B': '08:45' }, marks: { P9A1: 'N' } });
  });

  test.each(pairs(['Nudge again', 'Somebody is going', 'It has been taken', 'Not due']))(
    'an untaken register: “%s” and “%s”',
    async (one, other) => {
      await postUnmarkedRegisters(ordinary.desk, { date: today, half: 'AM' });
      const card = ordinary.postTo('Year 9');
      const why = { why: 'On a trip' };
      const answers = await Promise.all([
        ordinary.press(card, 'manager', one, why),
        ordinary.press(card, 'headOfYear9', other, why),
      ]);
      oneWon(answers.map(answerWords));
      const notes = (await ordinary.desk.records.find(registerNotes)).filter(
        ({ record }) => record.action !== 'unmarked',
      );
      expect(notes).toHaveLength(1);
    },
  );

  test.each(pairs(['Spoke to parent', 'No answer', 'Reason given', 'Visit needed']))(
    'a pupil to account for: “%s” and “%s”',
    async (one, other) => {
      await postFirstDay(ordinary.desk, { date: today, half: 'AM' });
      const channel = ordinary.postTo('Year 9', 'First-day contact');
      for (const who of ['manager', 'headOfYear9'] as const) await ordinary.press(channel, who, 'Show me the names');
      await ordinary.settle();
      const reason = { reason: 'Has a cold' };
      const answers = await Promise.all([
        ordinary.press(ordinary.postTo('manager'), 'manager', one, reason),
        ordinary.press(ordinary.postTo('headOfYear9'), 'headOfYear9', other, reason),
      ]);
      oneWon(answers.map(answerWords));
      expect(await ordinary.desk.records.find(contactLog)).toHaveLength(1);
    },
  );

  test.each(pairs(['Grant', 'Refuse']))('a request for leave: “%s” and “%s”', async (one, other) => {
    await enterLeave.carryOut(ordinary.desk, {
      key: 'leave-1',
      at: '2026-03-10T09:15:00Z',
      by: { id: 'id-manager', name: 'Mercy Okafor' },
      data: { pupil: 'P9B1', from: '2026-03-23', to: '2026-03-24', reason: 'A wedding', askedBy: 'Mother' },
    });
    await postWaitingLeave(ordinary.desk);
    await ordinary.settle();
    const reason = { reason: 'As the policy says.' };
    const answers = await Promise.all([
      ordinary.press(ordinary.postTo('deputy'), 'deputy', one, reason),
      ordinary.press(ordinary.postTo('head'), 'head', other, reason),
    ]);
    oneWon(answers.map(answerWords));
    const [request] = await ordinary.desk.records.find(leaveRequests);
    expect(['granted', 'refused']).toContain(request!.record.state);
  });
});
