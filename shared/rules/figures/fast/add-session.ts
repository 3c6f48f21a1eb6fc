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
  const next = place[session + 1]!;
  const day = here >> 1;
  const weekdayHere = weekday[day]!;
  const era = day < codesOf2024 ? 0 : since2024;
  const wasUntil = figures.span.until;
  if (wasUntil < session + 1) figures.span = { ...figures.span, until: session + 1 };
  const isNext = figures.span.toLastMark === true || wasUntil === session;
  const { possible, attended, authorised, missing, codes, from, until, persistent, severe } = columns;
  for (let pupil = 0; pupil < bytes.length; pupil++) {
    const byte = bytes[pupil]!;
    const at = pupil * stride + here;
    const column = columnOfByte[era + byte]!;
    const kind = kindOfColumn[column]!;
    const was = marks.bytes[at];
    marks.bytes[at] = byte;
    // The morning's mark, when this is the afternoon: an unauthorised day is one no more.
    const before = (here & 1) === 1 ? kindOfColumn[columnOfByte[era + marks.bytes[at - 1]!]!]! : kinds.nowhere;
    const known = possible[pupil]! > 0 || marks.first[pupil] !== notSaid;
    const stays =
      marks.end[pupil] === notSaid ? byte !== 0 || figures.span.toLastMark !== true : marks.end[pupil]! >= next;
    if (
      !isNext ||
      !known ||
      !stays ||
      was !== 0 ||
      until[pupil] !== here ||
      from[pupil]! >= here ||
      kind === kinds.unauthorised ||
      before === kinds.unauthorised
    ) {
      recount(figures, pupil);
      continue;
    }
    until[pupil] = next;
    codes[pupil * columnCount + column]!++;
    if (kind === kinds.missing) missing[pupil]!++;
    const isPossible = kind < kinds.missing ? 1 : 0;
    const isAttended = kind === kinds.attended ? 1 : 0;
    possible[pupil]! += isPossible;
    attended[pupil]! += isAttended;
    authorised[pupil]! += isPossible - isAttended;
    columns.weekdayPossible[pupil * 5 + weekdayHere]! += isPossible;
    columns.weekdayAbsent[pupil * 5 + weekdayHere]! += isPossible - isAttended;
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
