import { cite } from '../../vocabulary/citation.ts';
import type { Role } from '../../vocabulary/role.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';
import type { Policy } from '../policy.ts';
import { leaveGuidance, leaveLaw } from './leave-law.ts';

/** What must stand before leave is granted (§7), in order. */
export const beforeGranting = [
  ...itemsOf(leaveGuidance, 'asked-in-advance', 'asked-by-parent-lived-with', 'reason'),
  ...itemsOf(leaveLaw[0].law, 'authorised-person'),
  ...itemsOf(
    cite('School policy, leave', 'the applicant is spoken to before the decision', '2026-11-25'),
    'contact-made',
  ),
] as const;

export interface LeaveAsked {
  readonly received: IsoDate;
  readonly from: IsoDate;
  readonly reason: string;
  /** Whether a parent the pupil normally lives with asks; undefined when nobody looked. */
  readonly isAskedByParentLivedWith?: boolean | undefined;
  /** The applicant was told what follows: unauthorised absence, amounts, prosecution, lost learning. */
  readonly isContactMade: boolean;
  /** The roles of the person who would decide. */
  readonly decider: readonly Role[];
}

/** What is missing before this person may grant this leave; empty: it is theirs to judge. */
export const missingBeforeGranting = (
  { received, from, reason, isAskedByParentLivedWith, isContactMade, decider }: LeaveAsked,
  { leaveDeciders }: Pick<Policy, 'leaveDeciders'>,
): readonly ChecklistItem[] => {
  const there = [
    received <= from && 'asked-in-advance',
    isAskedByParentLivedWith === true && 'asked-by-parent-lived-with',
    reason.trim() !== '' && 'reason',
    decider.some((role) => leaveDeciders.includes(role)) && 'authorised-person',
    isContactMade && 'contact-made',
  ];
  return stillMissing(
    beforeGranting,
    there.filter((item) => item !== false),
  );
};
