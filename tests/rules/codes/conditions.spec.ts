import { describe, expect, test } from 'vitest';
import { codeTable } from '../../../shared/rules/codes/codes.ts';
import { type CodeConditions, codeConditions, conditionsOf } from '../../../shared/rules/codes/conditions.ts';

describe('what each code asks for (§1.2)', () => {
  const asking = (is: (row: CodeConditions) => unknown) =>
    codeConditions
      .filter(is)
      .map(({ code }) => code)
      .join(' ');

  test.each<[string, string, (row: CodeConditions) => unknown]>([
    ['the morning alone', '/', ({ half }) => half === 'AM'],
    ['the afternoon alone', '\\', ({ half }) => half === 'PM'],
    ['an arrival by closing time', 'L', ({ arrival }) => arrival === 'by close'],
    ['an arrival after it', 'U', ({ arrival }) => arrival === 'after close'],
    ['a decision (RA8)', 'C C1 J1 S C2 E T', ({ decision }) => decision],
    ['its nature in words (RA9)', 'B Y7', ({ nature }) => nature],
    ['a note of the authority’s duty of travel (RA9)', 'Q', ({ dutyNote }) => dutyNote],
    ['the provider’s confirmation (RA10)', 'K W B', ({ confirmation }) => confirmation],
    ['a session of the dual timetable (RA11)', 'D', ({ dualTimetable }) => dualTimetable],
    ['an approved activity (RA17)', 'V P W B', ({ activity }) => activity],
    ['an age above compulsory school age (RA7)', 'X', ({ age }) => age === 'over'],
    ['Year 11 or above (RA7)', 'S', ({ age }) => age === 'Year 11 or over'],
    ['nothing, and is right on closed days and off roll (RA5)', 'Z #', ({ offRoll }) => offRoll],
  ])('%s: %s', (_says, listed, is) => expect(asking(is)).toBe(listed));

  test('illness asks for nothing: a parent’s word suffices', () => expect(conditionsOf('I')).toBeUndefined());

  test('every code in it is a code of 2024, once, and has its law with the day it was read', () => {
    const known = new Set<string>(codeTable.map(({ code }) => code));
    expect(codeConditions.every(({ code }) => known.has(code))).toBe(true);
    expect(new Set(codeConditions.map(({ code }) => code)).size).toBe(codeConditions.length);
    for (const { law } of codeConditions) {
      expect(law.source).toMatch(/SI 2024\/208|Working together/);
      expect(law.place).not.toBe('');
      expect(law.read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test('P and W in detail were not read in the guidance itself, and say so', () => {
    for (const code of ['P', 'W'] as const) expect(conditionsOf(code)!.law.place).toContain('not verified');
  });

  test('each kind of leave names its paragraph of regulation 11', () => {
    const paragraphs = (['C', 'C1', 'J1', 'C2'] as const).map((code) => conditionsOf(code)!.law.place);
    expect(paragraphs).toEqual(['reg 11(1)', 'reg 11(2)', 'reg 11(4)', 'reg 11(6)']);
    expect(conditionsOf('S')!.law.place).toContain('reg 11(5)');
    expect(conditionsOf('L')!.law.place).toBe('reg 10(2), Table 1');
    expect(conditionsOf('K')!.law.place).toBe('reg 10(3), Table 2');
    expect(conditionsOf('B')!.law.place).toContain('nature recorded');
  });
});
