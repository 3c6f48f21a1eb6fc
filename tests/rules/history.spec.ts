import { describe, expect, test } from 'vitest';
import { historySchema } from '../../shared/rules/history.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { policyWith } from '../support/policy.ts';

const faultsOf = (given: unknown): string[] =>
  (historySchema.safeParse(given).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('what is on record about a pupil is read at the door, to the letter', () => {
  const noticeFor = (session: string) => ({ notices: [{ parent: 'p1', issued: '2026-03-10', sessions: [session] }] });

  test.each(['2026-03-10 AM', '2026-03-10 PM'])('a session: %s', (session) =>
    expect(historySchema.parse(noticeFor(session)).notices[0]?.sessions).toEqual([session]),
  );

  test.each(['2026-03-10', '2026-03-10 XM', '2026-03-10  AM', '2026-02-30 AM', '10/03/2026 AM'])(
    'no session: %s',
    (session) =>
      expect(faultsOf(noticeFor(session))).toEqual(['notices.0.sessions.0: expected a session like 2026-03-10 AM']),
  );

  test.each([
    ['95.0', '95.0'],
    [95, '95'],
    ['95.1234', '95.1234'],
    [100, '100'],
    [0, '0'],
  ])('a percentage: %j', (given, kept) => expect(historySchema.parse({ target: given }).target).toBe(kept));

  test.each(['100.1', 101, '-5', '95.', '95 %', 'x95', '95.12345', ''])('no percentage: %j', (given) =>
    expect(faultsOf({ target: given })).toEqual(['target: expected a percentage like 95.0']),
  );
});

test.each([
  ['a day', '2026-03-10', true],
  ['none, for the policy that came with the product', '', true],
  ['a day that does not exist', '2026-02-30', false],
  ['a day in words', '10 March 2026', false],
])('the day a policy holds from: %s', (_says, date, holds) =>
  expect(policySchema.safeParse({ ...policyWith(), date }).success).toBe(holds),
);
