import { describe, expect, test } from 'vitest';
import { anomaliesOfDay, closuresOfSome } from '../../../shared/rules/registers/anomalies-of-day.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const starting = '2026-03-09';
const until = referenceCalendar.numberOf('2026-03-10', 'PM')!;
const pupils = [
  pupilWith(marks`## /. `, { starting, id: 'P1' }),
  pupilWith(marks`#\ .. `, { starting, id: 'P2' }),
  pupilWith(marks`#\ .. `, { starting, id: 'P3', to: '2026-03-09' }),
  pupilWith(marks`ZZ /. `, { starting, id: 'P4', from: '2026-03-10' }),
  pupilWith(marks`Z. /\ `, { starting, id: 'P5' }),
];
const school = { calendar: referenceCalendar, policy: policyWith(), pupils, amendments: [], until };

describe('the whole school’s registers of a day, in counts (§3.5)', () => {
  test('RA6: # for some while others have marks; Z and blanks are none, the whole school closed neither', () => {
    const found = [{ date: '2026-03-09', half: 'PM', closed: 1, marked: 2 }];
    expect(closuresOfSome(referenceCalendar, pupils)).toEqual(found);
    expect(closuresOfSome(referenceCalendar, pupils, '2026-03-10')).toEqual([]);
    expect(anomaliesOfDay(school, '2026-03-09').closuresOfSome).toEqual(found);
  });

  test('a mark outside the roll is not among those marked', () => {
    const left = pupilWith(marks`/\ `, { starting, to: '2026-03-06' });
    const closed = pupilWith(marks`## `, { starting });
    expect(closuresOfSome(referenceCalendar, [left, closed])).toEqual([]);
  });

  test('RA1: pupils on roll without a mark, in sessions whose registers have closed', () => {
    expect(anomaliesOfDay(school, '2026-03-10').missing).toEqual([{ date: '2026-03-10', half: 'AM', pupils: 1 }]);
    expect(anomaliesOfDay({ ...school, until: until + 1 }, '2026-03-10').missing).toEqual([
      { date: '2026-03-10', half: 'AM', pupils: 1 },
      { date: '2026-03-10', half: 'PM', pupils: 3 },
    ]);
    expect(anomaliesOfDay(school, '2026-03-08').missing).toEqual([]);
  });

  test('RA1: a session in which everybody has a mark is not listed', () => {
    const whole = [pupilWith(marks`/\ `, { starting })];
    expect(anomaliesOfDay({ ...school, pupils: whole }, '2026-03-09').missing).toEqual([]);
  });

  test('RA14: batches of more than twenty marks amended that day', () => {
    const amended = (count: number, batch: string | undefined, at = '2026-03-09T10:00:00Z') =>
      Array.from({ length: count }, () => ({
        ...{
          pupil: 'P1',
          date: '2026-03-02',
          half: 'AM' as const,
          from: 'N',
          to: 'I',
          at,
          by: 'Office',
          why: 'Letter',
        },
        batch,
      }));
    const amendments = [
      ...amended(21, 'big'),
      ...amended(20, 'small'),
      ...amended(30, undefined),
      ...amended(30, 'tomorrow', '2026-03-10T10:00:00Z'),
    ];
    expect(anomaliesOfDay({ ...school, amendments }, '2026-03-09').bulkChanges).toEqual([{ batch: 'big', marks: 21 }]);
  });
});
