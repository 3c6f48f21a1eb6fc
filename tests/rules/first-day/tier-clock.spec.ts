import { describe, expect, test } from 'vitest';
import { type FirstDayNow, firstDayStepsDue, tierClock } from '../../../shared/rules/first-day/tier-clock.ts';
import { policyWith } from '../../support/policy.ts';

const policy = policyWith();

describe('the clock of each tier (§4.2)', () => {
  test.each([
    [1, { contactBy: '09:40', textAt: null, dslToldBy: '10:00', visitOnDay: 1 }],
    [2, { contactBy: '09:55', textAt: null, dslToldBy: '11:00', visitOnDay: 1 }],
    [3, { contactBy: '10:30', textAt: null, dslToldBy: null, visitOnDay: 2 }],
    [4, { contactBy: '11:00', textAt: '09:30', dslToldBy: null, visitOnDay: 3 }],
  ] as const)('tier %i', (tier, clock) => expect(tierClock(tier, policy)).toEqual(clock));

  const quiet: FirstDayNow = {
    time: '12:00',
    day: 1,
    isReached: false,
    isDslTold: false,
    isVisited: false,
    isTexted: false,
  };
  const due = (tier: 1 | 2 | 3 | 4, now: Partial<FirstDayNow>) =>
    firstDayStepsDue(tierClock(tier, policy), { ...quiet, ...now }).join(' ');

  test.each<[string, 1 | 2 | 3 | 4, Partial<FirstDayNow>, string]>([
    ['tier 1 a minute before', 1, { time: '09:39' }, ''],
    ['tier 1 in the minute', 1, { time: '09:40' }, 'contact visit'],
    ['tier 1 at ten: the DSL is told', 1, { time: '10:00' }, 'contact tell-dsl visit'],
    ['the DSL has been told, somebody is at the door', 1, { isDslTold: true, isVisited: true }, 'contact'],
    ['somebody was reached', 1, { isReached: true }, ''],
    ['tier 2 at ten', 2, { time: '10:00', isVisited: true }, 'contact'],
    ['tier 2 at eleven', 2, { time: '11:00', isVisited: true }, 'contact tell-dsl'],
    ['tier 3 on the first day', 3, {}, 'contact'],
    ['tier 3 on the second', 3, { day: 2 }, 'contact visit'],
    ['tier 3 on the second day before first contact is due', 3, { day: 2, time: '10:29' }, ''],
    ['tier 4 at half past nine: a text', 4, { time: '09:30' }, 'text'],
    ['tier 4 before that', 4, { time: '09:29' }, ''],
    ['tier 4 at eleven, texted', 4, { time: '11:00', isTexted: true }, 'contact'],
    ['tier 4 on the second day', 4, { day: 2, isTexted: true }, 'contact'],
    ['tier 4 on the third', 4, { day: 3, isTexted: true }, 'contact visit'],
  ])('%s', (_says, tier, now, expected) => expect(due(tier, now)).toBe(expected));
});
