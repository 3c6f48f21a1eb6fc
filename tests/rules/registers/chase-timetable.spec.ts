import { describe, expect, test } from 'vitest';
import { chaseStepAt, chaseTimetable } from '../../../shared/rules/registers/chase-timetable.ts';
import { policyWith } from '../../support/policy.ts';

describe('a register that nobody takes (§3.3): the morning opens 08:40 and closes 09:10', () => {
  const morning = chaseTimetable(policyWith(), 'AM', '12:10');

  test('two private reminders, unmarked at close, the duty lead at T+45, the deputy head when the session ends', () =>
    expect(morning).toEqual([
      { at: '08:50', step: 'remind', round: 1 },
      { at: '09:00', step: 'remind', round: 2 },
      { at: '09:10', step: 'unmarked' },
      { at: '09:25', step: 'escalate' },
      { at: '12:10', step: 'anomaly' },
    ]));

  test.each([
    ['08:49', undefined],
    ['08:50', 'remind'],
    ['09:09', 'remind'],
    ['09:10', 'unmarked'],
    ['09:30', 'escalate'],
    ['15:00', 'anomaly'],
  ])('at %s: %s', (time, step) => expect(chaseStepAt(morning, time)?.step).toBe(step));

  test('the afternoon has its own times; its end is left out when nobody named it', () =>
    expect(chaseTimetable(policyWith(), 'PM').map(({ at, step }) => `${at} ${step}`)).toEqual([
      '13:30 remind',
      '13:40 remind',
      '13:50 unmarked',
      '14:05 escalate',
    ]));

  test('the school’s own times decide, in order of the clock', () => {
    const own = policyWith({ chase: { nudgesAfterOpening: [50], escalateAfterOpening: 40, unmarkedAfterClosing: 5 } });
    expect(chaseTimetable(own, 'AM').map(({ at, step }) => `${at} ${step}`)).toEqual([
      '09:15 unmarked',
      '09:20 escalate',
      '09:30 remind',
    ]);
  });
});
