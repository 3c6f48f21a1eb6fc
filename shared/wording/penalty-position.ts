import type { Reason } from '../rules/reason.ts';
import type { Half } from '../vocabulary/session.ts';
import { counted } from './counts.ts';
import { dateInWords, sessionInWords } from './dates.ts';

type Says = (numbers: Readonly<Record<string, number>>, names: Readonly<Record<string, string>>) => string;

const sessionSays = (session: string): string => sessionInWords(session.slice(0, 10), session.slice(11) as Half);
const window = ({ from = '', to = '' }: Readonly<Record<string, string>>): string =>
  from === '' ? '' : ` (${dateInWords(from)} to ${dateInWords(to)})`;

/** What each reason of a penalty-notice position says. A threshold is a reason to consider a notice, never a notice. */
const positions: Readonly<Record<string, Says>> = {
  threshold: ({ confirmed = 0, needed = 0, schoolWeeks = 0 }, names) =>
    `${counted(confirmed, 'unauthorised session')} (G, O, U) in ${counted(schoolWeeks, 'school week')}${window(names)}; at ${needed} a penalty notice is considered.`,
  'threshold-met': ({ confirmed = 0, schoolWeeks = 0 }, names) =>
    `${counted(confirmed, 'unauthorised session')} (G, O, U) in ${counted(schoolWeeks, 'school week')}${window(names)}: the threshold for considering a penalty notice was met on ${sessionSays(names.metAt ?? '')}.`,
  provisional: ({ open = 0, includingN = 0, needed = 0 }) =>
    `With ${counted(open, 'session')} whose reason is not known yet (N) it is ${includingN}${includingN >= needed ? '; a request may be raised on confirmed sessions alone' : ''}.`,
  'holiday-alone': () =>
    'Every session is a holiday that was not granted: support first, and a notice to improve, are not needed.',
  used: ({ used = 0 }) =>
    `${counted(used, 'session')} of a notice already issued ${used === 1 ? 'is' : 'are'} left out.`,
  'age-not-known': () => 'The date of birth is not known: every session counts as of compulsory school age.',
  joined: (_numbers, { joined = '' }) =>
    `On roll since ${dateInWords(joined)}: sessions at the school before are not in this register. Ask the local authority.`,
  'notice-without-sessions': () =>
    'A notice is on record without its sessions, so none could be left out for it. Add them.',
  amended: ({ before = 0, confirmed = 0, needed = 0 }, { requested = '' }) =>
    `${counted(before - confirmed, 'session')} of the ${before} ${before - confirmed === 1 ? 'was' : 'were'} amended; ${confirmed} of the ${needed} needed are left. ${requested === '' ? 'The alert is withdrawn.' : `A request was made on ${dateInWords(requested)}: tell the local authority.`}`,
  'next-first': () => 'No notice to this parent counts: the next would be a first.',
  'next-second': ({ inYears = 0 }, { issued = '' }) =>
    `One notice to this parent in ${counted(inYears, 'year')} counts (${dateInWords(issued)}): the next would be a second, without the lower amount.`,
  'next-none': ({ notices = 0, inYears = 0 }) =>
    `${counted(notices, 'notice')} to this parent in ${counted(inYears, 'year')} count: no further one is allowed; another legal route is considered.`,
};

/** `10 unauthorised sessions (G, O, U) in 10 school weeks (29 September 2025 to 12 December 2025): …` */
export const penaltySays = ({ rule, numbers, names = {} }: Reason): string => {
  const says = positions[rule.slice('penalty.'.length)];
  if (says === undefined) throw new Error(`No sentence is written for the rule ${rule}`);
  return says(numbers, names);
};
