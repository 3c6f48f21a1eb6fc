import type { PupilMarks } from '../../../vocabulary/mark.ts';
import type { PupilCase } from '../../history.ts';
import type { Reason } from '../../reason.ts';
import { spanOfDates } from '../../span.ts';
import { isAbsence, pattern, sessionsThat } from './pattern.ts';

/** A brother or sister in school is absent in the same sessions of the day asked about (§4.5). */
export const siblingsAbsent = (pupil: PupilCase, siblings: readonly PupilMarks[]): Reason | undefined => {
  const { calendar, on, policy, until } = pupil;
  if (!policy.patterns.siblingsAbsent) return undefined;
  const day = spanOfDates(calendar, on, on);
  const span = { from: day.from, until: Math.min(day.until, until) };
  const absent = siblings.map((marks) => new Set(sessionsThat({ ...pupil, marks }, span, isAbsence)));
  const shared = sessionsThat(pupil, span, isAbsence).filter((session) => absent.some((one) => one.has(session)));
  if (shared.length === 0) return undefined;
  const count = absent.filter((one) => shared.some((session) => one.has(session))).length;
  return pattern(pupil, 'siblings-absent', shared, { siblings: count });
};
