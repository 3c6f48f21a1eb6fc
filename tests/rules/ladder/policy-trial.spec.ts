import { expect, test } from 'vitest';
import { tryPolicy } from '../../../shared/rules/ladder/policy-trial.ts';
import { pupilWith, sessions } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';

const on = '2025-11-07';
const ladder = policyWith().ladder;
/** A school that begins stage 1 at 4 % and sends a letter with it. */
const stricter = policyWith({
  version: 2,
  ladder: { ...ladder, stages: [{ ...ladder.stages[0]!, absenceAtLeast: 0.04 }, ...ladder.stages.slice(1)] },
});

const pupil = (id: string, absent: number, history = {}) =>
  caseOf(pupilWith(sessions({ I: absent, '/': 86 - absent }), { id }), { on, history });

test('a stricter first stage: who would move, and how many letters', () => {
  // Of 86 sessions to 7 November 4 are 4.7 %, 8 are 9.3 %; illness at the beginning of the year alone.
  const trial = tryPolicy([pupil('good', 0), pupil('near', 4), pupil('begun', 4), pupil('ill', 8)], stricter);
  expect(trial).toMatchObject({
    pupils: 4,
    today: { stages: { '0': 3, '1': 1 }, letters: 1 },
    tried: { stages: { '0': 1, '1': 3 }, letters: 3 },
  });
  expect(Object.keys(trial.tried.stages)).toEqual(['0', '1']);
  expect(trial.moves.map(({ pupil: id, from, to, reasons }) => [id, from, to, reasons[0]!.rule])).toEqual([
    ['near', '0', '1', 'stage-1.absence'],
    ['begun', '0', '1', 'stage-1.absence'],
  ]);
});

test('a stage that has begun sends no second letter, a pupil the DSL holds none at all', () => {
  const begun = { stages: [{ stage: '1', on: '2025-11-03' }] };
  const trial = tryPolicy([pupil('begun', 8, begun), pupil('held', 8, { flags: ['dsl_hold'] })], stricter);
  expect(trial).toMatchObject({ today: { letters: 0 }, tried: { letters: 0 }, moves: [] });
});

test('a stage without a letter counts none, and too little known is a row of its own', () => {
  const noLetter = policyWith({
    ladder: { ...ladder, minPossible: 90, stages: ladder.stages.map(({ letter: _letter, ...stage }) => stage) },
  });
  const trial = tryPolicy([pupil('ill', 8)], noLetter);
  expect(trial).toMatchObject({
    today: { stages: { '1': 1 }, letters: 1 },
    tried: { stages: { none: 1 }, letters: 0 },
    moves: [{ from: '1', to: null }],
  });
});
