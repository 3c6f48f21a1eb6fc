import { expect, test } from 'vitest';
import { explainPupil } from '../../shared/rules/explain.ts';
import { marks, pupilWith } from '../support/marks.ts';
import { caseOf } from '../support/pupil-case.ts';

const on = '2025-09-05';
const explained = (roll: { from?: string; to?: string } = {}, day = on) =>
  explainPupil(caseOf(pupilWith(marks`/\ IN /\ OO `, roll), { on: day }));

test('everything the rules say of one pupil, of the marks up to the evening asked about', () => {
  expect(explained()).toMatchObject({
    pupil: 'P1',
    on: '2025-09-05',
    policyVersion: 1,
    figures: { possible: 6, attended: 4, authorised: 1, unauthorised: 1 },
    stage: { recommended: null },
    penaltyNotice: { met: false, confirmed: 0 },
    unexplained: [{ date: '2025-09-04', half: 'PM', overdue: false }],
    target: null,
  });
});

test('a day before the first of the calendar counts nothing', () =>
  expect(explained({}, '2025-08-01').figures).toMatchObject({ possible: 0, attended: 0, attendance: null }));

test.each([
  ['without dates of the roll', {}, true],
  ['from the day asked about on', { from: '2025-09-05' }, true],
  ['from the day after on', { from: '2025-09-06' }, false],
  ['until the day asked about', { to: '2025-09-05' }, true],
  ['until the day before', { to: '2025-09-04' }, false],
])('whether the pupil is on roll on that day: %s', (_says, roll, isCurrent) =>
  expect(explained(roll).isCurrent).toBe(isCurrent),
);
