import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countSchool,
  figuresAt,
  groupsAt,
  sessionsThatCount,
} from '../../../../shared/rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../../../../shared/rules/figures/fast/school-groups.ts';
import { rowOf, schoolMarksOf } from '../../../../shared/rules/figures/fast/school-marks.ts';
import { figuresOf } from '../../../../shared/rules/figures/figures.ts';
import { groupsOf } from '../../../../shared/rules/figures/groups.ts';
import { onRoll, spanTo } from '../../../../shared/rules/span.ts';
import { policyWith } from '../../../support/policy.ts';
import { randomSchool } from './random-school.ts';

const ownBands = policyWith({ bands: [{ band: 'fine', name: 'Fine', absenceBelow: 0.07 }] }).bands;

describe('the fast figures are those of the clear ones', () => {
  test('every figure of every pupil, and every group', () => {
    fc.assert(
      fc.property(randomSchool, fc.boolean(), ({ calendar, pupils, facts, on }, own) => {
        const span = spanTo(calendar, on);
        const bands = own ? ownBands : undefined;
        const clear = pupils.map((pupil) => figuresOf(pupil, calendar, span, bands));
        const fast = countSchool(schoolMarksOf(calendar, pupils), schoolGroups(facts), span);
        expect(pupils.map((_, at) => figuresAt(fast, at, bands))).toEqual(clear);
        expect(JSON.stringify(groupsAt(fast))).toBe(
          JSON.stringify(groupsOf(clear.map((figures, at) => ({ figures, facts: facts[at]! })))),
        );
      }),
      { seed: 20260310, numRuns: 600 },
    );
  });

  test('the sessions that count are those on roll for anybody', () => {
    fc.assert(
      fc.property(randomSchool, ({ calendar, pupils, facts, on }) => {
        const span = spanTo(calendar, on);
        const fast = countSchool(schoolMarksOf(calendar, pupils), schoolGroups(facts), span);
        const rolls = pupils.map((pupil) => onRoll(calendar, pupil, span)).filter(({ from, until }) => until > from);
        expect(sessionsThatCount(fast)).toEqual(
          rolls.length === 0
            ? undefined
            : { from: Math.min(...rolls.map(({ from }) => from)), until: Math.max(...rolls.map(({ until }) => until)) },
        );
      }),
      { seed: 20260310, numRuns: 300 },
    );
  });

  test('a row comes out of the school as it went in, closed halves left out', () => {
    fc.assert(
      fc.property(randomSchool, ({ calendar, pupils }) => {
        const school = schoolMarksOf(calendar, pupils);
        expect(pupils.map((_, at) => rowOf(school, at))).toEqual(pupils.map(({ row }) => row));
      }),
      { seed: 20260310, numRuns: 50 },
    );
  });
});
