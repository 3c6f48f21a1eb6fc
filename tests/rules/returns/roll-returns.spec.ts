import { describe, expect, test } from 'vitest';
import { deletionGrounds, groundsShown, twentyDayGroundLacks } from '../../../shared/rules/returns/deletion-grounds.ts';
import { deletionReturnLacks } from '../../../shared/rules/returns/deletion-return.ts';
import { newPupilReturnBy } from '../../../shared/rules/returns/new-pupil-return.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { caseOf } from '../../support/pupil-case.ts';

const items = (missing: readonly { item: string }[] | null) => missing?.map(({ item }) => item);

describe('§8.3: the new-pupil return, by the end of the fifth day after the name is entered', () => {
  const pupil = { entered: '2026-01-06', startingDay: '2026-01-06', isLowestYear: false, yearBegins: '2025-09-03' };

  test('entered on 6 January 2026: by the end of 11 January, a Sunday', () => {
    expect(newPupilReturnBy(pupil)).toBe('2026-01-11');
  });

  test('not for the lowest year on the first day of the school year, unless the authority asks', () => {
    const intake = { ...pupil, entered: '2025-09-03', startingDay: '2025-09-03', isLowestYear: true };
    expect(newPupilReturnBy(intake)).toBeNull();
    expect(newPupilReturnBy({ ...intake, isAskedForLowestYear: true })).toBe('2025-09-08');
    expect(newPupilReturnBy({ ...intake, isLowestYear: false })).toBe('2025-09-08');
    expect(newPupilReturnBy({ ...intake, startingDay: '2025-09-04' })).toBe('2025-09-08');
  });

  test('before the present regulations the first row answers', () => {
    expect(newPupilReturnBy({ ...pupil, entered: '2024-06-03' })).toBe('2024-06-08');
  });
});

describe('§8.3: the deletion return', () => {
  const leaver = { isEndOfLastYear: false, hasNewAddress: false, hasNewSchool: false };
  const basic = ['full-name', 'address', 'parents-lived-with', 'emergency-telephone', 'ground'];

  test('holds name, address, the parents lived with, a telephone number and the ground', () => {
    expect(items(deletionReturnLacks(leaver, []))).toEqual(basic);
    expect(items(deletionReturnLacks(leaver, basic))).toEqual([]);
  });

  test('and the new address and school, where they are known', () => {
    expect(items(deletionReturnLacks({ ...leaver, hasNewAddress: true }, basic))).toEqual(['new-address']);
    expect(items(deletionReturnLacks({ ...leaver, hasNewSchool: true }, basic))).toEqual(['new-school']);
    expect(deletionReturnLacks({ ...leaver, hasNewSchool: true }, basic)?.[0]?.law.place).toMatch(/reg 13\(4\)/);
  });

  test('is not needed at the end of the last year, unless asked for', () => {
    expect(deletionReturnLacks({ ...leaver, isEndOfLastYear: true }, [])).toBeNull();
    expect(deletionReturnLacks({ ...leaver, isEndOfLastYear: true, isAskedForLastYear: true }, basic)).toEqual([]);
  });
});

describe('§8.5: the grounds on which a name is deleted', () => {
  const gone = (on: string, history: Record<string, unknown> = {}) =>
    caseOf(pupilWith(times(20, marks`NO `), { starting: '2026-02-09' }), { on, history });
  const shown = (...of: Parameters<typeof groundsShown>) => groundsShown(...of).map(({ ground }) => ground);

  test('fourteen, and no other', () => {
    expect(deletionGrounds.map(({ ground }) => ground)).toEqual([
      'registered-elsewhere',
      'nursery-finished',
      'dual-registered-with-consents',
      'attendance-order-names-another-school',
      'attendance-order-revoked',
      'home-education-in-writing',
      'moved-beyond-reasonable-distance',
      'not-back-within-ten-days-of-leave',
      'twenty-days-absent',
      'detained-four-months',
      'over-school-age-and-leaving',
      'died',
      'permanently-excluded',
      'boarding-fees',
    ]);
  });

  test('those whose letter is from memory say that it is not verified', () => {
    const verified = deletionGrounds
      .filter(({ law }) => !law.place.includes('not verified'))
      .map(({ law }) => law.place);
    expect(verified).toEqual([
      'reg 9(1)(a)',
      'reg 9(1)(b)',
      'reg 9(1)(c)',
      'reg 9(1)(d)',
      'reg 9(1)(e)',
      'reg 9(1)(i), as explained by Browne Jacobson',
    ]);
  });

  test('shown are those a person has recorded, and the twenty days while the run stands', () => {
    expect(shown(gone('2026-03-12'), [])).toEqual([]);
    expect(shown(gone('2026-03-13'), [])).toEqual(['twenty-days-absent']);
    expect(shown(gone('2026-03-12'), ['registered-elsewhere', 'twenty-days-absent'])).toEqual(['registered-elsewhere']);
  });

  test('leaving over school age only after that age has ended', () => {
    const recorded = ['over-school-age-and-leaving'] as const;
    expect(shown(gone('2026-03-12'), recorded)).toEqual([]);
    expect(shown(gone('2026-03-12', { born: '2009-09-01' }), recorded)).toEqual([]);
    expect(shown(gone('2026-03-12', { born: '2009-08-31' }), recorded)).toEqual(recorded);
    expect(shown(gone('2026-03-12', { born: '2009-08-31' }), [])).toEqual([]);
  });

  test('the twenty days alone permit nothing: sickness and unavoidable cause are excluded, enquiries made jointly', () => {
    const all = [
      'no-sign-of-sickness',
      'no-unavoidable-cause',
      'enquiries-by-school',
      'enquiries-by-authority',
      'enquiries-made-jointly',
      'not-found-or-no-return-agreed',
    ];
    expect(twentyDayGroundLacks(gone('2026-03-12'), all)).toBeNull();
    expect(items(twentyDayGroundLacks(gone('2026-03-13'), []))).toEqual(all);
    expect(twentyDayGroundLacks(gone('2026-03-13'), all)).toEqual([]);
  });
});
