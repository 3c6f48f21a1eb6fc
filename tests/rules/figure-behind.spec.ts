import { describe, expect, test } from 'vitest';
import { figureBehind, figureFields } from '../../shared/rules/figure-behind.ts';
import { reasonSays } from '../../shared/wording/reasons.ts';
import { marks, pupilWith, sessions, times } from '../support/marks.ts';
import { policyWith } from '../support/policy.ts';
import { caseOf } from '../support/pupil-case.ts';

/** A first week with a late, a late after close, an illness, a missing mark and an N; then attended to 24 October. */
const autumn = new Uint8Array([...marks`L\ U\ I\ .\ N\ `, ...times(33, marks`/\ `)]);
const behind = (field: string, row: Uint8Array = autumn, history: Record<string, unknown> = {}) =>
  figureBehind(caseOf(pupilWith(row, { from: '2025-09-03' }), { on: '2025-10-24', history }), field)!;

describe('any number, and what is behind it: sessions, rule, source, policy version', () => {
  test.each([
    ['possible', 75, 75],
    ['attended', 72, 72],
    ['authorised', 1, 1],
    ['unauthorised', 2, 2],
    ['missing', 1, 1],
    ['attendance', '96.0', 3],
    ['absence', '4.0', 3],
    ['floor', '94.7', 1],
    ['persistent', false, 3],
    ['severe', false, 3],
    ['band', '2', 3],
    ['sessionsToPersistent', 5, 3],
    ['sessionsToLeavePersistent', 0, 3],
    ['lateBefore', 1, 1],
    ['lateAfter', 1, 1],
    ['late', 2, 2],
    ['punctuality', '97.3', 2],
    ['lateRate', '2.7', 2],
    ['illnessSessions', 1, 1],
    ['openN', 1, 1],
    ['penaltyConfirmed', 1, 1],
    ['attendanceHT1', '96.0', 3],
    ['attendanceHalfTerm', '96.0', 3],
    ['attendanceLast4Weeks', '100.0', 0],
  ])('%s is %s, and rests on %i sessions', (field, value, count) => {
    const answer = behind(field);
    expect(answer).toMatchObject({ field, value, policyVersion: 1 });
    expect(answer.reasons[0]!.sessions).toHaveLength(count);
    expect(answer.reasons[0]!.source).toMatch(/\(read \d{4}-|\(version 1\)/);
    expect(answer.reasons[0]!.rule).toMatch(/^(figures|penalty)\./);
  });

  test('the sessions are named: the three that the absence rests on', () => {
    expect(behind('absence').reasons[0]!.sessions).toEqual(['2025-09-04 AM', '2025-09-05 AM', '2025-09-09 AM']);
    expect(behind('missing').reasons[0]!.sessions).toEqual(['2025-09-08 AM']);
    expect(behind('lateBefore').reasons[0]!.sessions).toEqual(['2025-09-03 AM']);
  });

  test('a figure of the year names its days, one of four weeks its own', () => {
    expect(behind('attendance').reasons[0]!.names).toMatchObject({ from: '2025-09-03', to: '2025-10-24' });
    expect(behind('attendanceLast4Weeks').reasons[0]!.names).toMatchObject({ from: '2025-09-29', to: '2025-10-24' });
  });

  test('the numbers it was decided on are those of the figure', () => {
    expect(behind('punctuality').reasons[0]!.numbers).toEqual({
      possible: 75,
      attended: 72,
      authorised: 1,
      unauthorised: 2,
      missing: 1,
      lateBefore: 1,
      lateAfter: 1,
      illness: 1,
      onTime: 71,
      toPersistent: 5,
      toLeavePersistent: 0,
    });
    expect(behind('absence', sessions({ I: 12, '/': 64 })).reasons[0]!.numbers).toMatchObject({
      toPersistent: 0,
      toLeavePersistent: 45,
    });
    expect(behind('band').reasons[0]!.names).toMatchObject({ band: '2' });
    expect(behind('band', sessions({ D: 76 })).reasons[0]!.names).not.toHaveProperty('band');
  });

  test('of the open N it is said how many are past their day', () => {
    expect(behind('openN').reasons[0]!.numbers).toEqual({ open: 1, overdue: 1 });
    const yesterday = new Uint8Array([...times(37, marks`/\ `), ...marks`N\ `]);
    expect(behind('openN', yesterday).reasons[0]!.numbers).toEqual({ open: 1, overdue: 0 });
  });

  test('before the first day of school there are no days to name', () => {
    const figure = figureBehind(caseOf(pupilWith(autumn), { on: '2025-09-01' }), 'attendance');
    expect(figure).toMatchObject({ value: null });
    expect(figure!.reasons[0]!.names).toEqual({});
  });

  test('a half term that has not begun has no figure', () => {
    expect(behind('attendanceHT2')).toEqual({ field: 'attendanceHT2', value: null, policyVersion: 1, reasons: [] });
  });

  test('the stage brings its reasons along', () => {
    const answer = behind('stageRecommended', sessions({ I: 12, '/': 64 }));
    expect(answer.value).toBe('1');
    expect(answer.reasons.map(({ rule }) => rule)).toContain('ladder.no-letter-skipped');
  });

  test('a target, and none', () => {
    expect(behind('bestPossible', autumn, { target: '95.0' })).toMatchObject({
      value: '99.2',
      reasons: [{ rule: 'figures.target', numbers: { remaining: 304 } }],
    });
    expect(behind('bestPossible')).toMatchObject({ value: null, reasons: [] });
  });

  test('band and punctuality are the school’s own measures, persistent absence is not', () => {
    expect(behind('band').reasons[0]!.source).toBe('School policy, bands (version 1)');
    expect(behind('punctuality').reasons[0]!.source).toMatch(/^School policy/);
    expect(behind('persistent').reasons[0]!.source).toMatch(/^Pupil absence statistics: methodology \(DfE\)/);
  });

  test('V9: without a possible session there is no rate, and nothing fails', () => {
    expect(behind('attendance', sessions({ D: 76 }))).toMatchObject({ value: null, reasons: [{ sessions: [] }] });
  });

  test('a number that nobody shows', () => {
    const pupil = caseOf(pupilWith(autumn), { on: '2025-10-24' });
    expect(figureBehind(pupil, 'tier')).toBeUndefined();
    expect(figureBehind(pupil, 'toString')).toBeUndefined();
  });

  test('every field has a sentence for every reason it gives', () => {
    for (const field of figureFields)
      for (const row of [autumn, sessions({ D: 76 }), sessions({ O: 38, '/': 38 })])
        for (const reason of behind(field, row, { target: '95.0' }).reasons)
          expect(reasonSays(reason, policyWith()), `${field}: ${reason.rule}`).toMatch(/^[A-Z0-9].*\.$/);
  });
});
