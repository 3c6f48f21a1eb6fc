import { describe, expect, test } from 'vitest';
import { patternsOf } from '../../../shared/rules/first-day/patterns.ts';
import type { PupilMarks } from '../../../shared/vocabulary/mark.ts';
import { marks, pupilWith, pupilWithMarksOn } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { caseOf } from '../../support/pupil-case.ts';

type Asked = Parameters<typeof caseOf>[1];
const found = (rule: string, pupil: PupilMarks, asked: Asked, siblings: readonly PupilMarks[] = []) =>
  patternsOf(caseOf(pupil, asked), siblings).filter((one) => one.rule === `pattern.${rule}`);
const present = { otherwise: 'present' } as const;

test('a pupil who is always there has no pattern', () =>
  expect(patternsOf(caseOf(pupilWithMarksOn({}, present), { on: '2026-03-13' }))).toEqual([]));

describe('three spells of illness in six school weeks (§4.5)', () => {
  const on = '2026-03-27';
  const three = { '2026-02-24 AM': 'I', '2026-02-24 PM': 'I', '2026-03-05 PM': 'I', '2026-03-18 AM': 'I' } as const;

  test('three are a pattern, with its sessions', () =>
    expect(found('illness-spells', pupilWithMarksOn(three, present), { on })).toEqual([
      {
        rule: 'pattern.illness-spells',
        numbers: { spells: 3, weeks: 6 },
        names: {},
        source: 'School policy, absence patterns (version 1)',
        sessions: ['2026-02-24 AM', '2026-02-24 PM', '2026-03-05 PM', '2026-03-18 AM'],
      },
    ]));

  test('a weekend, a snow day and a missing mark do not split a spell; another absence does', () => {
    const row = (week: Uint8Array) => pupilWith(week, { starting: '2026-03-02' });
    expect(found('illness-spells', row(marks`I\ II 44 I. I\ I\ `), { on: '2026-03-09' })).toHaveLength(1);
    expect(found('illness-spells', row(marks`II II 44 I. II I\ `), { on: '2026-03-09' })).toEqual([]);
    expect(found('illness-spells', row(marks`IO IM I\ `), { on: '2026-03-04' })[0]!.numbers).toMatchObject({
      spells: 3,
    });
  });

  test('a trip between two days of illness splits the spell', () => {
    const pupil = pupilWith(marks`I\ II VV I\ VV I\ `, { starting: '2026-03-02' });
    expect(found('illness-spells', pupil, { on: '2026-03-09' })[0]!.numbers).toMatchObject({ spells: 4 });
    const tripsAlone = pupilWith(marks`II VV II VV II `, { starting: '2026-03-02' });
    expect(found('illness-spells', tripsAlone, { on: '2026-03-06' })).toHaveLength(1);
  });

  test('the first of them longer ago than six school weeks: two are none', () => {
    const old = { '2026-02-12 AM': 'I', '2026-03-05 PM': 'I', '2026-03-18 AM': 'I' } as const;
    expect(found('illness-spells', pupilWithMarksOn(old, present), { on: '2026-03-27' })).toHaveLength(1);
    expect(found('illness-spells', pupilWithMarksOn(old, present), { on: '2026-04-13' })).toEqual([]);
  });

  test('other absences are no illness', () => {
    const other = { '2026-02-24 AM': 'M', '2026-03-05 PM': 'M', '2026-03-18 AM': 'M' } as const;
    expect(found('illness-spells', pupilWithMarksOn(other, present), { on })).toEqual([]);
  });
});

describe('absent on the same weekday three times in eight school weeks (§4.5)', () => {
  const fridays = { '2026-02-27 AM': 'I', '2026-02-27 PM': 'O', '2026-03-06 PM': 'O', '2026-03-13 AM': 'N' } as const;

  test('three Fridays, a day counted once', () =>
    expect(found('same-weekday', pupilWithMarksOn(fridays, present), { on: '2026-03-13' })).toMatchObject([
      {
        numbers: { times: 3, weeks: 8 },
        names: { weekday: 'Fri' },
        sessions: ['2026-02-27 AM', '2026-02-27 PM', '2026-03-06 PM', '2026-03-13 AM'],
      },
    ]));

  test('two Fridays and a Thursday are none; nor are three over more than eight school weeks', () => {
    const { '2026-03-13 AM': _left, ...two } = fridays;
    expect(
      found('same-weekday', pupilWithMarksOn({ ...two, '2026-03-12 AM': 'O' }, present), { on: '2026-03-13' }),
    ).toEqual([]);
    expect(found('same-weekday', pupilWithMarksOn(fridays, present), { on: '2026-05-08' })).toEqual([]);
  });

  test('days at the other school are no absence', () => {
    const dual = { '2026-02-27 AM': 'D', '2026-03-06 PM': 'D', '2026-03-13 AM': 'D' } as const;
    expect(found('same-weekday', pupilWithMarksOn(dual, present), { on: '2026-03-13' })).toEqual([]);
  });
});

describe('absence next to a holiday (§4.5)', () => {
  const of = (on: string, day: string, policy = policyWith()) =>
    found('next-to-holiday', pupilWithMarksOn({ [`${day} PM`]: 'O' }, present), { on, policy });

  test.each(['2025-09-03', '2025-10-24', '2025-11-03', '2026-02-13', '2026-02-23'])(
    '%s is the first or last day of a half term',
    (day) => expect(of('2026-03-13', day)).toMatchObject([{ numbers: { days: 1 }, sessions: [`${day} PM`] }]),
  );

  test('an ordinary Friday, and the days beside an INSET day, are not', () => {
    expect(of('2026-03-13', '2026-03-06')).toEqual([]);
    expect(of('2026-03-13', '2025-11-27')).toEqual([]);
  });

  test('both days around half term are two days', () => {
    const around = { '2026-02-13 AM': 'I', '2026-02-13 PM': 'I', '2026-02-23 AM': 'I' } as const;
    expect(found('next-to-holiday', pupilWithMarksOn(around, present), { on: '2026-03-13' })).toMatchObject([
      { numbers: { days: 2 }, sessions: ['2026-02-13 AM', '2026-02-13 PM', '2026-02-23 AM'] },
    ]);
  });

  test('not before it has happened, nor when the school does not want to know', () => {
    expect(of('2026-02-12', '2026-02-13')).toEqual([]);
    expect(of('2026-03-13', '2026-02-13', policyWith({ patterns: { nextToHoliday: false } }))).toEqual([]);
  });

  test('before the first school year there is none', () =>
    expect(found('next-to-holiday', pupilWithMarksOn({ '2025-09-03 AM': 'O' }), { on: '2025-08-01' })).toEqual([]));
});

describe('brothers and sisters absent too (§4.5)', () => {
  const pupil = pupilWithMarksOn({ '2026-03-13 AM': 'N', '2026-03-13 PM': 'N' }, present);
  const sibling = (absent: Parameters<typeof pupilWithMarksOn>[0]) => pupilWithMarksOn(absent, present);

  test('in the same session of the day', () =>
    expect(
      found('siblings-absent', pupil, { on: '2026-03-13' }, [
        sibling({ '2026-03-13 AM': 'I' }),
        sibling({}),
        sibling({ '2026-03-13 AM': 'O' }),
      ]),
    ).toMatchObject([{ numbers: { siblings: 2 }, sessions: ['2026-03-13 AM'] }]));

  test('each sibling counts who shares one of its sessions', () =>
    expect(
      found('siblings-absent', pupil, { on: '2026-03-13' }, [
        sibling({ '2026-03-13 AM': 'I' }),
        sibling({ '2026-03-13 PM': 'O' }),
      ]),
    ).toMatchObject([{ numbers: { siblings: 2 }, sessions: ['2026-03-13 AM', '2026-03-13 PM'] }]));

  test('another day or another half is none, nor is one of whom nothing is known', () => {
    const apart = pupilWithMarksOn({ '2026-03-13 AM': 'N', '2026-03-12 AM': 'N' }, present);
    const other = [sibling({ '2026-03-13 PM': 'I', '2026-03-12 AM': 'I' })];
    expect(found('siblings-absent', apart, { on: '2026-03-13' }, other)).toEqual([]);
    expect(found('siblings-absent', pupil, { on: '2026-03-13' })).toEqual([]);
  });

  test('only sessions whose registers have closed, and only where the school wants to know', () => {
    const both = [sibling({ '2026-03-13 PM': 'I' })];
    const full = caseOf(pupil, { on: '2026-03-13' });
    expect(patternsOf({ ...full, until: full.until - 1 }, both)).toEqual([]);
    const policy = policyWith({ patterns: { siblingsAbsent: false } });
    expect(found('siblings-absent', pupil, { on: '2026-03-13', policy }, both)).toEqual([]);
  });
});

describe('late three times in a week (§4.5)', () => {
  test('L and U alike, in the current school week', () => {
    const late = pupilWithMarksOn({ '2026-03-09 AM': 'L', '2026-03-11 AM': 'U', '2026-03-13 PM': 'L' }, present);
    expect(found('lates-in-week', late, { on: '2026-03-13' })).toMatchObject([
      { numbers: { times: 3 }, sessions: ['2026-03-09 AM', '2026-03-11 AM', '2026-03-13 PM'] },
    ]);
    expect(found('lates-in-week', late, { on: '2026-03-12' })).toEqual([]);
    expect(found('lates-in-week', late, { on: '2026-03-16' })).toEqual([]);
  });
});
