import type { CalendarIndex } from '../../calendar-index.ts';
import { columnOfByte, kindOfColumn, kinds, since2024 } from './code-columns.ts';

/** The longest run of the numbers of ten school weeks in a row in a sorted list of sessions (§14a). */
export const mostInTenWeeks = ({ week }: CalendarIndex, sessions: Uint16Array, count: number): number => {
  let most = 0;
  let first = 0;
  for (let last = 0; last < count; last++) {
    while (week[sessions[last]!]! - week[sessions[first]!]! >= 10) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

/**
 * The longest run of days with an unauthorised session and no other possible one, from the numbers of the unauthorised
 * sessions in order, `sessions[begin]` to `sessions[count - 1]`. `row` is where the pupil's bytes begin; only sessions
 * from `from` to `until` exist.
 */
export const longestRunOfDays = (
  { day, codesOf2024 }: CalendarIndex,
  bytes: Uint8Array,
  row: number,
  from: number,
  until: number,
  sessions: Uint16Array,
  begin: number,
  count: number,
): number => {
  const isOther = (session: number): boolean => {
    const kind = kindOfColumn[columnOfByte[(session < codesOf2024 ? 0 : since2024) + bytes[row + session]!]!]!;
    return kind < kinds.missing && kind !== kinds.unauthorised;
  };
  let longest = 0;
  let run = 0;
  let checked = from;
  for (let at = begin; at < count; at++) {
    const session = sessions[at]!;
    if (session < checked) continue;
    let first = session;
    while (first > checked && day[first - 1] === day[session]) first--;
    let next = session + 1;
    while (next < until && day[next] === day[session]) next++;
    let before = first;
    while (before > checked && !isOther(before - 1)) before--;
    if (before > checked) run = 0;
    let isWhole = true;
    for (let part = first; part < next; part++) if (isOther(part)) isWhole = false;
    run = isWhole ? run + 1 : 0;
    if (run > longest) longest = run;
    checked = next;
  }
  return longest;
};
