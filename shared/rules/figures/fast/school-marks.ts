import type { Calendar } from '../../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../../vocabulary/mark.ts';
import { sessionsBefore, spanOfDates } from '../../span.ts';
import { closedByte, placesOf } from './places.ts';

/** In `first` and `end`: the roll does not say. */
export const notSaid = -1;

/**
 * The marks of a whole school, a byte a session, one pupil's row after the other. A row has two places a day, so that
 * morning and afternoon can be looked at as one; the place of a closed half holds `closedByte`.
 */
export interface SchoolMarks {
  readonly calendar: Calendar;
  readonly pupils: readonly string[];
  readonly bytes: Uint8Array;
  /** The same bytes, a day each. */
  readonly days: Uint16Array;
  /** The same bytes, four days each. Never a NaN for marks; equal as numbers means equal byte for byte. */
  readonly fours: Float64Array;
  /** The place of each pupil's first session on roll; -1 when the roll begins with the first mark. */
  readonly first: Int32Array;
  /** The place behind the last session on roll; -1 for who has not left. */
  readonly end: Int32Array;
}

/** A school of blank registers: nobody has a mark, and the roll says nothing. */
export const blankSchool = (calendar: Calendar, pupils: readonly string[]): SchoolMarks => {
  const { stride, closed } = placesOf(calendar);
  const fours = new Float64Array((stride / 8) * pupils.length);
  const bytes = new Uint8Array(fours.buffer);
  for (const place of closed) for (let at = place; at < bytes.length; at += stride) bytes[at] = closedByte;
  return {
    calendar,
    pupils,
    bytes,
    days: new Uint16Array(fours.buffer),
    fours,
    first: new Int32Array(pupils.length).fill(notSaid),
    end: new Int32Array(pupils.length).fill(notSaid),
  };
};

/** Turns first and last days on roll into places; most pupils share them. */
const rollPlaces = (calendar: Calendar) => {
  const { place } = placesOf(calendar);
  const firsts = new Map<string | undefined, number>([[undefined, notSaid]]);
  const ends = new Map<string | undefined, number>([[undefined, notSaid]]);
  return {
    firstOf: (from: string | undefined): number => {
      const first = firsts.get(from) ?? place[sessionsBefore(calendar, from!)]!;
      firsts.set(from, first);
      return first;
    },
    endOf: (to: string | undefined): number => {
      const end = ends.get(to) ?? place[spanOfDates(calendar, to!, to!).until]!;
      ends.set(to, end);
      return end;
    },
  };
};

/** Fills in the roll from first and last days on roll. */
export const enrol = (
  { calendar, first, end }: SchoolMarks,
  roll: readonly { readonly from?: string | undefined; readonly to?: string | undefined }[],
): void => {
  const { firstOf, endOf } = rollPlaces(calendar);
  roll.forEach(({ from, to }, pupil) => {
    first[pupil] = firstOf(from);
    end[pupil] = endOf(to);
  });
};

/** The school's marks from its pupils' rows: bytes are copied, dates of the roll become places. */
export const schoolMarksOf = (calendar: Calendar, pupils: readonly PupilMarks[]): SchoolMarks => {
  const school = blankSchool(
    calendar,
    pupils.map(({ pupil }) => pupil),
  );
  const { stride, place, closed } = placesOf(calendar);
  pupils.forEach(({ row }, pupil) => {
    if (closed.length === 0) school.bytes.set(row, pupil * stride);
    else
      row.forEach((byte, session) => {
        school.bytes[pupil * stride + place[session]!] = byte;
      });
  });
  enrol(school, pupils);
  return school;
};

/** A pupil's row as the calendar numbers its sessions. */
export const rowOf = ({ calendar, bytes }: SchoolMarks, pupil: number): Uint8Array => {
  const { stride, place } = placesOf(calendar);
  return Uint8Array.from(calendar.sessions, (_, session) => bytes[pupil * stride + place[session]!]!);
};
