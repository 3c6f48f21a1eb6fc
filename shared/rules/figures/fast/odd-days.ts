import { closedByte, type Places, plainDay } from './places.ts';
import type { SchoolMarks } from './school-marks.ts';

/** The days of one pupil that are not plain: their numbers, and both marks of each. */
export interface OddDays {
  readonly day: Uint16Array;
  readonly marks: Uint16Array;
}

/** Lists the odd days of a row from one place to another behind those already listed; answers how many there are now. */
export const findOddDays = (
  { days, fours }: SchoolMarks,
  { stride, plainFours }: Places,
  pupil: number,
  from: number,
  until: number,
  odd: OddDays,
  listed: number,
): number => {
  const { day: dayOf, marks: marksOf } = odd;
  const row = (pupil * stride) >> 1;
  const last = until >> 1;
  let day = from >> 1;
  let found = listed;
  if (from >= until) return found;
  // Half of the first day: the pupil came, or was first marked, in the afternoon.
  if ((from & 1) === 1) {
    dayOf[found] = day;
    marksOf[found++] = (days[row + day]! & 0xff00) | closedByte;
    day++;
  }
  // Where a day is odd the list grows by one, without a branch that nothing could foresee.
  for (; day < last && (day & 3) !== 0; day++) {
    dayOf[found] = day;
    marksOf[found] = days[row + day]!;
    found += ((marksOf[found]! ^ plainDay) + 0xffff) >> 16;
  }
  for (; day + 4 <= last; day += 4) {
    if (fours[(row + day) >> 2] === plainFours[day >> 2]) continue;
    const [a, b, c, d] = [days[row + day]!, days[row + day + 1]!, days[row + day + 2]!, days[row + day + 3]!];
    dayOf[found] = day;
    marksOf[found] = a;
    found += ((a ^ plainDay) + 0xffff) >> 16;
    dayOf[found] = day + 1;
    marksOf[found] = b;
    found += ((b ^ plainDay) + 0xffff) >> 16;
    dayOf[found] = day + 2;
    marksOf[found] = c;
    found += ((c ^ plainDay) + 0xffff) >> 16;
    dayOf[found] = day + 3;
    marksOf[found] = d;
    found += ((d ^ plainDay) + 0xffff) >> 16;
  }
  for (; day < last; day++) {
    dayOf[found] = day;
    marksOf[found] = days[row + day]!;
    found += ((marksOf[found]! ^ plainDay) + 0xffff) >> 16;
  }
  if ((until & 1) === 1 && day === last) {
    dayOf[found] = day;
    marksOf[found++] = (days[row + day]! & 0xff) | (closedByte << 8);
  }
  return found;
};
