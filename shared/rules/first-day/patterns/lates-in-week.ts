import { byteOf } from '../../../vocabulary/mark.ts';
import type { PupilCase } from '../../history.ts';
import type { Reason } from '../../reason.ts';
import { lastWeeksSpan } from '../../span.ts';
import { pattern, sessionsThat } from './pattern.ts';

const late = new Set([byteOf('L'), byteOf('U')]);

/** Late so many times in the current school week (§4.5: 3), before or after the register closed. */
export const latesInWeek = (pupil: PupilCase): Reason | undefined => {
  const { calendar, marks, policy, until } = pupil;
  const week = lastWeeksSpan(calendar, 1, until);
  const sessions = sessionsThat(pupil, week, (_tally, session) => late.has(marks.row[session]!));
  if (sessions.length < policy.patterns.latesInWeek) return undefined;
  return pattern(pupil, 'lates-in-week', sessions, { times: sessions.length });
};
