import type { Pupil } from '../records/pupil.ts';
import { holds, type Person, type Role } from '../vocabulary/role.ts';

/** Everything a person may ask of the desk in this product; one row each in the table below. */
export const verbs = [
  'see-registers',
  'chase-register',
  'see-attendance',
  'see-first-day',
  'log-contact',
  'raise-concern',
  'acknowledge-concern',
  'see-leave',
  'enter-leave',
  'decide-leave',
  'see-tracker',
  'see-penalty',
  'accept-stage',
  'release-held',
] as const;
export type Verb = (typeof verbs)[number];

/** What it is about. Without a year the question is "anywhere at all?". */
export interface Scope {
  readonly year?: string | undefined;
  readonly group?: string | undefined;
  /** The pupil concerned; a pupil is hidden from a parent who works here. */
  readonly pupil?: Pick<Pupil, 'year' | 'form' | 'parentStaffCodes'> | undefined;
  /** The policy's `leaveDeciders`. */
  readonly leaveDeciders?: readonly Role[] | undefined;
}

interface Grant {
  readonly everywhere: readonly Role[];
  /** In the year groups whose team the person belongs to. */
  readonly ownYears?: readonly Role[];
  /** In the register groups the person tutors or takes. */
  readonly ownForms?: readonly Role[];
}

const office = ['attendance-manager', 'pastoral-administration-officer'] as const;
const leaders = ['deputy-head', 'head'] as const;
const safeguarding = ['dsl', 'deputy-dsl'] as const;

/**
 * The access matrix of the attendance reference §11, row by row; a deputy DSL stands for the DSL. What is not here is
 * not permitted. Deciding leave is not in the table: the policy names who decides.
 */
const matrix: Readonly<Record<Exclude<Verb, 'decide-leave'>, Grant>> = {
  // "Register state": R(own), R(own), R(year), R/W, R/W, R, R, R.
  'see-registers': {
    everywhere: [...office, ...leaders, ...safeguarding],
    ownYears: ['head-of-year'],
    ownForms: ['teacher', 'tutor'],
  },
  // The same row's W, and the year team in its own channel (§3.3).
  'chase-register': { everywhere: office, ownYears: ['head-of-year'] },
  // "Attendance %", in totals of a year group: governors see totals only.
  'see-attendance': {
    everywhere: [...office, ...leaders, ...safeguarding, 'governor'],
    ownYears: ['head-of-year'],
  },
  // "Contact log" and "Reason codes": R.
  'see-first-day': { everywhere: [...office, ...leaders, ...safeguarding], ownYears: ['head-of-year'] },
  // "Contact log": W.
  'log-contact': { everywhere: office, ownYears: ['head-of-year'] },
  // Anybody who works through a first-day list may say that they are worried (§4.3).
  'raise-concern': { everywhere: [...office, ...leaders, ...safeguarding], ownYears: ['head-of-year'] },
  'acknowledge-concern': { everywhere: [...safeguarding, 'head'] },
  // "Leave requests": read by the attendance manager, the deputy and the head; entered by the office.
  'see-leave': { everywhere: ['attendance-manager', ...leaders] },
  'enter-leave': { everywhere: office },
  // "Interventions": R of the whole sheet.
  'see-tracker': { everywhere: [...office, ...leaders, ...safeguarding], ownYears: ['head-of-year'] },
  // "PN, court": R; heads of year and the office's other half see none of it.
  'see-penalty': { everywhere: ['attendance-manager', ...leaders, ...safeguarding] },
  'accept-stage': { everywhere: ['attendance-manager', 'deputy-head'], ownYears: ['head-of-year'] },
  // The second person whom the breaker asks (reliability §3).
  'release-held': { everywhere: ['attendance-manager', ...leaders] },
};

const isOwnChild = (person: Person, pupil: Scope['pupil']): boolean =>
  pupil !== undefined && person.staffCode !== undefined && pupil.parentStaffCodes.includes(person.staffCode);

/**
 * May this person do this, there, now? The one place that answers it, for cards, tab, pane and command line alike.
 * Give `leaveDeciders` for `decide-leave`; without them nobody decides.
 */
export const may = (person: Person, verb: Verb, scope: Scope = {}): boolean => {
  if (isOwnChild(person, scope.pupil)) return false;
  if (verb === 'decide-leave') return holds(person, ...(scope.leaveDeciders ?? []));
  const { everywhere, ownYears = [], ownForms = [] } = matrix[verb];
  if (holds(person, ...everywhere)) return true;
  const year = scope.year ?? scope.pupil?.year;
  const group = scope.group ?? scope.pupil?.form;
  if (holds(person, ...ownYears) && (year === undefined ? person.years.length > 0 : person.years.includes(year)))
    return true;
  if (!holds(person, ...ownForms)) return false;
  return group === undefined ? year === undefined && person.forms.length > 0 : person.forms.includes(group);
};
