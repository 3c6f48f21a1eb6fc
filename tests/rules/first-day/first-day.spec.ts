import { describe, expect, test } from 'vitest';
import { contactBy, firstDayOrder, tierOf, unexplainedRun } from '../../../shared/rules/first-day/first-day.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

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
  ] as const)('%s', (_says, facts, tier) => expect(tierOf(facts)).toBe(tier));

  test('the first tier is called by 09:40, the last by 11:00', () => {
    const { firstContactBy } = policyWith();
    expect([contactBy(1, firstContactBy), contactBy(4, firstContactBy)]).toEqual(['09:40', '11:00']);
  });
});

describe('unexplained sessions in a row', () => {
  test.each([
    ['this morning', marks`/\ /\ N`, { sessions: 1, days: 1 }],
    ['yesterday and today', marks`/\ NN N`, { sessions: 3, days: 2 }],
    ['a missing mark neither counts nor breaks', marks`/\ N. N`, { sessions: 2, days: 2 }],
    ['a snow day neither counts nor breaks', marks`N\ NN 44 N`, { sessions: 3, days: 2 }],
    ['a reason given breaks the run', marks`NN NI N`, { sessions: 1, days: 1 }],
    ['in school today', marks`NN NN /`, { sessions: 0, days: 0 }],
  ])('%s', (_says, row, expected) =>
    expect(unexplainedRun(pupilWith(row), referenceCalendar, row.length)).toEqual(expected),
  );
});

test('the order of the list: tier, longest unexplained, highest absence exactly, surname, id', () => {
  const pupil = (id: string, more: object = {}) => ({
    tier: 3,
    unexplainedSessions: 1,
    absence: rate(10, 100),
    surname: 'Made-up',
    pupil: id,
    ...more,
  });
  const list = [
    pupil('last by id'),
    pupil('by surname', { surname: 'Invented' }),
    pupil('by absence', { absence: rate(11, 109) }),
    pupil('by sessions', { unexplainedSessions: 2 }),
    pupil('by tier', { tier: 1 }),
    pupil('id before last'),
  ];
  expect(list.sort(firstDayOrder).map(({ pupil: id }) => id)).toEqual([
    'by tier',
    'by sessions',
    'by absence',
    'by surname',
    'id before last',
    'last by id',
  ]);
});
