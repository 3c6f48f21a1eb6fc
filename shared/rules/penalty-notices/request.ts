import { cite } from '../../vocabulary/citation.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';
import type { ParentPosition } from './position.ts';

const pack = cite(
  'National framework for penalty notices (DfE, from 19 August 2024)',
  'what the authority asks for with a request, as codes of conduct of local authorities restate it',
  '2026-11-25',
);

/** What every request holds (§6.5). A parent's date of birth is added where it is known. */
export const requestPack = itemsOf(
  pack,
  'parent-details',
  'relationship',
  'address',
  'proof-of-responsibility',
  'child-details',
  'register-extract',
  'session-list',
  'letters',
  'why-the-right-tool',
  'previous-notices-checked',
  'unauthorised-before-the-request',
  'head-signed',
);
/** And where a session is G, a holiday that was not granted. */
export const requestPackForHoliday = itemsOf(pack, 'leave-request', 'refusal-letter');
/** And where support comes first. */
export const requestPackForSupport = itemsOf(pack, 'support-chronology');
/** And unless the notice to improve was left out for a reason. */
export const requestPackForNoticeToImprove = itemsOf(pack, 'notice-to-improve', 'proof-of-service');

export interface RequestFacts {
  /** The position of the parent the request names. */
  readonly position: Pick<ParentPosition, 'met' | 'next' | 'isHolidayAlone'>;
  /** Whether any of its sessions is G. */
  readonly hasHoliday: boolean;
  /** Why the notice to improve was left out (`notice-to-improve.ts`); empty when it was not. */
  readonly noticeToImproveSkipped: readonly string[];
  /** The items that are on file. */
  readonly onFile: readonly string[];
}

export interface RequestCheck {
  readonly complete: boolean;
  /** What no paper mends: the threshold is not met on confirmed sessions, or no further notice is allowed. */
  readonly against: readonly ('not-met' | 'limit-reached')[];
  readonly missing: readonly ChecklistItem[];
}

/**
 * What a request to the authority for a penalty notice still lacks (§6.5). It is raised on confirmed sessions alone:
 * an N counts towards none. The absence must have been unauthorised before the request was made.
 */
export const requestCheck = ({ position, hasHoliday, noticeToImproveSkipped, onFile }: RequestFacts): RequestCheck => {
  const { met, next, isHolidayAlone } = position;
  const asked: readonly ChecklistItem[] = [
    ...requestPack,
    ...(hasHoliday ? requestPackForHoliday : []),
    ...(isHolidayAlone ? [] : requestPackForSupport),
    ...(isHolidayAlone || noticeToImproveSkipped.length > 0 ? [] : requestPackForNoticeToImprove),
  ];
  const against = [!met && ('not-met' as const), next === 'none' && ('limit-reached' as const)];
  const standing = against.filter((reason) => reason !== false);
  const missing = stillMissing(asked, onFile);
  return { complete: missing.length === 0 && standing.length === 0, against: standing, missing };
};
