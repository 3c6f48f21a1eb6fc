import { describe, expect, test } from 'vitest';
import { lateCode, longestOpen, registerState } from '../../../shared/rules/registers/register-state.ts';

const morning = { register: {}, missing: 28, opens: '08:40', closes: '09:10', isSession: true };

describe('where a morning register stands (§3.3): it opens 08:40 and closes 09:10', () => {
  test.each([
    ['not due before it opens', { time: '08:39' }, 'not_due'],
    ['open from then on', { time: '08:40' }, 'open'],
    ['still open a minute before closing', { time: '09:09' }, 'open'],
    ['unmarked at close', { time: '09:10' }, 'not_taken'],
    ['unmarked later on', { time: '11:00' }, 'not_taken'],
    ['not taken because marks were filled in beforehand', { time: '09:10', missing: 0 }, 'not_taken'],
    ['unmarked when the school system names no such register', { time: '09:10', register: undefined }, 'not_taken'],
    ['complete', { time: '08:58', missing: 0, register: { taken: '08:57' } }, 'complete'],
    [
      'complete when taken in the closing minute',
      { time: '09:10', missing: 0, register: { taken: '09:10' } },
      'complete',
    ],
    ['partial while a pupil has no mark', { time: '08:58', missing: 1, register: { taken: '08:57' } }, 'partial'],
    ['closed late', { time: '09:20', missing: 0, register: { taken: '09:11' } }, 'closed_late'],
    ['not yet taken at a time before it was', { time: '08:50', missing: 0, register: { taken: '08:57' } }, 'open'],
    ['cancelled when there is no session', { time: '09:30', isSession: false }, 'cancelled'],
  ] as const)('%s', (_says, facts, state) => expect(registerState({ ...morning, ...facts })).toBe(state));

  test('the guidance allows 30 minutes', () => expect(longestOpen.minutes).toBe(30));
});

test.each([
  ['09:09', 'L'],
  ['09:10', 'L'],
  ['09:11', 'U'],
])('arriving at %s, when the register closes at 09:10, is %s (§3.1)', (arrived, code) =>
  expect(lateCode(arrived, '09:10')).toBe(code),
);
