import { byteOf } from '../../vocabulary/mark.ts';
import { calendarIndex } from '../calendar-index.ts';
import { codeTable } from '../codes/codes.ts';
import { whileOfSchoolAge } from '../compulsory-school-age.ts';
import type { PupilCase } from '../history.ts';
import { onRoll, sessionsBefore } from '../span.ts';
import { penaltyTerms } from './terms.ts';

/** A session that counts towards the threshold, or would if its reason stayed unknown. */
export interface CountingSession {
  /** Its number in the calendar, and that of its school week. */
  readonly session: number;
  readonly week: number;
  /** G, O or U; an N is provisional until its reason is known. */
  readonly isConfirmed: boolean;
  /** G: absent without leave for a holiday. */
  readonly isHoliday: boolean;
}

const holiday = byteOf('G');
const kinds = new Map(
  codeTable.filter(({ penalty }) => penalty !== 'no').map(({ code, penalty }) => [byteOf(code), penalty]),
);

/**
 * The sessions of all years given that count for a penalty notice (§6.1): G, O, U and, provisionally, N; on roll, of
 * compulsory school age, on or after 19 August 2024, before `until`. In order; whether a notice has used one is for
 * `notices.ts`.
 */
export const countingSessions = ({
  marks,
  calendar,
  history,
  until,
}: Pick<PupilCase, 'marks' | 'calendar' | 'history' | 'until'>): readonly CountingSession[] => {
  const { week } = calendarIndex(calendar);
  const framework = { from: sessionsBefore(calendar, penaltyTerms[0].from), until };
  const span = whileOfSchoolAge(calendar, history.born, onRoll(calendar, marks, framework));
  const counting: CountingSession[] = [];
  for (let session = span.from; session < span.until; session++) {
    const byte = marks.row[session] ?? 0;
    const kind = kinds.get(byte);
    if (kind === undefined) continue;
    counting.push({ session, week: week[session]!, isConfirmed: kind === 'counts', isHoliday: byte === holiday });
  }
  return counting;
};
