import { persistentAbsence, severeAbsence } from '../persistent-absence.ts';
import { closedColumn, columnCount, columnOf, missingColumn } from './code-columns.ts';
import type { FigureColumns } from './columns.ts';
import { bits, dayKinds, daysSince2024, learnDay } from './day-kinds.ts';
import { findOddDays } from './odd-days.ts';
import { placesOf } from './places.ts';
import type { SchoolMarks } from './school-marks.ts';
import { type Scratch, scratchOf } from './scratch.ts';
import { longestRun, mostInTenWeeks } from './unauthorised-days.ts';

const [presentAm, presentPm] = [columnOf('/'), columnOf('\\')];
const [g, n, o, u] = [columnOf('G'), columnOf('N'), columnOf('O'), columnOf('U')];
const persistentOneIn = persistentAbsence.at(-1)!.oneIn;
const severeOneIn = severeAbsence.at(-1)!.oneIn;

/** Whether a pupil's counts meet the thresholds of PA and SA, into the columns. */
export const markThresholds = ({ possible, attended, persistent, severe }: FigureColumns, pupil: number): void => {
  const of = possible[pupil]!;
  const absent = of - attended[pupil]!;
  persistent[pupil] = of > 0 && absent * persistentOneIn >= of ? 1 : 0;
  severe[pupil] = of > 0 && absent * severeOneIn >= of ? 1 : 0;
};

/** Says what each listed day does, and lists those with an unauthorised session; answers how many they are. */
const lookUp = ({ odd: { day, marks }, kindOf, list }: Scratch, codesOf2024: number, found: number): number => {
  let listed = 0;
  for (let at = 0; at < found; at++) {
    const both = marks[at]! + (day[at]! < codesOf2024 ? 0 : daysSince2024);
    const kind = dayKinds[both]! || learnDay(both);
    kindOf[at] = kind;
    list[listed] = at;
    listed += (kind >> bits.isUnauthorised) & 1;
  }
  return listed;
};

const tally = (
  { odd: { day }, kindOf, effects }: Scratch,
  weekday: Uint8Array,
  codes: Uint16Array,
  codeRow: number,
  begin: number,
  end: number,
): void => {
  for (let at = begin; at < end; at++) {
    const kind = kindOf[at]!;
    codes[codeRow + (kind & bits.column)]!++;
    codes[codeRow + ((kind >> bits.afternoon) & bits.column)]!++;
    effects[weekday[day[at]!]!]! += (kind >> bits.effect) & bits.effectMask;
  }
};

/**
 * Counts the marks of the pupils from number `begin` to `end` into columns that are still zero for them and say who is
 * on roll. Plain days are only counted; what differs is looked up a day at a time, and weekdays are the calendar's less
 * what was not possible.
 */
export const countPupils = (marks: SchoolMarks, columns: FigureColumns, begin: number, end: number): void => {
  const places = placesOf(marks.calendar);
  const { weekday, week, before, codesOf2024 } = places;
  const { from: froms, until: untils, earlierFrom, earlierUntil, codes, weekdayPossible, weekdayAbsent } = columns;
  const scratch = scratchOf(places);
  const { odd, effects } = scratch;
  for (let pupil = begin; pupil < end; pupil++) {
    const from = froms[pupil]!;
    const until = untils[pupil]!;
    const codeRow = pupil * columnCount;
    let earlier = 0;
    if (earlierFrom[pupil]! < earlierUntil[pupil]!)
      earlier = findOddDays(marks, places, pupil, earlierFrom[pupil]!, earlierUntil[pupil]!, odd, 0);
    const found = findOddDays(marks, places, pupil, from, until, odd, earlier);

    const listed = lookUp(scratch, codesOf2024, found);
    tally(scratch, weekday, codes, codeRow, earlier, found);

    const firstDay = from >> 1;
    const endDay = from < until ? (until + 1) >> 1 : firstDay;
    const here = firstDay * 5;
    const there = endDay * 5;
    let possible = 0;
    let absent = 0;
    for (let day = 0; day < 5; day++) {
      const effect = effects[day]!;
      effects[day] = 0;
      const then = (before[there + day]! - before[here + day]!) * 2 - (effect >> 16);
      weekdayPossible[pupil * 5 + day] = then;
      weekdayAbsent[pupil * 5 + day] = effect & 0xffff;
      possible += then;
      absent += effect & 0xffff;
    }
    codes[codeRow + closedColumn] = 0;
    const plain = endDay - firstDay - (found - earlier);
    codes[codeRow + presentAm]! += plain;
    codes[codeRow + presentPm]! += plain;
    const unauthorised = codes[codeRow + g]! + codes[codeRow + n]! + codes[codeRow + o]! + codes[codeRow + u]!;
    columns.possible[pupil] = possible;
    columns.attended[pupil] = possible - absent;
    columns.authorised[pupil] = absent - unauthorised;
    columns.unauthorised[pupil] = unauthorised;
    columns.missing[pupil] = codes[codeRow + missingColumn]!;
    markThresholds(columns, pupil);
    if (listed === 0) continue;

    columns.unauthorisedMost10Weeks[pupil] = mostInTenWeeks(scratch, week, listed);
    columns.longestUnauthorisedDays[pupil] = longestRun(scratch, earlier, listed);
  }
};
