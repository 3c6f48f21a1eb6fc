import type { LeaveLaw } from '../rules/leave/leave-law.ts';
import type { Reason } from '../rules/reason.ts';
import { percent, rate } from '../vocabulary/rate.ts';
import { counted } from './counts.ts';

const law: Readonly<Record<LeaveLaw['rule'], string>> = {
  'authorised-person': 'Only a person authorised by the school may give leave.',
  'in-advance':
    'A parent the pupil normally lives with asks in advance, and the head judges the circumstances exceptional. Each request is decided on its own facts.',
  holiday: 'A holiday is generally not an exceptional circumstance.',
  'not-afterwards': 'Leave cannot be given after the event. Without a decision the absence is N, never C.',
};

/** What the law says about leave, in a sentence. */
export const leaveLawSays = ({ rule }: Pick<LeaveLaw, 'rule'>): string => law[rule];

type Says = (numbers: Readonly<Record<string, number>>) => string;

const record: Says = ({ attended = 0, possible = 0 }) =>
  `Attendance at its end would be ${percent(rate(attended, possible))} % (${attended} of ${possible})`;
const threshold: Says = ({ unauthorised = 0, needed = 0, schoolWeeks = 0 }) =>
  `Refused and taken, ${counted(unauthorised, 'unauthorised session')} would stand in ${counted(schoolWeeks, 'school week')}; at ${needed} a penalty notice is considered${unauthorised >= needed ? ': met' : ''}.`;

const consequences: Readonly<Record<string, Says>> = {
  'leave.codes': ({ sessions = 0 }) =>
    `${counted(sessions, 'session')} missed: granted it is C, authorised absence; refused and taken it is G for a holiday, else O, unauthorised.`,
  'leave.record': (numbers) => `${record(numbers)}, with everything else attended.`,
  'leave.record-persistent': (numbers) => `${record(numbers)}, persistent absence, with everything else attended.`,
  'leave.threshold': threshold,
  'leave.threshold-alone': (numbers) =>
    `${threshold(numbers)} Notices already issued, and whether the pupil is of school age, are not considered here.`,
  'leave.amounts': ({ early, earlyWithinDays, full, second, inYears = 0, fullWithinDays }) =>
    `A first notice is £${full}, £${early} if paid within ${earlyWithinDays} days; a second within ${counted(inYears, 'year')} is £${second}. It is per parent and per child, to be paid within ${fullWithinDays} days; there is no third.`,
};

/** What would follow if a leave is refused and taken all the same, in a sentence. */
export const leaveConsequenceSays = ({ rule, numbers }: Pick<Reason, 'rule' | 'numbers'>): string => {
  const says = consequences[rule];
  if (says === undefined) throw new Error(`No sentence is written for the rule ${rule}`);
  return says(numbers);
};
