import { describe, expect, test } from 'vitest';
import { groupFigures } from '../../shared/rules/figures/groups.ts';
import { groupBehind, isGroupField } from '../../shared/rules/group-behind.ts';
import { absenceMethodology } from '../../shared/rules/sources.ts';
import { citationText } from '../../shared/vocabulary/citation.ts';
import { figures, sessions } from '../support/marks.ts';
import { policyWith } from '../support/policy.ts';

/** 18 of 20 and 30 of 40 sessions attended, one mark missing: together 48 of 60, and both are absent for a tenth or more. */
const group = groupFigures(
  [sessions({ '/': 18, I: 2 }), sessions({ '/': 30, I: 10, missing: 1 })].map((row) => figures(row)),
);

describe('what stands behind a number of a year group (V11)', () => {
  test.each([
    ['attendance', '80.0', 'figures.group-rate'],
    ['absence', '20.0', 'figures.group-rate'],
    ['persistent', 2, 'figures.group-persistent'],
    ['persistentPercent', '100.0', 'figures.group-persistentPercent'],
    ['severe', 0, 'figures.group-severe'],
  ] as const)('%s is %s: the sums, the source, no pupil and no session', (field, value, rule) => {
    expect(groupBehind(group, field, policyWith())).toMatchObject({
      field,
      value,
      policyVersion: 1,
      reasons: [
        {
          rule,
          numbers: { pupils: 2, pupilsWithPossible: 2, possible: 60, attended: 48, persistent: 2, severe: 0 },
          source: citationText(absenceMethodology),
          sessions: [],
        },
      ],
    });
  });

  test('one can ask about six numbers, and about nothing else', () => {
    expect(['attendance', 'missing'].every(isGroupField)).toBe(true);
    expect(['pupils', 'surname', ''].some(isGroupField)).toBe(false);
  });
});
