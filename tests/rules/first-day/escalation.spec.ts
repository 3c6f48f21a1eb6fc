import { describe, expect, test } from 'vitest';
import { escalationDue } from '../../../shared/rules/first-day/escalation.ts';
import { handOffLacks, handOffWith } from '../../../shared/rules/first-day/hand-off.ts';
import { immediateTriggers, tellAtOnce } from '../../../shared/rules/first-day/immediate-escalation.ts';
import { toldOfUnexplained, whoIsTold } from '../../../shared/rules/first-day/who-is-told.ts';
import { policyWith } from '../../support/policy.ts';

describe('escalation by day of unexplained absence (§4.3)', () => {
  const policy = policyWith({
    firstDay: {
      escalation: [
        { day: 1, actions: ['Text', 'Call'] },
        { day: 2, actions: ['Visit'] },
        { day: 4, actions: ['Decide'] },
      ],
    },
  });

  test('the first day’s actions are due on the first day, and overdue on the second', () => {
    expect(escalationDue(policy, 1)).toEqual([
      { day: 1, action: 'Text', isOverdue: false },
      { day: 1, action: 'Call', isOverdue: false },
    ]);
    expect(escalationDue(policy, 2)).toEqual([
      { day: 1, action: 'Text', isOverdue: true },
      { day: 1, action: 'Call', isOverdue: true },
      { day: 2, action: 'Visit', isOverdue: false },
    ]);
  });

  test('what was done is done; a day without actions of its own keeps those before it', () => {
    expect(escalationDue(policy, 3, ['Text', 'Call'])).toEqual([{ day: 2, action: 'Visit', isOverdue: true }]);
    expect(escalationDue(policy, 0)).toEqual([]);
  });

  test('the default goes from the first text to the twentieth day', () => {
    const days = escalationDue(policyWith(), 20).map(({ day }) => day);
    expect([...new Set(days)]).toEqual([1, 2, 3, 4, 5, 10, 20]);
    expect(escalationDue(policyWith(), 3).map(({ action }) => action)).toContain('Home visit for everybody');
  });
});

describe('who must hear of it on the first day, whatever the policy says', () => {
  test('a social worker and a youth offending worker, where there is one', () => {
    expect(whoIsTold(['social-worker', 'fsm', 'yot'])).toEqual(['social worker', 'youth offending worker']);
    expect(whoIsTold(['social_worker'])).toEqual(['social worker']);
    expect(whoIsTold(['fsm'])).toEqual([]);
    expect(toldOfUnexplained.map(({ law }) => law.place).join()).toContain('youth offending team');
    for (const { law } of toldOfUnexplained) expect(law.read).toBe('2026-11-25');
    expect(toldOfUnexplained[0]!.law.source).toContain('Working together');
  });
});

describe('what goes to the DSL at once (§4.3)', () => {
  test('each trigger, on any day; the police too when a parent does not know where the child is', () => {
    const police = immediateTriggers.filter(({ trigger }) => tellAtOnce([trigger]).includes('police'));
    expect(police.map(({ trigger }) => trigger)).toEqual(['parent-does-not-know-where']);
    for (const { trigger } of immediateTriggers) expect(tellAtOnce([trigger])).toContain('dsl');
    expect(immediateTriggers.map(({ trigger }) => trigger)).toEqual([
      'injured-or-frightened',
      'sight-of-child-refused',
      'contradictory-accounts',
      'parent-does-not-know-where',
      'disclosure',
      'left-area-or-country',
      'forced-marriage',
      'exploitation',
    ]);
  });

  test('one of several is enough, and nothing seen tells nobody', () => {
    expect(tellAtOnce(['disclosure', 'parent-does-not-know-where'])).toEqual(['dsl', 'police']);
    expect(tellAtOnce(['disclosure', 'exploitation'])).toEqual(['dsl']);
    expect(tellAtOnce([])).toEqual([]);
  });
});

describe('a hand-off to the DSL (§4.3)', () => {
  const policy = policyWith();

  test.each([
    ['09:40', 'dsl'],
    ['09:54', 'dsl'],
    ['09:55', 'deputy-dsl'],
    ['10:09', 'deputy-dsl'],
    ['10:10', 'head'],
  ])('made at 09:40 and not acknowledged, it lies at %s with: %s', (time, whom) =>
    expect(handOffWith({ at: '09:40' }, time, policy)).toBe(whom),
  );

  test('acknowledged, it waits for nobody; not before that minute', () => {
    expect(handOffWith({ at: '09:40', acknowledgedAt: '09:50' }, '10:30', policy)).toBe('nobody');
    expect(handOffWith({ at: '09:40', acknowledgedAt: '09:50' }, '09:50', policy)).toBe('nobody');
    expect(handOffWith({ at: '09:40', acknowledgedAt: '09:50' }, '09:45', policy)).toBe('dsl');
  });

  test('it names time, by whom, to whom, and the facts', () => {
    const whole = { at: '09:40', by: 'Mercy Okafor', to: 'Ines Ward', facts: 'No answer at the door' };
    expect(handOffLacks(whole)).toEqual([]);
    expect(handOffLacks({ at: '', by: ' ', to: '', facts: ' ' })).toEqual(['at', 'by', 'to', 'facts']);
    expect(handOffLacks({ ...whole, facts: ' ' })).toEqual(['facts']);
  });
});
