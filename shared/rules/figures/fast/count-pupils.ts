import { persistentAbsence, severeAbsence } from '../persistent-absence.ts';
import { closedColumn, columnCount, columnOf, missingColumn } from './code-columns.ts';
import type { FigureColumns } from './columns.ts';
import { bits, dayKinds, daysSince2024, learnDay } from './day-kinds.ts';
import { findOddDays, type OddDays } from './odd-days.ts';
import { type Places, placesOf } from './places.ts';
import type { SchoolMarks } from './school-marks.ts';

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

interface Scratch {
  /** The odd days of the years before, then those of the span, and what each does. */
  readonly odd: OddDays;
  readonly kindOf: Int32Array;
  /** Where the days with an unauthorised session stand among them. */
  readonly list: Uint16Array;
  /** By weekday: absent sessions in the low half of a word, those not possible in the high half. */
  readonly effects: Int32Array;
}

const scratches = new WeakMap<Places, Scratch>();

/** What is written while a pupil is counted, made once a calendar. */
const scratchOf = (places: Places): Scratch => {
  const size = places.stride + 4;
  const scratch = scratches.get(places) ?? {
    odd: { day: new Uint16Array(size), marks: new Uint16Array(size) },
    kindOf: new Int32Array(size),
    list: new Uint16Array(size),
    effects: new Int32Array(5),
  };
  scratches.set(places, scratch);
  return scratch;
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

/** The most unauthorised sessions of the listed days in any ten school weeks in a row (§14a). */
const mostInTenWeeks = ({ odd: { day }, kindOf, list }: Scratch, week: Uint16Array, listed: number): number => {
  let most = 0;
  let sessions = 0;
  let first = 0;
  for (let last = 0; last < listed; last++) {
    const at = list[last]!;
    sessions += (kindOf[at]! >> bits.unauthorisedSessions) & 3;
    for (; week[day[at]!]! - week[day[list[first]!]!]! >= 10; first++)
      sessions -= (kindOf[list[first]!]! >> bits.unauthorisedSessions) & 3;
    if (sessions > most) most = sessions;
  }
  return most;
};

/**
 * The longest run of days with an unauthorised session and no other possible one: plain days between, or another
 * possible session on the day, end a run; a day without any does not.
 */
const longestRun = ({ odd: { day }, kindOf, list }: Scratch, begin: number, listed: number): number => {
  let longest = 0;
  let run = 0;
  let next = 0;
  const last = list[listed - 1]!;
  for (let at = Math.max(begin, list[0]!); at <= last; at++) {
    const kind = kindOf[at]!;
    if (day[at] !== next || ((kind >> bits.hasOther) & 1) === 1) run = 0;
    next = day[at]! + 1;
    if (((kind >> bits.isUnauthorised) & 3) === 1 && ++run > longest) longest = run;
  }
  return longest;
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
