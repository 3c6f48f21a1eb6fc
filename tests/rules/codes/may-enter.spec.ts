import { describe, expect, test } from 'vitest';
import { type Entry, mayEnterCode } from '../../../shared/rules/codes/may-enter.ts';
import { codes } from '../../../shared/vocabulary/mark.ts';
import { policyWith } from '../../support/policy.ts';

const policy = policyWith();
const ordinary: Entry = {
  code: '/',
  by: ['teacher'],
  ownRegister: true,
  isToday: true,
  fromActivityList: false,
  decisionLinked: false,
};
const enters = (entry: Partial<Entry>): string => {
  const answer = mayEnterCode(policy, { ...ordinary, ...entry });
  return answer.may ? 'yes' : answer.because.rule;
};

describe('who may enter what (§1.4, school policy)', () => {
  test.each<[string, Partial<Entry>, string]>([
    ['a teacher marks present in the own register today', {}, 'yes'],
    ['a tutor too', { by: ['tutor'], code: 'N' }, 'yes'],
    ['a teacher does not enter illness', { code: 'I' }, 'enter.role'],
    ['nor another teacher’s register', { ownRegister: false }, 'enter.own-register'],
    ['nor yesterday’s', { isToday: false }, 'enter.today'],
    [
      'the office enters illness, on any day',
      { by: ['pastoral-administration-officer'], code: 'I', isToday: false },
      'yes',
    ],
    [
      'a trip by hand: the office needs the list of the approved activity',
      { by: ['pastoral-administration-officer'], code: 'V' },
      'enter.activity-list',
    ],
    ['a trip from that list', { by: ['pastoral-administration-officer'], code: 'V', fromActivityList: true }, 'yes'],
    [
      'the list opens no other code',
      { by: ['pastoral-administration-officer'], code: 'G', fromActivityList: true },
      'enter.role',
    ],
    ['the attendance manager enters a holiday', { by: ['attendance-manager'], code: 'G' }, 'yes'],
    ['leave without a decision on record', { by: ['attendance-manager'], code: 'C' }, 'enter.decision'],
    ['leave with one', { by: ['attendance-manager'], code: 'C', decisionLinked: true }, 'yes'],
    ['the head decides itself', { by: ['head'], code: 'C' }, 'yes'],
    ['a governor enters nothing', { by: ['governor'] }, 'enter.role'],
    ['nobody is known to be anything', { by: [] }, 'enter.role'],
    ['the product proposes and never writes', { by: 'system' }, 'enter.system'],
    [
      'who teaches and runs the office has both rights',
      { by: ['teacher', 'attendance-manager'], isToday: false },
      'yes',
    ],
    [
      'of two refusals the one nearest to a yes is said',
      { by: ['teacher', 'attendance-manager'], code: 'S' },
      'enter.decision',
    ],
    ['in either order of the roles', { by: ['attendance-manager', 'tutor'], code: 'E' }, 'enter.decision'],
  ])('%s', (_says, entry, expected) => expect(enters(entry)).toBe(expected));

  test('C, C1, C2, E and S are what the attendance manager may not enter alone', () => {
    const kept = codes.filter((code) => enters({ by: ['attendance-manager'], code }) !== 'yes');
    expect(kept.sort()).toEqual(['C', 'C1', 'C2', 'E', 'S']);
  });

  test('a refusal names the code and the policy it comes from', () =>
    expect(mayEnterCode(policy, { ...ordinary, code: 'I' })).toEqual({
      may: false,
      because: {
        rule: 'enter.role',
        numbers: {},
        names: { code: 'I' },
        source: 'School policy, who may enter which code (version 1)',
        sessions: [],
      },
    }));

  test('the school’s own policy decides', () => {
    const own = policyWith({ mayEnter: [{ role: 'teacher', codes: ['I'] }], needDecision: ['I'] });
    const answer = mayEnterCode(own, { ...ordinary, code: 'I', isToday: false, ownRegister: false });
    expect(answer).toMatchObject({ may: false, because: { rule: 'enter.decision' } });
  });
});
