import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSchool, figuresAt, groupsAt } from '../../../../shared/rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../../../../shared/rules/figures/fast/school-groups.ts';
import { schoolMarksOf } from '../../../../shared/rules/figures/fast/school-marks.ts';
import { figuresOf } from '../../../../shared/rules/figures/figures.ts';
import { groupsOf } from '../../../../shared/rules/figures/groups.ts';
import { spanTo } from '../../../../shared/rules/span.ts';
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
});
