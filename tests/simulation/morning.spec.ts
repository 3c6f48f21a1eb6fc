import { describe, expect, test } from 'vitest';
import { faultAt, faultKinds } from '../../bot/simulation/faults-from.ts';
import { isPromise, morningSteps } from '../../bot/simulation/people.ts';
import { playMorning } from '../../bot/simulation/play-morning.ts';
import { isLongForm } from '../support/long-form.ts';
import { day, withGoodMorning } from './fault-seeds.ts';
import { unlike } from './same-ending.ts';

const morning = withGoodMorning();

describe('a morning without faults', () => {
  test('is the same each time, to the hash: everything in it comes from its seed', { timeout: 120_000 }, async () => {
    const { school, good } = morning();
    expect((await playMorning(school, day, morningSteps)).hash).toBe(good.hash);
  });

  test('everybody who pressed was told that it is saved, or was shown what they asked for; nothing is broken', () => {
    const { good } = morning();
    expect(good.done.filter((done) => !isPromise(done)).map(({ act, told }) => [act.button, told])).toEqual([
      ['Show me the names', 'said'],
      ['Show me the names', 'said'],
    ]);
    expect(good.broken).toEqual([]);
  });
});

/** The long form takes hours: some three hundred calls in ten ways. */
describe.runIf(isLongForm)('every call of a morning fails once in each way', () => {
  test.each(faultKinds)('%s', { timeout: 7_200_000 }, async (kind) => {
    const { school, good, calls } = morning();
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
