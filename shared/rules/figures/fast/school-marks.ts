import type { Calendar } from '../../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../../vocabulary/mark.ts';
import { type Span, sessionsBefore, spanOfDates } from '../../span.ts';

/** In `first` and `end`: the roll does not say. */
export const notSaid = -1;

/**
 * The marks of a whole school, a byte a session, one pupil's row after the other. A row begins every `stride` bytes, a
 * multiple of four, so that two days can be looked at as one word.
 */
export interface SchoolMarks {
  readonly calendar: Calendar;
  readonly pupils: readonly string[];
  readonly stride: number;
  readonly bytes: Uint8Array;
  /** The same bytes, four sessions a word. */
  readonly words: Uint32Array;
  /** The number of each pupil's first session on roll; -1 when the roll begins with the first mark. */
  readonly first: Int32Array;
  /** The number of the first session after the last day on roll; -1 for who has not left. */
  readonly end: Int32Array;
}

/** The length of a row: a byte for each session of the calendar, filled up to whole words. */
export const strideOf = ({ sessions }: Calendar): number => (sessions.length + 3) & ~3;

/** A school of blank registers: nobody has a mark, and the roll says nothing. */
export const blankSchool = (calendar: Calendar, pupils: readonly string[]): SchoolMarks => {
  const stride = strideOf(calendar);
  const words = new Uint32Array((stride / 4) * pupils.length);
  return {
    calendar,
    pupils,
    stride,
    bytes: new Uint8Array(words.buffer),
    words,
    first: new Int32Array(pupils.length).fill(notSaid),
    end: new Int32Array(pupils.length).fill(notSaid),
  };
};

/** Turns the first and last days on roll into session numbers; most pupils share them. */
const rollDays = (calendar: Calendar) => {
  const firsts = new Map<string, number>();
  const ends = new Map<string, number>();
  const known = (in_: Map<string, number>, day: string | undefined, find: (day: string) => number): number => {
    if (day === undefined) return notSaid;
    const number = in_.get(day) ?? find(day);
    in_.set(day, number);
    return number;
  };
  return {
    firstOf: (from: string | undefined) => known(firsts, from, (day) => sessionsBefore(calendar, day)),
    endOf: (to: string | undefined) => known(ends, to, (day) => spanOfDates(calendar, day, day).until),
  };
};

/** The school's marks from the pupils' rows: bytes are copied, dates of the roll become session numbers. */
export const schoolMarksOf = (calendar: Calendar, pupils: readonly PupilMarks[]): SchoolMarks => {
  const school = blankSchool(
    calendar,
    pupils.map(({ pupil }) => pupil),
  );
  const { firstOf, endOf } = rollDays(calendar);
  pupils.forEach(({ row, from, to }, at) => {
    school.bytes.set(row, at * school.stride);
    school.first[at] = firstOf(from);
    school.end[at] = endOf(to);
  });
  return school;
};

/** Which sessions count for each pupil. */
export interface RollColumns {
  /** From the span's first session on roll to the first that does not count any more. */
  readonly from: Uint16Array;
  readonly until: Uint16Array;
  /** On roll before the span: what looks back over all years given begins there. */
  readonly earlierFrom: Uint16Array;
  readonly earlierUntil: Uint16Array;
}

/** One pupil's part of a span on roll, as `onRoll` finds it (§14b), into the columns. */
export const placeOnRoll = (
  { bytes, stride, first, end, calendar }: SchoolMarks,
  pupil: number,
  span: Span,
  { earlierFrom, earlierUntil, from, until }: RollColumns,
): void => {
  const row = pupil * stride;
  const width = calendar.sessions.length;
  let begin = first[pupil]!;
  if (begin === notSaid) {
    begin = 0;
    while (begin < width && bytes[row + begin] === 0) begin++;
    if (begin === width) begin = 0;
  }
  let after = span.until;
  if (end[pupil] !== notSaid) after = Math.min(after, end[pupil]!);
  else if (span.toLastMark) {
    let last = width;
    while (last > 0 && bytes[row + last - 1] === 0) last--;
    if (last > 0) after = Math.min(after, last);
  }
  const start = Math.max(span.from, begin);
  from[pupil] = start;
  until[pupil] = Math.max(start, after);
  earlierFrom[pupil] = begin;
  earlierUntil[pupil] = Math.min(start, after);
};
