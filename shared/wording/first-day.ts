import type { ContactLogEntry } from '../records/contact-log.ts';
import type { EscalationAction } from '../rules/first-day/escalation.ts';
import type { handOffWith } from '../rules/first-day/hand-off.ts';
import type { FirstDayStep, TierClock } from '../rules/first-day/tier-clock.ts';
import type { Reason } from '../rules/reason.ts';
import { counted } from './counts.ts';
import { shortName } from './names.ts';

const outcomes: Readonly<Record<ContactLogEntry['outcome'], string>> = {
  reached: 'Reached',
  'left message': 'Message left',
  'no answer': 'No answer',
  'wrong number': 'Wrong number',
  refused: 'Would not speak',
};

/** `No answer 09:21, P Quill`; a visit that is wanted is said too. */
export const attemptSays = (
  entry: Pick<ContactLogEntry, 'outcome' | 'time' | 'byName' | 'personSpokenTo' | 'visitNeeded'>,
): string => {
  const whom = entry.personSpokenTo ? ` (${entry.personSpokenTo})` : '';
  const visit = entry.visitNeeded ? ', visit needed' : '';
  return `${outcomes[entry.outcome]}${whom}${visit} ${entry.time}, ${shortName(entry.byName)}`;
};

/** What settled a task without anybody's call: the school's system has a mark now. */
export const markArrived = (code: string): string => `The school’s system now has ${code}`;

/** What is due now about a pupil who is not accounted for: `Call again`, `Tell the DSL`. */
export const stepSays: Readonly<Record<FirstDayStep, string>> = {
  text: 'Send the text',
  contact: 'Make first contact',
  'tell-dsl': 'Tell the DSL',
  visit: 'Visit today',
};

/** `First contact by 09:40; without contact the DSL is told by 10:00; visit on the day itself.` It names no flag. */
export const clockSays = ({ contactBy, textAt, dslToldBy, visitOnDay }: TierClock): string => {
  const first = textAt === null ? `First contact by ${contactBy}` : `Text at ${textAt}, first contact by ${contactBy}`;
  const dsl = dslToldBy === null ? '' : `; without contact the DSL is told by ${dslToldBy}`;
  return `${first}${dsl}; visit ${visitOnDay === 1 ? 'on the day itself' : `by day ${visitOnDay}`}.`;
};

/** `Day 2: Tell the head of year`, and that it is overdue. */
export const escalationSays = ({ day, action, isOverdue }: EscalationAction): string =>
  `Day ${day}${isOverdue ? ', overdue' : ''}: ${action}`;

/** Who a hand-off lies with, and what follows. */
export const handOffSays: Readonly<Record<ReturnType<typeof handOffWith>, string>> = {
  nobody: 'Acknowledged',
  dsl: 'With the DSL, not acknowledged yet',
  'deputy-dsl': 'The DSL has not acknowledged it: now with the deputy DSL',
  head: 'Nobody has acknowledged it: now with the head',
};

const weekdays: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Fri: 'Friday',
};

type Says = (numbers: Readonly<Record<string, number>>, names: Readonly<Record<string, string>>) => string;

const reasons: Readonly<Record<string, Says>> = {
  'pattern.illness-spells': ({ spells, weeks }) =>
    `${counted(spells!, 'spell')} of illness in ${counted(weeks!, 'school week')}.`,
  'pattern.same-weekday': ({ times, weeks }, { weekday }) =>
    `Absent on ${counted(times!, weekdays[weekday!]!)} in ${counted(weeks!, 'school week')}.`,
  'pattern.next-to-holiday': ({ days }) => `Absent on ${counted(days!, 'school day')} next to a holiday this year.`,
  'pattern.siblings-absent': ({ siblings }) =>
    `${counted(siblings!, 'brother or sister', 'brothers or sisters')} absent at the same time.`,
  'pattern.lates-in-week': ({ times }) => `Late ${times} times this week.`,
  'reason.none': () => 'No reason was given: the N stays, ask again.',
  'reason.unsatisfactory': (_numbers, { word }) => `“${word}” does not account for an absence: the N stays, ask again.`,
  'reason.same-weekday': ({ times, weeks }, { word, weekday }) =>
    `“${word}” for ${counted(times!, weekdays[weekday!]!)} in ${counted(weeks!, 'school week')}: the N stays, ask what the matter is.`,
  'closing.message-only': () => 'A message left is no contact: the task stays open.',
  'closing.nobody-reached': ({ attempts }) =>
    attempts === 0
      ? 'Nobody has tried yet: the task stays open.'
      : `${counted(attempts!, 'attempt')} and nobody reached: the task stays open.`,
  'closing.no-reason': () => 'Somebody was reached and gave no reason: write it down, or see the child.',
};

/** A pattern, the quality of a reason, or why a task stays open, in one sentence that names no pupil. */
export const firstDayReasonSays = ({ rule, numbers, names = {} }: Reason): string => {
  const says = reasons[rule];
  if (says === undefined) throw new Error(`no sentence for ${rule}`);
  return says(numbers, names);
};
