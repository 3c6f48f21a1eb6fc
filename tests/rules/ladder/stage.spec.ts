import { describe, expect, test } from 'vitest';
import { recommendStage } from '../../../shared/rules/ladder/stage.ts';
import { stageNames, stageRowOf } from '../../../shared/rules/ladder/stage-row.ts';
import { sessionName } from '../../../shared/vocabulary/session.ts';
import { marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';
import { thresholdMet, thresholdWith } from '../../support/threshold.ts';

interface Asked {
  readonly history?: Record<string, unknown>;
  readonly on?: string;
  readonly threshold?: ReturnType<typeof thresholdWith>;
  readonly policy?: ReturnType<typeof policyWith>;
}

/** What the ladder recommends for a pupil with these marks from 3 September on; on the day of the last of them. */
const recommend = (
  row: Uint8Array,
  { history = {}, on, threshold = thresholdWith(), policy = policyWith() }: Asked = {},
) => {
  const day = on ?? referenceCalendar.sessions[row.length - 1]!.date;
  return recommendStage(caseOf(pupilWith(row), { on: day, history, policy }), threshold);
};

const rules = (of: { readonly reasons: readonly { readonly rule: string }[] }) => of.reasons.map(({ rule }) => rule);
const because = (of: ReturnType<typeof recommend>, stage: string) =>
  of.notHigher.find((one) => one.stage === stage)?.why.rule;

/** So many sessions of illness in one block at the beginning, then attended: one spell. */
const ill = (absent: number, attended: number) => sessions({ I: absent, '/': attended });
/** A day of illness in every eight: 12.5 %, spread over the year. */
const oneDayInEight = times(23, marks`II /\ /\ /\ /\ /\ /\ /\ `);
/** A term without absence. */
const attended = (days: number) => times(days, marks`/\ `);

describe('entry by net absence (§5.2), nothing begun', () => {
  test.each([
    ['4 of 100 is no concern', ill(4, 96), '0', '0'],
    ['exactly 5 % is stage 1', ill(5, 95), '1', '1'],
    ['one session less than 5 % is not', ill(5, 97), '0', '0'],
    ['exactly 8 % reaches stage 2, and begins with stage 1', ill(8, 92), '1', '2'],
    ['12 % without history: stage 1, and stage 3 is reached', ill(12, 88), '1', '3'],
    ['exactly 10 % reaches stage 3', ill(10, 90), '1', '3'],
    ['15 % reaches stage 4', ill(15, 85), '1', '4'],
  ])('%s', (_says, row, recommended, reached) => expect(recommend(row)).toMatchObject({ recommended, reached }));

  test('the worse window counts: a good autumn, then ten bad days', () => {
    const advice = recommend(new Uint8Array([...attended(100), ...sessions({ '/': 40, I: 20 })]));
    expect(advice).toMatchObject({ recommended: '1', reached: '4' });
    expect(advice.reasons.map(({ rule, names, numbers }) => [rule, names?.window, numbers.absent])).toEqual([
      ['stage-4.absence', 'rolling', 20],
      ['stage-1.absence', 'rolling', 20],
      ['stage-1.absence', 'year', 20],
      ['stage-1.sessions', undefined, undefined],
      ['ladder.no-letter-skipped', undefined, undefined],
    ]);
  });

  test('the year counts when the last six weeks were good', () => {
    const advice = recommend(new Uint8Array([...sessions({ I: 20 }), ...attended(60)]));
    expect(advice.reached).toBe('3');
    expect(advice.reasons[0]).toMatchObject({ names: { window: 'year' }, numbers: { absent: 20, possible: 140 } });
  });

  test('19 possible sessions are too few to say anything, 20 are enough', () => {
    const few = recommend(sessions({ I: 5, '/': 14 }));
    expect(few).toMatchObject({ recommended: null, reached: null, reasons: [], notHigher: [] });
    expect(few.missing.map(({ rule }) => rule)).toEqual(['ladder.too-few']);
    const enough = recommend(sessions({ I: 5, '/': 15 }));
    expect(enough).toMatchObject({ recommended: '1', reached: '4', missing: [] });
  });

  test('sessions that are not possible, or have no mark, do not make up the 20', () => {
    expect(recommend(sessions({ I: 5, '/': 14, D: 10, missing: 1, Y4: 2 })).recommended).toBeNull();
  });
});

describe('net absence leaves out C1, C2, E, S and T, and illness with a medical plan', () => {
  test.each([['C1'], ['C2'], ['E'], ['S'], ['T']] as const)('%s does not count towards a stage', (code) => {
    expect(recommend(sessions({ [code]: 12, '/': 88 }))).toMatchObject({ recommended: '0', reached: '0' });
  });

  test('the possible sessions stay the same', () => {
    const [reason] = recommend(sessions({ C2: 20, I: 8, '/': 72 })).reasons;
    expect(reason?.numbers).toMatchObject({ absent: 8, possible: 100, leftOut: 20 });
  });

  test.each([['medical_plan'], ['medical-plan']])('illness counts, and with the flag %s it does not', (flag) => {
    expect(recommend(ill(12, 88)).reached).toBe('3');
    expect(recommend(ill(12, 88), { history: { flags: [flag] } }).reached).toBe('0');
  });

  test('with a medical plan other absence still counts', () => {
    expect(recommend(sessions({ M: 12, '/': 88 }), { history: { flags: ['medical_plan'] } }).reached).toBe('3');
  });
});

describe('the sessions alternatives (§5.2, §14)', () => {
  const longAgo = attended(90);

  test('six sessions in six school weeks are stage 1, five are not', () => {
    const six = recommend(new Uint8Array([...longAgo, ...attended(27), ...marks`II II II `]));
    expect(rules(six)).toContain('stage-1.sessions');
    const five = recommend(new Uint8Array([...longAgo, ...attended(27), ...marks`II II I\ `]));
    expect(rules(five)).not.toContain('stage-1.sessions');
  });

  test('three separate spells in six school weeks are stage 1, two are not', () => {
    const three = recommend(new Uint8Array([...longAgo, ...attended(25), ...marks`I\ /\ I\ /\ I\ `]));
    expect(three).toMatchObject({ recommended: '1', reached: '1' });
    expect(three.reasons.find(({ rule }) => rule === 'stage-1.spells')).toMatchObject({
      numbers: { spells: 3, atLeast: 3, weeks: 6 },
      sessions: expect.arrayContaining([expect.stringMatching(/^2026-\d\d-\d\d AM$/)]),
    });
    expect(recommend(new Uint8Array([...longAgo, ...attended(25), ...marks`I\ /\ I\ /\ /\ `])).recommended).toBe('0');
  });

  test.each([
    ['a closed day', marks`II 44 II /\ `, 1],
    ['a morning at the other school', marks`II DI I\ /\ `, 1],
    ['a missing mark', marks`II .I I\ /\ `, 1],
    ['a session attended', marks`II /I I\ /\ `, 2],
    ['a suspension, which is left out', marks`II EI I\ /\ `, 2],
  ])('%s between two absences: spells', (_says, days, spells) => {
    const policy = policyWith();
    const [first] = policy.ladder.stages;
    const stages = [{ ...first!, spellsAtLeast: { spells, weeks: 6 } }];
    const more = [{ ...first!, spellsAtLeast: { spells: spells + 1, weeks: 6 } }];
    const row = new Uint8Array([...attended(30), ...days]);
    const found = (of: typeof stages) =>
      rules(recommend(row, { policy: { ...policy, ladder: { ...policy.ladder, stages: of } } }));
    expect(found(stages)).toContain('stage-1.spells');
    expect(found(more)).not.toContain('stage-1.spells');
  });

  test('four unauthorised sessions in four school weeks reach stage 3; N is not one of them', () => {
    const reach = (days: Uint8Array) => recommend(new Uint8Array([...longAgo, ...attended(20), ...days])).reached;
    expect(reach(marks`OO UG `)).toBe('3');
    expect(reach(marks`OO UN `)).not.toBe('3');
    expect(reach(marks`OO U\ `)).not.toBe('3');
  });

  test('eight unauthorised sessions in ten school weeks reach stage 4', () => {
    const eight = new Uint8Array([...longAgo, ...marks`OO OO `, ...attended(30), ...marks`OO OO `]);
    const advice = recommend(eight);
    expect(advice.reached).toBe('4');
    expect(advice.reasons[0]).toMatchObject({
      rule: 'stage-4.unauthorised',
      numbers: { unauthorised: 8, atLeast: 8, weeks: 10 },
    });
    expect(advice.reasons[0]!.sessions).toHaveLength(8);
    expect(recommend(new Uint8Array([...longAgo, ...marks`O\ OO `, ...attended(30), ...marks`OO OO `])).reached).toBe(
      '3',
    );
  });

  test('weeks with fewer than 20 possible sessions say nothing: D makes them so', () => {
    const weeks = new Uint8Array([...times(20, marks`DD `), ...marks`OO OO /\ /\ /\ /\ /\ /\ `]);
    expect(rules(recommend(weeks))).not.toContain('stage-3.unauthorised');
  });

  test('the review of stage 1 without change reaches stage 2, with ten sessions missed this year', () => {
    const history = { stages: [{ stage: '1', on: '2025-09-15', reviewed: '2025-10-06', outcome: 'no change' }] };
    const ten = sessions({ I: 10, '/': 130 });
    const advice = recommend(ten, { history });
    expect(advice).toMatchObject({ recommended: '2', reached: '2' });
    expect(advice.reasons[0]).toMatchObject({
      rule: 'stage-2.review',
      numbers: { sessions: 10, atLeast: 10 },
      names: { earlier: '1', outcome: 'no change', reviewed: '2025-10-06' },
    });
    expect(rules(recommend(sessions({ I: 9, '/': 131 }), { history }))).not.toContain('stage-2.review');
  });

  test.each([
    ['no change', true],
    ['worse', true],
    ['improved', false],
    ['partly', false],
  ])('the review of stage 3 found “%s”: stage 4 is reached: %s', (outcome, isReached) => {
    const stages = [{ stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome }];
    const found = recommend(oneDayInEight, { history: { stages }, on: '2025-11-12' });
    expect(rules(found).includes('stage-4.review')).toBe(isReached);
    expect(found.recommended).toBe(isReached ? '4' : '3');
  });
});

describe('one active stage, no letter skipped, held until its review', () => {
  const begun = { stages: [{ stage: '1', on: '2025-10-06' }] };

  test('within the review window of three school weeks the stage stays; half term does not count', () => {
    const advice = recommend(oneDayInEight, { history: begun, on: '2025-10-24' });
    expect(advice).toMatchObject({ recommended: '1', reached: '3' });
    expect(advice.held.map(({ rule, names }) => [rule, names])).toEqual([
      ['ladder.review-window', { stage: '1', since: '2025-10-06', until: '2025-11-03' }],
    ]);
    expect(rules(advice)).toContain('ladder.review-window');
    expect(because(advice, '2')).toBe('ladder.review-window');
    expect(because(advice, '4')).toBe('stage-4.not-met');
  });

  test('on the day of the review the next stage comes, not the one after it; that no outcome is recorded is said', () => {
    const advice = recommend(oneDayInEight, { history: begun, on: '2025-11-03' });
    expect(advice).toMatchObject({ recommended: '2', reached: '3', held: [] });
    expect(advice.missing.map(({ rule, names }) => [rule, names?.due])).toEqual([
      ['ladder.review-outcome', '2025-11-03'],
    ]);
    expect(rules(advice)).toContain('ladder.no-letter-skipped');
  });

  test('a review that was held early ends the window', () => {
    const stages = [{ stage: '1', on: '2025-10-06', reviewed: '2025-10-20', outcome: 'worse' }];
    const advice = recommend(oneDayInEight, { history: { stages }, on: '2025-10-20' });
    expect(advice).toMatchObject({ recommended: '2', missing: [] });
  });

  test('a review that was agreed for later keeps it open', () => {
    const stages = [{ stage: '1', on: '2025-10-06', reviewDue: '2025-11-10' }];
    expect(recommend(oneDayInEight, { history: { stages }, on: '2025-11-07' }).recommended).toBe('1');
    expect(recommend(oneDayInEight, { history: { stages }, on: '2025-11-10' }).recommended).toBe('2');
  });

  test('a stage with no review due that can be found stays open, and that is said', () => {
    const stages = [{ stage: '4', on: '2026-07-13' }];
    const { nextYearStarts: _unknown, ...year } = referenceCalendar.years[0]!;
    const calendar = new (
      referenceCalendar.constructor as typeof import('../../../shared/vocabulary/calendar.ts').Calendar
    )([year]);
    const advice = recommendStage(
      caseOf(pupilWith(attended(190), { calendar }), { on: '2026-07-20', history: { stages }, calendar }),
      thresholdWith(),
    );
    expect(advice).toMatchObject({ recommended: '4' });
    expect(advice.held[0]!.names).toEqual({ stage: '4', since: '2026-07-13' });
    expect(advice.missing.map(({ rule }) => rule)).toEqual(['ladder.review-date']);
  });

  test('the last stage begun is the active one, whatever the order in the file; S is none', () => {
    const stages = [
      { stage: '2', on: '2025-10-13', reviewed: '2025-10-14', outcome: 'no change' },
      { stage: '1', on: '2025-09-15', reviewed: '2025-10-06', outcome: 'no change' },
      { stage: 'S', on: '2025-10-15' },
    ];
    expect(recommend(oneDayInEight, { history: { stages }, on: '2025-11-12' }).recommended).toBe('3');
  });

  test.each([['closed'], ['left']])('a stage that ended as %s is not active: the ladder begins anew', (outcome) => {
    const stages = [{ stage: '2', on: '2025-09-15', reviewed: '2025-10-06', outcome }];
    const advice = recommend(oneDayInEight, { history: { stages }, on: '2025-11-12' });
    expect(advice).toMatchObject({ recommended: '1', missing: [] });
  });

  test('a stage that is still met stays the active one', () => {
    const stages = [{ stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'improved' }];
    const advice = recommend(oneDayInEight, { history: { stages }, on: '2025-11-12' });
    expect(advice).toMatchObject({ recommended: '3', reached: '3' });
    expect(rules(advice)).toEqual(['stage-3.absence', 'stage-3.absence', 'ladder.one-active-stage']);
  });

  test('with nothing known, a begun stage still stands', () => {
    const stages = [{ stage: '2', on: '2025-09-03', reviewed: '2025-09-04', outcome: 'no change' }];
    expect(recommend(sessions({ '/': 6 }), { history: { stages } })).toMatchObject({ recommended: '2', reached: null });
  });
});

describe('stepping down: once, at the review, one stage at a time', () => {
  /** Absent at the beginning of the year, then from stage 3 on 6 October as said until its review on 10 November. */
  const then = (review: Uint8Array, after: Uint8Array) => new Uint8Array([...ill(8, 38), ...review, ...after]);
  const history = { stages: [{ stage: '3', on: '2025-10-06', reviewed: '2025-11-10', outcome: 'improved' }] };
  const reviewDays = 21;

  test('net absence of the review window below 8 %, the entry of stage 2: stage 3 becomes 2', () => {
    const row = then(new Uint8Array([...marks`II I\ `, ...attended(reviewDays - 2)]), attended(3));
    const advice = recommend(row, { history, on: '2025-11-11' });
    expect(advice).toMatchObject({ recommended: '2', reached: '3' });
    expect(advice.reasons.find(({ rule }) => rule === 'ladder.step-down')).toMatchObject({
      numbers: { absent: 3, possible: 42, below: 0.08 },
      names: { stage: '3', to: '2', reviewed: '2025-11-10' },
      sessions: ['2025-10-06 AM', '2025-10-06 PM', '2025-10-07 AM'],
    });
    expect(because(advice, '3')).toBe('ladder.step-down');
  });

  test('exactly at the entry of the stage below it does not', () => {
    const quarter = { ...policyWith().ladder };
    const stages = quarter.stages.map((stage) => (stage.stage === '2' ? { ...stage, absenceAtLeast: 4 / 50 } : stage));
    const policy = { ...policyWith(), ladder: { ...quarter, stages } };
    const row = then(new Uint8Array([...marks`II II `, ...attended(23)]), attended(1));
    const on = '2025-11-13';
    const until = { stages: [{ stage: '3', on: '2025-10-06', reviewed: '2025-11-14', outcome: 'improved' }] };
    const exactly = { stages: [{ stage: '3', on: '2025-10-06', reviewed: on, outcome: 'improved' }] };
    // 24 days from 6 October to 13 November: 48 sessions, 4 missed (8.3 %); to the 14th: 50, exactly 8 %.
    expect(recommend(row, { history: exactly, on, policy }).recommended).toBe('3');
    expect(recommend(row, { history: until, on: '2025-11-14', policy }).recommended).toBe('3');
  });

  test('stage 1 steps down to none below its own entry', () => {
    const stages = [{ stage: '1', on: '2025-10-06', reviewed: '2025-11-03', outcome: 'improved' }];
    const row = new Uint8Array([...ill(14, 32), ...attended(20)]);
    const advice = recommend(row, { history: { stages }, on: '2025-11-07' });
    expect(advice).toMatchObject({ recommended: '0', reached: '4' });
  });

  test('a review that was not held, or found no change, is no step down', () => {
    const row = then(attended(reviewDays), attended(3));
    for (const stages of [
      [{ stage: '3', on: '2025-10-06', reviewDue: '2025-11-10' }],
      [{ stage: '3', on: '2025-10-06', reviewed: '2025-11-10', outcome: 'no change' }],
    ]) {
      const advice = recommend(row, { history: { stages }, on: '2025-11-11' });
      expect(rules(advice)).not.toContain('ladder.step-down');
      expect(Number(advice.recommended)).toBeGreaterThanOrEqual(3);
    }
  });

  test('a review window with too few possible sessions says nothing', () => {
    const stages = [{ stage: '3', on: '2025-10-06', reviewed: '2025-10-10', outcome: 'improved' }];
    const row = then(attended(5), attended(5));
    expect(recommend(row, { history: { stages }, on: '2025-10-13' }).recommended).toBe('3');
  });

  test('what lies before the review does not raise it again; what comes after it does, by one', () => {
    const good = attended(reviewDays);
    const worse = sessions({ I: 4, '/': 18 });
    const advice = recommend(then(good, new Uint8Array([...marks`/\ `, ...worse])), { history, on: '2025-11-26' });
    expect(advice.recommended).toBe('3');
    const better = recommend(then(good, new Uint8Array([...marks`/\ `, ...attended(11)])), {
      history,
      on: '2025-11-26',
    });
    expect(better.recommended).toBe('2');
  });

  test('stages 5 and 6 are ended by people', () => {
    const stages = [{ stage: '5', on: '2025-10-06', reviewed: '2025-11-10', outcome: 'improved' }];
    expect(recommend(then(attended(reviewDays), attended(3)), { history: { stages } }).recommended).toBe('5');
  });
});

describe('stage 5, notice (§5.2, §14)', () => {
  const row = attended(72);
  const reviewed = (stage: string, outcome: string) => ({
    stages: [{ stage, on: '2025-09-15', reviewed: '2025-10-13', outcome }],
  });

  test('PN-A: ten sessions of G alone go to 5 at once, with no letter before', () => {
    const advice = recommend(row, { threshold: thresholdMet({ isHolidayAlone: true }) });
    expect(advice).toMatchObject({ recommended: '5', reached: '5' });
    expect(advice.reasons[0]).toMatchObject({
      rule: 'stage-5.holiday',
      numbers: { confirmed: 10 },
      names: { metAt: '2025-12-12 PM' },
    });
    expect(advice.reasons[0]!.sessions).toHaveLength(10);
  });

  test('G alone does not wait for a review either', () => {
    const history = { stages: [{ stage: '2', on: '2025-12-08' }] };
    expect(recommend(row, { history, threshold: thresholdMet({ isHolidayAlone: true }) }).recommended).toBe('5');
  });

  test.each([
    ['3', 'no change', '5'],
    ['4', 'worse', '5'],
    ['3', 'improved', '3'],
    ['4', 'partly', '4'],
  ])('the threshold is met and the review of stage %s found “%s”: %s', (stage, outcome, recommended) => {
    const advice = recommend(row, { history: reviewed(stage, outcome), threshold: thresholdMet() });
    // The review window was without absence, so a stage that is not followed by 5 steps down by one.
    const stepped = String(Number(recommended) - 1);
    expect(advice.recommended).toBe(recommended === '5' ? '5' : stepped);
  });

  test('the review of an earlier stage is not support that did not work', () => {
    const advice = recommend(row, { history: reviewed('2', 'no change'), threshold: thresholdMet() });
    expect(advice.recommended).toBe('2');
    expect(because(advice, '5')).toBe('stage-5.support-first');
  });

  test('the threshold met without any support first is no stage 5, and that is said', () => {
    const advice = recommend(row, { threshold: thresholdMet() });
    expect(advice).toMatchObject({ recommended: '0', reached: '0' });
    expect(advice.notHigher.find(({ stage }) => stage === '5')?.why).toMatchObject({
      rule: 'stage-5.support-first',
      names: { stages: '3 or 4' },
      numbers: { confirmed: 10 },
    });
  });

  test('the threshold not met: how many of the ten', () => {
    const advice = recommend(row, { threshold: thresholdWith({ confirmed: 8 }) });
    expect(advice.notHigher.find(({ stage }) => stage === '5')?.why).toMatchObject({
      rule: 'stage-5.not-met',
      numbers: { confirmed: 8 },
    });
  });

  test('within a review window a stage 4 waits even when the threshold is met', () => {
    const stages = [
      { stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'no change' },
      { stage: '4', on: '2025-12-08' },
    ];
    expect(recommend(row, { history: { stages }, threshold: thresholdMet() })).toMatchObject({
      recommended: '4',
      reached: '5',
    });
  });

  test('a notice that has begun is not begun again when its window is over', () => {
    const stages = [
      { stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'no change' },
      { stage: '6', on: '2025-11-10' },
    ];
    expect(recommend(row, { history: { stages }, threshold: thresholdMet() }).recommended).toBe('6');
  });
});

describe('stage 6, legal (§5.2, §14)', () => {
  const row = attended(72);

  test('a notice to improve that failed, whatever window is open', () => {
    const history = {
      stages: [{ stage: '5', on: '2025-12-01' }],
      nti: [{ parent: 'p1', from: '2025-11-03', to: '2025-12-12', outcome: 'failed' }],
    };
    const advice = recommend(row, { history });
    expect(advice).toMatchObject({ recommended: '6', reached: '6', notHigher: [] });
    expect(advice.reasons[0]).toMatchObject({
      rule: 'stage-6.notice-to-improve',
      names: { from: '2025-11-03', to: '2025-12-12' },
    });
  });

  test.each([['met'], ['running'], ['withdrawn']])('a notice to improve that is %s is not enough', (outcome) => {
    const history = { nti: [{ parent: 'p1', from: '2025-11-03', to: '2025-12-12', outcome }] };
    const advice = recommend(row, { history });
    expect(advice.recommended).toBe('0');
    expect(because(advice, '6')).toBe('stage-6.not-met');
  });

  test('the threshold met again by a parent with two counted notices', () => {
    const parents = (noticesInThreeYears: number, met = true) => [{ parent: 'p1', met, noticesInThreeYears }];
    const advice = recommend(row, { threshold: thresholdMet({ parents: parents(2) }) });
    expect(advice.recommended).toBe('6');
    expect(advice.reasons[0]).toMatchObject({
      rule: 'stage-6.third-threshold',
      numbers: { notices: 2, confirmed: 10 },
    });
    expect(recommend(row, { threshold: thresholdMet({ parents: parents(1) }) }).recommended).toBe('0');
    expect(recommend(row, { threshold: thresholdWith({ parents: parents(2, false) }) }).recommended).toBe('0');
  });

  test('severe absence with support refused; either alone is not', () => {
    const half = sessions({ I: 50, '/': 50 });
    const advice = recommend(half, { history: { supportRefused: true } });
    expect(advice.recommended).toBe('6');
    expect(advice.reasons[0]).toMatchObject({ rule: 'stage-6.severe-refused', numbers: { absent: 50, possible: 100 } });
    expect(recommend(half).recommended).toBe('1');
    expect(recommend(ill(12, 88), { history: { supportRefused: true } }).recommended).toBe('1');
  });
});

describe('severe absence runs beside the ladder', () => {
  test('half missed is severe, and the ladder still begins with stage 1', () => {
    const advice = recommend(ill(25, 25));
    expect(advice).toMatchObject({ recommended: '1', reached: '4', parallel: ['S'] });
    expect(advice.reasons.filter(({ rule }) => rule === 'stage-S.absence')).toHaveLength(2);
  });

  test('one session less than half is not', () => {
    const advice = recommend(ill(24, 26));
    expect(advice.parallel).toEqual([]);
    expect(because(advice, 'S')).toBeUndefined();
  });

  test('V6: a part-time timetable is severe absence but no stage S, and that is said', () => {
    const advice = recommend(sessions({ '/': 25, C2: 25 }));
    expect(advice.parallel).toEqual([]);
    expect(advice.notHigher.at(-1)).toMatchObject({
      stage: 'S',
      why: { rule: 'stage-S.by-code', numbers: { absent: 25, possible: 50, leftOut: 25 } },
    });
  });
});

describe('what a recommendation rests on', () => {
  const advice = recommend(ill(12, 88));

  test('every reason has its numbers, its sessions and its source: school policy, with its version', () => {
    expect(advice.reasons[0]).toEqual({
      rule: 'stage-3.absence',
      numbers: { absent: 12, possible: 100, leftOut: 0, weeks: 6 },
      names: { stage: '3', window: 'year' },
      source: 'School policy, ladder (version 1)',
      sessions: referenceCalendar.sessions.slice(0, 12).map(sessionName),
    });
  });

  test('why no higher stage: met but not to be skipped, or not met', () => {
    expect(advice.notHigher.map(({ stage, why }) => [stage, why.rule])).toEqual([
      ['2', 'ladder.no-letter-skipped'],
      ['3', 'ladder.no-letter-skipped'],
      ['4', 'stage-4.not-met'],
      ['5', 'stage-5.not-met'],
      ['6', 'stage-6.not-met'],
    ]);
    expect(advice.notHigher[2]!.why).toMatchObject({
      numbers: { absent: 12, possible: 100, needs: 0.15 },
      sessions: [],
    });
  });

  test('what would change it: 3 more missed of 100 are 10 %; 20 attended bring 5 of 100 below 5 %', () => {
    const changes = (row: Uint8Array, history = {}) =>
      recommend(row, { history }).wouldChange.map(({ rule, names, numbers }) => [rule, names?.stage, numbers.sessions]);
    expect(changes(ill(5, 95))).toEqual([
      ['ladder.would-reach', '2', 4],
      ['ladder.would-leave', '1', 1],
    ]);
    expect(changes(ill(7, 93))).toEqual([
      ['ladder.would-reach', '2', 2],
      ['ladder.would-leave', '1', 41],
    ]);
    expect(changes(ill(0, 100))).toEqual([['ladder.would-reach', '1', 6]]);
    expect(changes(sessions({ '/': 10 }))).toEqual([]);
  });

  test('what would meet the penalty-notice threshold, or undo it (PN-A): seven confirmed need three more of ten', () => {
    const law = 'National framework for penalty notices (DfE, from 19 August 2024)';
    const notice = (threshold: ReturnType<typeof thresholdWith>) =>
      recommend(ill(0, 100), { threshold })
        .wouldChange.filter(({ rule }) => rule.endsWith('threshold'))
        .map(({ rule, numbers, source, sessions }) => [
          rule,
          numbers.sessions,
          source.slice(0, law.length),
          sessions.length,
        ]);

    expect(notice(thresholdWith())).toEqual([]);
    expect(notice(thresholdWith({ confirmed: 7 }))).toEqual([['ladder.would-meet-threshold', 3, law, 0]]);
    expect(notice(thresholdMet())).toEqual([['ladder.would-undo-threshold', undefined, law, 10]]);
  });

  test('a hold by the DSL stops the letter and is said; the stage is recommended all the same', () => {
    const held = recommend(ill(12, 88), { history: { flags: ['dsl_hold'] } });
    expect(held).toMatchObject({ recommended: '1', reached: '3' });
    expect(held.held.map(({ rule }) => rule)).toEqual(['ladder.dsl-hold']);
    expect(advice.held).toEqual([]);
  });

  test.each([
    ['1', 'Tutor', 3],
    ['4', 'Attendance Manager', 6],
    ['5', 'Deputy Head', 6],
    ['6', 'Head', undefined],
    ['S', 'Deputy Head', 2],
  ])('stage %s is for the %s, reviewed after school weeks: %s', (stage, owner, reviewWeeks) =>
    expect(stageRowOf(policyWith(), stage)).toMatchObject({ owner, ...(reviewWeeks && { reviewWeeks }) }),
  );

  test('a stage that nobody knows has no row', () => expect(stageRowOf(policyWith(), '7')).toBeUndefined());

  test('the stages by name', () => {
    expect(stageNames(policyWith())).toEqual({
      '0': 'Universal',
      '1': 'Concern',
      '2': 'Support',
      '3': 'Persistent absence',
      '4': 'Formal support',
      '5': 'Notice',
      '6': 'Legal',
      S: 'Severe absence',
    });
  });
});
