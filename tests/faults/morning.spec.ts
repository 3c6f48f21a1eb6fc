import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Calls, faultAt, faultKinds, faultsFrom } from '../../bot/simulation/faults-from.ts';
import { isPromise, morningSteps } from '../../bot/simulation/people.ts';
import { type Played, playMorning } from '../../bot/simulation/play-morning.ts';
import { SchoolInMemory } from '../../bot/simulation/school-in-memory.ts';
import { unlike } from './same-ending.ts';

const day = '2026-03-10';
/** `npm run test:faults` makes every call fail in every way, one at a time. */
const isLong = process.env.DESK_FAULTS === 'long';
const seeds = 200;

let school: SchoolInMemory;
let good: Played;
let calls: Calls;

beforeAll(async () => {
  school = await SchoolInMemory.open(1, `${day}T08:30`);
  good = await playMorning(school, day, morningSteps);
  const parts = good.requests.reduce((sum, { inner = [] }) => sum + inner.length, 0);
  calls = {
    wire: good.requests.length,
    all: good.requests.length + parts,
    batches: good.requests.filter(({ inner }) => inner !== undefined).length,
  };
});
afterAll(async () => await school.close());

/** How to see it again: `DESK_SEED=17 npx vitest run tests/faults/morning.spec.ts`. */
const wrongWith = async (seed: number): Promise<string[]> => {
  const played = await playMorning(school, day, morningSteps, { faults: faultsFrom(seed, calls), luck: seed });
  const wrong = [...unlike(good.outcome, played.outcome, played.struck), ...played.broken];
  const struck = played.struck.map(({ do: kind, method, path }) => `${kind} at ${method} ${path.slice(0, 200)}`);
  return wrong.map((fact) => `seed ${seed} (${struck.join('; ')}): ${fact.slice(0, 600)}`);
};

describe('a morning without faults', () => {
  test('is the same each time, to the hash: everything in it comes from its seed', async () => {
    expect((await playMorning(school, day, morningSteps)).hash).toBe(good.hash);
  });

  test('everybody who pressed was told that it is saved, or was shown what they asked for; nothing is broken', () => {
    expect(good.done.filter((done) => !isPromise(done)).map(({ act, told }) => [act.button, told])).toEqual([
      ['Show me the names', 'said'],
      ['Show me the names', 'said'],
    ]);
    expect(good.broken).toEqual([]);
  });
});

describe(`a morning ends the same however its calls fail (reliability §2): ${seeds} seeds of one fault or two`, () => {
  const only = process.env.DESK_SEED;
  const groups = Array.from({ length: seeds / 10 }, (_none, at) => at * 10 + 1);
  test.each(only === undefined ? groups : [Number(only)])('seeds %i and on', { timeout: 600_000 }, async (first) => {
    const wrong: string[] = [];
    for (let seed = first; seed < (only === undefined ? first + 10 : first + 1); seed++)
      wrong.push(...(await wrongWith(seed)));
    expect(wrong).toEqual([]);
  });
});

describe.runIf(isLong)('every call of a morning fails once in each way', () => {
  test.each(faultKinds)('%s', { timeout: 3_600_000 }, async (kind) => {
    const wrong: string[] = [];
    const last = kind === 'half-batch' ? calls.batches : calls.wire;
    for (let nth = 1; nth <= last; nth++) {
      const played = await playMorning(school, day, morningSteps, { faults: [faultAt(kind, nth)] });
      const facts = [...unlike(good.outcome, played.outcome, played.struck), ...played.broken];
      wrong.push(...facts.map((fact) => `call ${nth} (${played.struck[0]?.path}): ${fact.slice(0, 600)}`));
    }
    expect(wrong).toEqual([]);
  });
});
