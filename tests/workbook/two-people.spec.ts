import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SharedSheet, type Step } from '../support/two-at-a-sheet.ts';

const pupil = fc.nat({ max: 3 });
const words = fc.constantFrom('Call home', 'Visit', 'Meet parents', 'Write', '');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      pupil,
      column: fc.constant('Next action' as const),
      value: words,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      pupil,
      column: fc.constant('Notes' as const),
      value: words,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      pupil,
      column: fc.constant('% Att' as const),
      value: words,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sort' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('insert row' as const), at: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('insert column' as const), at: fc.nat({ max: 5 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('press in Teams' as const),
      pupil,
      value: fc.constantFrom('Chase', 'Panel'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('marks change' as const), pupil }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refresh' as const) }) },
);
/** Two people's steps, and at each moment whose turn it is. */
const afternoon = fc.record({
  mine: fc.array(step, { maxLength: 14 }),
  theirs: fc.array(step, { maxLength: 14 }),
  turns: fc.infiniteStream(fc.boolean()),
});

/** Lets both do their steps; a refresh of one may be interrupted by the other. */
const play = (
  shared: SharedSheet,
  { mine, theirs, turns }: { mine: readonly Step[]; theirs: readonly Step[]; turns: Iterable<boolean> },
  typed: (one: Extract<Step, { do: 'type' }>) => void,
): void => {
  const person = function* (steps: readonly Step[]): Generator<void> {
    for (const one of steps) {
      if (one.do === 'refresh') yield* shared.refresh();
      else if (shared.take(one) && one.do === 'type') typed(one);
      yield;
    }
  };
  const people = [person(mine), person(theirs)];
  for (const first of turns) {
    const [one, other] = first ? [people[0]!, people[1]!] : [people[1]!, people[0]!];
    if (one.next().done === true && other.next().done === true) return;
  }
};

const settle = (shared: SharedSheet): void => {
  for (let round = 0; round < 3; round++) for (const _part of shared.refresh());
};

describe('two people at one sheet, with refreshes in between', () => {
  test('end with the sheet saying what the records say, whatever they typed, sorted and inserted', () => {
    fc.assert(
      fc.property(afternoon, (day) => {
        const shared = new SharedSheet();
        for (const _part of shared.refresh());
        play(shared, day, () => {});
        settle(shared);
        for (const at of [0, 1, 2, 3])
          expect(shared.cell(at, 'Next action')).toBe(shared.record.get(shared.id(at)) ?? '');
      }),
      { numRuns: 300 },
    );
  });

  test('lose nothing that was typed: it is on record, was typed over in the sheet, or was shown as a conflict', () => {
    fc.assert(
      fc.property(afternoon, (day) => {
        const shared = new SharedSheet();
        for (const _part of shared.refresh());
        const last = new Map<string, string>();
        play(shared, day, ({ pupil: at, column, value }) => last.set(`${at} ${column}`, value));
        settle(shared);
        for (const [key, value] of last) {
          const at = Number(key[0]);
          if (key.endsWith('Notes')) expect(shared.cell(at, 'Notes')).toBe(value);
          if (!key.endsWith('Next action') || value === '') continue;
          const isShown = shared.conflicts.some(({ pupil: id, to }) => id === shared.id(at) && to === value);
          expect(isShown || shared.everOnRecord.has(`${shared.id(at)} ${value}`)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a figure that one of them typed over stays hers; a second refresh in a row writes nothing', () => {
    fc.assert(
      fc.property(afternoon, (day) => {
        const shared = new SharedSheet();
        for (const _part of shared.refresh());
        const hers = new Map<number, number>();
        play(shared, day, ({ pupil: at, column, value }) => {
          if (column === '% Att') hers.set(at, value.length + 40);
        });
        settle(shared);
        for (const [at, value] of hers) expect(shared.cell(at, '% Att')).toBe(value);
        const before = shared.sheet.values;
        for (const _part of shared.refresh());
        expect(shared.sheet.values).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('a row that was deleted takes nothing with it: its record stays, and the row comes back with it', () => {
    const shared = new SharedSheet();
    for (const _part of shared.refresh());
    shared.take({ do: 'type', pupil: 1, column: 'Next action', value: 'Visit' });
    for (const _part of shared.refresh());
    shared.take({ do: 'delete row', pupil: 1 });
    settle(shared);
    expect(shared.record.get(shared.id(1))).toBe('Visit');
  });
});
