import { beforeEach, describe, expect, test } from 'vitest';
import { KeptRecords } from '../../shared/graph/kept-records.ts';
import { ownRevisions } from '../../shared/ports/list-revisions.ts';
import { isOutside, OutsideError } from '../../shared/ports/outside-error.ts';
import { type FirstDayTask, firstDayTasks } from '../../shared/records/first-day-task.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';
import { recordStoreSuite } from '../ports/record-store.suite.ts';
import { InMemoryRecordStore } from '../support/in-memory/in-memory-record-store.ts';

const task = (pupil: string, own: Partial<FirstDayTask> = {}): FirstDayTask => ({
  key: `2026-03-10/AM/${pupil}`,
  date: '2026-03-10',
  half: 'AM',
  pupil,
  year: '9',
  form: '9A',
  kind: 'reason',
  tier: 4,
  state: 'open',
  attempts: 0,
  ...own,
});
const onTheDay = [{ column: 'date', is: 'eq', value: '2026-03-10' }] as const;
const pupilsOf = (stored: readonly { record: FirstDayTask }[]) => stored.map(({ record }) => record.pupil).sort();

let now = Temporal.Instant.from('2026-03-10T09:15:00Z');
const clock = { now: () => now };
const minutes = (count: number) => {
  now = now.add({ minutes: count });
};

recordStoreSuite('a desk that keeps what it read', async () => ({
  store: new KeptRecords(new InMemoryRecordStore(), { clock, revisions: ownRevisions() }),
}));

describe('a morning asks for a list once', () => {
  let lists: InMemoryRecordStore;
  let desk: KeptRecords;
  beforeEach(() => {
    lists = new InMemoryRecordStore();
    desk = new KeptRecords(lists, { clock, revisions: ownRevisions() });
  });

  test('what was read is kept, asked side by side or later', async () => {
    await lists.create(firstDayTasks, task('P1'));
    const [one, other] = await Promise.all([desk.find(firstDayTasks, onTheDay), desk.find(firstDayTasks, onTheDay)]);
    expect(pupilsOf(one)).toEqual(['P1']);
    expect(other).toEqual(one);
    minutes(4);
    expect(await desk.find(firstDayTasks, onTheDay)).toEqual(one);
    expect(await desk.byKey(firstDayTasks, task('P1').key)).toEqual(one[0]);
    expect(lists.reads).toBe(1);
  });

  test('its own writes stand in what is kept: a new task, a changed one, one that no longer meets the question', async () => {
    await desk.find(firstDayTasks, onTheDay);
    const [first, second] = await desk.createAll(firstDayTasks, [task('P1'), task('P2')]);
    await desk.update(firstDayTasks, first!, { state: 'tried', attempts: 1 });
    await desk.update(firstDayTasks, second!, { date: '2026-03-11' });
    const found = await desk.find(firstDayTasks, onTheDay);
    expect(found.map(({ record }) => [record.pupil, record.state])).toEqual([['P1', 'tried']]);
    expect(lists.reads).toBe(1);
  });

  test('of a list that is known whole, a key that is not in it is not asked for', async () => {
    await desk.find(firstDayTasks);
    await desk.create(firstDayTasks, task('P1'));
    expect(await desk.byKey(firstDayTasks, 'nobody')).toBeUndefined();
    expect((await desk.byKey(firstDayTasks, task('P1').key))?.record).toEqual(task('P1'));
    expect(lists.reads).toBe(1);
  });

  test('a hand in the list is seen by the next look, and the own writes before it are not taken for one', async () => {
    await desk.find(firstDayTasks, onTheDay);
    const mine = await desk.create(firstDayTasks, task('P1'));
    await desk.look();
    await desk.find(firstDayTasks, onTheDay);
    expect(lists.reads).toBe(1);
    await lists.update(firstDayTasks, mine, { state: 'visit' });
    await desk.look();
    expect((await desk.find(firstDayTasks, onTheDay))[0]!.record.state).toBe('visit');
  });

  test('nothing is kept longer than five minutes without a look; each look that finds nothing keeps it on', async () => {
    await desk.find(firstDayTasks, onTheDay);
    for (let minute = 0; minute < 10; minute++) {
      minutes(1);
      await desk.look();
    }
    await desk.find(firstDayTasks, onTheDay);
    expect(lists.reads).toBe(1);
    minutes(5);
    await desk.find(firstDayTasks, onTheDay);
    expect(lists.reads).toBe(2);
  });

  test('a change that meets somebody’s hand is stale, and the next reading has what stands there', async () => {
    const [mine] = await desk.createAll(firstDayTasks, [task('P1')]);
    await desk.find(firstDayTasks, onTheDay);
    await lists.update(firstDayTasks, mine!, { state: 'visit' });
    const [kept] = await desk.find(firstDayTasks, onTheDay);
    await expect(desk.update(firstDayTasks, kept!, { state: 'tried' })).rejects.toSatisfy((error) =>
      isOutside(error, 'stale'),
    );
    expect((await desk.find(firstDayTasks, onTheDay))[0]!.record.state).toBe('visit');
  });

  test('another process of the desk wrote: what is kept here is read again', async () => {
    const revisions = ownRevisions();
    const [here, there] = [1, 2].map(() => new KeptRecords(lists, { clock, revisions }));
    expect(await here!.find(firstDayTasks, onTheDay)).toEqual([]);
    await there!.create(firstDayTasks, task('P1'));
    expect(pupilsOf(await here!.find(firstDayTasks, onTheDay))).toEqual(['P1']);
  });

  test('a reading that a write overtakes is answered and not kept', async () => {
    let finish = (): void => undefined;
    const waits = new Promise<void>((resolve) => {
      finish = resolve;
    });
    class SlowLists extends InMemoryRecordStore {
      override async find(...question: Parameters<InMemoryRecordStore['find']>) {
        const found = await super.find(...question);
        await waits;
        return found as never;
      }
    }
    const slow = new SlowLists();
    const kept = new KeptRecords(slow, { clock, revisions: ownRevisions() });
    const reading = kept.find(firstDayTasks, onTheDay);
    await new Promise(setImmediate);
    await kept.create(firstDayTasks, task('P1'));
    finish();
    expect(await reading).toEqual([]);
    expect(pupilsOf(await kept.find(firstDayTasks, onTheDay))).toEqual(['P1']);
  });

  test('a list that cannot say what changed is kept for its five minutes all the same', async () => {
    class Silent extends InMemoryRecordStore {
      override async changesSince(): Promise<never> {
        throw new OutsideError('refused', 'no delta here');
      }
    }
    const silent = new Silent();
    const kept = new KeptRecords(silent, { clock, revisions: ownRevisions() });
    await kept.find(firstDayTasks, onTheDay);
    await kept.look();
    await kept.find(firstDayTasks, onTheDay);
    expect(silent.reads).toBe(1);
  });
});
