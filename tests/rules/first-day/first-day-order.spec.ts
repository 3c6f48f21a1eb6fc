import { expect, test } from 'vitest';
import { firstDayOrder } from '../../../shared/rules/first-day/first-day-order.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';

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
