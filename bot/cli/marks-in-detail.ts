import { MarkSieve } from '../../shared/mis/mark-sieve.ts';
import type { RollEntry } from '../../shared/mis/pupil-index.ts';
import { siftMarks } from '../../shared/mis/read-marks.ts';
import type { Remark } from '../../shared/mis/report.ts';
import { unreadByte } from '../../shared/rules/codes/codes.ts';
import type { AnomalyFacts } from '../../shared/rules/registers/anomalies.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import { byteOf, missingByte, type PupilMarks } from '../../shared/vocabulary/mark.ts';
import type { Session } from '../../shared/vocabulary/session.ts';
import { asCsv } from './first-sheet.ts';
import { InputRefused, readInput } from './input.ts';
import type { Io } from './io.ts';
import { OpenRoll } from './open-roll.ts';

/** One pupil's marks of a file, with everything that a year's row of bytes cannot hold. */
export interface MarksInDetail {
  readonly marks: PupilMarks;
  readonly raw: NonNullable<AnomalyFacts['raw']>;
  readonly others: NonNullable<AnomalyFacts['others']>;
  /** Sessions on which others in the file have marks other than `#` and `Z`. */
  readonly othersMarked: readonly Session[];
  /** Numbers of the first and last session on which anybody has a mark; undefined when nobody has. */
  readonly given: { readonly first: number; readonly last: number } | undefined;
  /** Whether the file names the pupil at all. */
  readonly isNamed: boolean;
  readonly warnings: readonly Remark[];
}

const closures: ReadonlySet<string | null> = new Set(['#', 'Z', null]);

/** Reads a `--marks` file for one pupil (interfaces, `desk explain`); what it cannot read or place are warnings. */
export const readMarksInDetail = async (
  io: Io,
  path: string,
  calendar: Calendar,
  roll: readonly RollEntry[],
  wanted: string,
): Promise<MarksInDetail> => {
  const pupils = new OpenRoll(roll);
  const pupil = pupils.find(wanted)?.key ?? wanted;
  const sieve = new MarkSieve(calendar);
  const raw: (Session & { text: string })[] = [];
  const row = new Uint8Array(calendar.sessions.length);
  let isNamed = false;
  const file = { name: path, bytes: asCsv(path, await readInput(io, path)) };
  const unread = (mark: { pupil: string; text: string } & Session): void => {
    if (mark.pupil !== pupil) return;
    isNamed = true;
    raw.push({ date: mark.date, half: mark.half, text: mark.text });
    const number = calendar.numberOf(mark.date, mark.half);
    if (number !== undefined) row[number] = unreadByte;
  };
  const tally = siftMarks(file, { calendar, unread }, pupils, sieve);
  if (tally.isRefusedWhole) throw new InputRefused(tally.refused);
  const others: (Session & { code: NonNullable<AnomalyFacts['others']>[number]['code'] })[] = [];
  const marked = new Set<number>();
  let [first, last] = [calendar.sessions.length, -1];
  for (const { mark } of sieve.rows()) {
    const { date, half, code } = mark;
    const number = calendar.numberOf(date, half);
    if (number !== undefined && code !== null) [first, last] = [Math.min(first, number), Math.max(last, number)];
    if (mark.pupil !== pupil) {
      if (number !== undefined && !closures.has(code)) marked.add(number);
      continue;
    }
    isNamed = true;
    if (mark.raw !== undefined) raw.push({ date, half, text: mark.raw });
    if (number !== undefined) row[number] = code === null ? missingByte : byteOf(code);
    else if (code !== null) others.push({ date, half, code });
  }
  return {
    marks: { pupil, row },
    raw,
    others,
    othersMarked: [...marked].map((number) => calendar.sessions[number]!),
    given: last < 0 ? undefined : { first, last },
    isNamed,
    warnings: [...tally.refused, ...tally.warnings],
  };
};
