import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOfCompulsorySchoolAge, schoolAgeEnds } from '../../shared/rules/compulsory-school-age.ts';
import { addDays, weekdayOf } from '../../shared/vocabulary/session.ts';

describe('§0: compulsory school age ends on the last Friday in June of the school year in which the pupil turns 16', () => {
  test.each([
    ['16 on the first day of the school year 2025/26', '2009-09-01', '2026-06-26'],
    ['16 in March 2026', '2010-03-10', '2026-06-26'],
    ['16 on the leaving date itself', '2010-06-26', '2026-06-26'],
    ['16 in the summer holiday after it: it has ended already', '2010-08-31', '2026-06-26'],
    ['the year group before', '2009-08-31', '2025-06-27'],
    ['the year group after', '2010-09-01', '2027-06-25'],
    ['born on 29 February', '2008-02-29', '2024-06-28'],
    ['where June ends on a Friday, that is the day', '2000-01-15', '2016-06-24'],
    ['30 June 2023 is a Friday', '2007-01-15', '2023-06-30'],
  ])('%s', (_says, born, ends) => expect(schoolAgeEnds(born)).toBe(ends));

  test('whatever the birthday, it is a Friday in June with no other Friday of that June after it', () => {
    const births = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
    fc.assert(
      fc.property(births, (born) => {
        const ends = schoolAgeEnds(born);
        expect([weekdayOf(ends), ends.slice(5, 7)]).toEqual(['Fri', '06']);
        expect(addDays(ends, 7).slice(5, 7)).toBe('07');
      }),
      { seed: 16, numRuns: 300 },
    );
  });
});

describe('a pupil is of compulsory school age', () => {
  test.each([
    ['to the end of the leaving date', '2026-06-26', true],
    ['and no longer from the day after', '2026-06-27', false],
    ['also on the sixteenth birthday', '2026-03-10', true],
  ])('%s', (_says, day, expected) => expect(isOfCompulsorySchoolAge('2010-03-10', day)).toBe(expected));

  test('without a date of birth a pupil counts as of that age (§14)', () => {
    expect(isOfCompulsorySchoolAge(undefined, '2026-07-20')).toBe(true);
  });
});
