import type { PupilCase } from '../../history.ts';
import type { Reason } from '../../reason.ts';
import { spanOfDates, spanTo } from '../../span.ts';
import { isAbsence, pattern, sessionsThat } from './pattern.ts';

/** Absent on the last school day before a holiday or the first after one, in the school year so far (§4.5). */
export const nextToHoliday = (pupil: PupilCase): Reason | undefined => {
  const { calendar, on, policy, until } = pupil;
  if (!policy.patterns.nextToHoliday) return undefined;
  const edges = new Set(
    (calendar.yearOf(on)?.terms ?? []).flatMap(({ from, to }) => {
      const term = spanOfDates(calendar, from, to);
      return [calendar.sessions[term.from]!.date, calendar.sessions[term.until - 1]!.date];
    }),
  );
  const year = { from: spanTo(calendar, on).from, until };
  const sessions = sessionsThat(pupil, year, (tally, session) => {
    return isAbsence(tally) && edges.has(calendar.sessions[session]!.date);
  });
  const days = new Set(sessions.map((session) => calendar.sessions[session]!.date)).size;
  return days === 0 ? undefined : pattern(pupil, 'next-to-holiday', sessions, { days });
};
