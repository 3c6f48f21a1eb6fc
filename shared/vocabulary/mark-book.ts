import type { Calendar } from './calendar.ts';
import type { Code, PupilMarks } from './mark.ts';
import type { Register } from './register.ts';
import type { Half, IsoDate, Session } from './session.ts';

/** One mark that changed after it was first known: the first original is never overwritten (§3.2). */
export interface Correction extends Session {
  readonly pupil: string;
  readonly from: string | null;
  readonly to: string | null;
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  readonly why: string;
}

/**
 * A mark on what is no school session: a closure, a weekend, a holiday. It stands in the legal register, no figure
 * counts it, and save for `#` and `Z` it is an anomaly (RA5).
 */
export interface OtherMark extends Session {
  readonly pupil: string;
  readonly code: Code;
}

/**
 * Every mark of a school year and the state of each register: what the rules read. It is one compact file a year in
 * the school's site; `records/mark-book-text.ts` writes and reads it.
 */
export interface MarkBook {
  readonly calendar: Calendar;
  readonly pupils: readonly PupilMarks[];
  readonly corrections: readonly Correction[];
  /** When the newest export that was read had been written: ISO instant, or null before the first import. */
  readonly exportedAt: string | null;
  /** The last session whose marks the MIS has given us. */
  readonly lastSession: Session | null;
  /** Marks that belong to no session of the calendar. */
  readonly others?: readonly OtherMark[];
  /** Minutes late by `pupil|2026-03-10 AM`, for whoever goes through all of them; `minutesLate` asks about one. */
  readonly late?: ReadonlyMap<string, number>;
  marksOf(pupil: string): PupilMarks | undefined;
  codeOf(pupil: string, date: IsoDate, half: Half): Code | undefined;
  /** The code exactly as the MIS wrote it, where it differs from the mark's code. */
  rawCodeOf(pupil: string, date: IsoDate, half: Half): string | undefined;
  minutesLate(pupil: string, date: IsoDate, half: Half): number | undefined;
  registers(date: IsoDate, half: Half): readonly Register[];
}
