import { closedByte, placesOf } from '../../rules/figures/fast/places.ts';
import { blankSchool, type SchoolMarks } from '../../rules/figures/fast/school-marks.ts';
import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf } from '../../vocabulary/mark.ts';
import type { PupilIndex } from '../pupil-index.ts';
import { cellEnd, isSame, quote, rowEnd, unusual } from './cells.ts';
import { ByteCodes } from './codes.ts';
import { ByteDates, dateLength } from './dates.ts';
import { layoutOf } from './layout.ts';
import { BytePupils } from './pupils.ts';

const [a, p, m] = [0x41, 0x50, 0x4d];
const closure = byteOf('#');
const prospective = byteOf('Z');

/**
 * The marks of a long file (pupil, …, date, session, mark, …) straight from its bytes. Undefined where the file holds
 * anything but rows that the full reader takes without a word: then that one reads it. Pupils are in the order of their
 * first rows, and the roll says nothing.
 */
export const readMarkBytes = (bytes: Uint8Array, calendar: Calendar, roll: PupilIndex): SchoolMarks | undefined => {
  const layout = layoutOf(bytes);
  if (layout === undefined) return undefined;
  const { delimiter, idColumn, dateColumn, columns, minutesColumn } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dates = new ByteDates(bytes, view, calendar);
  const codes = new ByteCodes();
  const pupils = new BytePupils(bytes, view, roll, layout.idHeading);
  const { stride } = placesOf(calendar);
  let rows = new Uint8Array(stride * 1500);

  let last = unusual;
  let at = layout.rowsBegin;
  while (at < bytes.length) {
    const blankLine = rowEnd(bytes, at);
    if (blankLine !== unusual) {
      at = blankLine;
      continue;
    }
    // Who is it? Most likely the one of the row before, or who came after that one before.
    let who = last;
    let expected = unusual;
    if (last !== unusual) {
      expected = pupils.next[last]!;
      if (isSame(view, at, pupils.headAt[expected]!, pupils.headLength[expected]!)) who = expected;
      else if (!isSame(view, at, pupils.headAt[last]!, pupils.headLength[last]!)) who = unusual;
    }
    let cell = at;
    if (who !== unusual) cell += pupils.headLength[who]!;
    else {
      let column = 0;
      for (; column < dateColumn; column++) {
        const end = cellEnd(bytes, cell, delimiter);
        if (end === unusual || bytes[end] !== delimiter) return undefined;
        if (column === idColumn) {
          const quoted = bytes[cell] === quote ? 1 : 0;
          who = pupils.find(cell + quoted, end - quoted);
          if (who === unusual) return undefined;
          const length = pupils.headLength[who]!;
          if (length > 0 && isSame(view, at, pupils.headAt[who]!, length)) {
            cell = at + length;
            break;
          }
        }
        cell = end + 1;
      }
      if (column === dateColumn) {
        pupils.headAt[who] = at;
        pupils.headLength[who] = cell - at;
      }
    }
    if (last !== unusual) pupils.next[last] = who;
    last = who;

    const dateQuoted = bytes[cell] === quote ? 1 : 0;
    const afterDate = cell + 2 * dateQuoted + dateLength;
    if (afterDate >= bytes.length || bytes[afterDate] !== delimiter) return undefined;
    if (dateQuoted === 1 && bytes[afterDate - 1] !== quote) return undefined;
    const date = dates.find(cell + dateQuoted);
    if (date === unusual) return undefined;

    cell = afterDate + 1;
    const halfQuoted = bytes[cell] === quote ? 1 : 0;
    cell += halfQuoted;
    const first = bytes[cell];
    if ((first !== a && first !== p) || bytes[cell + 1] !== m) return undefined;
    if (halfQuoted === 1 && bytes[cell + 2] !== quote) return undefined;
    cell += 2 + halfQuoted;
    if (bytes[cell] !== delimiter) return undefined;
    const isMorning = first === a;

    cell++;
    const end = cellEnd(bytes, cell, delimiter);
    if (end === unusual) return undefined;
    const quoted = bytes[cell] === quote ? 1 : 0;
    const byte = codes.find(
      bytes,
      cell + quoted,
      end - cell - 2 * quoted,
      isMorning,
      dates.dates[date]!,
      dates.since2024[date]!,
    );
    if (byte === unusual) return undefined;

    const place = isMorning ? dates.morning[date]! : dates.afternoon[date]!;
    if (place === unusual) {
      if (byte !== 0 && byte !== closure) return undefined;
    } else if (byte !== 0) {
      const number = dates.number[date]!;
      if (byte !== closure && byte !== prospective && (number < pupils.from[who]! || number > pupils.to[who]!))
        return undefined;
      const mark = pupils.pupil[who]! * stride + place;
      if (mark >= rows.length) {
        const more = new Uint8Array(Math.max(rows.length * 2, mark + stride));
        more.set(rows);
        rows = more;
      }
      const before = rows[mark]!;
      if (before !== 0 && before !== byte) return undefined;
      rows[mark] = byte;
    }

    cell = end;
    for (let column = dateColumn + 3; column < columns; column++) {
      if (bytes[cell] !== delimiter) return undefined;
      const begin = cell + 1;
      cell = cellEnd(bytes, begin, delimiter);
      if (cell === unusual) return undefined;
      if (column === minutesColumn && !areMinutes(bytes, begin, cell)) return undefined;
    }
    at = rowEnd(bytes, cell);
    if (at === unusual) return undefined;
  }
  return schoolOf(calendar, pupils.keys, rows);
};

/** Nothing, or one to three digits. */
const areMinutes = (bytes: Uint8Array, begin: number, end: number): boolean => {
  const quoted = bytes[begin] === quote ? 1 : 0;
  const to = end - quoted;
  for (let at = begin + quoted; at < to; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false;
  return to - begin - quoted <= 3;
};

const schoolOf = (calendar: Calendar, keys: readonly string[], rows: Uint8Array): SchoolMarks => {
  const school = blankSchool(calendar, keys);
  const { closed, stride } = placesOf(calendar);
  school.bytes.set(rows.subarray(0, school.bytes.length));
  for (const place of closed)
    for (let at = place; at < school.bytes.length; at += stride) school.bytes[at] = closedByte;
  return school;
};
