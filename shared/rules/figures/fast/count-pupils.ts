import { calendarIndex } from '../../calendar-index.ts';
import { persistentAbsence, severeAbsence } from '../persistent-absence.ts';
import { columnCount, columnOf, columnOfByte, kindOfColumn, kinds, since2024 } from './code-columns.ts';
import type { FigureColumns } from './columns.ts';
import { beforeColumns, firstWeekday, mornings, plainDays } from './plain-days.ts';
import type { SchoolMarks } from './school-marks.ts';
import { longestRunOfDays, mostInTenWeeks } from './unauthorised.ts';

const presentAm = columnOf('/');
const presentPm = columnOf('\\');
const persistentOneIn = persistentAbsence.at(-1)!.oneIn;
const severeOneIn = severeAbsence.at(-1)!.oneIn;

/** Whether a pupil's counts meet the thresholds of PA and SA, into the columns. */
export const markThresholds = (columns: FigureColumns, pupil: number): void => {
  const possible = columns.possible[pupil]!;
  const absent = possible - columns.attended[pupil]!;
  columns.persistent[pupil] = possible > 0 && absent * persistentOneIn >= possible ? 1 : 0;
  columns.severe[pupil] = possible > 0 && absent * severeOneIn >= possible ? 1 : 0;
};

/**
 * Counts the marks of the pupils from number `begin` to `end` into columns that are still zero for them and whose
 * `from` and `until` say who is on roll. Two days at once are held against a plain row; only what differs is looked at.
 */
export const countPupils = (marks: SchoolMarks, columns: FigureColumns, begin: number, end: number): void => {
  const index = calendarIndex(marks.calendar);
  const { weekday, codesOf2024 } = index;
  const { words: plainWords, before } = plainDays(marks.calendar);
  const { bytes, words, stride } = marks;
  const { from: froms, until: untils, codes, weekdayPossible, weekdayAbsent } = columns;
  /** What is not plain, by weekday and kind. */
  const odd = new Uint16Array(5 * 8);
  /** The unauthorised sessions in order. */
  const list = new Uint16Array(stride + 1);
  for (let pupil = begin; pupil < end; pupil++) {
    const from = froms[pupil]!;
    const until = untils[pupil]!;
    const row = pupil * stride;
    const codeRow = pupil * columnCount;
    let listed = 0;
    for (let session = columns.earlierFrom[pupil]!; session < columns.earlierUntil[pupil]!; session++) {
      const column = columnOfByte[(session < codesOf2024 ? 0 : since2024) + bytes[row + session]!]!;
      list[listed] = session;
      if (kindOfColumn[column] === kinds.unauthorised) listed++;
    }
    const listedBefore = listed;

    let oddSessions = 0;
    let oddMornings = 0;
    odd.fill(0);
    const firstWord = from >> 2;
    const lastWord = (until - 1) >> 2;
    const rowWord = row >> 2;
    for (let word = firstWord; word <= lastWord; word++) {
      let differs = words[rowWord + word]! ^ plainWords[word]!;
      if (differs === 0) continue;
      if (word === firstWord) differs &= -1 << ((from & 3) << 3);
      if (word === lastWord && (until & 3) !== 0) differs &= (1 << ((until & 3) << 3)) - 1;
      for (let session = word << 2; differs !== 0; session++, differs >>>= 8) {
        if ((differs & 255) === 0) continue;
        const column = columnOfByte[(session < codesOf2024 ? 0 : since2024) + bytes[row + session]!]!;
        const kind = kindOfColumn[column]!;
        codes[codeRow + column]!++;
        odd[(weekday[session]! << 3) + kind]!++;
        oddSessions++;
        oddMornings += before[(session + 1) * beforeColumns]! - before[session * beforeColumns]!;
        list[listed] = session;
        if (kind === kinds.unauthorised) listed++;
      }
    }

    const here = from * beforeColumns;
    const there = until * beforeColumns;
    const plainMornings = before[there + mornings]! - before[here + mornings]! - oddMornings;
    codes[codeRow + presentAm]! += plainMornings;
    codes[codeRow + presentPm]! += until - from - oddSessions - plainMornings;
    let authorised = 0;
    let unauthorised = 0;
    let missing = 0;
    let possible = 0;
    for (let day = 0; day < 5; day++) {
      const at = day << 3;
      const absent = odd[at + kinds.authorised]! + odd[at + kinds.unauthorised]!;
      const sessions = before[there + firstWeekday + day]! - before[here + firstWeekday + day]!;
      const possibleThen = sessions - odd[at + kinds.missing]! - odd[at + kinds.nowhere]!;
      weekdayPossible[pupil * 5 + day] = possibleThen;
      weekdayAbsent[pupil * 5 + day] = absent;
      authorised += odd[at + kinds.authorised]!;
      unauthorised += odd[at + kinds.unauthorised]!;
      missing += odd[at + kinds.missing]!;
      possible += possibleThen;
    }
    columns.possible[pupil] = possible;
    columns.attended[pupil] = possible - authorised - unauthorised;
    columns.authorised[pupil] = authorised;
    columns.unauthorised[pupil] = unauthorised;
    columns.missing[pupil] = missing;
    markThresholds(columns, pupil);
    if (listed === 0) continue;
    columns.unauthorisedMost10Weeks[pupil] = mostInTenWeeks(index, list, listed);
    columns.longestUnauthorisedDays[pupil] = longestRunOfDays(
      index,
      bytes,
      row,
      from,
      until,
      list,
      listedBefore,
      listed,
    );
  }
};
