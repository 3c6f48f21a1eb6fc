import { expect, test } from 'vitest';
import { meetings } from '../../shared/records/meeting.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { sideBySide } from '../../shared/workflows/side-by-side.ts';
import { OrdinaryDesk } from '../support/desk.ts';

const meeting = (key: string) => ({ key, date: '2026-03-10', at: '2026-03-10T09:20:00Z', by: 'id', byName: 'Mercy' });
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A desk that says in which turn each of its writes went out: Graph is asked once for all of one turn. */
const watched = () => {
  const { desk } = new OrdinaryDesk();
  const went = new Map<string, number>();
  let turn = 0;
  const count = (): void => {
    turn++;
    if (turn < 10_000) setImmediate(count);
  };
  count();
  const records: Desk['records'] = Object.assign(Object.create(desk.records), {
    create: async (kind: typeof meetings, record: ReturnType<typeof meeting>) => {
      went.set(record.key, turn);
      return await desk.records.create(kind, record);
    },
  });
  return { desk: { ...desk, records }, went };
};

test('works that come to their writing at different times write in the same turn', async () => {
  const { desk, went } = watched();
  const answers = await sideBySide(desk, [0, 3, 9], async (at, wait) => {
    await turns(wait);
    return (await at.records.create(meetings, meeting(`m${wait}`))).record.key;
  });
  expect(answers).toEqual(['m0', 'm3', 'm9']);
  expect(new Set(went.values()).size).toBe(1);
});

test('one that writes nothing, or fails, keeps nobody', async () => {
  const { desk, went } = watched();
  const all = sideBySide(desk, ['a', 'none', 'b'], async (at, key) => {
    if (key === 'none') throw new Error('refused');
    return await at.records.create(meetings, meeting(key));
  });
  await expect(all).rejects.toThrow('refused');
  await turns(3);
  expect([...went.keys()]).toEqual(['a', 'b']);
});

test('two who wait for one another’s turn go on after a moment', async () => {
  const { desk } = new OrdinaryDesk();
  let second: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    second = resolve;
  });
  await sideBySide(desk, ['holds', 'waits'], async (at, key) => {
    if (key === 'waits') await first;
    await at.records.create(meetings, meeting(key));
    second();
  });
  expect(await desk.records.find(meetings)).toHaveLength(2);
});
