import { describe, expect, test } from 'vitest';
import { type BegunStage, notYetConsidered, recommendStage } from '../../../shared/rules/ladder/stage.ts';
import { marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const policy = policyWith();

/** What the ladder recommends for a pupil with these marks from the first day of the year on. */
const recommend = (row: Uint8Array, more: { begun?: BegunStage; medicalPlan?: boolean; on?: string } = {}) =>
  recommendStage({
    marks: pupilWith(row),
    calendar: referenceCalendar,
    until: row.length,
    policy,
    medicalPlan: false,
    ...more,
  });

const rules = (of: ReturnType<typeof recommend>) => of.reasons.map(({ rule }) => rule);

describe('entry by net absence (§5.2), nothing begun', () => {
  test.each([
    ['4 of 100 is no concern', sessions({ I: 4, '/': 96 }), '0', '0'],
    ['exactly 5 % is stage 1', sessions({ I: 5, '/': 95 }), '1', '1'],
    ['exactly 8 % reaches stage 2, and begins with stage 1', sessions({ I: 8, '/': 92 }), '1', '2'],
    ['12 % without history: stage 1, and stage 3 is reached', sessions({ I: 12, '/': 88 }), '1', '3'],
    ['15 % reaches stage 4', sessions({ I: 15, '/': 85 }), '1', '4'],
  ])('%s', (_says, row, recommended, reached) => expect(recommend(row)).toMatchObject({ recommended, reached }));

  test('the worse window counts: a good autumn, then ten bad days', () => {
    const year = new Uint8Array([...times(100, marks`/\ `), ...sessions({ '/': 40, O: 20 })]);
    const advice = recommend(year);
    expect(advice.reached).toBe('4');
    expect(advice.reasons.map(({ rule, numbers }) => [rule, numbers.absent, numbers.possible])).toEqual([
      ['stage-4.absence', 20, 58],
      ['stage-1.absence', 20, 260],
      ['ladder.no-letter-skipped', undefined, undefined],
    ]);
  });

  test('19 possible sessions are too few to say anything, 20 are enough', () => {
    const few = recommend(sessions({ O: 5, '/': 14 }));
    expect(few).toMatchObject({ recommended: null, reached: null, reasons: [] });
    expect(few.missing).toContain('Absence: fewer than 20 possible sessions so far');
    expect(recommend(sessions({ O: 5, '/': 15 })).reached).toBe('4');
  });

  test('sessions that are not possible, or have no mark, do not make up the 20', () => {
    expect(recommend(sessions({ O: 5, '/': 14, D: 10, missing: 1, Y4: 2 })).recommended).toBeNull();
  });
});

describe('net absence leaves out C1, C2, E, S and T, and illness with a medical plan', () => {
  test.each([['C1'], ['C2'], ['E'], ['S'], ['T']] as const)('%s does not count towards a stage', (code) => {
    const advice = recommend(sessions({ [code]: 12, '/': 88 }));
    expect(advice).toMatchObject({ recommended: '0', reached: '0' });
  });

  test('the possible sessions stay the same', () => {
    const [reason] = recommend(sessions({ C2: 20, O: 8, '/': 72 })).reasons;
    expect(reason?.numbers).toEqual({ absent: 8, possible: 100, leftOut: 20 });
  });

  test('illness counts, and with a medical plan it does not', () => {
    const row = sessions({ I: 12, '/': 88 });
    expect(recommend(row).reached).toBe('3');
    expect(recommend(row, { medicalPlan: true }).reached).toBe('0');
  });
});

describe('one active stage, no letter skipped, held until its review', () => {
  const twelvePerCent = sessions({ I: 12, '/': 88 });
  const begun = { stage: '1', since: '2025-10-06', reviewDue: '2025-11-10' };

  test('within the review window the stage stays', () => {
    const advice = recommend(twelvePerCent, { begun, on: '2025-11-07' });
    expect(advice).toMatchObject({ recommended: '1', reached: '3' });
    expect(advice.held).toEqual(['Stage 1 began on 2025-10-06 and stays until its review on 2025-11-10.']);
    expect(rules(advice)).toContain('ladder.review-window');
    expect(advice.notHigher[0]).toEqual({
      stage: '2',
      because: 'Its entry is met, but stage 1 stays until its review on 2025-11-10.',
    });
  });

  test('from the review on the next stage comes, not the one after it', () => {
    expect(recommend(twelvePerCent, { begun, on: '2025-11-10' })).toMatchObject({ recommended: '2', reached: '3' });
  });

  test('a begun stage is not taken back by better figures: stepping down is not yet considered, and that is said', () => {
    const advice = recommend(sessions({ '/': 98, I: 2 }), { begun: { stage: '2', since: '2025-10-06' } });
    expect(advice).toMatchObject({ recommended: '2', reached: '0' });
    expect(rules(advice)).toEqual(['ladder.one-active-stage']);
    expect(advice.missing).toEqual(notYetConsidered);
  });
});

describe('what a recommendation says', () => {
  const advice = recommend(sessions({ I: 12, '/': 88 }));

  test('every reason has its numbers, a sentence and its source: school policy, with its version', () => {
    expect(advice.reasons[0]).toEqual({
      rule: 'stage-3.absence',
      says: 'Absent 12 of 100 sessions (12.0 %) this school year; 10 % or more is stage 3, Persistent absence.',
      numbers: { absent: 12, possible: 100, leftOut: 0 },
      source: 'School policy, ladder (version 1)',
    });
  });

  test('why no higher stage: met but not to be skipped, or not met', () => {
    expect(advice.notHigher).toEqual([
      { stage: '2', because: 'Its entry is met, but letters are not skipped.' },
      { stage: '3', because: 'Its entry is met, but letters are not skipped.' },
      { stage: '4', because: 'It needs 15 % or more; the worse window is 12 of 100 sessions (12.0 %).' },
    ]);
  });

  test('what was not considered, and that nobody said whether there is a medical plan', () => {
    const { missing } = recommendStage({
      marks: pupilWith(sessions({ '/': 40 })),
      calendar: referenceCalendar,
      until: 40,
      policy,
    });
    expect(missing).toEqual([...notYetConsidered, 'Whether a medical plan is on, with which illness is left out']);
  });
});

describe('severe absence runs beside the ladder', () => {
  test('half missed is severe, and the ladder still begins with stage 1', () => {
    const advice = recommend(sessions({ O: 25, '/': 25 }));
    expect(advice).toMatchObject({ recommended: '1', parallel: ['S'] });
    expect(rules(advice)).toContain('stage-S.absence');
  });

  test('V6: a part-time timetable is severe absence but no stage S, and that is said', () => {
    const advice = recommend(sessions({ '/': 25, C2: 25 }));
    expect(advice.parallel).toEqual([]);
    expect(advice.notHigher.at(-1)?.stage).toBe('S');
  });
});
