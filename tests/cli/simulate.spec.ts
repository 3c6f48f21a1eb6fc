import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WrongUse } from '../../bot/cli/io.ts';
import * as simulate from '../../bot/cli/simulate.ts';
import { CommandFolder } from '../support/command.ts';

let folder: CommandFolder;
beforeAll(async () => {
  folder = await CommandFolder.make();
});
afterAll(async () => await folder.remove());

const timeout = 300_000;

describe('desk simulate: days of a school from a seed', () => {
  test('the same seed is the same day, to the hash; another seed is another; nothing is broken', {
    timeout,
  }, async () => {
    const day = async (seed: string) => await folder.run(simulate, '--seed', seed, '--days', '1', '--json');
    const [first, again, other] = [await day('5'), await day('5'), await day('6')];
    expect(first.json).toMatchObject({ seed: 5, days: 1, registers: 20, nudges: { false: 0 }, broken: [] });
    expect(first.json.firstDay.opened).toBeGreaterThan(5);
    expect(first.status).toBe(0);
    expect(again.json).toEqual(first.json);
    expect(other.json.hash).not.toBe(first.json.hash);
    expect(first.out).not.toContain('Zqx');
  });

  test.each([
    [['--days', '1'], '--seed'],
    [['--seed', 'lucky', '--days', '1'], '--seed lucky'],
    [['--seed', '1', '--days', '0'], '--days 0'],
    [['--seed', '1', '--days', '1', '--faults', 'nothing.json'], 'nothing.json: it cannot be read'],
    [['--seed', '1', '--days', '1', '--faults', 'faults.json'], 'at 0.do'],
  ])('wrong use is said in words: %j', async (args, says) => {
    await folder.write({ 'faults.json': '[{ "match": { "nth": 3 } }]' });
    const wrong = folder.run(simulate, ...args);
    await expect(wrong).rejects.toThrow(WrongUse);
    await expect(wrong).rejects.toThrow(says);
  });
});
