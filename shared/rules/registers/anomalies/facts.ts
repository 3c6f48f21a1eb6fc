import type { Code } from '../../../vocabulary/mark.ts';
import type { Correction, OtherMark } from '../../../vocabulary/mark-book.ts';
import type { IsoDate, Session } from '../../../vocabulary/session.ts';

/**
 * What else may be known of one pupil beside the marks and the history. Every field may be absent: then the check that
 * needs it is not made and is listed as not checked (§14 Anomalies). An empty list is knowledge: there is none.
 */
export interface AnomalyFacts {
  /** Marks exactly as written, where that is not the code they were read as (RA3, RA4). */
  readonly raw?: readonly (Session & { readonly text: string })[];
  /** Marks on what is no session of the calendar (RA5). */
  readonly others?: readonly Pick<OtherMark, 'date' | 'half' | 'code'>[];
  /** Sessions on which others in school have marks other than `#` and `Z` (RA6): `othersMarked`. */
  readonly othersMarked?: readonly Session[];
  /** Sessions that a penalty-notice alert rests on (RA7). */
  readonly penaltyAlerts?: readonly Session[];
  /** What a B or Y7 was, in words (RA9). */
  readonly natures?: readonly (Session & { readonly text: string })[];
  /** Sessions with a note of the local authority's travel duty (RA9, Q). */
  readonly dutyNotes?: readonly Session[];
  /** What a provider said of a session by the end of its day (RA10). */
  readonly confirmations?: readonly (Session & { readonly attended: boolean })[];
  /** Every session the pupil is due at the other school (RA11). */
  readonly dualTimetable?: readonly Session[];
  /** When the pupil arrived, school time `HH:MM` (RA12). */
  readonly arrivals?: readonly (Session & { readonly time: string })[];
  /** Lesson marks, by the lesson's name (RA13). */
  readonly lessons?: readonly (Session & { readonly lesson: string; readonly present: boolean })[];
  /** Amended marks; those of others are left out of the pupil's, and count in their batch (RA14). */
  readonly amendments?: readonly (Correction & { readonly batch?: string | undefined })[];
  /** How many marks each batch changed in the whole school, where only the pupil's amendments are given (RA14). */
  readonly batchSizes?: Readonly<Record<string, number>>;
  /** Days of court decisions about this pupil's absence (RA14); notices are in the history. */
  readonly courtDecisions?: readonly IsoDate[];
  /** Where a roster says that the pupil is (RA16). */
  readonly rosters?: readonly (Session & { readonly kind: 'exclusion' | 'trip' | 'alternative provision' })[];
  /** Approved activities the pupil is listed for, with their code (RA17). */
  readonly approvedActivities?: readonly (Session & { readonly code: Code })[];
}
