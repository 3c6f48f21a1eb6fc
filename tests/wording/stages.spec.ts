import { describe, expect, test } from 'vitest';
import { recommendStage } from '../../shared/rules/ladder/stage.ts';
import { stageReasonSays } from '../../shared/wording/stages.ts';
import { marks, pupilWith, sessions, times } from '../support/marks.ts';
import { policyWith } from '../support/policy.ts';
import { caseOf } from '../support/pupil-case.ts';
import { thresholdMet, thresholdWith } from '../support/threshold.ts';

const policy = policyWith();

/** Every sentence of a recommendation, by its rule. */
const sentences = (
  row: Uint8Array,
  on: string,
  history: Record<string, unknown> = {},
  threshold = thresholdWith(),
): Record<string, string> => {
  const advice = recommendStage(caseOf(pupilWith(row), { on, history }), threshold);
  const all = [
    ...advice.reasons,
    ...advice.notHigher.map(({ why }) => why),
    ...advice.held,
    ...advice.missing,
    ...advice.wouldChange,
  ];
  return Object.fromEntries(all.map((reason) => [reason.rule, stageReasonSays(reason, policy)]));
};

const attended = (days: number) => times(days, marks`/\ `);

describe('why a stage is recommended, in plain English', () => {
  test('net absence, with the figure, the window and the threshold', () => {
    const says = sentences(sessions({ I: 12, C2: 1, '/': 75 }), '2025-11-10');
    expect(says['stage-3.absence']).toBe(
      'Absent 12 of 88 sessions (13.6 %) this school year; 10 % or more is stage 3, Persistent absence. 1 more absence is left out by code.',
    );
    expect(says['ladder.no-letter-skipped']).toBe(
      'The entry of stage 3 is met; letters are not skipped, so stage 1 comes first.',
    );
    expect(says['stage-4.not-met']).toBe(
      'It needs 15 % or more; the worse window is 12 of 88 sessions (13.6 %) this school year.',
    );
    expect(says['stage-5.not-met']).toBe(
      '0 unauthorised sessions (G, O, U) of the ten in ten school weeks at which a penalty notice is considered.',
    );
    expect(says['ladder.would-leave']).toMatch(
      /^\d+ sessions attended in a row would bring absence this year below 5 %, the entry of stage 1\.$/,
    );
  });

  test('a share just below the threshold is not rounded up to it', () => {
    const says = sentences(sessions({ I: 16, '/': 91 }), '2025-11-24');
    expect(says['stage-4.not-met']).toBe(
      'It needs 15 % or more; the worse window is 16 of 107 sessions (14.95 %) this school year.',
    );
  });

  test('sessions, spells and unauthorised sessions in school weeks', () => {
    const says = sentences(new Uint8Array([...attended(60), ...marks`OO /\ OO /\ II `]), '2025-12-10');
    expect(says['stage-1.sessions']).toBe('6 sessions missed in 6 school weeks; 6 or more is stage 1, Concern.');
    expect(says['stage-1.spells']).toBe(
      '3 separate spells of absence in 6 school weeks; 3 or more is stage 1, Concern.',
    );
    expect(says['stage-3.unauthorised']).toBe(
      '4 unauthorised sessions (G, O, U) in 4 school weeks; 4 or more is stage 3, Persistent absence.',
    );
  });

  test('the rolling window is named by its school weeks', () => {
    const says = sentences(new Uint8Array([...attended(60), ...marks`II II II II `]), '2025-12-09');
    expect(says['stage-4.absence']).toMatch(/^Absent 8 of 5\d sessions \(\d+\.\d %\) in the last 6 school weeks;/);
  });

  test('a review without change', () => {
    const stages = [{ stage: '1', on: '2025-09-15', reviewed: '2025-10-06', outcome: 'no change' }];
    expect(sentences(sessions({ I: 10, '/': 130 }), '2025-12-11', { stages })['stage-2.review']).toBe(
      'The review of stage 1 on 6 October 2025 found “no change”, and 10 sessions are missed this school year: that is stage 2, Support.',
    );
  });

  test('a stage that is held until its review, and one that a DSL hold stops the letter of', () => {
    const stages = [{ stage: '1', on: '2025-10-06' }];
    const says = sentences(sessions({ I: 12, '/': 88 }), '2025-10-24', { stages, flags: ['dsl_hold'] });
    expect(says['ladder.review-window']).toBe(
      'Stage 1 began on 6 October 2025 and stays until its review on 3 November 2025.',
    );
    expect(says['ladder.dsl-hold']).toBe('The DSL holds letters for this pupil. Monitoring goes on.');
  });

  test('a review that is due and of which nothing is recorded', () => {
    const stages = [{ stage: '1', on: '2025-09-15' }];
    const says = sentences(attended(40), '2025-11-04', { stages });
    expect(says['ladder.review-outcome']).toBe(
      'How the review of stage 1, due on 6 October 2025, turned out is not recorded.',
    );
    expect(says['ladder.one-active-stage']).toBe('Stage 1 began on 15 September 2025 and is the active stage.');
  });

  test('a step down', () => {
    const stages = [{ stage: '3', on: '2025-10-06', reviewed: '2025-11-10', outcome: 'improved' }];
    expect(sentences(attended(45), '2025-11-11', { stages })['ladder.step-down']).toBe(
      'From its beginning to its review on 10 November 2025, 0 of 42 sessions (0.0 %) were missed, less than 8 %: stage 3 steps down to stage 2.',
    );
  });

  test('how far the penalty-notice threshold is, and what undoes it', () => {
    const says = (threshold: ReturnType<typeof thresholdWith>) => sentences(attended(72), '2025-12-12', {}, threshold);
    expect(says(thresholdWith({ confirmed: 9 }))['ladder.would-meet-threshold']).toBe(
      '1 more unauthorised session (G, O, U) in these ten school weeks would meet the threshold for considering a penalty notice.',
    );
    expect(says(thresholdMet())['ladder.would-undo-threshold']).toBe(
      'The threshold stays met until a notice is issued for these sessions, or amended marks leave too few of them.',
    );
  });

  test('too little known', () => {
    expect(sentences(attended(3), '2025-09-05')['ladder.too-few']).toBe(
      'Fewer than 20 possible sessions so far: too few to say.',
    );
  });

  test('severe absence, and severe by codes alone', () => {
    expect(sentences(sessions({ I: 25, '/': 25 }), '2025-10-07')['stage-S.absence']).toMatch(
      /^Absent 25 of 50 sessions \(50\.0 %\) .*; 50 % or more is severe and runs beside the ladder\.$/,
    );
    expect(sentences(sessions({ C2: 25, '/': 25 }), '2025-10-07')['stage-S.by-code']).toMatch(
      /^Absence is severe \(25 of 50 sessions \(50\.0 %\) .*\), but not without the 25 sessions left out by code\.$/,
    );
  });
});

describe('the notice and the legal route', () => {
  test('holidays alone', () => {
    const says = sentences(attended(72), '2025-12-12', {}, thresholdMet({ isHolidayAlone: true }));
    expect(says['stage-5.holiday']).toBe(
      '10 sessions of holiday that was not granted (G) in ten school weeks; the threshold for considering a penalty notice was met on Friday 12 December, afternoon. Support is not what would change it, so no letter comes first.',
    );
    expect(says['stage-6.not-met']).toBe(
      'No notice to improve has failed, no third threshold in three years is met, and support for severe absence was not refused.',
    );
  });

  test('support that did not work, and support that has not been tried', () => {
    const stages = [{ stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'worse' }];
    expect(sentences(attended(72), '2025-12-12', { stages }, thresholdMet())['stage-5.threshold']).toBe(
      '10 unauthorised sessions in ten school weeks; the threshold for considering a penalty notice was met on Friday 12 December, afternoon, and the review of stage 3 found “worse”.',
    );
    expect(sentences(attended(72), '2025-12-12', {}, thresholdMet())['stage-5.support-first']).toBe(
      'The threshold for a penalty notice is met, but support comes first: no review of stage 3 or 4 without improvement is on record.',
    );
  });

  test('a notice to improve not met, a third threshold, severe absence with support refused', () => {
    const nti = [{ parent: 'p1', from: '2025-11-03', to: '2025-12-12', outcome: 'failed' }];
    const parents = [{ parent: 'p1', met: true, noticesInThreeYears: 2 }];
    const row = sessions({ I: 70, '/': 70 });
    const says = sentences(row, '2025-12-12', { nti, supportRefused: true }, thresholdMet({ parents }));
    expect(says['stage-6.notice-to-improve']).toBe(
      'The notice to improve of 3 November 2025 to 12 December 2025 was not met.',
    );
    expect(says['stage-6.third-threshold']).toBe(
      'The threshold for a penalty notice is met again (10 sessions) and 2 notices to one parent count already; no further notice is allowed.',
    );
    expect(says['stage-6.severe-refused']).toMatch(/ which is severe, and support was refused\.$/);
  });
});

test('a rule without a sentence is a fault of ours, and says which', () => {
  expect(() => stageReasonSays({ rule: 'ladder.unheard-of', numbers: {}, source: '', sessions: [] }, policy)).toThrow(
    'No sentence is written for the rule ladder.unheard-of',
  );
});
