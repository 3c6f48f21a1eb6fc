import type { Policy } from '../rules/policy.ts';
import type { Reason } from '../rules/reason.ts';
import { percent, rate } from '../vocabulary/rate.ts';
import { counted } from './counts.ts';
import { dateInWords, spanInWords } from './dates.ts';

type Says = (numbers: Readonly<Record<string, number>>, policy: Policy, band: string) => string;

const absentIn = ({ authorised = 0, unauthorised = 0 }: Readonly<Record<string, number>>): number =>
  authorised + unauthorised;
const share = (part: number, of: number): string => {
  const shown = percent(rate(part, of));
  return shown === null ? 'no possible session' : `${shown} %`;
};
const absentOf = (numbers: Readonly<Record<string, number>>): string =>
  `Absent ${absentIn(numbers)} of ${counted(numbers.possible ?? 0, 'possible session')} (${share(absentIn(numbers), numbers.possible ?? 0)})`;

/** What each figure says of itself, by its rule. */
const figures: Readonly<Record<string, Says>> = {
  possible: ({ possible = 0, attended = 0, authorised = 0, unauthorised = 0 }) =>
    `${counted(possible, 'possible session')}: ${attended} attended, ${authorised} authorised and ${unauthorised} unauthorised absences. Sessions that are not possible (D, Q, X, Y) and those without a mark are left out.`,
  attended: ({ attended = 0 }) =>
    `${counted(attended, 'session')} present or at an approved educational activity; late before the register closed is present.`,
  authorised: ({ authorised = 0 }) => `${counted(authorised, 'authorised absence')}.`,
  unauthorised: ({ unauthorised = 0 }) => `${counted(unauthorised, 'unauthorised absence')} (G, N, O, U).`,
  missing: ({ missing = 0 }) =>
    `${counted(missing, 'session')} without a mark: neither present nor absent, and in no rate.`,
  attendance: ({ attended = 0, possible = 0 }) =>
    `Attended ${attended} of ${counted(possible, 'possible session')}: ${share(attended, possible)}.`,
  absence: (numbers) => `${absentOf(numbers)}.`,
  floor: ({ attended = 0, possible = 0, missing = 0 }) =>
    `If each of the ${counted(missing, 'session')} without a mark were an absence: ${attended} of ${possible + missing}, ${share(attended, possible + missing)}.`,
  persistent: (numbers) => `${absentOf(numbers)}; 10 % or more, on the counts, is persistent absence.`,
  severe: (numbers) => `${absentOf(numbers)}; 50 % or more, on the counts, is severe absence.`,
  band: (numbers, policy, band) => {
    const row = policy.bands.find((one) => one.band === band);
    return row === undefined ? `${absentOf(numbers)}.` : `${absentOf(numbers)}: band ${band}, ${row.name}.`;
  },
  'to-persistent': (numbers) =>
    (numbers.toPersistent ?? 0) === 0
      ? `${absentOf(numbers)}: absence is persistent.`
      : `${absentOf(numbers)}; ${counted(numbers.toPersistent ?? 0, 'more session')} missed in a row would make it persistent.`,
  'to-leave-persistent': (numbers) =>
    (numbers.toLeavePersistent ?? 0) === 0
      ? `${absentOf(numbers)}: absence is not persistent.`
      : `${absentOf(numbers)}; ${counted(numbers.toLeavePersistent ?? 0, 'session')} attended in a row would end persistent absence.`,
  late: ({ lateBefore = 0, lateAfter = 0 }) =>
    `Late ${counted(lateBefore, 'time')} before the register closed (L, present) and ${counted(lateAfter, 'time')} after it (U, absent).`,
  punctuality: ({ onTime = 0, lateBefore = 0, lateAfter = 0 }) =>
    `On time for ${onTime} of ${counted(onTime + lateBefore + lateAfter, 'arrival')}: ${share(onTime, onTime + lateBefore + lateAfter)}.`,
  'late-rate': ({ lateBefore = 0, lateAfter = 0, possible = 0 }) =>
    `Late for ${lateBefore + lateAfter} of ${counted(possible, 'possible session')}: ${share(lateBefore + lateAfter, possible)}.`,
  illness: ({ illness = 0 }) => `${counted(illness, 'session')} of illness (I).`,
  'open-n': ({ open = 0, overdue = 0 }) =>
    `${counted(open, 'session')} without a reason yet (N)${overdue === 0 ? '' : `, ${overdue} of them past the fifth school day`}.`,
  'group-rate': ({ attended = 0, possible = 0, pupils = 0 }) =>
    `${attended} of ${counted(possible, 'possible session')} of ${counted(pupils, 'pupil')} attended (${share(attended, possible)}): the sum over all of them, leavers included, not the mean of their rates.`,
  'group-persistent': ({ persistent = 0, pupilsWithPossible = 0 }) =>
    `${persistent} of ${counted(pupilsWithPossible, 'pupil')} with a possible session ${persistent === 1 ? 'has' : 'have'} missed 10 % or more of their own.`,
  'group-persistentPercent': ({ persistent = 0, pupilsWithPossible = 0 }) =>
    `${persistent} of ${counted(pupilsWithPossible, 'pupil')} with a possible session (${share(persistent, pupilsWithPossible)}) ${persistent === 1 ? 'has' : 'have'} missed 10 % or more of their own.`,
  'group-severe': ({ severe = 0, pupilsWithPossible = 0 }) =>
    `${severe} of ${counted(pupilsWithPossible, 'pupil')} with a possible session ${severe === 1 ? 'has' : 'have'} missed half or more of their own.`,
  'group-missing': ({ missing = 0, pupils = 0 }) =>
    `${counted(missing, 'session')} of ${counted(pupils, 'pupil')} without a mark: neither present nor absent, and in no rate.`,
  target: ({ remaining = 0 }) =>
    `Reckoned on ${counted(remaining, 'session')} still to come, to the end of the year or of the roll.`,
};

/** `Attended 204 of 226 possible sessions: 90.3 %. From 3 September 2025 to 10 March 2026.` */
export const figureSays = ({ rule, numbers, names }: Reason, policy: Policy): string => {
  const says = figures[rule.slice('figures.'.length)];
  if (says === undefined) throw new Error(`No sentence is written for the rule ${rule}`);
  const { from, to, band = '' } = names ?? {};
  const days =
    from === undefined || to === undefined
      ? ''
      : from === to
        ? ` On ${dateInWords(from)}.`
        : ` From ${spanInWords(from, to)}.`;
  return `${says(numbers, policy, band)}${days}`;
};
