import { readMarkBytes } from '../../shared/mis/bytes/read-mark-bytes.ts';
import { MarkSieve } from '../../shared/mis/mark-sieve.ts';
import type { RollEntry } from '../../shared/mis/pupil-index.ts';
import { type MarksFile, siftMarks } from '../../shared/mis/read-marks.ts';
import type { Remark } from '../../shared/mis/report.ts';
import type { ImportedMark } from '../../shared/records/mark-book.ts';
import { unreadByte } from '../../shared/rules/codes/codes.ts';
import { rowOf } from '../../shared/rules/figures/fast/school-marks.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import { byteOf, missingByte, type PupilMarks } from '../../shared/vocabulary/mark.ts';
import { asCsv } from './first-sheet.ts';
import { InputRefused, readInput } from './input.ts';
import type { Io } from './io.ts';
import { OpenRoll } from './open-roll.ts';

type Place = Pick<ImportedMark, 'pupil' | 'date' | 'half'>;

interface MarksInput {
  readonly pupils: readonly PupilMarks[];
  readonly warnings: readonly Remark[];
}

/**
 * Reads a `--marks` file into a row of marks for each pupil it names; what it cannot read or place are warnings. A mark
 * that stands there and cannot be read counts nowhere, not even as missing (§14d). An ordinary file is read from its
 * bytes; anything unusual in it, and the full reader reads it from the start.
 */
export const readMarksInput = async (
  io: Io,
  path: string,
  calendar: Calendar,
  roll: readonly RollEntry[],
): Promise<MarksInput> => {
  const file = { name: path, bytes: asCsv(path, await readInput(io, path)) };
  const school = readMarkBytes(file.bytes, calendar, new OpenRoll(roll));
  if (school === undefined) return readMarksFully(file, calendar, roll);
  return { pupils: school.pupils.map((pupil, at) => ({ pupil, row: rowOf(school, at) })), warnings: [] };
};

/** The same by the reader that knows every layout and says what it did not take. */
export const readMarksFully = (file: MarksFile, calendar: Calendar, roll: readonly RollEntry[]): MarksInput => {
  const sieve = new MarkSieve(calendar);
  const rows = new Map<string, Uint8Array>();
  const set = ({ pupil, date, half }: Place, byte: number): void => {
    let row = rows.get(pupil);
    if (row === undefined) {
      row = new Uint8Array(calendar.sessions.length);
      rows.set(pupil, row);
    }
    const number = calendar.numberOf(date, half);
    if (number !== undefined) row[number] = byte;
  };
  const unread = (place: Place): void => set(place, unreadByte);
  const tally = siftMarks(file, { calendar, unread }, new OpenRoll(roll), sieve);
  if (tally.isRefusedWhole) throw new InputRefused(tally.refused);
  for (const { mark } of sieve.rows()) set(mark, mark.code === null ? missingByte : byteOf(mark.code));
  return {
    pupils: [...rows].map(([pupil, row]) => ({ pupil, row })),
    warnings: [...tally.refused, ...tally.warnings],
  };
};
