import { calendarIndex, schoolWeekdays } from '../../calendar-index.ts';
import type { PupilCase } from '../../history.ts';
import type { Reason } from '../../reason.ts';
import { lastWeeksSpan } from '../../span.ts';
import { isAbsence, pattern, sessionsThat } from './pattern.ts';

/** Absent on the same weekday so many times in so many school weeks (§4.5: 3 in 8), a weekday each; a day counts once. */
export const sameWeekday = (pupil: PupilCase): readonly Reason[] => {
  const { calendar, policy, until } = pupil;
  const { times: needed, weeks } = policy.patterns.sameWeekday;
  const index = calendarIndex(calendar);
  const absent = sessionsThat(pupil, lastWeeksSpan(calendar, weeks, until), isAbsence);
  return schoolWeekdays.flatMap((weekday, at) => {
    const sessions = absent.filter((session) => index.weekday[session] === at);
    const times = new Set(sessions.map((session) => index.day[session])).size;
    return times < needed ? [] : [pattern(pupil, 'same-weekday', sessions, { times, weeks }, { weekday })];
  });
};
