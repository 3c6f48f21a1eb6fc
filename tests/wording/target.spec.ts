import { expect, test } from 'vitest';
import { targetFrom } from '../../shared/rules/figures/target.ts';
import { schoolDaysInWords } from '../../shared/wording/school-days.ts';
import { targetSays } from '../../shared/wording/target.ts';

test.each([
  [0, '0 school days'],
  [1, 'half a school day'],
  [2, '1 school day'],
  [3, '1½ school days'],
  [25, '12½ school days'],
])('%i sessions are %s', (sessions, says) => expect(schoolDaysInWords(sessions)).toBe(says));

test.each([
  [
    150,
    180,
    200,
    '90',
    '60 school days (120 sessions) in a row reach 90.0 %. At most 8 more sessions can be missed to end the year on it.',
  ],
  [150, 180, 200, '95', '95.0 % is out of reach this year: with every remaining session attended it would be 92.1 %.'],
  [98, 100, 2, '96', 'On the target of 96.0 %. At most 2 more sessions can be missed to end the year on it.'],
  [85, 95, 5, '90', '2½ school days (5 sessions) in a row reach 90.0 %. No further session can be missed.'],
  [95, 100, 0, '95', 'The year has ended at 95.0 %, on the target of 95.0 %.'],
  [0, 0, 0, '95', 'Target 95.0 %: no session has been or will be possible this year.'],
])('%i of %i with %i to come and a target of %s %%', (attended, possible, remaining, target, says) =>
  expect(targetSays(targetFrom({ attended, possible, remaining, target }))).toBe(says),
);
