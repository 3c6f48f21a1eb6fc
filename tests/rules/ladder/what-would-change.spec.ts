import { describe, expect, test } from 'vitest';
import { attendedToLeave, missedToReach } from '../../../shared/rules/ladder/what-would-change.ts';
import { rate } from '../../../shared/vocabulary/rate.ts';

describe('sessions missed in a row until absence reaches a share', () => {
  test.each([
    ['4 of 100: two more are 6 of 102, 5.9 %; one more, 5 of 101, is 4.95 %', 4, 100, 0.05, 2],
    ['5 of 100 is 5 % already', 5, 100, 0.05, 0],
    ['6 of 100 is beyond it', 6, 100, 0.05, 0],
    ['V21 on the ladder: 10 of 144, five more to 10 %', 10, 144, 0.1, 5],
    ['nothing possible yet: the first session missed is all of it', 0, 0, 0.05, 1],
    ['100 % after a session attended is never reached', 4, 100, 1, null],
  ])('%s', (_says, absent, possible, share, sessions) =>
    expect(missedToReach(rate(absent, possible), share)).toBe(sessions),
  );
});

describe('sessions attended in a row until absence lies below a share', () => {
  test.each([
    ['5 of 100: one more is 5 of 101, 4.95 %', 5, 100, 0.05, 1],
    ['4 of 100 is below it already', 4, 100, 0.05, 0],
    ['V22 on the ladder: 15 of 144, seven more below 10 %', 15, 144, 0.1, 7],
    ['nothing lies below nothing', 0, 100, 0, null],
  ])('%s', (_says, absent, possible, share, sessions) =>
    expect(attendedToLeave(rate(absent, possible), share)).toBe(sessions),
  );
});
