import { describe, expect, test } from 'vitest';
import { type TierFacts, tierOf, tierReasons } from '../../../shared/rules/first-day/tier.ts';
import { policyWith } from '../../support/policy.ts';

const { tierFlags } = policyWith().firstDay;

describe('tiers (§4.2): the lowest number that any fact gives', () => {
  test.each([
    ['a pupil without a flag', { flags: [] }, 4],
    ['a child protection plan', { flags: ['child-protection'] }, 1],
    ['looked after and on free school meals', { flags: ['fsm', 'looked-after'] }, 1],
    ['absent without a reason for a second day', { flags: [], unexplainedDays: 2 }, 1],
    ['absent without a reason on the first day', { flags: [], unexplainedDays: 1 }, 4],
    ['an education, health and care plan', { flags: ['ehcp'] }, 2],
    ['severe absence', { flags: [], severe: true, persistent: true }, 2],
    ['no-show at alternative provision', { flags: [], placement: true }, 2],
    ['SEN support', { flags: ['sen-support'] }, 3],
    ['persistent absence, a red band', { flags: [], persistent: true }, 3],
    ['a sibling is absent too', { flags: ['sibling-in-school'], siblingAbsent: true }, 3],
    ['a sibling in school who is not absent', { flags: ['sibling-in-school'], siblingAbsent: false }, 4],
    ['English as an additional language alone', { flags: ['eal'] }, 4],
    ['the same, newly arrived', { flags: ['eal'], newArrivalEal: true }, 3],
    ['on an attendance plan', { flags: [], onPlan: true }, 3],
    ['a flag written with an underscore', { flags: ['child_protection'] }, 1],
    ['nothing known of persistent and severe absence', { flags: [], severe: null, persistent: null }, 4],
  ] as const)('%s', (_says, facts, tier) => expect(tierOf(facts, tierFlags)).toBe(tier));

  test('every flag of the policy puts a pupil in its tier', () => {
    for (const tier of [1, 2, 3] as const)
      for (const flag of tierFlags[tier]) expect(tierOf({ flags: [flag] }, tierFlags)).toBe(tier);
  });

  test('the school’s own flags decide', () => {
    const own = { 1: ['refuge'], 2: [], 3: ['young_carer'] };
    expect(tierOf({ flags: ['refuge'] }, own)).toBe(1);
    expect(tierOf({ flags: ['young-carer'] }, own)).toBe(3);
    expect(tierOf({ flags: ['child-protection'] }, own)).toBe(4);
  });
});

describe('a tier never reveals its flag (§4.2, §11)', () => {
  test('two pupils with different flags of tier 1 are told alike, to the letter', () => {
    const one: TierFacts = { flags: ['child-protection'] };
    const other: TierFacts = { flags: ['looked-after', 'fsm'], unexplainedDays: 2, severe: true };
    expect(JSON.stringify(tierOf(one, tierFlags))).toBe(JSON.stringify(tierOf(other, tierFlags)));
    expect(JSON.stringify(tierOf(one, tierFlags))).toBe('1');
  });

  test('who may see flags asks for the reasons: all of them, the lowest tier first', () => {
    const facts: TierFacts = {
      flags: ['fsm', 'ehcp', 'looked-after'],
      unexplainedDays: 2,
      severe: true,
      placement: true,
      persistent: true,
      onPlan: true,
      newArrivalEal: true,
      siblingAbsent: true,
    };
    expect(tierReasons(facts, tierFlags)).toEqual([
      { tier: 1, because: 'looked-after' },
      { tier: 1, because: 'second day unexplained' },
      { tier: 2, because: 'ehcp' },
      { tier: 2, because: 'severe absence' },
      { tier: 2, because: 'placement' },
      { tier: 3, because: 'fsm' },
      { tier: 3, because: 'persistent absence' },
      { tier: 3, because: 'attendance plan' },
      { tier: 3, because: 'newly arrived, English as an additional language' },
      { tier: 3, because: 'sibling absent' },
    ]);
    expect(tierReasons({ flags: [] }, tierFlags)).toEqual([]);
  });
});
