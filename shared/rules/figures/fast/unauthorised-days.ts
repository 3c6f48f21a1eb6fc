import { bits } from './day-kinds.ts';
import type { Scratch } from './scratch.ts';

/** The most unauthorised sessions of the listed days in any ten school weeks in a row (§14a). */
export const mostInTenWeeks = ({ odd: { day }, kindOf, list }: Scratch, week: Uint16Array, listed: number): number => {
  let most = 0;
  let sessions = 0;
  let first = 0;
  for (let last = 0; last < listed; last++) {
    const at = list[last]!;
    sessions += (kindOf[at]! >> bits.unauthorisedSessions) & 3;
    for (; week[day[at]!]! - week[day[list[first]!]!]! >= 10; first++)
      sessions -= (kindOf[list[first]!]! >> bits.unauthorisedSessions) & 3;
    if (sessions > most) most = sessions;
  }
  return most;
};

/**
 * The longest run of days with an unauthorised session and no other possible one: plain days between, or another
 * possible session on the day, end a run; a day without any does not.
 */
export const longestRun = ({ odd: { day }, kindOf, list }: Scratch, begin: number, listed: number): number => {
  let longest = 0;
  let run = 0;
  let next = 0;
  const last = list[listed - 1]!;
  for (let at = Math.max(begin, list[0]!); at <= last; at++) {
    const kind = kindOf[at]!;
    if (day[at] !== next || ((kind >> bits.hasOther) & 1) === 1) run = 0;
    next = day[at]! + 1;
    if (((kind >> bits.isUnauthorised) & 3) === 1 && ++run > longest) longest = run;
  }
  return longest;
};
