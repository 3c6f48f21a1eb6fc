/**
 * Why a rule says what it says, as data: `wording/` makes the sentence. Rules never write sentences, so that a reason
 * can be tested, counted and kept, and read in plain English in one place.
 */
export interface Reason {
  /** The rule's id: `stage-3.absence`, `RA4`, `penalty.threshold`. */
  readonly rule: string;
  /** The numbers it was decided on: whole sessions, days, weeks, pounds. */
  readonly numbers: Readonly<Record<string, number>>;
  /** What else the sentence names: a stage, a date, a window. Never a pupil. */
  readonly names?: Readonly<Record<string, string>>;
  /** The provision, or the school's policy with its version. */
  readonly source: string;
  /** The sessions it rests on: `2026-03-10 AM`. */
  readonly sessions: readonly string[];
}
