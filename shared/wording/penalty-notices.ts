import type { Improvement } from '../rules/penalty-notices/improvement.ts';
import type { PenaltyTotals } from '../rules/penalty-notices/next-notice.ts';
import type { PaymentClock } from '../rules/penalty-notices/payment-clock.ts';
import { goodSchoolWeek, schoolWeekRule } from '../rules/penalty-notices/school-week.ts';
import type { SupportQuestion } from '../rules/penalty-notices/support-first.ts';
import { counted } from './counts.ts';
import { dateInWords } from './dates.ts';

/** What is asked before a notice is issued. */
export const supportQuestions: Readonly<Record<SupportQuestion, string>> = {
  'support-appropriate': 'Is support appropriate in this case?',
  'support-provided': 'Was it provided?',
  'support-engaged': 'Did the parent engage with it?',
  'support-worked': 'Has it worked?',
  'best-tool': 'Is a penalty notice the best tool for this family?',
  'equality-act': 'Is it compatible with the Equality Act?',
};

/** The items of a request pack and of a notice to improve, as a person reads them. */
export const penaltyItems: Readonly<Record<string, string>> = {
  'parent-details': 'The parent’s full name, with the date of birth if it is known',
  relationship: 'How the parent is related to the child',
  address: 'The parent’s address',
  'proof-of-responsibility': 'Proof of parental responsibility or of day-to-day care',
  'child-details': 'The child’s name, address and date of birth',
  'register-extract': 'The register of the window, with codes and comments',
  'session-list': 'The list of the sessions',
  letters: 'Copies of the letters sent',
  'why-the-right-tool': 'Why a penalty notice is the right tool',
  'previous-notices-checked': 'Earlier notices, asked of this and of other authorities',
  'unauthorised-before-the-request': 'A statement that the absence was unauthorised before the request was made',
  'head-signed': 'The head’s signature with its date',
  'leave-request': 'The request for leave',
  'refusal-letter': 'The letter that refused it',
  'support-chronology': 'The support given, in order of date',
  'notice-to-improve': 'The notice to improve',
  'proof-of-service': 'Proof that it was served',
  'attendance-record': 'The attendance record',
  offences: 'The sessions it is about',
  'benefits-of-attendance': 'The benefits of regular attendance',
  'duty-of-parents': 'The parents’ duty under section 7 of the Education Act 1996',
  'support-given': 'The support given so far',
  'further-support': 'Further support, and how to get it',
  warning: 'The warning that a penalty notice or prosecution may follow',
  'improvement-period': 'The improvement period, three to six weeks',
  'sufficient-improvement': 'What counts as sufficient improvement',
  'grounds-for-early-notice': 'On what grounds a penalty notice may be issued before the period ends',
};

/** `2 penalty notices: £160 if each is paid as early as it can be, £320 otherwise.` */
export const penaltyTotalsSay = ({ notices, early, full }: PenaltyTotals): string =>
  notices === 0
    ? 'No penalty notice.'
    : `${counted(notices, 'penalty notice')}: ${early === full ? `£${full}` : `£${early} if ${notices === 1 ? 'it' : 'each'} is paid as early as it can be, £${full} otherwise`}.`;

/** `Received 14 January 2026. The lower amount until the end of 3 February 2026, the full one until the end of 10 February 2026.` */
export const paymentClockSays = ({ received, earlyUntil, fullUntil }: PaymentClock): string =>
  earlyUntil === null
    ? `Received ${dateInWords(received)}. To be paid by the end of ${dateInWords(fullUntil)}; there is no lower amount.`
    : `Received ${dateInWords(received)}. The lower amount until the end of ${dateInWords(earlyUntil)}, the full one until the end of ${dateInWords(fullUntil)}.`;

/** Why a notice to improve may be left out. */
export const skippedSays = {
  holiday: 'The absence is a holiday: support is not appropriate, so no notice to improve is needed.',
  'earlier-notice': 'The parent had a notice to improve before for the like, and it failed.',
  'would-change-nothing': 'A notice to improve would not change the parent’s behaviour.',
} as const;

/** How a notice to improve stands. */
export const improvementSays = ({ outcome, unauthorised, openN }: Improvement): string => {
  const so = counted(unauthorised.length, 'unauthorised session');
  switch (outcome) {
    case 'running':
      return `Running: ${so} so far.`;
    case 'met':
      return `Met: ${so} in the period.`;
    case 'failed':
      return `Not met: ${so} in the period.`;
    case 'waiting':
      return `Over; ${counted(openN.length, 'session')} whose reason is not known yet ${openN.length === 1 ? 'decides' : 'decide'} it.`;
  }
};

/** Why another system may show another number. */
export const schoolWeekSays = (): string =>
  `A school week is any week with at least ${counted(schoolWeekRule[0].sessionsAtLeast, 'session')} in the school’s calendar. A system that counts only weeks of ${goodSchoolWeek.hours} hours reaches further back and shows other numbers.`;
