import { stageNames } from '../rules/ladder/stage-row.ts';
import type { Policy } from '../rules/policy.ts';
import type { Reason } from '../rules/reason.ts';
import { exactShare, shareText } from '../rules/share.ts';
import { percent, percentBelow, rate } from '../vocabulary/rate.ts';
import type { Half } from '../vocabulary/session.ts';
import { counted } from './counts.ts';
import { dateInWords, sessionInWords } from './dates.ts';

type Says = (reason: Reason, policy: Policy) => string;

const number = ({ numbers }: Reason, name: string): number => numbers[name] ?? 0;
const name = ({ names }: Reason, of: string): string => names?.[of] ?? '';
const day = (reason: Reason, of: string): string => dateInWords(name(reason, of));

/** `12 of 100 sessions (12.0 %)`. */
const absentOf = (reason: Reason): string => {
  const [absent, possible] = [number(reason, 'absent'), number(reason, 'possible')];
  return `${absent} of ${counted(possible, 'session')} (${percent(rate(absent, possible))} %)`;
};

/** As `absentOf`, of an absence that lies below a share: its percentage does not say that it reaches it. */
const absentBelow = (reason: Reason, share: number): string => {
  const [absent, possible] = [number(reason, 'absent'), number(reason, 'possible')];
  const percentage = possible === 0 ? null : percentBelow(rate(absent, possible), exactShare(share));
  return `${absent} of ${counted(possible, 'session')} (${percentage} %)`;
};

const within = (reason: Reason): string => {
  switch (name(reason, 'window')) {
    case 'rolling':
      return `in the last ${counted(number(reason, 'weeks'), 'school week')}`;
    case 'review':
      return 'since the review';
    default:
      return 'this school year';
  }
};

const stageIn = (policy: Policy, stage: string): string => `stage ${stage}, ${stageNames(policy)[stage] ?? stage}`;
const leftOut = (reason: Reason): string =>
  number(reason, 'leftOut') === 0
    ? ''
    : ` ${counted(number(reason, 'leftOut'), 'more absence', 'more absences')} ${number(reason, 'leftOut') === 1 ? 'is' : 'are'} left out by code.`;

const thresholdOf = (policy: Policy, stage: string): number =>
  stage === 'S'
    ? policy.ladder.severeAbsenceAtLeast
    : (policy.ladder.stages.find((one) => one.stage === stage)?.absenceAtLeast ?? 0);

/** `Friday 12 December, afternoon` for `2025-12-12 PM`. */
const sessionSays = (session: string): string => sessionInWords(session.slice(0, 10), session.slice(11) as Half);

/** What each kind of stage reason says; the key is the rule's id without its stage. */
const stageRules: Readonly<Record<string, Says>> = {
  absence: (reason, policy) => {
    const stage = name(reason, 'stage');
    const is = stage === 'S' ? 'severe and runs beside the ladder' : stageIn(policy, stage);
    return `Absent ${absentOf(reason)} ${within(reason)}; ${shareText(thresholdOf(policy, stage))} or more is ${is}.${leftOut(reason)}`;
  },
  sessions: (reason, policy) =>
    `${counted(number(reason, 'sessions'), 'session')} missed in ${counted(number(reason, 'weeks'), 'school week')}; ${number(reason, 'atLeast')} or more is ${stageIn(policy, name(reason, 'stage'))}.`,
  spells: (reason, policy) =>
    `${counted(number(reason, 'spells'), 'separate spell')} of absence in ${counted(number(reason, 'weeks'), 'school week')}; ${number(reason, 'atLeast')} or more is ${stageIn(policy, name(reason, 'stage'))}.`,
  unauthorised: (reason, policy) =>
    `${counted(number(reason, 'unauthorised'), 'unauthorised session')} (G, O, U) in ${counted(number(reason, 'weeks'), 'school week')}; ${number(reason, 'atLeast')} or more is ${stageIn(policy, name(reason, 'stage'))}.`,
  review: (reason, policy) => {
    const on = name(reason, 'reviewed') === '' ? '' : ` on ${day(reason, 'reviewed')}`;
    const also =
      number(reason, 'atLeast') === 0
        ? ''
        : `, and ${counted(number(reason, 'sessions'), 'session')} ${number(reason, 'sessions') === 1 ? 'is' : 'are'} missed this school year`;
    return `The review of stage ${name(reason, 'earlier')}${on} found “${name(reason, 'outcome')}”${also}: that is ${stageIn(policy, name(reason, 'stage'))}.`;
  },
  holiday: (reason) =>
    `${counted(number(reason, 'confirmed'), 'session')} of holiday that was not granted (G) in ten school weeks; the threshold for considering a penalty notice was met on ${sessionSays(name(reason, 'metAt'))}. Support is not what would change it, so no letter comes first.`,
  threshold: (reason) =>
    `${counted(number(reason, 'confirmed'), 'unauthorised session')} in ten school weeks; the threshold for considering a penalty notice was met on ${sessionSays(name(reason, 'metAt'))}, and the review of stage ${name(reason, 'reviewed')} found “${name(reason, 'outcome')}”.`,
  'notice-to-improve': (reason) =>
    `The notice to improve of ${day(reason, 'from')} to ${day(reason, 'to')} was not met.`,
  'third-threshold': (reason) =>
    `The threshold for a penalty notice is met again (${counted(number(reason, 'confirmed'), 'session')}) and ${counted(number(reason, 'notices'), 'notice')} to one parent count already; no further notice is allowed.`,
  'severe-refused': (reason) =>
    `Absent ${absentOf(reason)} ${within(reason)}, which is severe, and support was refused.`,
  'not-met': (reason, policy) => {
    const stage = /^stage-(.*)\.not-met$/.exec(reason.rule)?.[1] ?? '';
    if (stage === '5')
      return `${counted(number(reason, 'confirmed'), 'unauthorised session')} (G, O, U) of the ten in ten school weeks at which a penalty notice is considered.`;
    if (stage === '6')
      return 'No notice to improve has failed, no third threshold in three years is met, and support for severe absence was not refused.';
    const threshold = thresholdOf(policy, stage);
    return `It needs ${shareText(threshold)} or more; the worse window is ${absentBelow(reason, threshold)} ${within(reason)}.`;
  },
  'support-first': (reason) =>
    `The threshold for a penalty notice is met, but support comes first: no review of stage ${name(reason, 'stages')} without improvement is on record.`,
  'by-code': (reason) =>
    `Absence is severe (${absentOf(reason)} ${within(reason)}), but not without the ${counted(number(reason, 'leftOut'), 'session')} left out by code.`,
};

/** What each rule of the ladder itself says. */
const ladderRules: Readonly<Record<string, Says>> = {
  'review-window': (reason) =>
    `Stage ${name(reason, 'stage')} began on ${day(reason, 'since')} and stays until its review${name(reason, 'until') === '' ? '' : ` on ${day(reason, 'until')}`}.`,
  'one-active-stage': (reason) =>
    `Stage ${name(reason, 'stage')} began on ${day(reason, 'since')} and is the active stage.`,
  'no-letter-skipped': (reason) =>
    `The entry of stage ${name(reason, 'reached')} is met; letters are not skipped, so stage ${name(reason, 'stage')} comes first.`,
  'step-down': (reason) =>
    `From its beginning to its review on ${day(reason, 'reviewed')}, ${absentBelow(reason, number(reason, 'below'))} were missed, less than ${shareText(number(reason, 'below'))}: stage ${name(reason, 'stage')} steps down to stage ${name(reason, 'to')}.`,
  'dsl-hold': () => 'The DSL holds letters for this pupil. Monitoring goes on.',
  'too-few': (reason) => `Fewer than ${number(reason, 'atLeast')} possible sessions so far: too few to say.`,
  'review-outcome': (reason) =>
    `How the review of stage ${name(reason, 'stage')}, due on ${day(reason, 'due')}, turned out is not recorded.`,
  'review-date': (reason) => `The review of stage ${name(reason, 'stage')} lies beyond the calendar.`,
  'would-reach': (reason) =>
    `${counted(number(reason, 'sessions'), 'more session')} missed in a row would bring absence this year to ${shareText(number(reason, 'share'))}, stage ${name(reason, 'stage')}.`,
  'would-meet-threshold': (reason) =>
    `${counted(number(reason, 'sessions'), 'more unauthorised session')} (G, O, U) in these ten school weeks would meet the threshold for considering a penalty notice.`,
  'would-undo-threshold': () =>
    'The threshold stays met until a notice is issued for these sessions, or amended marks leave too few of them.',
  'would-leave': (reason) =>
    `${counted(number(reason, 'sessions'), 'session')} attended in a row would bring absence this year below ${shareText(number(reason, 'share'))}, the entry of stage ${name(reason, 'stage')}.`,
};

/**
 * A reason of the ladder in plain English. Of the whole sentence nothing names a pupil; the numbers are those the rule
 * was decided on.
 */
export const stageReasonSays = (reason: Reason, policy: Policy): string => {
  const at = reason.rule.indexOf('.');
  const [rules, kind] = [reason.rule.startsWith('ladder.') ? ladderRules : stageRules, reason.rule.slice(at + 1)];
  const says = rules[kind];
  if (says === undefined) throw new Error(`No sentence is written for the rule ${reason.rule}`);
  return says(reason, policy);
};
