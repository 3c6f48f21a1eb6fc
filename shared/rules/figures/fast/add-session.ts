import { byteOf } from '../../../vocabulary/mark.ts';
import { recount } from './amend.ts';
import { columnCount, columnOfByte, kindOfColumn, kinds, since2024 } from './code-columns.ts';
import { markThresholds } from './count-pupils.ts';
import { isLate, sum } from './group-sums.ts';
import { placesOf } from './places.ts';
import type { SchoolFigures } from './school-figures.ts';
import { notSaid } from './school-marks.ts';

/**
 * Adds a session to a school: its mark of every pupil, in the order of the school. Where everything given counts, or a
 * day is asked about before which it lies, the span stays; else it grows to the session. Most pupils have one session
 * more of a kind; who is unauthorised, comes or goes is counted anew. The figures are those of the whole school counted
 * again.
 */
export const addSession = (figures: SchoolFigures, session: number, bytes: Uint8Array): void => {
  const { marks, columns, groups, sums } = figures;
  const { stride, place, weekday, codesOf2024 } = placesOf(marks.calendar);
  const here = place[session]!;
  const day = here >> 1;
  const weekdayHere = weekday[day]!;
  const era = day < codesOf2024 ? 0 : since2024;
  const wasUntil = figures.span.until;
  if (wasUntil < session + 1) figures.span = { ...figures.span, until: session + 1 };
  const toLastMark = figures.span.toLastMark === true;
  const isNext = toLastMark || wasUntil === session;
  const after = toLastMark ? here + 1 : place[session + 1]!;
  const plain = (here & 1) === 0 ? byteOf('/') : byteOf('\\');
  const plainColumn = columnOfByte[plain]!;
  const { bytes: rows, first: firsts, end: ends } = marks;
  const { possible, attended, authorised, missing, codes, from, until, persistent, severe } = columns;
  const { weekdayPossible, weekdayAbsent } = columns;
  for (let pupil = 0; pupil < bytes.length; pupil++) {
    const byte = bytes[pupil]!;
    const at = pupil * stride + here;
    const end = ends[pupil]!;
    rows[at] = byte;
    if (isNext && possible[pupil]! > 0 && end !== notSaid && end <= here) continue;
    // The morning's mark, when this is the afternoon: an unauthorised day is one no more.
    const before = (here & 1) === 1 ? kindOfColumn[columnOfByte[era + rows[at - 1]!]!]! : kinds.nowhere;
    if (
      byte === plain &&
      isNext &&
      until[pupil] === here &&
      // Nobody ceases to be persistently absent, and no unauthorised morning was counted.
      possible[pupil]! > 0 &&
      persistent[pupil] === 0 &&
      before !== kinds.unauthorised
    ) {
      until[pupil] = after;
      codes[pupil * columnCount + plainColumn]!++;
      possible[pupil]!++;
      attended[pupil]!++;
      weekdayPossible[pupil * 5 + weekdayHere]!++;
      const ofPlace = groups.ofPlace[pupil]!;
      const ofTraits = groups.ofTraits[pupil]!;
      sums[ofPlace + sum.possible]!++;
      sums[ofPlace + sum.attended]!++;
      sums[ofTraits + sum.possible]!++;
      sums[ofTraits + sum.attended]!++;
      continue;
    }
    const column = columnOfByte[era + byte]!;
    const kind = kindOfColumn[column]!;
    const known = possible[pupil]! > 0 || firsts[pupil] !== notSaid;
    const stays = end === notSaid ? byte !== 0 || !toLastMark : end > here;
    if (
      !isNext ||
      !known ||
      !stays ||
      until[pupil] !== here ||
      from[pupil]! >= here ||
      kind === kinds.unauthorised ||
      before === kinds.unauthorised
    ) {
      recount(figures, pupil);
      continue;
    }
    until[pupil] = after;
    codes[pupil * columnCount + column]!++;
    if (kind === kinds.missing) missing[pupil]!++;
    const isPossible = kind < kinds.missing ? 1 : 0;
    const isAttended = kind === kinds.attended ? 1 : 0;
    possible[pupil]! += isPossible;
    attended[pupil]! += isAttended;
    authorised[pupil]! += isPossible - isAttended;
    weekdayPossible[pupil * 5 + weekdayHere]! += isPossible;
    weekdayAbsent[pupil * 5 + weekdayHere]! += isPossible - isAttended;
    const wasPersistent = persistent[pupil]!;
    const wasSevere = severe[pupil]!;
    markThresholds(columns, pupil);
    let cell = groups.ofPlace[pupil]!;
    for (let time = 0; time < 2; time++) {
      sums[cell + sum.possible]! += isPossible;
      sums[cell + sum.attended]! += isAttended;
      sums[cell + sum.authorised]! += isPossible - isAttended;
      sums[cell + sum.missing]! += kind === kinds.missing ? 1 : 0;
      sums[cell + sum.late]! += isLate[column]!;
      sums[cell + sum.pupilsWithPossible]! += possible[pupil] === 1 ? isPossible : 0;
      sums[cell + sum.persistent]! += persistent[pupil]! - wasPersistent;
      sums[cell + sum.severe]! += severe[pupil]! - wasSevere;
      cell = groups.ofTraits[pupil]!;
    }
  }
};
