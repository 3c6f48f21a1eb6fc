import { describe, expect, test } from 'vitest';
import { exact } from '../../../shared/rules/figures/points.ts';
import { impactOf } from '../../../shared/rules/reports/impact.ts';
import { intervalOf } from '../../../shared/rules/reports/impact-interval.ts';
import type { ImpactPupil } from '../../../shared/rules/reports/impact-pupils.ts';
import { impactWindows } from '../../../shared/rules/reports/impact-windows.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';
import { impactSchool, pupilAbsent, pupilsMade, seeded, started, workedExample } from '../../support/impact.ts';
import { referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

const impact = (pupils: readonly ImpactPupil[], own: Record<string, unknown> = {}) =>
  impactOf(pupils, impactSchool(own), seeded(1));

describe('the windows: six school weeks before and after the week in which support began (§9.4.1)', () => {
  const days = (startedOn: string, weeks = 6, calendar = referenceCalendar) => {
    const windows = impactWindows(calendar, startedOn, weeks);
    if (typeof windows === 'string') return windows;
    return [windows.before, windows.after].flatMap(({ from, until }) => [
      calendar.sessions[from]!.date,
      calendar.sessions[until - 1]!.date,
    ]);
  };

  test.each([
    ['from Wednesday 4 March', '2026-03-04', ['2026-01-12', '2026-02-27', '2026-03-09', '2026-05-01']],
    ['from the Monday of that week the same', '2026-03-02', ['2026-01-12', '2026-02-27', '2026-03-09', '2026-05-01']],
    ['and from its Sunday', '2026-03-08', ['2026-01-12', '2026-02-27', '2026-03-09', '2026-05-01']],
    ['in half term no week is left out', '2026-02-18', ['2026-01-06', '2026-02-13', '2026-02-23', '2026-04-17']],
  ])('%s', (_says, startedOn, expected) => expect(days(startedOn)).toEqual(expected));

  test('a school may look at four weeks', () => {
    expect(days('2026-03-04', 4)).toEqual(['2026-01-26', '2026-02-27', '2026-03-09', '2026-04-17']);
  });

  test('in the sixth week of the calendar there are not six before it, in the seventh there are', () => {
    expect(days('2025-10-10')).toBe('insufficient');
    expect(days('2025-10-13')).toEqual(['2025-09-03', '2025-10-10', '2025-10-20', '2025-12-05']);
  });

  test('with fewer than six school weeks to come in the calendar they are not over yet', () => {
    expect(days('2026-06-05')).toEqual(['2026-04-13', '2026-05-22', '2026-06-08', '2026-07-17']);
    expect(days('2026-06-08')).toEqual(['2026-04-20', '2026-06-05', '2026-06-15', '2026-07-20']);
    expect(days('2026-06-15')).toBe('not over yet');
  });

  test('they look over the summer where the next year is known', () => {
    expect(days('2026-07-20', 2, twoYearCalendar)).toEqual(['2026-07-06', '2026-07-17', '2026-09-02', '2026-09-11']);
  });
});

describe('the worked example of §9.4', () => {
  const report = impact(workedExample);

  test('the pupils with support: 96 of 480 to 72 of 480, 5.0 points lower', () => {
    expect(report.intervention).toEqual({
      pupils: 8,
      before: rate(96, 480),
      after: rate(72, 480),
      beforePercent: '20.0',
      afterPercent: '15.0',
      change: '-5.0',
      medianChange: '-5.0',
    });
    expect(report).toMatchObject({ sessionsRegained: '24.0', improved: rate(8, 8), windowWeeks: 6 });
  });

  test('pupils like them without: 98 of 490 to 86 of 490, 2.4 points lower', () => {
    expect(report.comparison).toMatchObject({
      pupils: 9,
      before: rate(98, 490),
      after: rate(86, 490),
      beforePercent: '20.0',
      afterPercent: '17.6',
      change: '-2.4',
      medianChange: '0.0',
    });
  });

  test('so the support goes with 2.55 points and about 12 sessions of 480, not 24', () => {
    expect(report.difference).toEqual({ points: '-2.55', sessions: '12' });
    expect(report.withoutComparison).toBe(0);
  });

  test('with fewer than ten pupils on either side there is no interval', () => {
    expect(report.interval).toBeNull();
    const nine = pupilsMade(9, 'A', (id) => pupilAbsent(id, 12, 9, { startedOn: started }));
    const ten = pupilsMade(10, 'B', (id) => pupilAbsent(id, 12, 12));
    expect(impact([...nine, ...ten]).interval).toBeNull();
    expect(impact([...nine, ...ten], { impact: { fewPupils: 9 } }).interval).toEqual({ from: '-5.0', to: '-5.0' });
  });
});

describe('who is measured', () => {
  const one = (...pupil: Parameters<typeof pupilAbsent>) => {
    const [id, before, after, more] = pupil;
    return impact([pupilAbsent(id, before, after, { startedOn: started, ...more })]);
  };
  const none = { left: 0, 'DSL hold': 0, 'not over yet': 0, insufficient: 0 };

  test('forty possible sessions in each window are enough, 39 are not', () => {
    expect(one('A', 8, 8, { possible: 40 })).toMatchObject({ intervention: { pupils: 1 }, excluded: none });
    expect(one('A', 8, 8, { possible: 39 })).toMatchObject({
      intervention: null,
      sessionsRegained: null,
      difference: null,
      improved: rate(0, 0),
      excluded: { ...none, insufficient: 1 },
    });
  });

  test('enough in one window is not enough in the other', () => {
    const onlyBefore = pupilAbsent('A', 8, 8, { startedOn: started });
    onlyBefore.marks.row.fill('D'.charCodeAt(0), impactSchool().until - 30, impactSchool().until);
    expect(impact([onlyBefore]).excluded).toEqual({ ...none, insufficient: 1 });
    const onlyAfter = pupilAbsent('A', 8, 8, { startedOn: started });
    onlyAfter.marks.row.fill('D'.charCodeAt(0), 0, impactSchool().until - 100);
    expect(impact([onlyAfter]).excluded).toEqual({ ...none, insufficient: 1 });
  });

  test('a pupil who left before the end is not counted, and one who left on its last day is', () => {
    expect(one('A', 8, 8, { to: '2026-04-30' }).excluded).toEqual({ ...none, left: 1 });
    expect(one('A', 8, 8, { to: '2026-05-01' }).excluded).toEqual(none);
  });

  test('a pupil on a hold by the DSL is not counted', () => {
    expect(one('A', 8, 8, { isOnDslHold: true }).excluded).toEqual({ ...none, 'DSL hold': 1 });
  });

  test('weeks that are not over say nothing yet', () => {
    const school = impactSchool();
    const pupils = [pupilAbsent('A', 8, 8, { startedOn: started })];
    expect(impactOf(pupils, { ...school, until: school.until - 1 }, seeded(1)).excluded).toEqual({
      ...none,
      'not over yet': 1,
    });
  });

  test('what began in September or ends in July is excluded as well', () => {
    const began = (id: string, startedOn: string) => pupilAbsent(id, 8, 8, { startedOn });
    expect(impact([began('A', '2025-09-10'), began('B', '2026-07-01')]).excluded).toEqual({
      ...none,
      insufficient: 1,
      'not over yet': 1,
    });
  });

  test('improved is a fall of two points or more of the pupil’s own absence', () => {
    const pupils = [
      pupilAbsent('A', 20, 19, { possible: 50, startedOn: started }),
      pupilAbsent('B', 20, 20, { startedOn: started }),
      pupilAbsent('C', 20, 19, { startedOn: started }),
    ];
    expect(impact(pupils).improved).toEqual(rate(1, 3));
  });

  test('the median of an even number is the middle between two', () => {
    const pupils = [
      pupilAbsent('A', 20, 8, { startedOn: started }),
      pupilAbsent('B', 20, 14, { startedOn: started }),
      pupilAbsent('C', 20, 17, { startedOn: started }),
      pupilAbsent('D', 20, 50, { startedOn: started }),
    ];
    expect(impact(pupils).intervention?.medianChange).toBe('-7.5');
    expect(impact(pupils.slice(0, 3)).intervention?.medianChange).toBe('-10.0');
    expect(impact(pupils).intervention?.change).toBe('+3.8');
    expect(impact(pupils).sessionsRegained).toBe('-9.0');
  });
});

describe('pupils like them (§9.4.3)', () => {
  const supported = pupilAbsent('A', 12, 9, { startedOn: started });
  const compared = (...others: readonly ImpactPupil[]) => impact([supported, ...others]).comparison?.pupils ?? 0;

  test.each<[string, ImpactPupil, number]>([
    ['same year, band and absence', pupilAbsent('B', 12, 12), 1],
    ['another year is not like them', pupilAbsent('B', 12, 12, { year: '8' }), 0],
    ['two points more is', pupilAbsent('B', 11, 12, { possible: 50 }), 1],
    ['three points more is not', pupilAbsent('B', 14, 12), 0],
    ['three points less is not', pupilAbsent('B', 10, 12), 0],
    ['too few sessions is not', pupilAbsent('B', 7, 7, { possible: 35 }), 0],
    ['one who left in between is not', pupilAbsent('B', 12, 12, { to: '2026-04-30' }), 0],
    ['one who left on the last day is', pupilAbsent('B', 12, 12, { to: '2026-05-01' }), 1],
    ['one on a hold by the DSL is not', pupilAbsent('B', 12, 12, { isOnDslHold: true }), 0],
    ['one with support of their own in the weeks is not', pupilAbsent('B', 12, 12, { startedOn: '2026-05-01' }), 0],
    ['one whose support began later is', pupilAbsent('B', 12, 12, { startedOn: '2026-05-05' }), 1],
  ])('%s', (_says, other, pupils) => expect(compared(other)).toBe(pupils));

  test('another band is not like them, however near', () => {
    const atFifteen = pupilAbsent('A', 9, 9, { startedOn: started });
    const below = pupilAbsent('B', 7, 7, { possible: 50 });
    const near = impact([atFifteen, below]);
    expect(near.comparison).toBeNull();
    expect(near).toMatchObject({ difference: null, interval: null, withoutComparison: 1 });
  });

  test('somebody like two of them counts once', () => {
    const other = pupilAbsent('B', 12, 12);
    const another = pupilAbsent('C', 12, 9, { startedOn: started });
    expect(impact([supported, another, other]).comparison?.pupils).toBe(1);
  });

  test('the same pupil in other weeks counts for those as well', () => {
    const later = pupilAbsent('C', 12, 9, { startedOn: '2026-02-25' });
    const report = impact([supported, later, pupilAbsent('B', 12, 9)]);
    expect(report.intervention?.pupils).toBe(2);
    expect(report.comparison?.pupils).toBe(2);
  });

  test('support that did worse than none says so', () => {
    const worse = pupilAbsent('A', 12, 15, { startedOn: started });
    expect(impact([worse, pupilAbsent('B', 12, 12)]).difference).toEqual({ points: '+5.00', sessions: '-3' });
  });
});

describe('how sure it is: whole pupils are drawn, never sessions (§9.4.4)', () => {
  const pupil = (absent: number) => ({ before: rate(10, 50), after: rate(absent, 50) });

  test('the interval leaves out a fortieth of a thousand draws at each end', () => {
    let drawn = 0;
    const difference = () => exact((drawn++ * 7) % 1000, 1000);
    expect(intervalOf([pupil(1)], [pupil(1)], difference, seeded(1))).toEqual({ from: '+2.5', to: '+97.4' });
    expect(drawn).toBe(1000);
  });

  test('as many pupils are drawn as there are, each as likely as the other', () => {
    const [a, b, c, d] = [pupil(1), pupil(2), pupil(3), pupil(4)];
    const numbers = [0, 0.34, 0.999, 0.5];
    const seen: unknown[] = [];
    let at = 0;
    intervalOf(
      [a, b, c],
      [d],
      (group, others) => {
        seen.push([group, others]);
        return exact(0);
      },
      () => numbers[at++ % numbers.length]!,
    );
    expect(seen[0]).toEqual([[a, b, c], [d]]);
  });

  test('twelve pupils on each side, made again from the same seed', () => {
    const group = pupilsMade(12, 'A', (id) => pupilAbsent(id, 12, 6 + (id.length % 2) * 4, { startedOn: started }));
    const others = pupilsMade(12, 'B', (id) => pupilAbsent(id, 12, 10 + (id.length % 2) * 4));
    const report = impact([...group, ...others]);
    expect(report.interval).toEqual(impact([...group, ...others]).interval);
    const { from, to } = report.interval!;
    expect([Number(from) <= -6.7, Number(to) >= -6.7, Number(from) > -13.3, Number(to) < 0]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
