import type { Calendar } from './calendar.ts';
import type { Code, PupilMarks } from './mark.ts';
import type { Register } from './register.ts';
import type { Half, IsoDate, Session } from './session.ts';

/** Who amended: the school's information system, or a person in the product. */
export type AmendmentSource = 'MIS' | 'product';

/**
 * One mark that changed after it was first known: the original entry and the amended one, why, when, who and in what
 * position. Several of one mark form a chain, the first original at its head, and nothing leaves it (§3.2). What is
 * optional is not known of corrections in mark books of an earlier release.
 */
export interface Correction extends Session {
  readonly pupil: string;
  readonly from: string | null;
  /** Since when the original stood there as far as the desk knows: its own amendment, or the export that still said so. */
  readonly fromAt?: string | undefined;
  readonly fromBy?: string | undefined;
  readonly to: string | null;
  /** ISO instant. */
  readonly at: string;
  /** The name of whoever amended; `MIS` for the system. */
  readonly by: string;
  readonly role?: string | undefined;
  readonly source?: AmendmentSource | undefined;
  readonly why: string;
  /** What the reason rests on: a letter, a call. */
  readonly evidence?: string | undefined;
  /** Amendments that were made together share it. */
  readonly batch?: string | undefined;
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
