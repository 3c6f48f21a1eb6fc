import { columnCount } from './code-columns.ts';
import type { RollColumns } from './roll-places.ts';

/** Every count of every pupil, a column each: `possible[pupil]`. What else `Figures` says follows from these. */
export interface FigureColumns extends RollColumns {
  readonly possible: Uint16Array;
  readonly attended: Uint16Array;
  readonly authorised: Uint16Array;
  readonly unauthorised: Uint16Array;
  readonly missing: Uint16Array;
  readonly longestUnauthorisedDays: Uint16Array;
  readonly unauthorisedMost10Weeks: Uint16Array;
  /** 1 where the threshold is met; 0 too without a possible session. */
  readonly persistent: Uint8Array;
  readonly severe: Uint8Array;
  /** `weekdayPossible[pupil * 5 + weekday]`, Monday first. */
  readonly weekdayPossible: Uint16Array;
  readonly weekdayAbsent: Uint16Array;
  /** `codes[pupil * columnCount + column]`: how often each mark stands there. */
  readonly codes: Uint16Array;
}

export const emptyColumns = (pupils: number): FigureColumns => ({
  from: new Uint16Array(pupils),
  until: new Uint16Array(pupils),
  earlierFrom: new Uint16Array(pupils),
  earlierUntil: new Uint16Array(pupils),
  possible: new Uint16Array(pupils),
  attended: new Uint16Array(pupils),
  authorised: new Uint16Array(pupils),
  unauthorised: new Uint16Array(pupils),
  missing: new Uint16Array(pupils),
  longestUnauthorisedDays: new Uint16Array(pupils),
  unauthorisedMost10Weeks: new Uint16Array(pupils),
  persistent: new Uint8Array(pupils),
  severe: new Uint8Array(pupils),
  weekdayPossible: new Uint16Array(pupils * 5),
  weekdayAbsent: new Uint16Array(pupils * 5),
  codes: new Uint16Array(pupils * columnCount),
});
