import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../../shared/rules/ladder/entries.ts';
import { netAbsenceOf, unauthorisedSessions } from '../../../shared/rules/ladder/net-absence.ts';
import { recommendStage } from '../../../shared/rules/ladder/stage.ts';
import { reachedSinceReview, stepDownOf } from '../../../shared/rules/ladder/step-down.ts';
import { marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { calendarOf, referenceCalendar } from '../../support/reference-calendar.ts';
import { thresholdMet, thresholdWith } from '../../support/threshold.ts';

const attended = (days: number) => times(days, marks`/\ `);
const onDay = (sessions: number) => referenceCalendar.sessions[sessions - 1]!.date;
const caseWith = (row: Uint8Array, history: Record<string, unknown> = {}, on = onDay(row.length)) =>
  caseOf(pupilWith(row), { on, history });
const recommend = (row: Uint8Array, history = {}, threshold = thresholdWith(), on = onDay(row.length)) =>
  recommendStage(caseWith(row, history, on), threshold);
const [one, two, three, four] = policyWith().ladder.stages;

describe('net absence (§5.2)', () => {
  const netOf = (row: Uint8Array, until = row.length) =>
    netAbsenceOf(pupilWith(row), referenceCalendar, { from: 0, until }, ['C2']);

  test('unauthorised absence counts like any other', () => {
    expect(netOf(marks`ON UG /\ `)).toMatchObject({ rate: { part: 4, of: 6 }, leftOut: 0, sessions: [0, 1, 2, 3] });
  });

  test('an absence on the first session is a spell', () => {
    expect(netOf(marks`I\ /\ II `).spells).toBe(2);
  });

  test('a code of before August 2024 counts as it counted then: J was attended, and is nothing now', () => {
    const calendar = calendarOf('2024-08-16', '2024-08-19');
    const { rate, spells } = netAbsenceOf(pupilWith(marks`JH J\ `, { calendar }), calendar, { from: 0, until: 4 }, []);
    expect([rate, spells]).toEqual([{ part: 1, of: 3 }, 1]);
  });

  test('unauthorised sessions end where the registers are still open', () => {
    const row = marks`O\ OO `;
    expect(unauthorisedSessions(pupilWith(row), referenceCalendar, { from: 0, until: 3 })).toEqual([0, 2]);
  });
});

describe('20 possible sessions are enough, 19 are not, for each way into a stage', () => {
  const rulesOf = (row: Uint8Array, stage: typeof one, history = {}) =>
    entriesOf(caseWith(row, history), stage!).map(({ rule }) => rule);
  const reviewOf = (stage: string) => ({
    stages: [{ stage, on: '2025-09-03', reviewed: '2025-09-08', outcome: 'no change' }],
  });

  test('sessions and spells of stage 1', () => {
    expect(rulesOf(sessions({ I: 6, '/': 14 }), one)).toContain('stage-1.sessions');
    expect(rulesOf(sessions({ I: 6, '/': 13 }), one)).toEqual([]);
  });

  test('unauthorised sessions of stage 3', () => {
    expect(rulesOf(sessions({ O: 4, '/': 16 }), three)).toContain('stage-3.unauthorised');
    expect(rulesOf(sessions({ O: 4, '/': 15 }), three)).toEqual([]);
  });

  test('a review without change for stage 2, which asks for ten sessions missed', () => {
    expect(rulesOf(sessions({ I: 10, '/': 10 }), two, reviewOf('1'))).toContain('stage-2.review');
    expect(rulesOf(sessions({ I: 10, '/': 9 }), two, reviewOf('1'))).toEqual([]);
  });

  test('the review of stage 3 alone is enough for stage 4, whatever was missed', () => {
    expect(rulesOf(sessions({ '/': 10 }), four, reviewOf('3'))).toEqual(['stage-4.review']);
  });

  test('every reason names its stage and its source', () => {
    const row = new Uint8Array([...attended(14), ...marks`OO /\ OO /\ II /\ `]);
    const all = [one, three].flatMap((stage) => entriesOf(caseWith(row), stage!));
    expect(all.map(({ rule, names }) => [rule, names?.stage])).toEqual([
      ['stage-1.absence', '1'],
      ['stage-1.absence', '1'],
      ['stage-1.sessions', '1'],
      ['stage-1.spells', '1'],
      ['stage-3.absence', '3'],
      ['stage-3.absence', '3'],
      ['stage-3.unauthorised', '3'],
    ]);
    expect(new Set(all.map(({ source }) => source))).toEqual(new Set(['School policy, ladder (version 1)']));
  });

  test('a review whose day nobody wrote down has none in its reason', () => {
    const history = { stages: [{ stage: '3', on: '2025-09-03', outcome: 'worse' }] };
    expect(entriesOf(caseWith(sessions({ '/': 10 }), history), four!)[0]!.names).toEqual({
      stage: '4',
      earlier: '3',
      outcome: 'worse',
    });
  });
});

describe('which stage comes next', () => {
  test('of two stages begun on one day the later in the list is the active one', () => {
    const stages = ['1', '2'].map((stage) => ({ stage, on: '2025-10-06' }));
    expect(recommend(attended(35), { stages }).recommended).toBe('2');
  });

  test('holidays alone are enough where too few sessions say anything else', () => {
    const advice = recommend(sessions({ '/': 5, G: 5 }), {}, thresholdMet({ isHolidayAlone: true }));
    expect(advice).toMatchObject({ recommended: '5', reached: '5' });
    expect(advice.missing).toMatchObject([{ rule: 'ladder.too-few', numbers: { atLeast: 20 } }]);
  });

  test('a notice that has begun, its review past, with the threshold still met: it stays, for that reason', () => {
    const stages = [
      { stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'worse' },
      { stage: '5', on: '2025-10-14', reviewed: '2025-12-01', outcome: 'no change' },
    ];
    const advice = recommend(attended(72), { stages }, thresholdMet());
    expect(advice.recommended).toBe('5');
    expect(advice.reasons.map(({ rule }) => rule)).toEqual(['stage-5.threshold']);
    expect(advice.reasons[0]).toMatchObject({ names: { stage: '5', reviewed: '3', outcome: 'worse' } });
  });

  test('support is the last two stages of a ladder, however many it has', () => {
    const ladder = policyWith().ladder;
    const five = { ...four!, stage: '4b', absenceAtLeast: 0.2 };
    const policy = policyWith({ ladder: { ...ladder, stages: [...ladder.stages, five] } });
    const stages = [{ stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'worse' }];
    const pupil = { ...caseWith(attended(72), { stages }), policy };
    const why = recommendStage(pupil, thresholdMet()).notHigher.find(({ stage }) => stage === '5')?.why;
    expect(why).toMatchObject({ rule: 'stage-5.support-first', names: { stages: '4 or 4b' } });
  });

  test('before the national framework no third threshold is known', () => {
    const calendar = calendarOf('2024-01-08', '2024-02-09');
    const pupil = caseOf(pupilWith(times(25, marks`/\ `), { calendar }), { on: '2024-02-09', calendar });
    const parents = [{ parent: 'p1', met: true, noticesInThreeYears: 9 }];
    expect(recommendStage(pupil, thresholdWith({ parents })).recommended).toBe('0');
  });

  test('the reasons of the stage reached come before those of the stage recommended', () => {
    const stages = [
      { stage: '3', on: '2025-09-15', reviewed: '2025-10-13', outcome: 'no change' },
      { stage: '2', on: '2025-11-03', reviewed: '2025-11-24', outcome: 'improved' },
    ];
    const advice = recommend(times(9, marks`II /\ /\ /\ /\ /\ /\ /\ `), { stages });
    expect(advice).toMatchObject({ recommended: '3', reached: '4' });
    expect(advice.reasons[0]!.rule).toBe('stage-4.review');
    const active = recommend(attended(40), { stages: [{ stage: '3', on: '2025-10-20' }] });
    expect(active.reasons.map(({ rule }) => rule)).toEqual(['ladder.review-window']);
  });
});

describe('why no higher, and what is not known', () => {
  test('the worse window is shown: the year after a good month, the last weeks after a bad one', () => {
    const notFour = (row: Uint8Array) =>
      recommend(row).notHigher.find(({ stage }) => stage === '4')!.why as { numbers: object; names?: object };
    expect(notFour(new Uint8Array([...sessions({ I: 20 }), ...attended(60)]))).toMatchObject({
      numbers: { absent: 20, possible: 140, needs: 0.15, weeks: 6 },
      names: { stage: '4', window: 'year' },
    });
    expect(notFour(new Uint8Array([...attended(60), ...sessions({ I: 6, '/': 14 })]))).toMatchObject({
      numbers: { absent: 6 },
      names: { window: 'rolling' },
    });
  });

  test('with too few possible sessions and a stage begun: too few to say, for each higher one', () => {
    const stages = [{ stage: '2', on: '2025-09-03', reviewed: '2025-09-04', outcome: 'no change' }];
    const { notHigher } = recommend(sessions({ '/': 6 }), { stages });
    expect(notHigher[0]).toMatchObject({
      stage: '3',
      why: { rule: 'ladder.too-few', names: { stage: '3' }, numbers: { atLeast: 20 } },
    });
  });

  test('letters are not skipped: which comes first, and which was reached', () => {
    const { notHigher } = recommend(sessions({ I: 12, '/': 88 }));
    expect(notHigher.find(({ stage }) => stage === '3')!.why).toMatchObject({
      rule: 'ladder.no-letter-skipped',
      names: { stage: '1', reached: '3' },
    });
  });

  test('severe is said once: beside the ladder, not as a stage that is not reached', () => {
    const { notHigher, reasons } = recommend(sessions({ I: 25, '/': 25 }));
    expect(notHigher.map(({ stage }) => stage)).not.toContain('S');
    expect(reasons.find(({ rule }) => rule === 'stage-S.absence')!.names).toMatchObject({ stage: 'S' });
  });

  test('an active stage in its review window lacks nothing', () => {
    const stages = [{ stage: '1', on: '2025-10-06' }];
    expect(recommend(attended(35), { stages }).missing).toEqual([]);
  });

  test('stage 6 has no review that could be missing', () => {
    expect(recommend(attended(35), { stages: [{ stage: '6', on: '2025-10-06' }] }).missing).toEqual([]);
  });

  test('at the highest stage of the ladder nothing more is counted up', () => {
    const stages = [{ stage: '4', on: '2025-09-15', reviewed: '2025-10-27', outcome: 'no change' }];
    const row = sessions({ I: 20, '/': 80 });
    expect(recommend(row, { stages }).wouldChange.map(({ rule }) => rule)).toEqual(['ladder.would-leave']);
    const never = recommend(attended(40));
    expect(never.wouldChange.map(({ rule, names }) => [rule, names?.stage])).toEqual([['ladder.would-reach', '1']]);
  });
});

describe('stepping down, to the session', () => {
  const stages = (reviewed: string) => ({
    stages: [{ stage: '3', on: '2025-10-06', reviewed, outcome: 'improved' }],
  });
  const active = (reviewed: string) => stages(reviewed).stages[0]! as Parameters<typeof stepDownOf>[1];

  test('exactly 20 possible sessions in the review window are enough', () => {
    // 6 to 17 October: ten days, twenty sessions.
    expect(stepDownOf(caseWith(attended(40), stages('2025-10-17')), active('2025-10-17'))).toMatchObject({
      to: '2',
      reviewed: '2025-10-17',
      review: { name: 'review', absence: { rate: { part: 0, of: 20 } } },
    });
    expect(stepDownOf(caseWith(attended(40), stages('2025-10-16')), active('2025-10-16'))).toBeUndefined();
  });

  test('after the review exactly 20 sessions, exactly 10 % of them missed, reach stage 3 again; 19 say nothing', () => {
    const after = (row: Uint8Array) => new Uint8Array([...attended(33), ...row]);
    const since = (row: Uint8Array) => reachedSinceReview(caseWith(after(row), stages('2025-10-17')), '2025-10-17');
    expect(since(sessions({ I: 2, '/': 18 }))).toBe(2);
    expect(since(sessions({ I: 2, D: 1, '/': 17 }))).toBe(-1);
    expect(since(sessions({ '/': 20 }))).toBe(-1);
  });
});
