import { expect, test } from 'vitest';
import { impactOf } from '../../shared/rules/reports/impact.ts';
import type { ImpactPupil } from '../../shared/rules/reports/impact-pupils.ts';
import { impactSays } from '../../shared/wording/impact.ts';
import { impactSchool, pupilAbsent, pupilsMade, seeded, started, workedExample } from '../support/impact.ts';

const says = (pupils: readonly ImpactPupil[]) => impactSays(impactOf(pupils, impactSchool(), seeded(1)));

test('the worked example of §9.4, as the head reads it', () => {
  expect(says(workedExample)).toEqual([
    'Overall absence in the 6 school weeks before and after the week in which the support began.',
    '8 pupils with support: absent 96 of 480 sessions (20.0 %) before and 72 of 480 sessions (15.0 %) after, ' +
      '5.0 points lower; the pupil in the middle is 5.0 points lower.',
    '8 of 8 improved.',
    '9 pupils like them without: absent 98 of 490 sessions (20.0 %) before and 86 of 490 sessions (17.6 %) after, ' +
      '2.4 points lower; the pupil in the middle stayed the same.',
    'The support is associated with absence 2.55 points lower than that of pupils like them, about 12 sessions.',
    'With fewer than 10 pupils on a side there is no margin: read the counts, not the percentages.',
    'This does not show that the support caused it: pupils are picked at a low point, and some recover without any.',
  ]);
});

test('nobody to compare with, and somebody left out', () => {
  const pupils = [
    pupilAbsent('A', 12, 15, { startedOn: started }),
    pupilAbsent('B', 12, 12, { startedOn: started, to: '2026-04-01' }),
    pupilAbsent('C', 12, 12, { startedOn: started, possible: 20 }),
  ];
  expect(says(pupils).slice(1)).toEqual([
    '1 pupil with support: absent 12 of 60 sessions (20.0 %) before and 15 of 60 sessions (25.0 %) after, ' +
      '5.0 points higher; the pupil in the middle is 5.0 points higher.',
    '0 of 1 improved.',
    'There is no pupil like them to compare with, so some or all of the change may have come by itself.',
    'Not counted: 2 pupils (1 left the school, 1 with too few possible sessions).',
  ]);
});

test('the same change on both sides, one of them without a pupil like them', () => {
  const pupils = [
    pupilAbsent('A', 12, 9, { startedOn: started }),
    pupilAbsent('B', 12, 9),
    pupilAbsent('C', 40, 30, { startedOn: started, year: '7' }),
  ];
  const sentences = says(pupils);
  expect(sentences).toContain('For 1 pupil nobody like them was found.');
  expect(says(pupils.slice(0, 2))).toContain('The support is associated with no difference in absence.');
});

test('ten on each side: a margin', () => {
  const pupils = [
    ...pupilsMade(10, 'A', (id) => pupilAbsent(id, 12, 15, { startedOn: started })),
    ...pupilsMade(10, 'B', (id) => pupilAbsent(id, 12, 12)),
  ];
  expect(says(pupils).slice(4, 6)).toEqual([
    'The support is associated with absence 5.00 points higher than that of pupils like them, about 30 sessions.',
    'Drawing the pupils again and again gives between +5.0 and +5.0 points.',
  ]);
});

test('nothing to measure yet', () => {
  expect(says([pupilAbsent('A', 1, 1)])).toEqual(['No intervention can be measured yet.']);
  expect(says([pupilAbsent('A', 1, 1, { startedOn: '2026-06-29' })])).toEqual([
    'No intervention can be measured yet.',
    'Not counted: 1 pupil (1 with weeks still to come).',
  ]);
});
