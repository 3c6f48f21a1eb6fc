import { closedByte, type Places } from './places.ts';
import type { SchoolMarks } from './school-marks.ts';

/** The days of one pupil that are not plain: their numbers, and both marks of each. */
export interface OddDays {
  readonly day: Uint16Array;
  readonly marks: Uint16Array;
}

/** Lists the odd days of a row from one place to another behind those already listed; answers how many there are now. */
export const findOddDays = (
  { days, fours }: SchoolMarks,
  { stride, plainDays, plainFours }: Places,
  pupil: number,
  from: number,
  until: number,
  odd: OddDays,
  listed: number,
): number => {
  const row = (pupil * stride) >> 1;
  const last = until >> 1;
  let day = from >> 1;
  let found = listed;
  // Half of the first day: the pupil came, or was first marked, in the afternoon.
  if ((from & 1) === 1 && from < until) {
    odd.day[found] = day;
    odd.marks[found++] = (days[row + day]! & 0xff00) | closedByte;
    day++;
  }
  for (; day < last && (day & 3) !== 0; day++) {
    odd.day[found] = day;
    odd.marks[found] = days[row + day]!;
    if (days[row + day] !== plainDays[day]) found++;
  }
  for (; day + 4 <= last; day += 4) {
    if (fours[(row + day) >> 2] === plainFours[day >> 2]) continue;
    for (let next = day; next < day + 4; next++) {
      const marks = days[row + next]!;
      odd.day[found] = next;
      odd.marks[found] = marks;
      // One more where the day differs, without a branch that nothing could foresee.
      found += ((marks ^ plainDays[next]!) + 0xffff) >> 16;
    }
  }
  for (; day < last; day++) {
    odd.day[found] = day;
    odd.marks[found] = days[row + day]!;
    if (days[row + day] !== plainDays[day]) found++;
  }
  if ((until & 1) === 1 && from < until) {
    odd.day[found] = day;
    odd.marks[found++] = (days[row + day]! & 0xff) | (closedByte << 8);
  }
  return found;
};
