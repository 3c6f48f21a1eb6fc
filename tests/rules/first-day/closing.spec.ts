import { describe, expect, test } from 'vitest';
import { type Attempt, mayClose } from '../../../shared/rules/first-day/closing.ts';
import { policyWith } from '../../support/policy.ts';

const policy = policyWith();
const left: Attempt = { outcome: 'left message' };
const noAnswer: Attempt = { outcome: 'no answer' };
const reached: Attempt = { outcome: 'reached', reasonGiven: 'A cold' };

describe('closing a first-day task (§4.1)', () => {
  test.each<[string, readonly Attempt[], string]>([
    ['with only a message left', [left, left], 'closing.message-only'],
    ['nobody answered', [noAnswer], 'closing.nobody-reached'],
    ['nobody tried', [], 'closing.nobody-reached'],
    ['a message is no contact after a call without an answer', [noAnswer, left], 'closing.message-only'],
    ['somebody reached who gives no reason', [left, { outcome: 'reached' }], 'closing.no-reason'],
    ['a blank reason', [{ outcome: 'reached', reasonGiven: ' ' }], 'closing.no-reason'],
    [
      'a reason that nobody gave in person',
      [{ outcome: 'left message', reasonGiven: 'A cold' }],
      'closing.message-only',
    ],
    ['somebody reached with a reason', [left, reached], 'yes'],
    ['the reason came first, a message after it', [reached, left], 'yes'],
    ['a visit at which the child was seen', [{ outcome: 'refused', childSeen: true }], 'yes'],
    ['a visit at which the child was not seen', [{ outcome: 'refused', childSeen: false }], 'closing.nobody-reached'],
  ])('%s: %s', (_says, attempts, expected) => {
    const answer = mayClose(attempts, policy);
    expect(answer.may ? 'yes' : answer.because.rule).toBe(expected);
  });

  test('a mark that arrived closes it by itself', () => expect(mayClose([left], policy, true)).toEqual({ may: true }));

  test('the refusal says how often it was tried, and whose rule it is', () =>
    expect(mayClose([left, noAnswer], policy)).toMatchObject({
      because: { numbers: { attempts: 2 }, source: 'School policy, first-day contact (version 1)', sessions: [] },
    }));
});
