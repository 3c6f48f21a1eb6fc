import type { Contact } from '../records/contact.ts';
import type { Pupil } from '../records/pupil.ts';
import type { StaffMember } from '../records/staff-member.ts';
import type { Policy } from '../rules/policy.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';

/**
 * What the desk knows about its school, read through the site once and kept until it changes: policy, calendar, the
 * mark book, pupils on roll, contacts, staff. `refresh` looks again (file ETags first), and is called before anything
 * is sent and after an import; it answers true when a file was not as it was known.
 */
export interface SchoolData {
  policy(): Promise<Policy>;
  calendar(): Promise<Calendar>;
  book(): Promise<MarkBook>;
  /** By pupil id (UPN). Leavers included; `to` tells. */
  pupils(): Promise<ReadonlyMap<string, Pupil>>;
  contactsOf(pupil: string): Promise<readonly Contact[]>;
  /** By staff code. */
  staff(): Promise<ReadonlyMap<string, StaffMember>>;
  /** Files that are damaged where they stand, while their last good version is in use: paths. */
  damaged(): readonly string[];
  refresh(what?: 'files' | 'people' | 'everything'): Promise<boolean>;
}
