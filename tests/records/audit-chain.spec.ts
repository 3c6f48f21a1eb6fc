import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { brokenIn, chained, differences } from '../../shared/records/audit-chain.ts';
import type { AuditEvent } from '../../shared/records/audit-event.ts';

const length = 40;
const chain: AuditEvent[] = [];

const follow = async (event: AuditEvent, before: AuditEvent | undefined): Promise<AuditEvent> => {
  const { number: _number, previous: _previous, hash: _hash, ...said } = event;
  return await chained(said, before);
};
const plain = (nth: number) => ({
  key: `press/${nth}`,
  at: `2026-03-10T09:${String(nth).padStart(2, '0')}:00Z`,
  by: `id-${nth % 5}`,
  byName: `Person ${nth % 5}`,
  verb: nth % 3 === 0 ? 'refused' : 'log-contact',
  record: `contact-log ${nth}`,
  ...(nth % 2 === 0 ? { pupil: `P${nth}` } : {}),
  detail: JSON.stringify({ outcome: nth }),
});
beforeAll(async () => {
  for (let nth = 1; nth <= length; nth++) chain.push(await chained(plain(nth), chain.at(-1)));
});

interface Edited {
  readonly events: readonly AuditEvent[];
  /** The events that an edit touched, by number: one of them at least must be named. */
  readonly places: readonly number[];
  /** Whether a chain alone, without its twin, can tell; its end and an end added to it it cannot. */
  readonly isToldAlone: boolean;
}
type Edit = (at: number, other: number, field: number) => Promise<Edited>;

const fields = ['key', 'at', 'by', 'byName', 'verb', 'record', 'pupil', 'detail', 'previous', 'hash'] as const;
const isLast = (at: number): boolean => at === length - 1;
const forged = async (at: number): Promise<AuditEvent> =>
  await follow({ ...chain[at]!, key: 'forged', byName: 'Somebody Else' }, chain[at - 1]);

/** What somebody could do to the list, or to the table, with their hands. `at` and `other` are places, not numbers. */
const edits: Readonly<Record<string, Edit>> = {
  'change a field': async (at, _other, field) => {
    const name = fields[field % fields.length]!;
    const events = chain.with(at, { ...chain[at]!, [name]: `${chain[at]![name] ?? ''}x` });
    return { events, places: [at + 1], isToldAlone: true };
  },
  'change a number': async (at, other) => {
    const events = chain.with(at, { ...chain[at]!, number: other + 100 });
    return { events, places: [at + 1], isToldAlone: true };
  },
  drop: async (at) => ({ events: chain.toSpliced(at, 1), places: [at + 1], isToldAlone: !isLast(at) }),
  'drop the rest': async (at) => ({ events: chain.slice(0, at), places: [at + 1], isToldAlone: false }),
  swap: async (at, other) => {
    const [one, two] = [chain[at]!, chain[other === at ? (at + 1) % length : other]!];
    const events = chain.map((event) =>
      event === one ? { ...two, number: one.number } : event === two ? { ...one, number: two.number } : event,
    );
    return { events, places: [one.number, two.number], isToldAlone: true };
  },
  insert: async (at) => ({ events: chain.toSpliced(at, 0, await forged(at)), places: [at + 1], isToldAlone: true }),
  'add at the end': async () => {
    const events = [...chain, await follow({ ...chain[3]!, key: 'forged' }, chain.at(-1))];
    return { events, places: [length + 1], isToldAlone: false };
  },
  duplicate: async (at, other) => ({
    events: chain.toSpliced(other, 0, chain[at]!),
    places: [at + 1],
    isToldAlone: true,
  }),
  're-hash one': async (at) => ({
    events: chain.with(at, await forged(at)),
    // Alone, the chain sees where the two no longer meet.
    places: [at + 1, at + 2],
    isToldAlone: !isLast(at),
  }),
  're-hash it and all that follow': async (at) => {
    const events = chain.slice(0, at);
    events.push(await forged(at));
    for (const event of chain.slice(at + 1)) events.push(await follow(event, events.at(-1)));
    return { events, places: [at + 1], isToldAlone: false };
  },
};

const place = fc.nat(length - 1);
const edit = fc.record({ what: fc.constantFrom(...Object.keys(edits)), at: place, other: place, field: fc.nat(100) });
const times = { numRuns: 1000, seed: 20260310 };

describe('a chain of events that somebody edits (reliability §4)', () => {
  test('untouched it holds, in whatever order it is read', async () => {
    expect(await brokenIn(chain)).toEqual([]);
    expect(await brokenIn(chain.toReversed())).toEqual([]);
    expect(differences(chain, chain.toReversed())).toEqual([]);
  });

  test('1,000 random edits of the list: each is found at its place', async () => {
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(edit, async ({ what, at, other, field }) => {
        const { events, places, isToldAlone } = await edits[what]!(at, other, field);
        const alone = (await brokenIn(events)).map((broken) => broken.at);
        const together = differences(events, chain).map((broken) => broken.at);
        done.add(what);
        if (isToldAlone)
          expect(
            alone.some((found) => places.includes(found)),
            `${what} at ${at + 1}, alone: ${alone}`,
          ).toBe(true);
        expect(together, `${what} at ${at + 1}, beside the database`).toContain(places[0]);
      }),
      times,
    );
    expect(done.size).toBe(Object.keys(edits).length);
  });

  test('the same edits of the table: the list tells', async () => {
    await fc.assert(
      fc.asyncProperty(edit, async ({ what, at, other, field }) => {
        const { events, places } = await edits[what]!(at, other, field);
        expect(differences(chain, events).map((broken) => broken.at)).toContain(places[0]);
      }),
      times,
    );
  });

  test('nothing else is named than what was touched, or what follows it at once', async () => {
    const { events } = await edits['change a field']!(20, 0, 3);
    expect(await brokenIn(events)).toEqual([{ at: 21, why: 'it was changed' }]);
    expect(await brokenIn(chain.toSpliced(20, 3))).toEqual([{ at: 21, why: 'it and all to 23 are missing' }]);
    expect(await brokenIn([...chain, chain[4]!])).toEqual([{ at: 5, why: '2 events have this number' }]);
  });
});
