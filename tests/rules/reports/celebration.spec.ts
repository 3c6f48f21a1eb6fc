import { describe, expect, test } from 'vitest';
import { bestTutorGroups } from '../../../shared/rules/reports/best-tutor-group.ts';
import { fullAttendance, mostImproved, reachedOwnTarget } from '../../../shared/rules/reports/celebration.ts';
import { spanOfDates } from '../../../shared/rules/span.ts';
import { figures, marks, pupilWith, sessions, times } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const week = spanOfDates(referenceCalendar, '2025-09-08', '2025-09-12');
const halfTerm1 = spanOfDates(referenceCalendar, '2025-09-03', '2025-10-24');
const halfTerm2 = spanOfDates(referenceCalendar, '2025-11-03', '2025-12-19');

const pupilIn = (
  row: Uint8Array,
  {
    starting = '2025-09-08',
    id = 'P1',
    flags = [],
    target,
    ...roll
  }: { starting?: string; id?: string; flags?: string[]; target?: string | undefined; from?: string } = {},
) => ({ marks: pupilWith(row, { starting, id, ...roll }), flags, target });

describe('100 % in a week (§9.5)', () => {
  const isCelebrated = (row: Uint8Array, flags: string[] = [], own: Record<string, unknown> = {}) =>
    fullAttendance([pupilIn(row, { flags })], referenceCalendar, week, policyWith(own)).length === 1;

  test.each([
    ['ten of ten', marks`/\ /\ /\ /\ /\ `, true],
    ['eight sessions are enough', marks`44 /\ /\ /\ /\ `, true],
    ['seven are not', marks`44 D\ /\ /\ /\ `, false],
    ['a trip is attended', marks`VV /\ /\ /\ /\ `, true],
    ['a late before the register closed is allowed', marks`L\ /\ /\ /\ /\ `, true],
    ['a late after it is an absence', marks`U\ /\ /\ /\ /\ `, false],
    ['a morning ill', marks`I\ /\ /\ /\ /\ `, false],
    ['a reason not yet known', marks`N\ /\ /\ /\ /\ `, false],
    ['a day of religious observance keeps nobody out', marks`RR /\ /\ /\ /\ `, true],
    ['nor does the dentist', marks`M\ /\ /\ /\ /\ `, true],
    ['but a whole week away celebrates nothing', marks`RR RR RR RR RR `, false],
    ['one session in school is enough then', marks`RR RR RR RR R\ `, true],
    ['or one at an approved activity', marks`RR RR RR RR RV `, true],
  ])('%s', (_says, row, celebrated) => expect(isCelebrated(row)).toBe(celebrated));

  test.each(['medical-plan', 'medical_plan', 'disability', 'pregnancy'])(
    'illness does not keep a pupil out with the flag %s',
    (flag) => {
      expect(isCelebrated(marks`II /\ /\ /\ /\ `, ['fsm', flag])).toBe(true);
      expect(isCelebrated(marks`OO /\ /\ /\ /\ `, [flag])).toBe(false);
    },
  );

  test('another flag excuses no illness', () => expect(isCelebrated(marks`II /\ /\ /\ /\ `, ['fsm'])).toBe(false));

  test('a school may ask for punctuality', () => {
    const celebration = { lateAllowed: false };
    expect(isCelebrated(marks`L\ /\ /\ /\ /\ `, [], { celebration })).toBe(false);
    expect(isCelebrated(marks`/\ /\ /\ /\ /\ `, [], { celebration })).toBe(true);
  });

  test('names alone, in the order given: a result never tells who had an absence', () => {
    const pupils = [
      pupilIn(marks`II /\ /\ /\ /\ `, { id: 'B', flags: ['medical-plan'] }),
      pupilIn(marks`O\ /\ /\ /\ /\ `, { id: 'C' }),
      pupilIn(marks`/\ /\ /\ /\ /\ `, { id: 'A' }),
    ];
    expect(fullAttendance(pupils, referenceCalendar, week, policyWith())).toEqual(['B', 'A']);
  });

  test('a half term goes by the same rule, and a pupil who joined yesterday has no eight sessions', () => {
    const year = { starting: '2025-09-03' };
    const pupils = [
      pupilIn(times(38, marks`/\ `), { ...year, id: 'A' }),
      pupilIn(new Uint8Array([...times(37, marks`/\ `), ...marks`/O `]), { ...year, id: 'B' }),
      pupilIn(marks`/\ `, { starting: '2025-10-24', from: '2025-10-24', id: 'C' }),
    ];
    expect(fullAttendance(pupils, referenceCalendar, halfTerm1, policyWith())).toEqual(['A']);
  });
});

describe('most improved: absence against the half term before (§9.5)', () => {
  const improved = (
    pupils: readonly [string, Uint8Array, Uint8Array, string[]?][],
    own: Record<string, unknown> = {},
  ) => {
    const made = pupils.map(([id, first, second, flags = []]) => {
      const marks = pupilWith(first, { id });
      marks.row.set(second, halfTerm2.from);
      return { marks, flags };
    });
    return mostImproved(made, referenceCalendar, halfTerm1, halfTerm2, policyWith(own));
  };
  const of = (ill: number, possible = 50) => sessions({ I: ill, '/': possible - ill });

  test('the one whose absence fell most comes first', () => {
    expect(
      improved([
        ['A', of(5), of(3)],
        ['B', of(20), of(10)],
        ['C', of(10), of(9)],
      ]),
    ).toEqual([
      { pupil: 'B', fellBy: '20.0' },
      { pupil: 'A', fellBy: '4.0' },
      { pupil: 'C', fellBy: '2.0' },
    ]);
  });

  test.each<[string, Uint8Array, Uint8Array, number]>([
    ['from exactly 5 % absence on', of(2, 40), of(0), 1],
    ['not from less', of(2, 41), of(0), 0],
    ['with forty possible sessions in both', of(4, 40), of(2, 40), 1],
    ['not with 39 before', of(4, 39), of(0, 60), 0],
    ['not with 39 after', of(4, 60), of(0, 39), 0],
    ['nobody who stayed as they were', of(5), of(5), 0],
    ['nobody who fell back', of(5), of(6), 0],
  ])('%s', (_says, first, second, many) => expect(improved([['A', first, second]])).toHaveLength(many));

  test('illness with a medical plan does not undo an improvement', () => {
    const second = sessions({ I: 20, '/': 30 });
    expect(improved([['A', sessions({ O: 10, '/': 40 }), second, ['medical-plan']]])).toEqual([
      { pupil: 'A', fellBy: '20.0' },
    ]);
    expect(improved([['A', sessions({ O: 10, '/': 40 }), second]])).toEqual([]);
  });

  test('a school sets its own baseline', () => {
    expect(improved([['A', of(5), of(0)]], { celebration: { improvedFromAbsence: 0.2 } })).toEqual([]);
  });
});

describe('the target agreed with a pupil is an award open to everybody (§9.5)', () => {
  const reached = (row: Uint8Array, target?: string) =>
    reachedOwnTarget([pupilIn(row, { target })], referenceCalendar, week);

  test.each<[string, Uint8Array, string | undefined, number]>([
    ['exactly reached', marks`/\ /\ /\ /\ II `, '80', 1],
    ['missed by a session', marks`/\ /\ /\ /O II `, '80', 0],
    ['without a target there is none to reach', marks`/\ /\ /\ /\ /\ `, undefined, 0],
    ['nor without a possible session', marks`44 44 44 44 44 `, '80', 0],
  ])('%s', (_says, row, target, many) => expect(reached(row, target)).toHaveLength(many));

  test('names alone', () => expect(reached(marks`/\ /\ /\ /\ II `, '80.0')).toEqual(['P1']));
});

describe('the best tutor group (§9.5)', () => {
  const pupil = figures(sessions({ '/': 9, I: 1 }));
  const better = figures(sessions({ '/': 10 }));
  const late = figures(sessions({ '/': 8, L: 1, I: 1 }));
  const away = figures(sessions({ D: 10 }));
  const form = (name: string, ...of: readonly [number, typeof pupil][]) =>
    of.flatMap(([many, figures]) => Array.from({ length: many }, () => ({ form: name, figures })));
  const best = (...groups: readonly ReturnType<typeof form>[]) => bestTutorGroups(groups.flat(), policyWith());

  test('the one with the best attendance of the sums', () => {
    expect(best(form('7A', [15, pupil]), form('7B', [14, pupil], [1, better]), form('7C', [15, pupil]))).toEqual([
      { form: '7B', attendance: '90.7' },
    ]);
  });

  test('fourteen pupils are too few, and one without a session makes no fifteenth', () => {
    expect(best(form('7A', [14, better]), form('7B', [14, better], [1, away]), form('7C', [15, pupil]))).toEqual([
      { form: '7C', attendance: '90.0' },
    ]);
  });

  test('level: the one with fewer lates', () => {
    expect(best(form('7A', [14, pupil], [1, late]), form('7B', [15, pupil]))).toEqual([
      { form: '7B', attendance: '90.0' },
    ]);
  });

  test('U is a late as well', () => {
    const u = figures(sessions({ '/': 9, U: 1 }));
    expect(best(form('7A', [14, pupil], [1, u]), form('7B', [15, pupil]))).toMatchObject([{ form: '7B' }]);
  });

  test('still level: jointly', () => {
    const winners = best(form('7A', [16, late]), form('7B', [16, late]), form('7C', [15, late]));
    expect(winners.map(({ form }) => form)).toEqual(['7C']);
    expect(best(form('7A', [16, late]), form('7B', [16, late])).map(({ form }) => form)).toEqual(['7A', '7B']);
  });

  test('on counts: 90.04 is better than 90.0 though both are shown alike', () => {
    const more = figures(sessions({ '/': 226, I: 25 }));
    expect(best(form('7A', [15, pupil]), form('7B', [15, more]))).toEqual([{ form: '7B', attendance: '90.0' }]);
  });

  test('no group is large enough: no best one', () => expect(best(form('7A', [14, better]))).toEqual([]));
});
