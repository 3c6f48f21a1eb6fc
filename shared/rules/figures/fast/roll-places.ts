import type { Span } from '../../span.ts';
import { closedByte, placesOf } from './places.ts';
import { notSaid, type SchoolMarks } from './school-marks.ts';

/** Which places of the rows count for each pupil. */
export interface RollColumns {
  /** From the first place that counts to the first that does not any more. */
  readonly from: Uint16Array;
  readonly until: Uint16Array;
  /** On roll before the span: what looks back over all years given begins there. */
  readonly earlierFrom: Uint16Array;
  readonly earlierUntil: Uint16Array;
}

const isMark = (byte: number | undefined): boolean => byte !== 0 && byte !== closedByte;

/** The part of a span that the pupils from number `begin` to `end` are on roll, as `onRoll` finds it (§14b). */
export const placeOnRoll = (
  { bytes, first, end: ends, calendar }: SchoolMarks,
  span: Span,
  columns: RollColumns,
  begin: number,
  end: number,
): void => {
  const { stride, place } = placesOf(calendar);
  const width = place[calendar.sessions.length]!;
  const from = place[span.from]!;
  const until = place[span.until]!;
  for (let pupil = begin; pupil < end; pupil++) {
    const row = pupil * stride;
    let since = first[pupil]!;
    if (since === notSaid) {
      since = 0;
      while (since < width && !isMark(bytes[row + since])) since++;
      if (since === width) since = 0;
    }
    let after = until;
    if (ends[pupil] !== notSaid) after = Math.min(after, ends[pupil]!);
    else if (span.toLastMark) {
      let last = width;
      while (last > 0 && !isMark(bytes[row + last - 1])) last--;
      if (last > 0) after = Math.min(after, last);
    }
    const start = Math.max(from, since);
    columns.from[pupil] = start;
    columns.until[pupil] = Math.max(start, after);
    columns.earlierFrom[pupil] = since;
    columns.earlierUntil[pupil] = Math.min(start, after);
  }
};
