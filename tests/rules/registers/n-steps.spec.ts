import { describe, expect, test } from 'vitest';
import { nStepAt, nStepsOf } from '../../../shared/rules/registers/n-steps.ts';
import { Calendar } from '../../../shared/vocabulary/calendar.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar, year2025to26 } from '../../support/reference-calendar.ts';

const policy = policyWith();
const days = (date: string) => nStepsOf(referenceCalendar, policy, date).map(({ step, on }) => `${step} ${on}`);

describe('§3.4: chase on day 1, letter or text on day 3, warn on day 4, propose O on day 5 at 16:00', () => {
  test.each([
    [
      'N on Fri 24 Oct 2025, due Fri 7 Nov 2025: half term is skipped',
      '2025-10-24',
      ['chase 2025-11-03', 'letter 2025-11-05', 'warn 2025-11-06', 'propose 2025-11-07'],
    ],
    [
      'N on Wed 26 Nov 2025, due Thu 4 Dec: 28 November is INSET',
      '2025-11-26',
      ['chase 2025-11-27', 'letter 2025-12-02', 'warn 2025-12-03', 'propose 2025-12-04'],
    ],
    [
      'N on Fri 17 Jul 2026, due Mon 7 Sep 2026: the summer is skipped',
      '2026-07-17',
      ['chase 2026-07-20', 'letter 2026-09-03', 'warn 2026-09-04', 'propose 2026-09-07'],
    ],
  ])('%s', (_says, date, expected) => expect(days(date)).toEqual(expected));

  test('days beyond a calendar that names no next year are left out', () => {
    const { nextYearStarts: _left, ...year } = year2025to26;
    const steps = nStepsOf(Calendar.parse(year), policy, '2026-07-17');
    expect(steps.map(({ step }) => step)).toEqual(['chase']);
  });

  test.each([
    ['2025-11-26', '15:00', 'wait'],
    ['2025-11-27', '08:40', 'chase'],
    ['2025-11-28', '08:40', 'chase'],
    ['2025-12-01', '08:40', 'chase'],
    ['2025-12-02', '08:40', 'letter'],
    ['2025-12-03', '08:40', 'warn'],
    ['2025-12-04', '15:59', 'warn'],
    ['2025-12-04', '16:00', 'propose'],
    ['2025-12-05', '08:00', 'overdue'],
  ])('an N of Wednesday 26 November stands on %s at %s: %s', (on, time, step) =>
    expect(nStepAt(referenceCalendar, policy, '2025-11-26', { on, time })).toBe(step),
  );

  test('an N of July stays open over the summer and in September', () => {
    const at = (on: string) => nStepAt(referenceCalendar, policy, '2026-07-17', { on, time: '17:00' });
    expect([at('2026-08-10'), at('2026-09-07'), at('2026-09-08')]).toEqual(['chase', 'propose', 'overdue']);
  });

  test('without a next year nothing is overdue', () => {
    const { nextYearStarts: _left, ...year } = year2025to26;
    expect(nStepAt(Calendar.parse(year), policy, '2026-07-17', { on: '2026-12-01', time: '09:00' })).toBe('chase');
  });

  test('the school’s own days decide', () => {
    const own = policyWith({ reasonChase: { chaseOnDay: 0, proposeOnDay: 2, proposeAt: '12:00', warnOnDay: 1 } });
    const at = (on: string, time: string) => nStepAt(referenceCalendar, own, '2026-03-10', { on, time });
    expect(at('2026-03-10', '09:30')).toBe('chase');
    expect(at('2026-03-12', '12:00')).toBe('propose');
  });
});
