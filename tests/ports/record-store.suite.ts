import { beforeEach, describe, expect, test } from 'vitest';
import { isOutside } from '../../shared/ports/outside-error.ts';
import type { RecordStore } from '../../shared/ports/record-store.ts';
import { type Contact, contacts } from '../../shared/records/contact.ts';
import { type LeaveRequest, leaveRequests } from '../../shared/records/leave-request.ts';
import { type Pupil, pupils } from '../../shared/records/pupil.ts';

const pupil = (key: string, change: Partial<Pupil> = {}): Pupil => ({
  key,
  admission: key.slice(-6),
  surname: 'Zqxwick',
  forename: 'Pebble',
  year: '9',
  form: '9A',
  from: '2025-09-03',
  flags: [],
  parentStaffCodes: [],
  ...change,
});

const request = (key: string, change: Partial<LeaveRequest> = {}): LeaveRequest => ({
  key,
  pupil: 'D999200418126',
  from: '2026-04-20',
  to: '2026-04-24',
  sessions: 10,
  reason: 'A wedding',
  askedBy: 'Mother',
  received: '2026-03-10',
  enteredBy: 'account-1',
  state: 'waiting',
  ...change,
});

/**
 * What every record store does, whatever it keeps its records in. `open` answers with an empty one; `close` frees it.
 */
export const recordStoreSuite = (
  name: string,
  open: () => Promise<{ readonly store: RecordStore; readonly close?: () => Promise<void> }>,
): void => {
  describe(`${name} keeps records`, () => {
    let store: RecordStore;
    beforeEach(async () => {
      const opened = await open();
      store = opened.store;
      return opened.close;
    });

    test('a record comes back as it was written, optional parts included', async () => {
      const full = pupil('D999200418126', { flags: ['ehcp', 'fsm'], placement: 'ap: The Workshop', to: '2026-07-20' });
      await store.create(pupils, full);
      await store.create(pupils, pupil('M999200818083'));
      expect((await store.byKey(pupils, 'D999200418126'))?.record).toEqual(full);
      expect((await store.byKey(pupils, 'M999200818083'))?.record).toEqual(pupil('M999200818083'));
      expect(await store.byKey(pupils, 'nobody')).toBeUndefined();
    });

    test('the same key twice is written once, and answers with what stands there', async () => {
      const first = await store.create(leaveRequests, request('press-1'));
      const second = await store.create(leaveRequests, request('press-1', { reason: 'Another reason' }));
      expect(second.id).toBe(first.id);
      expect(second.record.reason).toBe('A wedding');
      expect(await store.find(leaveRequests)).toHaveLength(1);
    });

    test('many are created in the order given, those that are there already among them', async () => {
      await store.create(pupils, pupil('P02', { forename: 'Kept' }));
      const keys = Array.from({ length: 45 }, (_none, at) => `P${String(at).padStart(2, '0')}`);
      const stored = await store.createAll(
        pupils,
        keys.map((key) => pupil(key)),
      );
      expect(stored.map(({ record }) => record.key)).toEqual(keys);
      expect(stored[2]!.record.forename).toBe('Kept');
      expect(await store.find(pupils)).toHaveLength(45);
    });

    test('a change alters what it names and moves the version on', async () => {
      const seen = await store.create(leaveRequests, request('r1'));
      const changed = await store.update(leaveRequests, seen, { state: 'refused', decidedBy: 'account-2' });
      expect(changed.record).toEqual(request('r1', { state: 'refused', decidedBy: 'account-2' }));
      expect(changed.version).not.toBe(seen.version);
      expect((await store.byKey(leaveRequests, 'r1'))?.version).toBe(changed.version);
    });

    test('a change of a version that is no longer there is stale, and nothing is overwritten', async () => {
      const seen = await store.create(leaveRequests, request('r1'));
      await store.update(leaveRequests, seen, { state: 'granted' });
      const late = store.update(leaveRequests, seen, { state: 'refused' });
      await expect(late).rejects.toSatisfy((error) => isOutside(error, 'stale'));
      expect((await store.byKey(leaveRequests, 'r1'))?.record.state).toBe('granted');
    });

    test('many changes at once; a property that becomes undefined is emptied', async () => {
      const stored = await store.createAll(
        pupils,
        ['P1', 'P2', 'P3'].map((key) => pupil(key, { placement: 'dual: Oakmoor Park' })),
      );
      const changed = await store.updateAll(
        pupils,
        stored.slice(1).map((seen, at) => ({ seen, change: at === 0 ? { placement: undefined } : { form: '9B' } })),
      );
      expect(changed.map(({ record }) => record.key)).toEqual(['P2', 'P3']);
      expect((await store.byKey(pupils, 'P1'))?.record).toEqual(stored[0]!.record);
      expect((await store.byKey(pupils, 'P2'))?.record).toEqual(pupil('P2'));
      expect((await store.byKey(pupils, 'P3'))?.record.form).toBe('9B');
    });

    test('what is deleted is gone, its key is free again, and everything else stays', async () => {
      const stored = await store.createAll(
        pupils,
        Array.from({ length: 45 }, (_none, at) => pupil(`P${at}`)),
      );
      await store.find(pupils);
      await store.deleteAll(pupils, stored.slice(1));
      expect((await store.find(pupils)).map(({ record }) => record.key)).toEqual(['P0']);
      expect(await store.byKey(pupils, 'P7')).toBeUndefined();
      const again = await store.create(pupils, pupil('P7', { forename: 'Again' }));
      expect(again.record.forename).toBe('Again');
      expect(again.id).not.toBe(stored[7]!.id);
    });

    test('deleting twice is deleting once; a list from which nothing is taken is left alone', async () => {
      const [stored] = await store.createAll(pupils, [pupil('P1')]);
      await store.deleteAll(pupils, [stored!]);
      await store.deleteAll(pupils, [stored!]);
      await store.deleteAll(pupils, []);
      expect(await store.find(pupils)).toEqual([]);
    });

    test('a version that is no longer there is not deleted: stale, and the others are', async () => {
      const stored = await store.createAll(leaveRequests, [request('r1'), request('r2')]);
      await store.update(leaveRequests, stored[0]!, { state: 'granted' });
      const late = store.deleteAll(leaveRequests, stored);
      await expect(late).rejects.toSatisfy((error) => isOutside(error, 'stale'));
      expect((await store.find(leaveRequests)).map(({ record }) => [record.key, record.state])).toEqual([
        ['r1', 'granted'],
      ]);
    });

    test('find answers with all that meet every condition, however many there are', async () => {
      const many = Array.from({ length: 230 }, (_none, at) =>
        pupil(`P${at}`, { year: String(7 + (at % 5)), form: `${7 + (at % 5)}A` }),
      );
      await store.createAll(pupils, many);
      expect(await store.find(pupils)).toHaveLength(230);
      expect(await store.find(pupils, [{ column: 'year', is: 'eq', value: '9' }])).toHaveLength(46);
      const both = [
        { column: 'year', is: 'eq', value: '9' },
        { column: 'form', is: 'eq', value: '7A' },
      ] as const;
      expect(await store.find(pupils, both)).toHaveLength(0);
    });

    test('from a day on: ge and le compare texts', async () => {
      for (const received of ['2026-03-08', '2026-03-09', '2026-03-10'])
        await store.create(leaveRequests, request(received, { received }));
      const found = async (is: 'ge' | 'le') =>
        (await store.find(leaveRequests, [{ column: 'received', is, value: '2026-03-09' }])).map(
          ({ record }) => record.key,
        );
      expect((await found('ge')).sort()).toEqual(['2026-03-09', '2026-03-10']);
      expect((await found('le')).sort()).toEqual(['2026-03-08', '2026-03-09']);
    });

    test("a quote in a value is text: O'Brien is found and nothing else is", async () => {
      await store.create(pupils, pupil('P1', { form: "O'Brien" }));
      await store.create(pupils, pupil('P2', { form: 'OBrien' }));
      const found = await store.find(pupils, [{ column: 'form', is: 'eq', value: "O'Brien" }]);
      expect(found.map(({ record }) => record.key)).toEqual(['P1']);
    });

    test('a filter on a column without an index is refused, not slow', async () => {
      const unindexed = store.find(pupils, [{ column: 'surname', is: 'eq', value: 'Zqxwick' }]);
      await expect(unindexed).rejects.toSatisfy((error) => isOutside(error, 'refused'));
    });

    test('lists do not mix, and numbers and yes or no keep their kind', async () => {
      const contact: Contact = {
        key: 'P1/1',
        pupil: 'P1',
        priority: 1,
        name: 'Zqx Contact',
        relationship: 'Mother',
        parentalResponsibility: true,
      };
      await store.create(contacts, contact);
      expect((await store.find(contacts)).map(({ record }) => record)).toEqual([contact]);
      expect(await store.find(pupils)).toEqual([]);
    });
  });
};
