import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { firstDayTasks } from '../../shared/records/first-day-task.ts';
import { carryOutPress } from '../../shared/workflows/carry-out-press.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { OrdinaryDesk, staff, today } from '../support/desk.ts';

const withTask = async (): Promise<OrdinaryDesk> => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:15');
  ordinary.export({
    taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44', '9B': '08:45', '9C': '08:46' },
    marks: { P9A1: 'N' },
  });
  await postFirstDay(ordinary.desk, { date: today, half: 'AM' });
  return ordinary;
};

const task = `${today}/AM/P9A1`;
const press = async (ordinary: OrdinaryDesk) =>
  takePress(ordinary.desk, (await whoIs(ordinary.desk, staff.officer.id))!, 'log-contact', 'press-1', {
    task,
    channel: 'call',
    outcome: 'no answer',
  });

/** SharePoint fails at the n-th write from now on. */
const failAt = (ordinary: OrdinaryDesk, count: number, again = Number.POSITIVE_INFINITY): void => {
  const { records } = ordinary;
  let writes = 0;
  for (const name of ['create', 'update'] as const) {
    const real = records[name].bind(records) as (...args: unknown[]) => Promise<unknown>;
    Object.assign(records, {
      [name]: async (...args: unknown[]) => {
        writes++;
        if (writes >= count && writes < count + again) throw new OutsideError('busy', 'SharePoint answered 503');
        return real(...args);
      },
    });
  }
};

describe('a press survives SharePoint being down (reliability §2)', () => {
  test.each([1, 2, 3])(
    'failing at its write number %i: it is kept, said to be saving, and carried later, once',
    async (write) => {
      const ordinary = await withTask();
      failAt(ordinary, write, 1);
      expect(await press(ordinary)).toMatchObject({
        state: 'saving',
        says: expect.stringContaining('Written down here'),
      });
      expect(await ordinary.presses.unsettled()).toHaveLength(1);
      await ordinary.settle();
      expect(await ordinary.presses.stateOf('press-1')).toEqual({ state: 'saved' });
      expect(await ordinary.records.find(contactLog)).toHaveLength(1);
      const stored = await ordinary.records.byKey(firstDayTasks, task);
      expect(stored?.record).toMatchObject({ attempts: 1, state: 'tried' });
    },
  );

  test('carried ten times it is one entry in the list', async () => {
    const ordinary = await withTask();
    failAt(ordinary, 1, 1);
    await press(ordinary);
    const [waiting] = await ordinary.presses.unsettled();
    await Promise.all(Array.from({ length: 10 }, () => carryOutPress(ordinary.desk, waiting!)));
    for (let turn = 0; turn < 3; turn++) await carryOutPress(ordinary.desk, waiting!);
    expect(await ordinary.records.find(contactLog)).toHaveLength(1);
  });

  test('a press of a kind that nobody knows is settled as refused, not carried for ever', async () => {
    const ordinary = await withTask();
    const strange = { key: 'press-2', at: '2026-03-10T09:15:00Z', by: 'id', verb: 'dance', data: null };
    await ordinary.presses.take(strange);
    await ordinary.settle();
    expect(await ordinary.presses.unsettled()).toEqual([]);
  });
});
