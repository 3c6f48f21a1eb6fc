import { describe, expect, test } from 'vitest';
import { checkCode } from '../../../shared/rules/codes/check-code.ts';
import { changedUses, supplierCodes } from '../../../shared/rules/codes/legacy-codes.ts';

const before = '2024-07-19';
const today = '2026-03-10';

describe('a mark as written, validated for its session (§1.2)', () => {
  test.each([
    ['I', 'I'],
    [' c2 ', 'C2'],
    ['y7', 'Y7'],
    ['#', '#'],
    ['U', 'U'],
  ])('"%s" is %s', (text, code) => expect(checkCode(text, today, 'AM')).toEqual({ is: 'code', code }));

  test.each(['', ' ', '-', '--'])('"%s" is no mark', (text) =>
    expect(checkCode(text, today, 'AM')).toEqual({ is: 'no mark' }),
  );

  test.each(['?', 'Absent', 'Y8', 'CC', '---', 'C01', 'I1', 'I011', 'QI01'])('"%s" is no code', (text) =>
    expect(checkCode(text, today, 'AM')).toEqual({ is: 'unknown' }),
  );

  test('/ belongs to the morning and \\ to the afternoon; in the other half it is read as the other one (RA4)', () => {
    expect(checkCode('/', today, 'AM')).toEqual({ is: 'code', code: '/' });
    expect(checkCode('\\', today, 'PM')).toEqual({ is: 'code', code: '\\' });
    expect(checkCode('/', today, 'PM')).toEqual({ is: 'code', code: '\\', odd: 'other half' });
    expect(checkCode('\\', today, 'AM')).toEqual({ is: 'code', code: '/', odd: 'other half' });
  });

  test.each(['C1', 'C2', 'J1', 'K', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7'] as const)(
    '%s did not exist before 19 August 2024, and is read there all the same (§14d)',
    (code) => {
      expect(checkCode(code, before, 'AM')).toEqual({ is: 'code', code, odd: 'newer than the session' });
      expect(checkCode(code, '2024-08-19', 'AM')).toEqual({ is: 'code', code });
    },
  );

  test.each(['I', 'N', 'C', 'D', 'X'])('%s is older than 2024 and never odd', (code) =>
    expect(checkCode(code, before, 'AM')).toEqual({ is: 'code', code }),
  );
});

describe('removed and older codes, by the date of the session (§1.3)', () => {
  test.each(['H', 'F', 'J', 'Y'])('%s stays what it is on the last day before 19 August 2024', (code) =>
    expect(checkCode(code, '2024-08-18', 'AM')).toEqual({ is: 'code', code }),
  );

  test.each([
    ['H', ['C', 'G']],
    ['F', ['C', 'G']],
    ['J', ['J1']],
    ['Y', ['Y1', 'Y2', 'Y3', 'Y4', 'Y6', 'Y7']],
  ])('%s from that day on goes to review, with what may stand there', (code, propose) =>
    expect(checkCode(code.toLowerCase(), '2024-08-19', 'AM')).toEqual({ is: 'review', removed: code, propose }),
  );

  test('V16: an interview J of June 2024 is never read as J1', () =>
    expect(checkCode('J', '2024-06-12', 'AM')).toEqual({ is: 'code', code: 'J' }));

  test.each([
    ['I01', 'I'],
    ['I02', 'I'],
    ['X01', 'X'],
  ])('the sub-code of %s is left out on any date: its first letter decides', (text, code) => {
    expect(checkCode(text, before, 'AM')).toEqual({ is: 'code', code, odd: 'sub-code' });
    expect(checkCode(text, today, 'AM')).toEqual({ is: 'code', code, odd: 'sub-code' });
  });

  test('shielding, Y with a sub-code, is the old Y until August 2024 and goes to review after', () => {
    expect(checkCode('Y03', before, 'AM')).toEqual({ is: 'code', code: 'Y', odd: 'sub-code' });
    expect(checkCode('Y03', today, 'AM')).toMatchObject({ is: 'review', removed: 'Y' });
  });

  test.each([
    ['7', 'I'],
    ['=', 'I'],
    ['8', 'Y'],
    ['9', 'Y'],
    ['[', 'Y'],
    [']', 'Y'],
    ['!', '#'],
  ])('SIMS wrote %s for %s; on a session of 2024 codes it goes to review', (text, code) => {
    expect(checkCode(text, before, 'AM')).toEqual({ is: 'code', code, odd: 'supplier code' });
    expect(checkCode(text, '2024-08-19', 'AM')).toEqual({ is: 'review', removed: undefined, propose: [] });
  });

  test('@ (do not use) goes to review on any date', () =>
    expect(checkCode('@', before, 'AM')).toEqual({ is: 'review', removed: undefined, propose: [] }));

  test('what ! and @ meant is not verified, and their row says so', () => {
    const unsure = supplierCodes.filter(({ law }) => law.place.includes('not verified')).map(({ written }) => written);
    expect(unsure).toEqual(['!', '@']);
    for (const { law } of supplierCodes) expect(law.source).toMatch(/SIMS/);
    expect(supplierCodes[0].law.place).toContain('restated by suppliers');
  });

  test('uses that have a code of their own now: part-time timetable, performance, remote learning, staggered start', () => {
    expect(changedUses.map(({ code, usedFor, now }) => `${code} ${usedFor}: ${now.join(' ')}`)).toEqual([
      'C part-time-timetable: C2',
      'C regulated-performance: C1',
      'B remote-learning: C2 I',
      '# staggered-start: Y7',
    ]);
  });
});
