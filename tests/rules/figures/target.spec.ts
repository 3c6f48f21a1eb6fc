import { describe, expect, test } from 'vitest';
import { type Target, targetFrom, targetOf } from '../../../shared/rules/figures/target.ts';
import { historySchema, type PupilCase } from '../../../shared/rules/history.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

describe('target arithmetic (§2.5) on whole sessions', () => {
  test('V12: 150 of 180 so far and 200 to come: 90 % needs 120 in a row; 8 absences can be afforded, 7 to stay out of PA', () => {
    expect(targetFrom({ attended: 150, possible: 180, remaining: 200, target: '90.0' })).toEqual({
      target: '90.0',
      sessionsToReach: 120,
      bestPossible: '92.1',
      affordableAbsences: 8,
      affordableBelowPersistent: 7,
      isReachable: true,
      remaining: 200,
    });
  });

  test('V13: the same pupil cannot reach 95 % any more: it would take 420 sessions, and 200 are left', () => {
    expect(targetFrom({ attended: 150, possible: 180, remaining: 200, target: '95.0' })).toMatchObject({
      sessionsToReach: 420,
      bestPossible: '92.1',
      affordableAbsences: -11,
      affordableBelowPersistent: 7,
      isReachable: false,
    });
  });

  test.each<[string, Parameters<typeof targetFrom>[0], Partial<Target>]>([
    [
      'on the target nothing more is needed',
      { attended: 95, possible: 100, remaining: 10, target: '95' },
      { target: '95.0', sessionsToReach: 0 },
    ],
    [
      'a session short of it needs twenty',
      { attended: 94, possible: 100, remaining: 10, target: '95.0' },
      { sessionsToReach: 20 },
    ],
    [
      'a part of a session is a whole one',
      { attended: 96, possible: 100, remaining: 60, target: '97' },
      { sessionsToReach: 34 },
    ],
    [
      '100 % without an absence is reached',
      { attended: 40, possible: 40, remaining: 10, target: '100' },
      { target: '100.0', sessionsToReach: 0, affordableAbsences: 0, isReachable: true },
    ],
    [
      '100 % after an absence never is (§14)',
      { attended: 39, possible: 40, remaining: 10, target: '100.0' },
      { sessionsToReach: null, bestPossible: '98.0', affordableAbsences: -1, isReachable: false },
    ],
    [
      'a best that is exactly the target reaches it',
      { attended: 85, possible: 95, remaining: 5, target: '90.0' },
      { bestPossible: '90.0', affordableAbsences: 0, isReachable: true },
    ],
    [
      'a best that only rounds to the target does not',
      { attended: 219, possible: 244, remaining: 5, target: '90.0' },
      { bestPossible: '90.0', affordableAbsences: -1, isReachable: false },
    ],
    [
      'a target of two decimals is kept exactly, and shown with one',
      { attended: 9525, possible: 10000, remaining: 0, target: '95.25' },
      { target: '95.3', sessionsToReach: 0, isReachable: true },
    ],
    [
      'exactly a tenth missed would be persistent absence',
      { attended: 62, possible: 70, remaining: 10, target: '80' },
      { affordableBelowPersistent: -1 },
    ],
    [
      'before the first session everything is still possible',
      { attended: 0, possible: 0, remaining: 380, target: '95' },
      { sessionsToReach: 0, bestPossible: '100.0', affordableAbsences: 19, affordableBelowPersistent: 37 },
    ],
    [
      'without any session there is no best',
      { attended: 0, possible: 0, remaining: 0, target: '95' },
      { bestPossible: null },
    ],
  ])('%s', (_says, counts, expected) => expect(targetFrom(counts)).toMatchObject(expected));
});

describe('the target on record of one pupil', () => {
  const term = sessions({ I: 10, '/': 134 });

  const caseOf = (more: Partial<PupilCase> & { target?: string | undefined } = {}): PupilCase => {
    const calendar = more.calendar ?? referenceCalendar;
    const on = more.on ?? '2025-12-19';
    const { target = '95.0', ...own } = more;
    return {
      marks: pupilWith(term, { calendar, from: '2025-09-03' }),
      calendar,
      policy: policyWith(),
      history: historySchema.parse({ target }),
      on,
      until: spanTo(calendar, on).until,
      ...own,
    };
  };

  test('none on record: no target', () => {
    expect(targetOf({ ...caseOf(), history: historySchema.parse({}) })).toBeNull();
  });

  test('at Christmas 134 of 144 and 236 sessions to come', () => {
    expect(targetOf(caseOf())).toEqual({
      target: '95.0',
      sessionsToReach: 56,
      bestPossible: '97.4',
      affordableAbsences: 9,
      affordableBelowPersistent: 27,
      isReachable: true,
      remaining: 236,
    });
  });

  test('a pupil who leaves at the end of March has 108 sessions to come', () => {
    const marksTo = (to: string) => pupilWith(term, { from: '2025-09-03', to });
    expect(targetOf(caseOf({ marks: marksTo('2026-03-27') }))?.remaining).toBe(108);
    expect(targetOf(caseOf({ marks: marksTo('2025-12-01') }))?.remaining).toBe(0);
  });

  test('a pupil who will join in January has nothing to come before that', () => {
    const joins = pupilWith(new Uint8Array(), { from: '2026-01-06' });
    expect(targetOf(caseOf({ marks: joins }))).toMatchObject({ remaining: 236, bestPossible: '100.0' });
    expect(targetOf(caseOf({ marks: joins, on: '2025-09-03' }))?.remaining).toBe(236);
  });

  test('in the morning, the afternoon is still to come', () => {
    const until = spanTo(referenceCalendar, '2025-12-18').until + 1;
    expect(targetOf(caseOf({ until }))?.remaining).toBe(237);
  });

  test('next September is another year: its sessions neither count nor remain', () => {
    const calendar = twoYearCalendar;
    expect(targetOf(caseOf({ calendar }))?.remaining).toBe(236);
    expect(targetOf(caseOf({ calendar, on: '2026-08-10' }))?.remaining).toBe(0);
    const returned = pupilWith(times(190, marks`II `), { calendar, from: '2025-09-03' });
    expect(targetOf(caseOf({ calendar, marks: returned, on: '2026-09-02' }))).toMatchObject({
      sessionsToReach: 0,
      bestPossible: '100.0',
    });
  });

  test('before the first school year nothing is known to come', () => {
    expect(targetOf(caseOf({ on: '2025-08-01', until: 0 }))).toMatchObject({ remaining: 0, bestPossible: null });
  });
});
